// The parts of a diagram below and inside the context: columns and the lines that leave them.
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainterPath>

#include "ui/render/diagram/diagram_job.h"
#include "ui/render/diagram/diagram_painter.h"
#include "ui/style/style.h"
#include "ui/text/label_text.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

QFont DiagramJob::font(double factor, QFont::Weight weight) const
{
    QFont result = options.font;
    result.setPixelSize(std::max(7, static_cast<int>(std::lround(em * factor))));
    result.setWeight(weight);
    return result;
}

void DiagramJob::drawText(const QRectF &rect, const QString &words, const QFont &look, const QColor &color,
                          int alignment) const
{
    painter.setFont(look);
    painter.setPen(color);
    const QString line = QFontMetricsF(look).elidedText(words, Qt::ElideRight, rect.width() + 0.5);
    painter.drawText(rect, alignment | Qt::TextSingleLine, line);
}

void DiagramJob::drawBox(const QRectF &rect, DiagramTurn turn, bool dashed) const
{
    QPen pen(turn == DiagramTurn::Lit ? style().accent : style().gridLine, turn == DiagramTurn::Lit ? 1.6 : 1.1);
    if (dashed) {
        pen.setColor(style().neutralBar);
        pen.setDashPattern({3, 3});
    }
    painter.setPen(pen);
    painter.setBrush(dashed ? style().background : turn == DiagramTurn::Lit ? style().accentSoft : style().surface);
    painter.drawRoundedRect(rect, 0.55 * em, 0.55 * em);
}

void DiagramJob::drawStateBox(const QRectF &rect, DiagramTurn turn, const QString &name, const QString &detail,
                              const Vector &values, double largest) const
{
    drawBox(rect, turn);
    const bool strip = values.size() > 0;
    const double lines = (1.45 + (detail.isEmpty() ? 0 : 1.25)) * em;
    const double height = lines + (strip ? 1.0 * em : 0);
    const QRectF inside = rect.adjusted(0.6 * em, 0, -0.6 * em, 0);
    QRectF line(inside.left(), rect.center().y() - height / 2, inside.width(), 1.45 * em);
    drawText(line, name, font(1.0, turn == DiagramTurn::Lit ? kStrong : QFont::Normal), style().text);
    line = QRectF(inside.left(), line.bottom(), inside.width(), 1.25 * em);
    if (!detail.isEmpty())
        drawText(line, detail, font(0.85), style().mutedText);
    if (strip)
        drawStrip(QRectF(inside.left(), rect.center().y() + height / 2 - 0.75 * em, inside.width(), 0.75 * em), values,
                  largest);
}

void DiagramJob::drawLine(std::initializer_list<QPointF> points, const QColor &color, double width) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points.begin(), static_cast<int>(points.size()));
}

void DiagramPainter::drawColumn(const DiagramJob &job, int column) const
{
    const DiagramLayout &l = job.layout;
    const Style &style = job.style();
    QPainter &painter = job.painter;
    const bool pointed = column == job.options.highlightedColumn;
    if (pointed || column == job.options.selectedColumn) {
        painter.setPen(column == job.options.selectedColumn ? QPen(style.neutralBar, 1.2) : QPen(Qt::NoPen));
        painter.setBrush(pointed ? QBrush(style.accentSoft) : Qt::NoBrush);
        painter.drawRoundedRect(l.columnRect(column).adjusted(1.5, 1, -1.5, -1), 0.5 * job.em, 0.5 * job.em);
    }
    const double x = l.columnCentre(column);
    const QRectF box = l.annotationBox(column);
    const QRectF match = l.matchBox(column);
    if (job.attention) {
        job.drawLine({{x, box.top()}, {x, match.bottom()}}, style.neutralBar, 1.3);
        job.drawLine({{x, match.top()}, {x, l.barBase + 0.35 * job.em}}, style.neutralBar, 1.3);
    }
    const bool strong =
        std::find(job.strongest.begin(), job.strongest.end(), column) != job.strongest.end() && job.attention;
    painter.setPen(QPen(strong ? style.accent : style.gridLine, strong ? 1.6 : 1.1));
    painter.setBrush(style.surface);
    painter.drawRoundedRect(box, 0.55 * job.em, 0.55 * job.em);
    const bool strip = column < job.trace.annotations.cols();
    const QRectF name = strip ? QRectF(box.left(), box.top() + 0.2 * job.em, box.width(), 1.9 * job.em) : box;
    job.drawText(name, QStringLiteral("h") + subscript(column + 1), job.font(1.1), style.text);
    if (strip)
        job.drawStrip(
            QRectF(box.left() + 0.35 * job.em, box.bottom() - 1.2 * job.em, box.width() - 0.7 * job.em, 0.8 * job.em),
            job.trace.annotations.col(column), largestAnnotation_);
    const QString &word = sourceLabel(column);
    LabelLook look{job.options.font, isSpecialSymbol(word) ? style.mutedText : style.text, strong, {}};
    look.font.setPixelSize(l.wordPixels);
    drawSourceLabel(painter, word, look, LabelMode::Horizontal, {x, l.wordRect(column).bottom() - 0.1 * l.wordPixels},
                    l.pitch - 0.3 * job.em);
    drawMatch(job, column);
    if (job.attention)
        drawWeight(job, column);
}

