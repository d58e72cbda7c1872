// The parts of a diagram above the columns: states, context, next word, and the texts around them.
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/render/diagram/diagram_job.h"
#include "ui/render/diagram/diagram_painter.h"
#include "ui/style/style.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

// z_t goes to every match: one line along the match boxes, drawn behind them.
void DiagramPainter::drawBus(const DiagramJob &job, CellRange columns) const
{
    if (!job.attention || columns.size() == 0)
        return;
    const DiagramLayout &l = job.layout;
    const bool lit = turn(job.options, Stage::Match) == DiagramTurn::Lit;
    const QColor color = lit ? job.style().accent : job.style().neutralBar;
    const double y = l.matchTop + l.matchHeight / 2;
    const double end = std::min(l.columnCentre(columns.last - 1), l.columnsView.right());
    job.painter.setOpacity(lit ? opacity(job.options, Stage::Match) : 0.75);
    job.drawLine({{l.previousState.left(), l.previousState.center().y()},
                  {l.bus, l.previousState.center().y()},
                  {l.bus, y},
                  {end, y}},
                 color, lit ? 1.8 : 1.2);
    job.painter.setOpacity(1);
}

// What lies outside of the viewport, so that nobody takes the visible weights for all of them.
void DiagramPainter::drawHidden(const DiagramJob &job, CellRange columns) const
{
    if (!job.attention || columns.size() >= job.layout.columns)
        return;
    double before = 0;
    double after = 0;
    for (int i = 0; i < job.layout.columns; ++i)
        if (const double w = weight(job.options.step, i); w > 0) {
            before += i < columns.first ? w : 0;
            after += i >= columns.last ? w : 0;
        }
    const QRectF view = job.layout.columnsView;
    const QRectF line(view.left(), view.top() - 1.5 * job.em, view.width(), 1.4 * job.em);
    const QFont font = job.font(0.88);
    if (columns.first > 0)
        job.drawText(line, tr("← %n more: %1", nullptr, columns.first).arg(formatNumber(before, 2)), font,
                     job.style().mutedText, Qt::AlignLeft | Qt::AlignVCenter);
    if (const int rest = job.layout.columns - columns.last; rest > 0)
        job.drawText(line, tr("%n more: %1 →", nullptr, rest).arg(formatNumber(after, 2)), font, job.style().mutedText,
                     Qt::AlignRight | Qt::AlignVCenter);
}

void DiagramPainter::drawCaptions(const DiagramJob &job) const
{
    const DiagramLayout &l = job.layout;
    if (l.captions <= 0)
        return;
    const QFont font = job.font(0.92);
    const auto caption = [&](double centre, const QString &text, Stage stage, bool staged) {
        const bool lit = staged && turn(job.options, stage) == DiagramTurn::Lit;
        const double width = l.captions + 0.5 * job.em;
        job.drawText(QRectF(l.bus - 0.5 * job.em - width, centre - job.em, width, 2 * job.em), text,
                     lit ? job.font(0.92, kStrong) : font, lit ? job.style().accent : job.style().mutedText,
                     Qt::AlignRight | Qt::AlignVCenter);
    };
    if (job.attention) {
        caption(l.barBase - 0.5 * job.em, tr("weight"), Stage::Softmax, true);
        caption(l.matchTop + l.matchHeight / 2, tr("match"), Stage::Match, true);
    }
    caption(l.annotationTop + l.annotationHeight / 2, tr("annotation"), Stage::Match, false);
    caption(l.wordTop + l.wordPixels * 0.8, tr("source"), Stage::Match, false);
}

void DiagramPainter::drawConnections(const DiagramJob &job) const
{
    const DiagramLayout &l = job.layout;
    const DiagramTurn update = turn(job.options, Stage::StateUpdate);
    const QColor color = update == DiagramTurn::Lit ? job.style().accent : job.style().neutralBar;
    const double width = update == DiagramTurn::Lit ? 2.2 : 1.4;
    const double row = l.update.center().y();
    job.painter.setOpacity(opacity(job.options, Stage::StateUpdate));
    job.drawLine({{l.previousState.right(), row}, {l.update.left(), row}}, color, width);
    job.drawLine({{l.update.right(), row}, {l.nextState.left(), row}}, color, width);
    const double x = l.update.left() + 0.18 * l.update.width();
    job.drawLine({{l.previousWord.right(), l.previousWord.center().y()},
                  {x, l.previousWord.center().y()},
                  {x, l.update.bottom()}},
                 color, width);
    job.drawLine({{l.axis, l.context.top()}, {l.axis, l.update.bottom()}}, job.style().accent, width + 0.6);
    job.painter.setOpacity(opacity(job.options, Stage::Output));
    const bool output = turn(job.options, Stage::Output) == DiagramTurn::Lit;
    job.drawLine({{l.axis, l.update.top()}, {l.axis, l.output.bottom()}},
                 output ? job.style().accent : job.style().neutralBar, output ? 2.4 : 1.6);
    job.painter.setOpacity(1);
}

