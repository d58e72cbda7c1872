#pragma once

#include <vector>

#include <QSize>
#include <QWidget>

#include "ui/widgets/sentence_bar.h"

class QAction;
class QBoxLayout;
class QDoubleSpinBox;
class QHBoxLayout;
class QMenu;
class QSpinBox;
class QToolButton;

namespace fovea::ui
{

/// A picture that the program offers.
struct PictureSample {
    QString name;         ///< what a person reads
    QString path;         ///< identifies the sample
    QString note;         ///< what the attention shows about it, and where it is from; may be empty
    bool failure = false; ///< captioned wrongly, and kept for that reason; listed below the others
};

/// The input row of a picture: which one is shown, other ones, model, decoding, and a second model beside the first.
class PictureBar : public QWidget
{
    Q_OBJECT

public:
    explicit PictureBar(QWidget *parent = nullptr);

    ModelChooser *models() const { return models_; }
    QToolButton *openButton() const { return picture_; }
    /// Name and size of the picture shown; an empty name: none.
    void setPicture(const QString &name, QSize pixels);
    /// A picture of this name is being read; ends with setPicture().
    void setLoading(const QString &name);
    void setSamples(const std::vector<PictureSample> &samples);
    void setDecoding(const DecodingChoice &decoding);
    DecodingChoice decoding() const;
    /// Models that may stand beside the chosen one, and which does ("": none).
    void setModels(const std::vector<ModelChoice> &models);
    void setComparisonModel(const QString &path);
    QString comparisonModel() const { return comparison_; }

signals:
    void openRequested();
    void pasteRequested();
    void sampleChosen(const QString &path);
    void decodingChanged(const fovea::ui::DecodingChoice &decoding);
    void comparisonChosen(const QString &path); ///< "": none

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void fillSamples();
    void fillComparison();
    void showPicture();
    void retranslateUi();

    QString name_;
    QString loading_;
    QSize pixels_;
    QString comparison_;
    std::vector<PictureSample> sampleList_;
    std::vector<ModelChoice> modelList_;
    QBoxLayout *rows_ = nullptr;
    QHBoxLayout *controls_ = nullptr;
    QToolButton *picture_ = nullptr;
    QToolButton *paste_ = nullptr;
    QToolButton *samples_ = nullptr;
    QMenu *samplesMenu_ = nullptr;
    ModelChooser *models_ = nullptr;
    QToolButton *beside_ = nullptr;
    QMenu *besideMenu_ = nullptr;
    QSpinBox *beam_ = nullptr;
    QDoubleSpinBox *lengthPenalty_ = nullptr;
};

} // namespace fovea::ui
