#pragma once

#include <optional>

#include <QStringList>
#include <QWidget>

#include "ui/inspector/weight_draft.h"

namespace fovea::ui
{

/// The weights of a draft as bars that can be dragged, the weight before the edit as a line across each. Shows the
/// window [first, first + count) of the n positions.
///
/// Mouse: a press selects a position, dragging up or down from there changes its weight (nothing jumps to the
/// pointer; the scale may be left upwards). Keys: Left, Right, Home, End select; Up, Down change by 0.01, Page Up, Page
/// Down by 0.1; other keys go to the parent.
class WeightBars : public QWidget
{
    Q_OBJECT

public:
    explicit WeightBars(QWidget *parent = nullptr);

    /// Source words, one per position; none where positions have no words (a grid): their places are in the tool tips.
    void setLabels(const QStringList &labels, bool drawn);
    void setDraft(const WeightDraft &draft);
    void setWindow(int first, int count);
    /// Pixels a bar needs at least.
    int minimumPitch() const;

    int selected() const { return selected_; }
    void setSelected(int position);
    /// The other of two positions to be swapped; -1: none.
    void setPartner(int position);
    void setHighlighted(int position);

    /// The weight at the upper edge: the least of 0.25, 0.5, 1 that leaves room above the largest.
    double top() const { return top_; }
    int positionAt(QPointF point) const; ///< -1: none
    /// The bar of a position in the window, from the base line to its weight.
    QRectF barRect(int position) const;
    QColor barColor(int position) const;

    QSize sizeHint() const override;

signals:
    void selectionChanged(int position);
    /// The person clicked or moved to a position, even if it was selected already.
    void positionChosen(int position);
    /// `starts`: the first change of a drag.
    void weightDragged(int position, double weight, bool starts);
    void weightNudged(int position, double weight);
    void positionHovered(int position); ///< -1: none

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void choose(int position);
    void drag(double y);
    void chooseTop();
    void updateHeight();
    void retranslateUi();
    void paintColumn(QPainter &painter, int position) const;
    void paintLabel(QPainter &painter, int position) const;
    void paintNumber(QPainter &painter) const;
    QRectF plot() const;
    QRectF column(int position) const;
    double yOf(double weight) const;
    bool isTurned(int labelWidth) const;
    int labelHeight() const;
    QString toolTipFor(int position) const;
    QFont labelFont() const;
    QFont numberFont() const;

    struct Drag {
        int position = -1;
        double y = 0;      ///< where the button went down
        double weight = 0; ///< the weight there and then
        bool moved = false;
    };

    WeightDraft draft_;
    QStringList labels_;
    bool drawLabels_ = true;
    int widestLabel_ = 0;
    int first_ = 0;
    int count_ = 0;
    int selected_ = -1;
    int partner_ = -1;
    int hovered_ = -1;
    double top_ = 1;
    std::optional<Drag> drag_;
};

} // namespace fovea::ui
