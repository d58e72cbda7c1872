#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/widgets/model_chooser.h"

class QBoxLayout;
class QDoubleSpinBox;
class QMenu;
class QSpinBox;
class QToolButton;

namespace fovea::ui
{

class SentenceEdit;

inline constexpr int kMaximumBeam = 32;
inline constexpr double kMaximumPenalty = 2;

/// How the next sentence is decoded. beam 1 is greedy.
struct DecodingChoice {
    int beam = 1;               ///< 1..kMaximumBeam
    double lengthPenalty = 0;   ///< 0..kMaximumPenalty; ranks the tree, and the search while beam is above 1
    double coveragePenalty = 0; ///< the same
    friend bool operator==(const DecodingChoice &, const DecodingChoice &) = default;
};

/// The input row: sentence, examples, model, decoding.
class SentenceBar : public QWidget
{
    Q_OBJECT

public:
    explicit SentenceBar(QWidget *parent = nullptr);

    SentenceEdit *edit() const { return edit_; }
    ModelChooser *models() const { return models_; }
    void setExamples(const QStringList &sentences);
    void setDecoding(const DecodingChoice &decoding);
    DecodingChoice decoding() const;

signals:
    void submitted(const QString &sentence); ///< Enter, or an example was chosen
    void decodingChanged(const fovea::ui::DecodingChoice &decoding);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void retranslateUi();

    QBoxLayout *rows_ = nullptr;
    QBoxLayout *controls_ = nullptr;
    SentenceEdit *edit_ = nullptr;
    QToolButton *examples_ = nullptr;
    QMenu *examplesMenu_ = nullptr;
    ModelChooser *models_ = nullptr;
    QSpinBox *beam_ = nullptr;
    QDoubleSpinBox *lengthPenalty_ = nullptr;
    double coveragePenalty_ = 0; ///< edited beside the tree
};

} // namespace fovea::ui
