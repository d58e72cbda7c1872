#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/types/attention.h"

namespace fovea::ui
{

/// The cells of a grid with the largest weights of a step, largest first, as bars: of 196 cells these are the ones to
/// read. Up and Down move over them.
class LargestCells : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kMostRows = 6;

    explicit LargestCells(QWidget *parent = nullptr);

    /// A step over the grid of `columns` columns, as decoded or as previewed.
    void setStep(const AttentionStep &shown, int columns);
    /// Cells in the order of the rows.
    const std::vector<int> &cells() const { return cells_; }
    QRectF rowRect(int row) const;
    QSize sizeHint() const override;

public slots:
    /// Lights the row of a cell that another view points at; -1: none.
    void setHighlightedSource(int cell);

signals:
    void positionHovered(int cell); ///< -1: none

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    int rowHeight() const;
    int captionHeight() const;
    int rowAt(QPointF position) const;
    void point(int row);
    void retranslateUi();
    QString text(int row) const;

    std::vector<int> cells_;
    std::vector<double> weights_;
    std::vector<double> energies_; ///< empty when the trace has none
    int columns_ = 1;
    int row_ = -1; ///< under the pointer or reached by keyboard
    int highlighted_ = -1;
};

} // namespace fovea::ui
