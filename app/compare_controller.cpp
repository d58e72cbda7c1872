#include "app/compare_controller.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QUndoCommand>
#include <QUndoStack>

#include <algorithm>

#include "app/match_functions.h"
#include "app/resource_paths.h"

namespace fovea::app
{

using ui::ComparePage;
using ui::MessageKind;

namespace
{

/// From one comparison to another. The first redo(), by QUndoStack::push, does nothing: it is shown already.
class CompareCommand final : public QUndoCommand
{
public:
    using Show = std::function<void(const Comparison &)>;

    CompareCommand(const QString &text, Comparison before, Comparison after, bool typed, Show show)
        : QUndoCommand(text), before_(std::move(before)), after_(std::move(after)), typed_(typed),
          show_(std::move(show))
    {
    }

    void undo() override { show_(before_); }
    void redo() override
    {
        if (pushed_)
            show_(after_);
        pushed_ = true;
    }
    int id() const override { return typed_ ? 2 : -1; }
    bool mergeWith(const QUndoCommand *other) override
    {
        after_ = static_cast<const CompareCommand *>(other)->after_;
        return true;
    }

private:
    Comparison before_;
    Comparison after_;
    bool typed_;
    bool pushed_ = false;
    Show show_;
};

/// The same sources with nothing known of them.
std::vector<ComparedOutput> fresh(const std::vector<ComparedOutput> &outputs)
{
    std::vector<ComparedOutput> result;
    for (const ComparedOutput &output : outputs) {
        ComparedOutput &next = result.emplace_back();
        next.source = output.source;
    }
    return result;
}

} // namespace

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
    if (!next.outputs.empty())
        change(std::move(next), tr("branches"));
}

// --- what the person changes

void CompareController::editSentence(const QString &sentence, bool typed)
{
    if (sentence == comparison_.sentence)
        return;
    Comparison next = comparison_;
    next.sentence = sentence;
    next.outputs = fresh(comparison_.outputs);
    // A branch belongs to the sentence it was decoded from: its model takes its place, once.
    QStringList paths;
    bool hadBranches = false;
    std::vector<ComparedOutput> kept;
    for (ComparedOutput &output : next.outputs) {
        if (output.source.branch) {
            hadBranches = true;
            if (output.source.path.isEmpty() || !QFileInfo(output.source.path).isDir())
                continue;
            output.source = sourceOf(choiceOf(output.source.path));
        }
        if (hadBranches && paths.contains(output.source.path))
            continue;
        paths << output.source.path;
        kept.push_back(std::move(output));
    }
    next.outputs = std::move(kept);
    change(std::move(next), tr("sentence"), typed);
    if (hadBranches)
        page_->setMessage(MessageKind::Information,
                          tr("The branches belong to the earlier sentence; their model takes their place. Undo brings "
                             "them back."));
}

/// Enter on the same sentence tries again what failed or was stopped.
void CompareController::submitSentence(const QString &sentence)
{
    if (sentence != comparison_.sentence) {
        editSentence(sentence, false);
        return;
    }
    for (ComparedOutput &output : comparison_.outputs)
        if (!output.source.branch && (!output.problem.isEmpty() || (output.trace && !output.trace->complete))) {
            const CompareSource source = output.source;
            output = {};
            output.source = source;
        }
    work();
    publish();
}

void CompareController::setDecoding(const ui::DecodingChoice &decoding)
{
    if (decoding == comparison_.decoding)
        return;
    Comparison next = comparison_;
    next.decoding = decoding;
    for (ComparedOutput &output : next.outputs)
        if (!output.source.branch) {
            const CompareSource source = output.source;
            output = {};
            output.source = source;
        }
    change(std::move(next), tr("beam"));
}

