#pragma once

#include <span>
#include <vector>

#include <QChartView>
#include <QStringList>

class QBarSeries;
class QBarSet;
class QValueAxis;

namespace fovea::ui
{

/// One bar per source position for one decoder step: energies (any sign) or weights (not negative).
/// Shows the window [first, first + count) of the n positions, so the cost does not grow with the sentence; two charts
/// that share a window line up. Source words stand below the bars, upright where they fit, else turned.
class AttentionChart : public QChartView
{
    Q_OBJECT

public:
    enum class Kind { Energies, Weights };

    explicit AttentionChart(Kind kind, QWidget *parent = nullptr);

    /// Source words, one per value; measured once, so set them only when they change.
    void setLabels(const QStringList &labels);
    /// A value that is not finite has no bar.
    void setValues(std::vector<double> values);
    void setWindow(int first, int count);

    /// Lights the place of a bar; -1: none.
    void setHighlighted(int position);
    int highlighted() const { return highlighted_; }

    /// Positions with at least half of the largest weight, largest first; empty for energies.
    const std::vector<int> &strongest() const { return strongest_; }
    /// Colour and length of what is drawn, for the position of the whole sentence.
    QColor barColor(int position) const;
    int positionAt(const QPoint &viewportPoint) const; ///< -1: none
    /// Pixels a bar needs so that its label stays readable.
    int minimumPitch() const;

    QSize sizeHint() const override;

signals:
    void positionHovered(int position); ///< -1: none

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void showWindow();
    void scaleHeights(int first, int last);
    void arrange();
    void applyColors();
    void retranslateUi();
    void drawLabels(QPainter *painter) const;
    void drawNumbers(QPainter *painter) const;
    void measureLabels();
    int labelHeight() const;
    bool isTurned(int labelWidth) const;
    double pitch() const;
    QPointF scenePoint(double position, double value) const;
    QString toolTipFor(int position) const;
    QFont labelFont() const;
    QFont numberFont() const;

    Kind kind_;
    QStringList labels_;
    int widestLabel_ = 0;
    std::vector<double> values_;
    std::vector<int> strongest_;
    int first_ = 0;
    int count_ = 0;
    int highlighted_ = -1;
    QBarSeries *series_ = nullptr;
    QBarSet *bars_ = nullptr;
    QValueAxis *positions_ = nullptr;
    QValueAxis *heights_ = nullptr;
};

} // namespace fovea::ui
