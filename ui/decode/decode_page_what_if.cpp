// The part of DecodePage that edits weights and source words.
#include "ui/decode/decode_page.h"

#include <algorithm>

#include "ui/decode/source_menu.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/weight_editor.h"

namespace fovea::ui
{

void DecodePage::connectWhatIf()
{
    WeightEditor *editor = weightEditor();
    connect(inspector_, &Inspector::editingRequested, this, &DecodePage::toggleWeightEditing);
    connect(editor, &WeightEditor::draftEdited, this, &DecodePage::weightDraftEdited);
    connect(editor, &WeightEditor::weightsApplied, this, &DecodePage::weightsEdited);
    connect(editor, &WeightEditor::positionsMasked, this, &DecodePage::positionsMasked);
    connect(editor, &WeightEditor::cancelled, this, [this] {
        emit weightDraftCancelled();
        setWeightEditing(false);
    });

    sourceMenu_ = new SourceMenu(this);
    connect(inspector_, &Inspector::positionHovered, sourceMenu_, &SourceMenu::setSource);
    connect(sourceMenu_, &SourceMenu::replaced, this, &DecodePage::sourceEdited);
    connect(sourceMenu_, &SourceMenu::deleted, this, [this](int position) { emit sourceEdited(position, {}); });
    connect(sourceMenu_, &SourceMenu::masked, this, [this](int position, MaskReach reach) {
        if (currentStep_ >= 0)
            emit positionsMasked(currentStep_, {position}, reach);
    });
    connect(sourceMenu_, &SourceMenu::allOn, this, [this](int position) {
        setWeightEditing(true);
        weightEditor()->setAllOn(position);
    });
}

std::vector<int> DecodePage::masksOf(int step) const
{
    return step >= 0 && step < static_cast<int>(masks_.size()) ? masks_[static_cast<std::size_t>(step)]
                                                               : std::vector<int>();
}

void DecodePage::setMasks(std::vector<std::vector<int>> masks) { masks_ = std::move(masks); }

void DecodePage::setPreview(const std::optional<WeightPreview> &preview)
{
    const bool had = preview_.has_value();
    preview_ = preview;
    inspector_->setPreview(preview);
    if (!had && !preview)
        return;
    viewsChanged();
    taskChanged();
}

/// The trace with the previewed step in it; the words so far stay those that were decoded.
std::shared_ptr<const AttentionTrace> DecodePage::shownTrace() const
{
    if (!preview_ || !trace_ || preview_->step < 0 || preview_->step >= static_cast<int>(trace_->steps.size()))
        return trace_;
    auto changed = std::make_shared<AttentionTrace>(*trace_);
    changed->steps[static_cast<std::size_t>(preview_->step)] = preview_->result;
    return changed;
}

WeightEditor *DecodePage::weightEditor() const { return inspector_->editor(); }

void DecodePage::setWeightDraft(const std::optional<WeightDraft> &draft)
{
    weightEditor()->setDraft(draft);
    if (draft)
        setWeightEditing(true);
    taskChanged();
}

void DecodePage::setWeightEditing(bool editing)
{
    if (editing == isWeightEditing())
        return;
    inspector_->setEditing(editing);
    emit weightEditingChanged(editing);
}

void DecodePage::toggleWeightEditing(bool editing)
{
    if (!editing && weightEditor()->draft().isChanged())
        emit weightDraftCancelled();
    setWeightEditing(editing);
}

bool DecodePage::isWeightEditing() const { return inspector_->isEditing(); }

void DecodePage::setDifference(const std::optional<OutputDifference> &difference)
{
    difference_->setDifference(difference);
}

} // namespace fovea::ui
