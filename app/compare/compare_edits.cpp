// What the person changes in a comparison, and how it is taken back.
#include "app/compare/compare_controller.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QUndoCommand>
#include <QUndoStack>

#include <algorithm>

namespace fovea::app
{

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
    if (!undoText.isEmpty())
        comparison_.suggested = false;
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

} // namespace fovea::app
