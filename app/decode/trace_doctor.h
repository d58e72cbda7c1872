#pragma once

#include <QObject>

#include <memory>

#include "app/support/task_runner.h"
#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea::app
{

/// Judges the attention of what is shown. A small trace is judged at once, a large one on a worker thread; the newest
/// one wins.
class TraceDoctor : public QObject
{
    Q_OBJECT

public:
    using Trace = std::shared_ptr<const AttentionTrace>;
    using Diagnosis = std::shared_ptr<const AttentionDiagnosis>;
    static constexpr Index kSmall = 20'000; ///< weights; judged in a millisecond or two

    explicit TraceDoctor(QObject *parent = nullptr);

    /// Null: there is nothing to judge.
    void examine(Trace trace);
    bool isBusy() const { return runner_.busy(); }

signals:
    /// Nulls when there is nothing, or when the trace's weights do not fit its source.
    void examined(const fovea::app::TraceDoctor::Trace &trace, const fovea::app::TraceDoctor::Diagnosis &diagnosis);

private:
    Trace trace_; ///< examined last
    TaskRunner runner_;
};

} // namespace fovea::app