void DiagramPainter::drawMatch(const DiagramJob &job, int column) const
{
    const QRectF box = job.layout.matchBox(column);
    QPainter &painter = job.painter;
    if (!job.attention) {
        job.drawBox(box, DiagramTurn::Plain, true);
        return;
    }
    painter.setOpacity(opacity(job.options, Stage::Match));
    job.drawBox(box, turn(job.options, Stage::Match));
    const double energy = this->energy(job.options.step, column);
    if (std::isfinite(energy)) {
        const QFont font = job.font(0.95);
        QString text = formatNumber(energy, 2);
        for (int digits = 1; digits >= 0 && QFontMetricsF(font).horizontalAdvance(text) > box.width() - 4; --digits)
            text = formatNumber(energy, digits);
        job.drawText(box, text, font, job.style().text);
    }
    painter.setOpacity(1);
}

void DiagramPainter::drawWeight(const DiagramJob &job, int column) const
{
    const double weight = this->weight(job.options.step, column);
    if (std::isnan(weight))
        return;
    QPainter &painter = job.painter;
    const bool lit = turn(job.options, Stage::Softmax) == DiagramTurn::Lit;
    painter.setOpacity(turn(job.options, Stage::Softmax) == DiagramTurn::ToCome ? opacity(job.options, Stage::Softmax)
                                                                                : 1);
    const double grown = lit ? std::clamp(job.options.progress, 0.0, 1.0) : 1;
    const QRectF bar = job.layout.barRect(column, grown * barFraction(job.options, column));
    painter.setPen(lit ? QPen(job.style().accent, 1.4) : QPen(Qt::NoPen));
    painter.setBrush(QColor::fromRgb(barColor(job.options, column)));
    const double round = std::min(0.2 * job.em, bar.height() / 2);
    painter.drawRoundedRect(bar, round, round);
    const bool strong = std::find(job.strongest.begin(), job.strongest.end(), column) != job.strongest.end();
    const QRectF number(job.layout.columnCentre(column) - job.layout.pitch / 2, bar.top() - 1.35 * job.em,
                        job.layout.pitch, 1.25 * job.em);
    const QString text = weight > 0 ? formatProbability(std::log(weight)) : formatNumber(weight, 2);
    job.drawText(number, text, job.font(0.88, strong ? kStrong : QFont::Normal),
                 strong ? job.style().text : job.style().mutedText);
    painter.setOpacity(1);
}

int DiagramPainter::drawLines(const DiagramJob &job, CellRange columns) const
{
    std::vector<int> order;
    for (int i = columns.first; i < columns.last; ++i)
        if (weight(job.options.step, i) > 0)
            order.push_back(i);
    // The strong ones on top; the one pointed at last.
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const auto rank = [&](int i) {
            return (i == job.options.highlightedColumn ? 2 : 0) + weight(job.options.step, i);
        };
        return rank(a) < rank(b);
    });
    const DiagramLayout &l = job.layout;
    QPainter &painter = job.painter;
    const DiagramTurn turn = this->turn(job.options, Stage::WeightedSum);
    painter.save();
    if (turn == DiagramTurn::Lit && job.options.progress < 1) { // the lines rise from the bars
        const double top = l.barBase - std::clamp(job.options.progress, 0.0, 1.0) * (l.barBase - l.context.bottom());
        painter.setClipRect(QRectF(l.area.left(), top, l.area.width(), l.barBase - top), Qt::IntersectClip);
    }
    for (const int i : order) {
        const double weight = this->weight(job.options.step, i);
        const QPointF end(l.columnCentre(i), l.barRect(i, barFraction(job.options, i)).top() - 1.4 * job.em);
        const QPointF start(l.axis, l.context.bottom());
        const double fall = end.y() - start.y();
        QPainterPath path(start);
        path.cubicTo(start + QPointF(0, 0.62 * fall), end - QPointF(0, 0.62 * fall), end);
        QColor color = job.style().accent;
        color.setAlphaF(
            static_cast<float>(i == job.options.highlightedColumn ? 1.0 : 0.38 + 0.5 * std::min(1.0, 2 * weight)));
        painter.setOpacity(turn == DiagramTurn::ToCome ? opacity(job.options, Stage::WeightedSum) : 1);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, lineWidth(job.options, i), Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(path);
    }
    painter.restore();
    return static_cast<int>(order.size());
}

// Without a match every step gets the same summary of all annotations: a bracket over them, dashed into the context.
void DiagramPainter::drawFixedVector(const DiagramJob &job, CellRange columns) const
{
    if (columns.size() == 0)
        return;
    const DiagramLayout &l = job.layout;
    QPainter &painter = job.painter;
    const double y = l.annotationTop - 0.7 * job.em;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(job.style().neutralBar, 1.3));
    for (int i = columns.first; i < columns.last; ++i)
        painter.drawLine(QPointF(l.columnCentre(i), l.annotationTop), QPointF(l.columnCentre(i), y));
    painter.drawLine(QPointF(l.columnCentre(columns.first), y), QPointF(l.columnCentre(columns.last - 1), y));
    if (job.trace.model.match != MatchFunction::None)
        return; // a file that says nothing of its weights
    painter.setPen(QPen(job.style().accent, 2, Qt::DashLine));
    painter.drawLine(QPointF(l.axis, y), QPointF(l.axis, l.context.bottom()));
    const QRectF note(l.axis + 0.8 * job.em, l.barBase - 2 * job.em, l.area.right() - l.axis, 1.5 * job.em);
    job.drawText(note, tr("no match: the same vector at every step"), job.font(0.92), job.style().mutedText,
                 Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace fovea::ui
