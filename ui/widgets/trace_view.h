#pragma once

#include <memory>

#include <QAbstractScrollArea>

#include "core/types/attention.h"
#include "ui/render/figure.h"
#include "ui/render/matrix_options.h"

namespace fovea::ui
{

/// One picture of a trace among the others of a page, which share the current step, the source position pointed at
/// and the way weights are drawn. Steps and source positions are 0-based; -1 is none.
/// A setter never emits the signal of the same value.
class TraceView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    using QAbstractScrollArea::QAbstractScrollArea;

    /// A null trace shows the empty text. Zoom and the like are kept.
    virtual void setTrace(std::shared_ptr<const AttentionTrace> trace) = 0;
    /// Text shown while there is no trace; replaces the built-in one.
    virtual void setEmptyText(const QString &text) = 0;
    /// What of it a view knows: a colour map, a scale, values in the cells.
    virtual void setMatrixOptions(const MatrixOptions &) {}

    /// The source position that the keyboard is on; -1: none.
    virtual int selectedSource() const { return -1; }
    /// Options with which exportFigure() draws what the view shows.
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

signals:
    /// The source position under the pointer or reached by keyboard.
    void sourceHovered(int source);
    /// The person chose this step.
    void stepSelected(int step);
};

} // namespace fovea::ui
