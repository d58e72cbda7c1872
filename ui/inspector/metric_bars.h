#pragma once

#include <vector>

#include <QStringList>
#include <QWidget>

namespace fovea::ui
{

/// One small bar for each item (a source word, a step) and a line where the good value is; or, for the places of a
/// picture, a cell of a grid. More items than fit share bars: such a bar shows the worst of its items.
/// Hover and the arrow keys name an item; a click, Enter or Space chooses it.
class MetricBars : public QWidget
{
    Q_OBJECT

public:
    enum class Worst { Lowest, Highest };

    explicit MetricBars(Worst worst, QWidget *parent = nullptr);

    /// One label per value. `ceiling` is the value of a full bar; larger ones are full too.
    void setValues(std::vector<double> values, QStringList labels, double ceiling);
    void setLabelsShown(bool shown);
    void setReference(double value); ///< where a line is drawn; 0: none
    /// Draws the items as cells, row by row; 0 columns: as bars.
    void setColumns(int columns);
    void setCurrent(int item);              ///< the current step; -1: none
    void setMarked(std::vector<int> items); ///< those that a finding is about
    void setHighlighted(int item);          ///< what another view points at; -1: none

    int count() const { return static_cast<int>(values_.size()); }
    double value(int item) const { return values_.at(static_cast<std::size_t>(item)); }
    int itemAt(const QPoint &point) const; ///< -1: none
    /// Where the bar or cell that shows an item is, at full height.
    QRectF slotRect(int item) const;
    QColor barColor(int item) const;
    /// "“word”: 0.34"
    QString itemText(int item) const;

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSizeHint() const override;

signals:
    void itemHovered(int item); ///< under the pointer or reached by keyboard; -1: none
    void itemChosen(int item);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    int slotCount() const { return slotsFor(width()); }
    int slotsFor(int width) const;
    int slotOf(int item) const;
    int itemOf(int slot) const; ///< the worst of the slot's items, marked ones first
    QRectF rectOf(int slot) const;
    void setCursorItem(int item);
    void paintBars(QPainter &painter) const;
    void paintCells(QPainter &painter) const;
    /// How a label stands below its bar: as it is; an ideographic word one sign below the other; others turned.
    enum class Label { Upright, Stacked, Turned };
    Label labelOf(int item, double pitch) const;
    bool hasRoomForLabels(int width) const;
    int labelsHeight(int width) const;
    void paintLabels(QPainter &painter) const;
    void paintLabel(QPainter &painter, int item) const;
    double pitchFor(int width) const;
    int barHeight(int width) const;
    int labelHeight() const;
    bool isMarked(int item) const;
    void measureLabels();

    Worst worst_;
    std::vector<double> values_;
    QStringList labels_;
    std::vector<int> marked_; ///< increasing
    double ceiling_ = 1;
    double reference_ = 0;
    int columns_ = 0;
    int current_ = -1;
    int highlighted_ = -1;
    int cursor_ = -1;              ///< of the keyboard
    std::vector<int> labelWidths_; ///< empty: too many to be shown
    bool labelsShown_ = true;
};

} // namespace fovea::ui
