// The part of DecodePage that edits weights and source words.
#include "ui/pages/decode_page.h"

#include <algorithm>

#include "ui/widgets/heatmap_view.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/source_menu.h"
#include "ui/widgets/weight_editor.h"

namespace fovea::ui
{

void DecodePage::connectWhatIf()
{
    WeightEditor *editor = weightEditor();
    connect(inspector_, &Inspector::editingRequested, this, [this](bool editing) {
        if (!editing && weightEditor()->draft().isChanged())
            emit weightDraftCancelled();
        setWeightEditing(editing);
    });
    connect(editor, &WeightEditor::draftEdited, this, &DecodePage::weightDraftEdited);
    connect(editor, &WeightEditor::weightsApplied, this, &DecodePage::weightsEdited);
    connect(editor, &WeightEditor::positionsMasked, this, &DecodePage::positionsMasked);
    connect(editor, &WeightEditor::cancelled, this, [this] {
        emit weightDraftCancelled();
        setWeightEditing(false);
    });

    sourceMenu_ = new SourceMenu(this);
    sourceMenu_->watch(heatmap_, [this] { return heatmap_->selectedSource(); });
    connect(heatmap_, &HeatmapView::cellHovered, this, [this](int, int source) { sourceMenu_->setSource(source); });
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
    if (had || preview)
        showPreview();
}

/// The views show the trace with the previewed step in it; the words so far stay those that were decoded.
void DecodePage::showPreview()
{
    std::shared_ptr<const AttentionTrace> shown = trace_;
    if (preview_ && trace_ && preview_->step >= 0 && preview_->step < static_cast<int>(trace_->steps.size())) {
        auto changed = std::make_shared<AttentionTrace>(*trace_);
        changed->steps[static_cast<std::size_t>(preview_->step)] = preview_->result;
        shown = std::move(changed);
    }
    heatmap_->setTrace(shown);
}

WeightEditor *DecodePage::weightEditor() const { return inspector_->editor(); }

void DecodePage::setWeightDraft(const std::optional<WeightDraft> &draft)
{
    weightEditor()->setDraft(draft);
    if (draft)
        setWeightEditing(true);
}

void DecodePage::setWeightEditing(bool editing)
{
    if (editing == isWeightEditing())
        return;
    inspector_->setEditing(editing);
    emit weightEditingChanged(editing);
}

bool DecodePage::isWeightEditing() const { return inspector_->isEditing(); }

void DecodePage::setDifference(const std::optional<OutputDifference> &difference)
{
    difference_->setDifference(difference);
}

} // namespace fovea::ui
