#pragma once

#include <vector>

#include <QWidget>

#include "ui/compare/compare_values.h"
#include "ui/decode/view_bar.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace fovea::ui
{

class HeatmapView;

/// The weights of one output minus those of another, in a diverging colour map.
class CompareDifferenceView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareDifferenceView(QWidget *parent = nullptr);

    /// The pair is chosen among these.
    void setColumns(const std::vector<CompareColumn> &columns);
    void setDifference(const CompareDifference &difference);
    const CompareDifference &difference() const { return difference_; }
    /// Marks the row of this step of A, or of B where A has no such step; -1: none.
    void setCurrentStep(int step);
    void setShowValues(bool show);
    HeatmapView *heatmap() const { return heatmap_; }
    QString summaryText() const;

signals:
    void pairChosen(int a, int b);
    /// The person chose a row: the step of A, of B where A has none.
    void stepSelected(int step);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void choose();
    void updateTexts();
    int stepOfRow(int row) const;
    double weight(const std::shared_ptr<const AttentionTrace> &trace, int row, int column) const;

    std::vector<CompareColumn> columns_;
    CompareDifference difference_;
    int currentStep_ = -1;
    QLabel *caption_ = nullptr;
    QComboBox *a_ = nullptr;
    QLabel *minus_ = nullptr;
    QComboBox *b_ = nullptr;
    QToolButton *swap_ = nullptr;
    QLabel *summary_ = nullptr;
    HeatmapView *heatmap_ = nullptr;
};

} // namespace fovea::ui
