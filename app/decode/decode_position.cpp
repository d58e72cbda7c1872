#include "app/decode/decode_position.h"

#include <QFileInfo>

#include <algorithm>

#include "ui/text/trace_text.h"

namespace fovea::app
{

std::shared_ptr<const AttentionTrace> DecodePosition::trace() const
{
    return document ? document->traces.at(static_cast<std::size_t>(documentIndex)) : reply.trace;
}

int DecodePosition::shownSteps() const
{
    const auto shown = trace();
    return shown ? static_cast<int>(shown->steps.size()) : 0;
}

int DecodePosition::totalSteps() const
{
    if (document)
        return shownSteps();
    return session && !reply.canExtend ? static_cast<int>(reply.path.nodes.size()) : 0;
}

bool DecodePosition::showsWholeOutput() const
{
    return document || (session && !reply.canExtend && shownSteps() == static_cast<int>(reply.path.nodes.size()));
}

bool DecodePosition::canStep() const
{
    if (current + 1 < shownSteps())
        return true;
    return session && !showsWholeOutput();
}

bool DecodePosition::canRestart() const { return document ? current > 0 : shownSteps() > 0; }

QStringList wordsOf(const DecodePosition &position)
{
    QStringList words;
    if (const auto trace = position.trace())
        for (std::size_t t = 0; t < trace->steps.size(); ++t)
            words << ui::targetLabel(*trace, static_cast<Index>(t));
    return words;
}

DecodeStatus statusOf(const DecodePosition &position)
{
    DecodeStatus status;
    const auto trace = position.trace();
    if (position.document)
        status.model = QFileInfo(position.document->path).fileName();
    else if (position.model)
        status.model = QString::fromStdString(position.model->info().name);
    if (!trace)
        return status;
    status.step = position.current + 1;
    status.total = position.totalSteps();
    status.stepMilliseconds = position.stepMilliseconds;
    const auto steps = std::min(trace->steps.size(), static_cast<std::size_t>(std::max(0, status.step)));
    for (std::size_t t = 0; t < steps; ++t)
        status.logProbability += trace->steps[t].logProbability;
    return status;
}

} // namespace fovea::app
