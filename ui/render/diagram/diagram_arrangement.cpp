// Where a diagram's parts stand: sizes in em of ordinary text, vertical gaps stretched to the room.
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/render/diagram/diagram_painter.h"

namespace fovea::ui
{

namespace
{

// Heights of boxes and the natural heights of the gaps between them, in em.
constexpr double kOutput = 3.4;
constexpr double kState = 4.5;
constexpr double kNumber = 1.5;
constexpr double kBarToMatch = 1.6;
constexpr double kMatch = 2.1;
constexpr double kMatchToAnnotation = 1.7;
constexpr double kAnnotation = 3.7;
constexpr double kGapOutput = 3.0;
constexpr double kGapContext = 4.6;
constexpr double kGapLines = 6.5;
constexpr double kBars = 5.6;
constexpr double kStretching = kGapOutput + kGapContext + kGapLines + kBars;
constexpr double kLeastStretch = 0.62;
constexpr double kMostStretch = 1.5;

// Widths in em.
constexpr double kOutputWidth = 12.5;
constexpr double kUpdateWidth = 9.6;
constexpr double kStateWidth = 10.0;
constexpr double kContextWidth = 10.4;
constexpr double kStateDistance = 16.5; // between the axis and the centre of a state
constexpr double kPreviousWord = 2.1;
constexpr double kStageWidth = 24; // of the stage's text beside the output
constexpr double kStageHeight = 4.4;
constexpr double kCaptionsFrom = 34; // narrower diagrams need the room

QRectF centred(double x, double top, double width, double height) { return {x - width / 2, top, width, height}; }

} // namespace

void DiagramPainter::layoutColumns(DiagramLayout &l, const DiagramOptions &options) const
{
    const double em = basePixels(options.font);
    // Words are drawn smaller before a sentence has to scroll.
    double wordEm = words_.mostlyUpright ? 1.5 : 1.15;
    double word = (words_.widest * wordEm + 0.9) * em;
    if (l.columns * word > l.columnsView.width() && !words_.mostlyUpright) {
        wordEm = 0.95;
        word = (words_.widest * wordEm + 0.7) * em;
    }
    const double least = std::clamp(word, 4.3 * em, 8.0 * em);
    const double most = std::clamp(word, 6.3 * em, 9.0 * em);
    const double room = l.columnsView.width() / std::max(1, l.columns);
    l.pitch = std::clamp(room, least, most);
    l.boxWidth = std::min(l.pitch - 0.7 * em, 4.4 * em);
    l.barWidth = 2.2 * em;
    l.wordPixels = static_cast<int>(std::lround(wordEm * em));
    l.scroll.setX(std::clamp(l.scroll.x(), 0.0, l.maximumScroll().x()));
}

DiagramLayout DiagramPainter::layout(const QRectF &area, QPointF scroll, const DiagramOptions &options) const
{
    const double em = basePixels(options.font);
    DiagramLayout l;
    l.columns = columns();
    l.area = area;
    l.scroll = scroll;

    // Across.
    if (area.width() >= kCaptionsFrom * em) {
        const QFontMetricsF metrics(options.font);
        for (const QString &name : {tr("weight"), tr("match"), tr("annotation"), tr("source")})
            l.captions = std::max(l.captions, metrics.horizontalAdvance(name) * 0.92);
    }
    l.columnsView = area.adjusted(l.captions + 2.0 * em, 0, 0, 0);
    l.axis = l.columnsView.center().x();
    const double half = std::max(1.0, std::min(l.axis - area.left() - em, area.right() - l.axis));
    const double state = std::clamp(half - (kUpdateWidth / 2 + 1.4) * em, 4.2 * em, kStateWidth * em);
    const double distance = std::min(kStateDistance * em, half - state / 2);
    layoutColumns(l, options);

    // Downwards.
    const bool beside = l.axis - kOutputWidth / 2 * em - area.left() >= kStageWidth * em;
    const double stage = beside ? 0 : kStageHeight * em;
    const double wordHeight = 1.4 * l.wordPixels + 0.4 * em;
    const double fixed =
        stage + wordHeight +
        (kOutput + 2 * kState + kNumber + kBarToMatch + kMatch + kMatchToAnnotation + kAnnotation) * em;
    const double stretch = std::clamp((area.height() - fixed) / (kStretching * em), kLeastStretch, kMostStretch);
    l.height = fixed + stretch * kStretching * em;
    l.scroll.setY(std::clamp(scroll.y(), 0.0, l.maximumScroll().y()));
    double y = area.top() + std::max(0.0, area.height() - l.height) / 2 - l.scroll.y();

    l.stageText = beside ? QRectF(area.left(), y, l.axis - (kOutputWidth / 2 + 1) * em - area.left(), 5.2 * em)
                         : QRectF(area.left(), y, area.width(), stage);
    y += stage;
    l.output = centred(l.axis, y, std::min(kOutputWidth * em, 2 * half), kOutput * em);
    y = l.output.bottom() + stretch * kGapOutput * em;
    l.update = centred(l.axis, y, kUpdateWidth * em, kState * em);
    l.previousState = centred(l.axis - distance, y, state, kState * em);
    l.nextState = centred(l.axis + distance, y, state, kState * em);
    y = l.update.bottom();
    const double gap = stretch * kGapContext * em;
    l.previousWord =
        centred(l.axis - distance, y + gap / 2 - (kPreviousWord / 2 - 0.3) * em, state, kPreviousWord * em);
    y += gap;
    l.context = centred(l.axis, y, kContextWidth * em, kState * em);
    l.sum = QRectF(l.context.right() + em, y, std::max(0.0, area.right() - l.context.right() - em), kState * em);
    y = l.context.bottom() + stretch * kGapLines * em;
    l.columnsView.setTop(y);
    l.barTop = y + kNumber * em;
    l.barBase = l.barTop + stretch * kBars * em;
    l.matchTop = l.barBase + kBarToMatch * em;
    l.matchHeight = kMatch * em;
    l.annotationTop = l.matchTop + (kMatch + kMatchToAnnotation) * em;
    l.annotationHeight = kAnnotation * em;
    l.wordTop = l.annotationTop + l.annotationHeight;
    l.columnsView.setBottom(l.wordTop + wordHeight);
    const double first = l.columns > 0 ? l.columnCentre(0) + l.scroll.x() - l.pitch / 2 : l.columnsView.left();
    l.bus = std::max(std::min(first - 0.6 * em, l.previousState.left() - 1.1 * em), area.left() - 0.6 * em);
    if (l.bus - 0.5 * em - l.captions < area.left() - em)
        l.captions = 0;
    return l;
}

} // namespace fovea::ui
