#include "app/compare/compare_controller.h"

#include <QFileInfo>

#include <algorithm>

#include "app/compare/match_functions.h"

namespace fovea::app
{

using ui::ComparePage;
using ui::MessageKind;

CompareController::CompareController(ComparePage *page, CompareModelOpener opener, BundleLister bundles,
                                     Exporter *exporter, QUndoStack *undo, QObject *parent)
    : QObject(parent), page_(page), opener_(std::move(opener)), bundles_(std::move(bundles)), exporter_(exporter),
      undo_(undo)
{
    comparison_.decoding = page_->decoding();
    connectPage();
}

CompareController::~CompareController() = default;

void CompareController::connectPage()
{
    connect(page_, &ComparePage::sentenceEdited, this,
            [this](const QString &sentence) { editSentence(sentence, true); });
    connect(page_, &ComparePage::sentenceSubmitted, this, &CompareController::submitSentence);
    connect(page_, &ComparePage::decodingChanged, this, &CompareController::setDecoding);
    connect(page_, &ComparePage::columnAddRequested, this, &CompareController::addColumn);
    connect(page_, &ComparePage::columnRemoveRequested, this, &CompareController::removeColumn);
    connect(page_, &ComparePage::modelChosen, this, &CompareController::chooseModel);
    connect(page_, &ComparePage::openBundleRequested, this, &CompareController::chooseBundle);
    connect(page_, &ComparePage::pairChosen, this, &CompareController::choosePair);
    connect(page_, &ComparePage::saliencyWanted, this, &CompareController::setSaliencyWanted);
    connect(page_, &ComparePage::stepSelected, this, [this](int step) {
        page_->setCurrentStep(step);
        emit changed();
    });
    connect(page_, &ComparePage::stopRequested, this,
            [this](int column) { workers_.at(static_cast<std::size_t>(column)).runner.stop(); });
    connect(page_, &ComparePage::matrixOptionsChanged, this, [this](const ui::MatrixOptions &options) {
        setMatrixOptions(options);
        emit matrixOptionsChanged(options);
    });
    connect(page_, &ComparePage::tableExportRequested, this, &CompareController::exportTable);
    connect(page_, &ComparePage::matchFunctionsRequested, this, [this] {
        refreshModels();
        const auto first = std::find_if(comparison_.outputs.begin(), comparison_.outputs.end(),
                                        [](const ComparedOutput &output) { return !output.source.path.isEmpty(); });
        if (first != comparison_.outputs.end())
            compareMatchFunctions(page_->sentence(), choiceOf(first->source.path), page_->decoding());
        else if (!models_.empty())
            compareMatchFunctions(page_->sentence(), models_.front(), page_->decoding());
        else
            page_->setMessage(MessageKind::Warning, tr("No models are installed."));
    });
}

// --- models

/// A model that is trained or copied meanwhile is found without a restart.
void CompareController::refreshModels()
{
    std::vector<ui::ModelChoice> models = bundles_ ? bundles_() : std::vector<ui::ModelChoice>();
    for (const ComparedOutput &output : comparison_.outputs) {
        const CompareSource &source = output.source;
        const auto same = [&source](const ui::ModelChoice &model) { return model.path == source.path; };
        if (source.branch || source.path.isEmpty() || std::any_of(models.begin(), models.end(), same))
            continue;
        models.push_back(choiceOf(source.path));
    }
    models_ = std::move(models);
    page_->setModels(models_);
}

/// A bundle opened by hand is not among the installed ones: its name tells the match function until it is opened.
ui::ModelChoice CompareController::choiceOf(const QString &path) const
{
    for (const ui::ModelChoice &model : models_)
        if (model.path == path)
            return model;
    ui::ModelChoice choice{QFileInfo(path).fileName(), path, MatchFunction::Additive, false};
    const auto known = opened_.find(path);
    if (known != opened_.end())
        choice.match = known->second.model->info().match;
    else if (const auto match = matchFunctionFromName(choice.name.section(u'-', -1).toStdString()))
        choice.match = *match;
    return choice;
}

/// A model to compare with: of the same languages if there is one, and not shown yet.
CompareSource CompareController::other(const CompareSource &than) const
{
    const QString pair = languagePairOf(choiceOf(than.path));
    const auto shown = [this](const ui::ModelChoice &model) {
        return std::any_of(comparison_.outputs.begin(), comparison_.outputs.end(),
                           [&model](const ComparedOutput &output) {
                               return !output.source.branch && output.source.path == model.path;
                           });
    };
    const ui::ModelChoice *best = nullptr;
    for (const ui::ModelChoice &model : models_) {
        if (model.path == than.path || shown(model))
            continue;
        if (languagePairOf(model) == pair)
            return sourceOf(model);
        if (!best)
            best = &model;
    }
    return best ? sourceOf(*best) : than;
}

void CompareController::pageShown() { refreshModels(); }

void CompareController::suggest(const QString &sentence, const ui::ModelChoice &model,
                                const ui::DecodingChoice &decoding)
{
    if (!comparison_.outputs.empty())
        return;
    Comparison next;
    next.sentence = sentence;
    next.decoding = decoding;
    next.suggested = true;
    if (!model.path.isEmpty()) {
        next.outputs.resize(1);
        next.outputs.front().source = sourceOf(model);
        comparison_ = next;
        refreshModels();
        const CompareSource second = other(next.outputs.front().source);
        if (second.path != model.path && languagePairOf(choiceOf(second.path)) == languagePairOf(model)) {
            next.outputs.resize(2);
            next.outputs.back().source = second;
        }
    }
    change(std::move(next), {});
}

void CompareController::compareMatchFunctions(const QString &sentence, const ui::ModelChoice &current,
                                              const ui::DecodingChoice &decoding)
{
    refreshModels();
    const MatchFunctionModels models = matchFunctionModels(current, models_);
    Comparison next;
    next.sentence = sentence;
    next.decoding = decoding;
    for (const ui::ModelChoice &model : models.installed) {
        ComparedOutput &output = next.outputs.emplace_back();
        output.source = sourceOf(model);
    }
    choosePairByItself(next);
    change(std::move(next), tr("match functions"));
    if (!models.missing.isEmpty())
        page_->setMessage(MessageKind::Information, tr("Not installed: %1. Compared are the models that are.")
                                                        .arg(models.missing.join(tr(", ", "between names of models"))));
}

void CompareController::compareBranches(const std::vector<CompareBranch> &branches)
{
    Comparison next;
    next.decoding = comparison_.decoding;
    for (const CompareBranch &branch : branches) {
        if (!branch.trace || next.outputs.size() == static_cast<std::size_t>(ui::kMostCompared))
            continue;
        ComparedOutput &output = next.outputs.emplace_back();
        output.source = {QString::fromStdString(branch.trace->model.path), branch.title, branch.trace};
        next.sentence = QString::fromStdString(branch.trace->sourceText);
    }
    if (next.outputs.empty())
        return;
    const bool alone = next.outputs.size() == 1;
    change(std::move(next), tr("branches"));
    if (alone)
        page_->setMessage(
            MessageKind::Information,
            tr("Nothing else was tried yet. Force a word, edit weights or use a beam, then compare again."));
}

// --- what the window's commands do

bool CompareController::isBusy() const
{
    return std::any_of(workers_.begin(), workers_.end(), [](const Worker &worker) { return worker.runner.busy(); });
}

void CompareController::stop()
{
    for (Worker &worker : workers_)
        worker.runner.stop();
}

bool CompareController::hasPicture() const
{
    return std::any_of(comparison_.outputs.begin(), comparison_.outputs.end(),
                       [](const ComparedOutput &output) { return output.trace != nullptr; });
}

void CompareController::setMatrixOptions(const ui::MatrixOptions &options)
{
    page_->setMatrixOptions(options);
    if (options.mergeWords == wordsShown_)
        return;
    wordsShown_ = options.mergeWords;
    publish();
}

QString CompareController::statusText() const
{
    QStringList parts;
    for (const ComparedOutput &output : comparison_.outputs)
        parts << output.source.title;
    if (page_->currentStep() >= 0)
        parts << tr("step %1").arg(page_->currentStep() + 1);
    return parts.join(QStringLiteral(" · "));
}

bool CompareController::canMoveStep(int by) const
{
    std::size_t steps = 0;
    for (const ComparedOutput &output : comparison_.outputs)
        if (const auto &trace = shownTrace(output))
            steps = std::max(steps, trace->steps.size());
    const int next = page_->currentStep() + by;
    return next >= 0 && next < static_cast<int>(steps);
}

void CompareController::moveStep(int by)
{
    if (!canMoveStep(by))
        return;
    page_->setCurrentStep(page_->currentStep() + by);
    emit changed();
}

} // namespace fovea::app
