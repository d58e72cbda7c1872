#pragma once

#include <QListView>

#include "core/types/attention.h"
#include "core/types/weight_preview.h"

namespace fovea::ui
{

class CandidateModel;

/// The next words of a step with their probabilities as bars. A click or Enter on a word asks for it to be forced.
/// As tall as its rows: the inspector around it scrolls, not this list.
class CandidateView : public QListView
{
    Q_OBJECT

public:
    explicit CandidateView(QWidget *parent = nullptr);

    void setStep(const AttentionStep &step, bool forcing);
    /// The words as they would be with other weights, each with the change of its probability.
    void setPreview(const WeightPreview &preview);
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void candidateChosen(int id); ///< target vocabulary index, never the word that the step already has

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void keepRow(int row);
    void retranslateUi();

    CandidateModel *model_ = nullptr;
};

} // namespace fovea::ui
