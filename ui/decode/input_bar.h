#pragma once

#include <QWidget>

#include "ui/decode/model_chooser.h"

class QBoxLayout;
class QDoubleSpinBox;
class QSpinBox;
class QToolButton;

namespace fovea::ui
{

inline constexpr int kMaximumBeam = 32;
inline constexpr double kMaximumPenalty = 2;

/// How the next input is decoded. beam 1 is greedy.
struct DecodingChoice {
    int beam = 1;               ///< 1..kMaximumBeam
    double lengthPenalty = 0;   ///< 0..kMaximumPenalty; ranks the tree, and the search while beam is above 1
    double coveragePenalty = 0; ///< the same
    friend bool operator==(const DecodingChoice &, const DecodingChoice &) = default;
};

/// The input row of a page: a field with what is decoded, then buttons, the model, the decoding.
class InputBar : public QWidget
{
    Q_OBJECT

public:
    ModelChooser *models() const { return models_; }
    void setDecoding(const DecodingChoice &decoding);
    DecodingChoice decoding() const;

signals:
    void decodingChanged(const fovea::ui::DecodingChoice &decoding);

protected:
    /// The field is put below the controls' row where less than `fieldEms` widths of an M would be left of it.
    InputBar(QWidget *field, double fieldEms, QWidget *parent);

    /// An icon left of the model, or right of it; the buttons of one side stand in the order of the calls.
    enum class Side { BeforeModel, AfterModel };
    QToolButton *addButton(const QString &iconName, Side side = Side::BeforeModel);
    QSize buttonIconSize() const;
    /// Height of every part.
    virtual int rowHeight() const = 0;
    /// To be called by constructors and when rowHeight() changed.
    void arrange();
    /// Sets every text; what overrides it calls this one.
    virtual void retranslateUi();
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *field_;
    double fieldEms_;
    QBoxLayout *rows_ = nullptr;
    QBoxLayout *controls_ = nullptr;
    std::vector<QToolButton *> buttons_;
    ModelChooser *models_ = nullptr;
    QSpinBox *beam_ = nullptr;
    QDoubleSpinBox *lengthPenalty_ = nullptr;
    double coveragePenalty_ = 0; ///< edited beside the tree
};

} // namespace fovea::ui
