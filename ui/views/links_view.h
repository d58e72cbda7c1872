#pragma once

#include <memory>

#include "ui/render/links/links_painter.h"
#include "ui/views/trace_view.h"

namespace fovea::ui
{

/// Source words above, target words below, links as thick as the weights: the matrix's alternative for short
/// sentences. A long sentence scrolls sideways.
///
/// Mouse: hover isolates a word or a link, click on a target word selects its step, drag and wheel scroll,
/// Ctrl + wheel zooms.
/// Keys: left, right, Home and End move over the words of a line (over target words they select steps), up and down
/// change the line, Escape leaves the word; + - zoom, 0 returns to the ordinary size.
class LinksView : public TraceView
{
    Q_OBJECT

public:
    explicit LinksView(QWidget *parent = nullptr);
    ~LinksView() override;

    /// A null trace shows the empty text. Threshold and zoom are kept.
    void setTrace(std::shared_ptr<const AttentionTrace> trace) override;
    const std::shared_ptr<const AttentionTrace> &trace() const { return painter_.trace(); }

    int currentStep() const { return options_.currentStep; }
    int highlightedSource() const { return options_.highlightedSource; }
    double threshold() const { return options_.threshold; }
    double zoom() const { return zoom_; }
    void setEmptyText(const QString &text) override;
    int selectedSource() const override { return selected_.column; }
    FigureOptions figureOptions() const override;

    /// The word whose links alone are strong now: a row, a column, or both for a link.
    HeatmapCell isolatedWord() const;
    /// The options that the next repaint uses, for drawing the same in a file.
    LinksOptions linksOptions() const;
    /// Where everything is, in viewport coordinates.
    const LinksLayout &linksLayout() const { return layout_; }
    LinksPaintCount lastPaint() const { return lastPaint_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// Marks the word of this step and scrolls it into view; -1: none.
    void setCurrentStep(int step) override;
    /// Lights a source word for another view that points at it; -1: none.
    void setHighlightedSource(int source) override;
    /// The smallest weight that is drawn, in [0, 1].
    void setThreshold(double threshold);

    void zoomIn() override;
    void zoomOut() override;
    void resetZoom() override;
    /// All words in the width of the view, as small as they may get.
    void fit() override;

signals:
    void thresholdChanged(double threshold);

protected:
    void pointAt(QPointF position, QPoint global) override;
    void pointAway() override;
    void clickAt(QPointF position) override;
    void zoomAt(double factor, QPointF anchor) override;
    bool moveByKey(int key) override;
    void styleChanged() override;
    void languageChanged() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void relayout();
    void updateTexts();
    void setZoom(double zoom);
    void setHovered(HeatmapCell cell);
    void select(HeatmapCell word);
    void changed();
    void reveal(HeatmapCell word);
    HeatmapCell across(HeatmapCell word) const;
    HeatmapCell clampToLine(HeatmapCell word) const;
    QRectF area() const;
    QString toolTipFor(HeatmapCell cell) const;
    QString linkRows(HeatmapCell word) const;

    LinksPainter painter_;
    LinksOptions options_;
    LinksLayout layout_;
    LinksPaintCount lastPaint_;
    QString emptyText_;
    HeatmapCell hovered_;
    HeatmapCell selected_;
    int lastSource_ = -1; ///< of the last sourceHovered()
    double zoom_ = 1;
};

} // namespace fovea::ui
