#pragma once

#include <memory>

#include <QAbstractScrollArea>

#include "core/types/attention.h"
#include "ui/render/figure/figure.h"
#include "ui/render/matrix_options.h"

namespace fovea::ui
{

/// One picture of a trace among the others of a page, which share the current step, the source position pointed at
/// and the way weights are drawn. Steps and source positions are 0-based; -1 is none.
/// A setter never emits the signal of the same value.
///
/// What the mouse and the keyboard do alike in all of them is here: hover, click, drag pans, the wheel scrolls,
/// Ctrl + wheel or two fingers zoom, + - zoom, 0 returns to the ordinary size.
class TraceView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TraceView(QWidget *parent = nullptr);

    /// A null trace shows the empty text. Zoom and the like are kept.
    virtual void setTrace(std::shared_ptr<const AttentionTrace> trace) = 0;
    /// Text shown while there is no trace; replaces the built-in one.
    virtual void setEmptyText(const QString &text) = 0;
    /// What of it a view knows: a colour map, a scale, values in the cells.
    virtual void setMatrixOptions(const MatrixOptions &) {}

    /// The source position that the keyboard is on; -1: none.
    virtual int selectedSource() const { return -1; }
    /// Options with which encodeFigure() draws what the view shows.
    virtual FigureOptions figureOptions() const = 0;

public slots:
    /// Marks this step and scrolls it into view.
    virtual void setCurrentStep(int step) = 0;
    /// Lights a source position that another view points at.
    virtual void setHighlightedSource(int source) = 0;

    virtual void zoomIn() = 0;
    virtual void zoomOut() = 0;
    /// All of it in sight.
    virtual void fit() = 0;
    /// The ordinary size.
    virtual void resetZoom() { fit(); }

signals:
    /// The source position under the pointer or reached by keyboard.
    void sourceHovered(int source);
    /// The person chose this step.
    void stepSelected(int step);

protected:
    /// The pointer is here, no button is down.
    virtual void pointAt(QPointF, QPoint /*global*/) {}
    /// The pointer is outside, or drags the picture.
    virtual void pointAway() {}
    /// The left button was pressed and released here.
    virtual void clickAt(QPointF) {}
    /// Zooms so that what is at the anchor stays there.
    virtual void zoomAt(double /*factor*/, QPointF /*anchor*/) {}
    /// True when the key moved something.
    virtual bool moveByKey(int /*key*/) { return false; }
    /// Palette, font or style are others.
    virtual void styleChanged() {}
    virtual void languageChanged() {}
    bool isPanning() const { return panning_; }

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    QPoint pressed_;
    QPoint pressedScroll_;
    bool panning_ = false;
};

} // namespace fovea::ui
