#include "app/export/trace_title.h"

namespace fovea::app
{

namespace
{

constexpr int kLongestTitle = 120; ///< characters

} // namespace

QString shortened(const QString &text, qsizetype length)
{
    return text.size() <= length ? text : text.left(length - 1) + QChar(0x2026);
}

QString titleOf(const AttentionTrace &trace)
{
    const QString source = QString::fromStdString(trace.sourceText);
    const QString target = QString::fromStdString(trace.targetText);
    if (target.isEmpty())
        return shortened(source, kLongestTitle);
    return shortened(source, kLongestTitle / 2) + QStringLiteral(" → ") + shortened(target, kLongestTitle / 2);
}

} // namespace fovea::app
