#pragma once

#include <QWidget>

#include "ui/compare/compare_values.h"
#include "ui/decode/model_chooser.h"

class QBoxLayout;
class QLabel;
class QToolButton;

namespace fovea::ui
{

class BusyLine;
class HeatmapView;
class MessageBar;

/// One of the compared outputs: which model, its attention, its saliency below where wanted, and how far it is.
class CompareColumnView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareColumnView(int index, QWidget *parent = nullptr);

    void setModels(const std::vector<ModelChoice> &models);
    void setColumn(const CompareColumn &column);
    void setRemovable(bool removable);
    /// What runs for this column, while it works.
    void setActivity(const QString &activity);
    /// Below the attention, or beside it where a column is wide.
    void setSaliencyShown(bool shown, bool beside);
    /// The correlation of this step stands beside that of all.
    void setCurrentStep(int step);

    HeatmapView *attention() const { return attention_; }
    HeatmapView *saliency() const { return saliency_; }
    ModelChooser *chooser() const { return chooser_; }
    /// What the lines below the matrices say.
    QString statusText() const;
    QString correlationText() const;

signals:
    void modelChosen(const QString &path);
    void openBundleRequested();
    void removeRequested();
    void stopRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildHeader();
    void updateTexts();
    void updateStatus();
    void updateEmptyTexts();
    void updateSaliencyNumbers();

    int index_;
    CompareColumn column_;
    int currentStep_ = -1;
    QLabel *letter_ = nullptr;
    ModelChooser *chooser_ = nullptr;
    QLabel *branch_ = nullptr;
    QToolButton *remove_ = nullptr;
    MessageBar *problem_ = nullptr;
    QBoxLayout *matrices_ = nullptr;
    QLabel *attentionCaption_ = nullptr;
    HeatmapView *attention_ = nullptr;
    QWidget *saliencyPart_ = nullptr;
    QLabel *correlation_ = nullptr;
    HeatmapView *saliency_ = nullptr;
    QLabel *status_ = nullptr;
    BusyLine *busy_ = nullptr;
};

} // namespace fovea::ui