void CompareController::addColumn()
{
    takeTypedSentence();
    refreshModels();
    if (models_.empty()) {
        page_->setMessage(MessageKind::Warning, tr("No models are installed."));
        return;
    }
    if (comparison_.outputs.size() >= static_cast<std::size_t>(ui::kMostCompared))
        return;
    Comparison next = comparison_;
    ComparedOutput &output = next.outputs.emplace_back();
    output.source = comparison_.outputs.empty() ? sourceOf(models_.front()) : other(comparison_.outputs.front().source);
    if (!canSubtract(next))
        choosePairByItself(next);
    change(std::move(next), tr("added model"));
}

void CompareController::removeColumn(int column)
{
    if (column < 0 || column >= static_cast<int>(comparison_.outputs.size()))
        return;
    Comparison next = comparison_;
    next.outputs.erase(next.outputs.begin() + column);
    choosePairByItself(next);
    change(std::move(next), tr("removed model"));
}

void CompareController::chooseModel(int column, const QString &path)
{
    takeTypedSentence();
    if (column < 0 || column >= static_cast<int>(comparison_.outputs.size()))
        return;
    Comparison next = comparison_;
    ComparedOutput &output = next.outputs[static_cast<std::size_t>(column)];
    output = {};
    output.source = sourceOf(choiceOf(path));
    if (!canSubtract(next))
        choosePairByItself(next);
    change(std::move(next), tr("model"));
}

void CompareController::chooseBundle(int column)
{
    const auto index = static_cast<std::size_t>(column);
    const QString from = index < comparison_.outputs.size() ? comparison_.outputs[index].source.path : QString();
    auto *dialog = new QFileDialog(page_, tr("Open bundle"), QFileInfo(from).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, column](const QString &path) {
        chooseModel(column, path);
        refreshModels();
        publish();
    });
    dialog->open();
}

bool CompareController::attends(const CompareSource &source) const
{
    return (source.branch ? source.branch->model.match : choiceOf(source.path).match) != MatchFunction::None;
}

/// Both of the pair have weights, as far as is known before they are opened.
bool CompareController::canSubtract(const Comparison &comparison) const
{
    const auto count = static_cast<int>(comparison.outputs.size());
    const auto has = [&](int column) {
        return column < count && attends(comparison.outputs[static_cast<std::size_t>(column)].source);
    };
    return has(comparison.a) && has(comparison.b);
}

void CompareController::choosePairByItself(Comparison &comparison) const
{
    std::vector<int> columns;
    for (std::size_t i = 0; i < comparison.outputs.size(); ++i)
        if (attends(comparison.outputs[i].source))
            columns.push_back(static_cast<int>(i));
    const bool two = columns.size() >= 2;
    comparison.a = two ? columns[0] : 0;
    comparison.b = two ? columns[1] : 1;
}

void CompareController::choosePair(int a, int b)
{
    const auto count = static_cast<int>(comparison_.outputs.size());
    if (a < 0 || b < 0 || a >= count || b >= count || a == b)
        return;
    comparison_.a = a;
    comparison_.b = b;
    updateDifference();
}

void CompareController::setSaliencyWanted(bool wanted)
{
    if (wanted == saliencyWanted_)
        return;
    saliencyWanted_ = wanted;
    work();
    publish();
}

void CompareController::change(Comparison next, const QString &undoText, bool typed)
{
    page_->clearMessage();
    const Comparison before = comparison_;
    comparison_ = std::move(next);
    if (!undoText.isEmpty() && undo_)
        undo_->push(new CompareCommand(undoText, before, comparison_, typed,
                                       [this](const Comparison &comparison) { restore(comparison); }));
    show();
}

void CompareController::restore(const Comparison &comparison)
{
    page_->clearMessage();
    comparison_ = comparison;
    refreshModels();
    show();
}

void CompareController::show()
{
    if (page_->sentence() != comparison_.sentence)
        page_->setSentence(comparison_.sentence);
    page_->setDecoding(comparison_.decoding);
    work();
    publish();
}

/// What was typed less than a pause ago counts.
void CompareController::takeTypedSentence()
{
    if (page_->sentence() != comparison_.sentence)
        editSentence(page_->sentence(), true);
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
