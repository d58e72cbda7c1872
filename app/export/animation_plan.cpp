#include "app/export/animation_plan.h"

#include <algorithm>

namespace fovea::app
{

namespace
{

constexpr double kLongestSide = 4096; ///< device pixels: larger films do not play everywhere

ui::FigureOptions frameOf(const AnimatedView &view, int step)
{
    ui::FigureOptions options = view.options;
    options.currentStep = step;
    options.shownSteps = step + 1;
    options.links.shownSteps = step + 1;
    options.links.isolated = {};
    options.links.focused = {};
    options.diagram.stage.reset();
    options.diagram.progress = 1;
    options.tree.hovered = -1;
    options.tree.focused = -1;
    if (step < static_cast<int>(view.path.size()))
        options.tree.currentNode = view.path[static_cast<std::size_t>(step)];
    return options;
}

} // namespace

bool hasStages(const AnimatedView &view) { return view.options.view == ui::FigureView::Diagram; }

std::vector<ui::FigureOptions> animationFrames(const AnimatedView &view, bool stages)
{
    std::vector<ui::FigureOptions> frames;
    const int steps = view.trace ? static_cast<int>(view.trace->steps.size()) : 0;
    for (int step = 0; step < steps; ++step) {
        frames.push_back(frameOf(view, step));
        if (!stages || !hasStages(view))
            continue;
        frames.back().diagram.stage = static_cast<ui::Stage>(0);
        for (int stage = 1; stage < ui::kStages; ++stage) {
            frames.push_back(frames.back());
            frames.back().diagram.stage = static_cast<ui::Stage>(stage);
        }
    }
    return frames;
}

QSize animationSize(const AnimatedView &view)
{
    QSize size;
    for (const ui::FigureOptions &frame : animationFrames(view, false))
        size = size.expandedTo(ui::figureSize(*view.trace, frame));
    return size;
}

Animation planAnimation(const AnimatedView &view, const AnimationChoice &choice)
{
    auto frames = std::make_shared<std::vector<ui::FigureOptions>>(animationFrames(view, choice.stages));
    Animation animation;
    animation.pictures = static_cast<int>(frames->size());
    animation.perSecond = choice.perSecond;
    const auto scaleOf = [scale = choice.scale](QSize size) {
        return std::min(scale, kLongestSide / std::max({1, size.width(), size.height()}));
    };
    animation.measure = [view, scaleOf] {
        const QSize size = animationSize(view);
        return (QSizeF(size) * scaleOf(size)).toSize();
    };
    animation.draw = [view, frames, scaleOf, scale = std::make_shared<double>(0)](int picture) {
        if (*scale == 0) // one for all of them
            *scale = scaleOf(animationSize(view));
        ui::FigureOptions options = (*frames)[static_cast<std::size_t>(picture)];
        options.pngScale = *scale;
        return ui::renderFigure(*view.trace, options);
    };
    return animation;
}

} // namespace fovea::app