void DiagramPainter::drawBoxes(const DiagramJob &job) const
{
    const DiagramLayout &l = job.layout;
    const Style &style = job.style();
    const AttentionStep *step = job.text.step();
    const Vector none;
    const auto shade = [&](Stage stage) { job.painter.setOpacity(opacity(job.options, stage)); };

    const QString before = job.text.previousWord();
    const DiagramTurn matching = turn(job.options, Stage::Match);
    job.drawStateBox(l.previousState, matching == DiagramTurn::Lit ? DiagramTurn::Lit : DiagramTurn::Plain,
                     tr("state %1").arg(job.text.previousStateSymbol()),
                     l.previousState.width() > 7 * job.em ? tr("after “%1”").arg(before) : QString(),
                     job.text.previousState(), largestState_);
    job.drawBox(l.previousWord,
                turn(job.options, Stage::StateUpdate) == DiagramTurn::Lit ? DiagramTurn::Lit : DiagramTurn::Plain);
    job.drawText(l.previousWord.adjusted(0.5 * job.em, 0, -0.5 * job.em, 0),
                 job.text.previousWordSymbol() + QStringLiteral("  ") + before, job.font(1.0),
                 isSpecialSymbol(before) ? style.mutedText : style.text);

    shade(Stage::WeightedSum);
    const bool fixed = job.trace.model.match == MatchFunction::None;
    job.drawStateBox(l.context, turn(job.options, Stage::WeightedSum),
                     fixed ? tr("fixed vector %1").arg(job.text.contextSymbol())
                           : tr("context %1").arg(job.text.contextSymbol()),
                     fixed ? QString() : QStringLiteral("Σ aᵢ hᵢ"), step ? step->context : none, largestAnnotation_);
    shade(Stage::StateUpdate);
    const DiagramTurn update = turn(job.options, Stage::StateUpdate);
    job.drawStateBox(l.update, update, QStringLiteral("GRU"),
                     QStringLiteral("%1 = f(%2, %3, %4)")
                         .arg(job.text.nextStateSymbol(), job.text.previousStateSymbol(), job.text.previousWordSymbol(),
                              job.text.contextSymbol()),
                     none, 0);
    job.drawStateBox(l.nextState, update, tr("state %1").arg(job.text.nextStateSymbol()),
                     l.nextState.width() > 7 * job.em ? tr("next match") : QString(), step ? step->state : none,
                     largestState_);
    shade(Stage::Output);
    job.drawBox(l.output, turn(job.options, Stage::Output));
    const QRectF inside = l.output.adjusted(0.7 * job.em, 0, -0.7 * job.em, 0);
    if (step) {
        const QString probability = formatProbability(step->logProbability);
        const QFont number = job.font(1.2, kStrong);
        const double width = QFontMetricsF(number).horizontalAdvance(probability) + 0.45 * job.em;
        const QString word = QFontMetricsF(number).elidedText(job.text.nextWord(), Qt::ElideRight,
                                                              std::max(1.0, inside.width() - width));
        job.drawText(inside, word + QLatin1Char(' ') + probability, number, style.text);
    } else {
        job.drawText(inside, tr("next word"), job.font(1.1), style.mutedText);
    }
    job.painter.setOpacity(1);
}

void DiagramPainter::drawSum(const DiagramJob &job) const
{
    const QFont font = job.font(1.0);
    const QFontMetricsF metrics(font);
    QString text;
    for (int terms = 4; terms >= 1; --terms) {
        text = job.text.weightedSum(terms);
        if (metrics.horizontalAdvance(text) <= job.layout.sum.width())
            break;
    }
    if (job.layout.sum.width() < 5 * job.em)
        return;
    job.painter.setOpacity(opacity(job.options, Stage::WeightedSum));
    job.drawText(job.layout.sum, text, font, job.style().text, Qt::AlignLeft | Qt::AlignVCenter);
    job.painter.setOpacity(1);
}

void DiagramPainter::drawStageText(const DiagramJob &job) const
{
    const QRectF room = job.layout.stageText;
    const Style &style = job.style();
    QString title;
    QString text;
    if (const auto stage = job.options.stage) {
        title = tr("%1 of %2 · %3").arg(static_cast<int>(*stage) + 1).arg(kStages).arg(DiagramText::stageName(*stage));
        text = job.text.equation(*stage, explainedColumn(job.options));
    } else {
        title = !job.text.step()     ? tr("The step to come")
                : job.trace.complete ? tr("Step %1 of %2").arg(job.options.step + 1).arg(job.trace.steps.size())
                                     : tr("Step %1").arg(job.options.step + 1);
        text = DiagramText::matchEquation(job.trace.model.match);
        if (job.trace.model.match != MatchFunction::None)
            text += QStringLiteral(", a = softmax(e)");
    }
    job.drawText(QRectF(room.left(), room.top(), room.width(), 1.5 * job.em), title, job.font(1.0, kStrong),
                 style.accent, Qt::AlignLeft | Qt::AlignVCenter);
    job.painter.setFont(job.font(1.0));
    job.painter.setPen(style.mutedText);
    job.painter.drawText(room.adjusted(0, 1.6 * job.em, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text);
}

} // namespace fovea::ui
