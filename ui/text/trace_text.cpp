#include "ui/text/trace_text.h"

#include <algorithm>

namespace fovea::ui
{

namespace
{

// Labels come from files: what cannot be drawn on one line is shown as U+2423 (open box), so is an empty-looking label.
QString visible(const std::string &utf8)
{
    QString text = QString::fromStdString(utf8);
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = QChar(0x2423);
    if (!text.isEmpty() && text.trimmed().isEmpty())
        return QString(text.size(), QChar(0x2423));
    return text;
}

QString placeLabel(const SourceAxis &axis, Index column)
{
    const Index perFrame = static_cast<Index>(axis.rows) * axis.columns;
    if (axis.kind == SourceAxis::Kind::Sequence || perFrame <= 0)
        return QString::number(column + 1);
    const Index inFrame = column % perFrame;
    const QString place = QStringLiteral("%1,%2").arg(inFrame / axis.columns + 1).arg(inFrame % axis.columns + 1);
    return axis.kind == SourceAxis::Kind::Frames ? QStringLiteral("%1:%2").arg(column / perFrame + 1).arg(place)
                                                 : place;
}

} // namespace

QString sourceLabel(const AttentionTrace &trace, Index column)
{
    if (column < 0 || column >= trace.source.size())
        return {};
    const auto &labels = trace.source.labels;
    const auto i = static_cast<std::size_t>(column);
    if (i < labels.size() && !labels[i].empty())
        return visible(labels[i]);
    return placeLabel(trace.source, column);
}

QString targetLabel(const AttentionTrace &trace, Index row)
{
    if (row < 0 || row >= static_cast<Index>(trace.steps.size()))
        return {};
    const AttentionStep &step = trace.steps[static_cast<std::size_t>(row)];
    return visible(step.token.empty() ? step.piece : step.token);
}

bool isSpecialSymbol(const QString &label)
{
    return label.size() > 2 && label.startsWith(QChar(0x27e8)) && label.endsWith(QChar(0x27e9));
}

bool hasAttention(const AttentionTrace &trace)
{
    if (trace.model.match == MatchFunction::None)
        return false;
    return trace.steps.empty() || std::any_of(trace.steps.begin(), trace.steps.end(),
                                              [](const auto &step) { return step.weights.size() > 0; });
}

} // namespace fovea::ui
