#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/types/attention.h"
#include "core/types/attention_report.h"

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace fovea::ui
{

class FindingButton;
class FoldSection;
class MetricBars;

/// "Is this attention broken?": what the attention doctor found, and the numbers of the current step and of the whole
/// output that it looked at.
///
/// Takes values and emits intents. Choosing a finding goes to its step and lights its source word; choosing it again
/// goes on to the next place that it is about.
class DoctorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DoctorPanel(QWidget *parent = nullptr);

    /// The diagnosis belongs to the trace. Null: nothing is shown.
    void setDiagnosis(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const AttentionDiagnosis> diagnosis);
    const std::shared_ptr<const AttentionDiagnosis> &diagnosis() const { return diagnosis_; }
    void setCurrentStep(int step);
    void setHighlightedSource(int source); ///< what another view points at; -1: none

    void setFolded(bool folded);
    bool isFolded() const;
    FoldSection *section() const { return section_; }
    MetricBars *coverageBars() const { return coverage_; }
    MetricBars *entropyBars() const { return entropies_; }
    int findingCount() const { return static_cast<int>(buttons_.size()); }
    FindingButton *findingButton(int index) const { return buttons_.at(static_cast<std::size_t>(index)); }

signals:
    void stepSelected(int step);
    void sourceHovered(int source);  ///< source position to light in every view; -1: none
    void foldedChanged(bool folded); ///< by the person

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Number { Entropy, Largest, End, Coverage, Deviation, Out, In, Confidence, NumberCount };

    /// One place of a finding: a step (-1: none) and a source position (-1: none).
    struct Place {
        int step = -1;
        int source = -1;
    };

    void buildContent();
    QWidget *buildNumbers(QWidget *parent);
    void retranslateUi();
    void retranslateNumbers();
    void showDiagnosis();
    void showFindings();
    void showBars();
    void showNumbers();
    void showMarks();
    void updateTitle();
    void updateCaptions();
    void chooseFinding(int index);
    std::vector<Place> placesOf(const Finding &finding) const;
    int mostAttentiveStep(int source) const;
    const StepAttention *currentReport() const;
    bool attends() const;

    std::shared_ptr<const AttentionTrace> trace_;
    std::shared_ptr<const AttentionDiagnosis> diagnosis_;
    int step_ = -1;
    int chosen_ = -1;           ///< the finding chosen last
    std::size_t nextPlace_ = 0; ///< of it
    int named_ = -1;            ///< source position that the coverage caption names
    int namedStep_ = -1;        ///< step that the entropy caption names

    FoldSection *section_ = nullptr;
    QLabel *verdict_ = nullptr;
    QVBoxLayout *findings_ = nullptr;
    std::vector<FindingButton *> buttons_;
    QLabel *coverageCaption_ = nullptr;
    MetricBars *coverage_ = nullptr;
    QLabel *entropyCaption_ = nullptr;
    MetricBars *entropies_ = nullptr;
    QWidget *numbers_ = nullptr;
    QLabel *stepHeader_ = nullptr;
    QLabel *allHeader_ = nullptr;
    QLabel *percentHeader_ = nullptr;
    struct NumberRow {
        QLabel *name = nullptr;
        QLabel *first = nullptr;
        QLabel *second = nullptr;
    };
    NumberRow rows_[NumberCount];
};

} // namespace fovea::ui
