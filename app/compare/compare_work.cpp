// What CompareController's workers do, and how what they give is shown.
#include "app/compare/compare_controller.h"

#include <QFileInfo>

#include <algorithm>

#include "app/decode/decode_controller.h"
#include "app/decode/word_merge.h"
#include "app/support/resource_paths.h"
#include "core/metrics/rank_correlation.h"
#include "core/metrics/subwords.h"
#include "core/metrics/trace_difference.h"
#include "core/tasks/saliency.h"
#include "ui/compare/difference_trace.h"

namespace fovea::app
{

using State = ui::CompareColumn::State;
using Trace = std::shared_ptr<const AttentionTrace>;

namespace
{

std::filesystem::path toPath(const QString &path) { return path.toStdU16String(); }

/// When a bundle's weights were written: a bundle that is replaced is opened again.
std::filesystem::file_time_type writtenAt(const QString &bundle)
{
    std::error_code none;
    return std::filesystem::last_write_time(toPath(bundle) / "model.safetensors", none);
}

} // namespace

// --- what is missing

CompareController::Work CompareController::workFor(std::size_t column) const
{
    if (column >= comparison_.outputs.size())
        return {};
    const ComparedOutput &output = comparison_.outputs[column];
    if (!output.problem.isEmpty())
        return {};
    Work work;
    work.source = output.source;
    if (!output.trace && !output.source.branch && !comparison_.sentence.trimmed().isEmpty()) {
        work.kind = Work::Kind::Decode;
        work.sentence = comparison_.sentence;
        work.decoding = comparison_.decoding;
        return work;
    }
    if (!output.trace || output.saliency || !saliencyWanted_ || output.trace->steps.empty())
        return {};
    work.kind = Work::Kind::Saliency;
    work.trace = output.trace;
    return work;
}

void CompareController::work()
{
    for (ComparedOutput &output : comparison_.outputs)
        if (output.source.branch && !output.trace) {
            output.trace = output.source.branch;
            output.summary = summarize(*output.trace);
        }
    for (std::size_t i = 0; i < workers_.size(); ++i) {
        Worker &worker = workers_[i];
        Work next = workFor(i);
        if (worker.runner.busy() && worker.work == next)
            continue;
        worker.runner.discard();
        worker.work = next;
        ++worker.generation;
        if (next.kind == Work::Kind::Decode)
            startDecode(static_cast<int>(i), next);
        else if (next.kind == Work::Kind::Saliency)
            startSaliency(static_cast<int>(i), next);
    }
}

void CompareController::startDecode(int column, const Work &work)
{
    struct Answer {
        Model model;
        Trace trace;
        TraceSummary summary;
    };
    Worker &worker = workers_.at(static_cast<std::size_t>(column));
    const int generation = worker.generation;
    const Model known = opened(work.source.path);
    worker.activity = known ? tr("Decoding…") : tr("Opening %1…").arg(work.source.title);
    worker.runner.run(
        [this, known, opener = opener_, work, column, generation](const RunControl &control) {
            Answer answer;
            answer.model = known ? known : opener(toPath(work.source.path));
            answer.trace = std::make_shared<const AttentionTrace>(
                answer.model->decode(work.sentence.toStdString(), DecodeController::beamOptions(work.decoding),
                                     reporting(control, column, generation)));
            answer.summary = summarize(*answer.trace);
            return answer;
        },
        [this, work, column](const Answer &answer) {
            keep(work.source.path, answer.model);
            if (ComparedOutput *shown = output(column)) {
                shown->trace = answer.trace;
                shown->summary = answer.summary;
            }
            if (page_->currentStep() < 0 && !answer.trace->steps.empty())
                page_->setCurrentStep(0);
            this->work();
            publish();
        },
        [this, column](const TaskFailure &failure) { acceptFailure(column, failure); });
}

void CompareController::startSaliency(int column, const Work &work)
{
    struct Answer {
        Model model;
        Trace trace;
        std::vector<double> rankCorrelation;
    };
    Worker &worker = workers_.at(static_cast<std::size_t>(column));
    const int generation = worker.generation;
    if (work.source.path.isEmpty()) { // a trace from elsewhere
        acceptFailure(column, {TaskFailure::Kind::Input, tr("The saliency needs the model, which is not known here.")});
        return;
    }
    worker.activity = tr("Saliency…");
    worker.runner.run(
        [this, known = opened(work.source.path), opener = opener_, work, column,
         generation](const RunControl &control) {
            Answer answer;
            answer.model = known ? known : opener(toPath(work.source.path));
            Saliency saliency = answer.model->saliency(*work.trace, reporting(control, column, generation));
            AttentionTrace shown = withSaliency(*work.trace, saliency);
            shown.model.match = MatchFunction::Additive; // none has saliency, too: the painters ask for a match
            answer.trace = std::make_shared<const AttentionTrace>(std::move(shown));
            answer.rankCorrelation = std::move(saliency.rankCorrelation);
            return answer;
        },
        [this, work, column](const Answer &answer) {
            keep(work.source.path, answer.model);
            if (ComparedOutput *shown = output(column)) {
                shown->saliency = answer.trace;
                shown->rankCorrelation = answer.rankCorrelation;
            }
            this->work();
            publish();
        },
        [this, column](const TaskFailure &failure) { acceptFailure(column, failure); });
}

void CompareController::acceptFailure(int column, const TaskFailure &failure)
{
    if (ComparedOutput *shown = output(column)) {
        shown->stopped = failure.kind == TaskFailure::Kind::Stopped;
        shown->problem = shown->stopped ? failure.text
                         : shown->trace ? tr("No saliency: %1").arg(failure.text)
                                        : tr("No output: %1").arg(failure.text);
    }
    work();
    publish();
}

ComparedOutput *CompareController::output(int column)
{
    const auto index = static_cast<std::size_t>(column);
    return index < comparison_.outputs.size() ? &comparison_.outputs[index] : nullptr;
}

CompareController::Model CompareController::opened(const QString &path) const
{
    const auto found = opened_.find(path);
    return found != opened_.end() && found->second.written == writtenAt(path) ? found->second.model : nullptr;
}

/// Models that no column needs any more are let go.
void CompareController::keep(const QString &path, const Model &model)
{
    opened_[path] = {writtenAt(path), model};
    std::erase_if(opened_, [this](const auto &entry) {
        return std::none_of(comparison_.outputs.begin(), comparison_.outputs.end(),
                            [&entry](const ComparedOutput &output) { return output.source.path == entry.first; });
    });
}

// --- progress

RunControl CompareController::reporting(const RunControl &control, int column, int generation)
{
    RunControl reports = control;
    // Runs on the worker: only what is posted reaches this thread.
    reports.progress = [this, column, generation](long long done, long long total) {
        QMetaObject::invokeMethod(
            this, [this, column, generation, done, total] { showProgress(column, generation, done, total); },
            Qt::QueuedConnection);
    };
    return reports;
}

void CompareController::showProgress(int column, int generation, long long done, long long total)
{
    Worker &worker = workers_.at(static_cast<std::size_t>(column));
    if (generation != worker.generation || !worker.runner.busy() || !output(column))
        return;
    worker.activity = worker.work.kind == Work::Kind::Saliency ? tr("Saliency: %1 of %2").arg(done).arg(total)
                                                               : tr("Decoding: word %1").arg(done);
    page_->setActivity(column, worker.activity);
}

// --- what is shown

void CompareController::mergeWords(ComparedOutput &output) const
{
    if (!output.trace || (output.words && (output.wordSaliency || !output.saliency)))
        return;
    const ui::MergedTrace merged = mergeToWords(output.trace);
    output.words = merged.trace ? merged.trace : output.trace;
    if (!output.saliency)
        return;
    output.wordSaliency = output.saliency;
    output.wordCorrelation = output.rankCorrelation;
    if (!merged.trace)
        return;
    output.wordSaliency =
        std::make_shared<const AttentionTrace>(mergeSubwords(*output.saliency, {merged.source, merged.target}));
    output.wordCorrelation.clear();
    for (std::size_t t = 0; t < output.words->steps.size(); ++t)
        output.wordCorrelation.push_back(
            rankCorrelation(output.words->steps[t].weights, output.wordSaliency->steps[t].weights));
}

const Trace &CompareController::shownTrace(const ComparedOutput &output) const
{
    return wordsShown_ && output.words ? output.words : output.trace;
}

void CompareController::publish()
{
    if (wordsShown_)
        for (ComparedOutput &output : comparison_.outputs)
            mergeWords(output);
    const QString sentence = comparison_.sentence;
    std::vector<ui::CompareColumn> columns;
    for (std::size_t i = 0; i < comparison_.outputs.size(); ++i) {
        const ComparedOutput &output = comparison_.outputs[i];
        const Worker &worker = workers_.at(i);
        ui::CompareColumn &column = columns.emplace_back();
        column.title = output.source.title;
        column.branch = output.source.branch != nullptr;
        column.modelPath = column.branch ? QString() : output.source.path;
        column.trace = shownTrace(output);
        column.summary = output.summary;
        column.saliency = wordsShown_ ? output.wordSaliency : output.saliency;
        column.rankCorrelation = wordsShown_ ? output.wordCorrelation : output.rankCorrelation;
        column.problem = output.problem;
        column.stopped = output.stopped;
        if (worker.runner.busy()) {
            column.state = State::Working;
            column.activity = worker.activity;
        } else {
            column.state = output.trace                   ? State::Ready
                           : !output.problem.isEmpty()    ? State::Failed
                           : sentence.trimmed().isEmpty() ? State::Empty
                                                          : State::Working;
        }
    }
    page_->setColumns(columns);
    if (!comparison_.outputs.empty())
        page_->setExamples(exampleSentences(QFileInfo(comparison_.outputs.front().source.path).fileName()));
    updateDifference();
    emit changed();
}

void CompareController::updateDifference()
{
    const auto traceOf = [this](int column) {
        const auto index = static_cast<std::size_t>(column);
        return index < comparison_.outputs.size() ? shownTrace(comparison_.outputs[index]) : nullptr;
    };
    const Trace a = traceOf(comparison_.a);
    const Trace b = traceOf(comparison_.b);
    const bool samePair = difference_.a == comparison_.a && difference_.b == comparison_.b;
    if (samePair && differed_[0] == a && differed_[1] == b)
        return;
    differed_ = {a, b};
    difference_ = {comparison_.a, comparison_.b, {}, nullptr, {}};
    const QString nameA = ui::columnLetter(comparison_.a);
    const QString nameB = ui::columnLetter(comparison_.b);
    differ_.discard();
    if (!a || !b) {
        page_->setDifference(difference_);
        return;
    }
    const auto attends = [](const Trace &trace) { return trace->model.match != MatchFunction::None; };
    if (!attends(a) || !attends(b)) {
        difference_.problem =
            tr("%1 has no attention: there are no weights to subtract.").arg(attends(a) ? nameB : nameA);
    } else if (a->source.labels != b->source.labels) {
        difference_.problem = tr("%1 and %2 split the sentence into different pieces (%3 and %4), so that their "
                                 "weights cannot be subtracted.")
                                  .arg(nameA, nameB)
                                  .arg(a->source.size())
                                  .arg(b->source.size());
    }
    page_->setDifference(difference_);
    if (!difference_.problem.isEmpty())
        return;
    differ_.run(
        [a, b, nameA, nameB, difference = difference_](const RunControl &) mutable {
            difference.difference = traceDifference(*a, *b);
            difference.picture = std::make_shared<const AttentionTrace>(
                ui::differenceTrace(*a, *b, difference.difference, nameA, nameB));
            return difference;
        },
        [this](const ui::CompareDifference &difference) {
            difference_ = difference;
            page_->setDifference(difference_);
        },
        [this](const TaskFailure &failure) {
            difference_.problem = tr("No difference: %1").arg(failure.text);
            page_->setDifference(difference_);
        });
}

} // namespace fovea::app
