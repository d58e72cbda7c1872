#include "app/lists/item_decoder.h"

#include <algorithm>
#include <new>

#include "app/decode/decode_session.h"
#include "app/support/ordered_map.h"
#include "app/support/reason_text.h"
#include "core/metrics/attention_doctor.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

ui::Item rowOf(const ItemSource &source, int item)
{
    ui::Item row;
    row.input = source.label(item);
    row.state = source.isBlank(item) ? ui::Item::State::Blank : ui::Item::State::Waiting;
    return row;
}

/// The step with the largest value; -1 when there is none.
template <class Value>
int largestStep(std::size_t steps, const Value &value)
{
    int best = -1;
    for (std::size_t t = 0; t < steps; ++t)
        if (best < 0 || value(t) > value(static_cast<std::size_t>(best)))
            best = static_cast<int>(t);
    return best;
}

void judge(const AttentionTrace &trace, ui::Item &row)
{
    const AttentionReport report = attentionReport(trace);
    row.output = QString::fromStdString(trace.targetText);
    row.complete = trace.complete;
    row.metrics = report.sentence;
    row.setFindings(diagnose(trace));
    row.improbableStep = largestStep(trace.steps.size(), [&](std::size_t t) { return -trace.steps[t].logProbability; });
    if (report.sentence.attends)
        row.absentmindedStep =
            largestStep(report.steps.size(), [&](std::size_t t) { return report.steps[t].normalizedEntropy; });
    row.state = ui::Item::State::Done;
}

} // namespace

void ItemResults::put(int number, ui::Item item)
{
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(number, std::move(item));
}

ItemResults::Batch ItemResults::take()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
}

std::vector<ui::Item> itemsOf(const ItemSource &source)
{
    std::vector<ui::Item> rows;
    rows.reserve(static_cast<std::size_t>(source.count()));
    for (int item = 0; item < source.count(); ++item)
        rows.push_back(rowOf(source, item));
    return rows;
}

ui::Item decodeItem(const ItemSource &source, int item, const BeamOptions &options, const RunControl &control)
{
    ui::Item row = rowOf(source, item);
    if (row.state == ui::Item::State::Blank)
        return row;
    try {
        DecodeSession session(source.input(item));
        const DecodeReply reply = session.begin(options, DecodeSession::Extent::WholeOutput, control);
        if (control.stopRequested())
            throw Cancelled(); // the best so far is not the output
        judge(*reply.trace, row);
    } catch (const Cancelled &) {
        throw;
    } catch (const std::bad_alloc &) {
        row.problem = QStringLiteral("not enough memory");
        row.state = ui::Item::State::Failed;
    } catch (const std::exception &error) {
        row.problem = reasonText(error);
        row.state = ui::Item::State::Failed;
    }
    return row;
}

void decodeItems(const ItemSource &source, int first, int threads, const BeamOptions &options,
                 const RunControl &control, ItemResults &results)
{
    std::stop_source stop;
    const std::stop_callback forward(control.stop, [&stop] { stop.request_stop(); });
    struct Job {
        int item = 0;
        ui::Item row;
    };
    int next = first;
    const RunControl work{stop.get_token(), {}};
    OrderedMap<Job> map(threads, stop,
                        {[&]() -> std::optional<Job> {
                             return next < source.count() ? std::optional<Job>(Job{next++, {}}) : std::nullopt;
                         },
                         [&](Job &job) { job.row = decodeItem(source, job.item, options, work); },
                         [&](Job &job) { results.put(job.item, std::move(job.row)); }});
    map.run();
}

} // namespace fovea::app
