#pragma once

#include <optional>
#include <vector>

#include <QFrame>
#include <QStringList>

#include "ui/decode/word_difference.h"

class QLabel;
class QToolButton;

namespace fovea::ui
{

/// An output before and after a change.
struct OutputDifference {
    QString title; ///< what was changed, e.g. "“雨” → “雪”"
    QStringList before;
    QStringList after;
};

/// Says plainly what a change did to the output: how many words are others, and both outputs as one row of words, those
/// that went struck through, those that came in bold.
class DifferenceLine : public QFrame
{
    Q_OBJECT

public:
    explicit DifferenceLine(QWidget *parent = nullptr);

    /// nullopt hides the line.
    void setDifference(const std::optional<OutputDifference> &difference);
    bool isShown() const { return difference_.has_value(); }
    const std::vector<WordChange> &words() const { return words_; }
    /// What a screen reader reads: the summary, then the words.
    QString summary() const;

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void retranslateUi();
    QString html() const;

    std::optional<OutputDifference> difference_;
    std::vector<WordChange> words_;
    QLabel *title_ = nullptr;
    QLabel *text_ = nullptr;
    QToolButton *dismiss_ = nullptr;
};

} // namespace fovea::ui
