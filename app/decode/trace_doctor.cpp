#include "app/decode/trace_doctor.h"

#include "core/metrics/attention_doctor.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

TraceDoctor::Diagnosis judge(const AttentionTrace &trace)
{
    return std::make_shared<AttentionDiagnosis>(AttentionDiagnosis{attentionReport(trace), diagnose(trace)});
}

} // namespace

TraceDoctor::TraceDoctor(QObject *parent) : QObject(parent) {}

void TraceDoctor::examine(Trace trace)
{
    if (trace == trace_)
        return;
    trace_ = trace;
    runner_.discard();
    if (!trace) {
        emit examined(nullptr, nullptr);
        return;
    }
    if (trace->source.size() * static_cast<Index>(trace->steps.size()) <= kSmall) {
        try {
            emit examined(trace, judge(*trace));
        } catch (const Error &) {
            emit examined(nullptr, nullptr);
        }
        return;
    }
    emit examined(nullptr, nullptr); // the one before is about something else
    runner_.run([trace](const RunControl &) { return judge(*trace); },
                [this, trace](const Diagnosis &diagnosis) { emit examined(trace, diagnosis); },
                [](const TaskFailure &) {});
}

} // namespace fovea::app
