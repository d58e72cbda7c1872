#pragma once

#include <memory>
#include <vector>

#include "app/export/animation_exporter.h"
#include "core/types/attention.h"
#include "ui/render/figure/figure.h"

namespace fovea::app
{

/// What is to be seen: the view with `options` shows, step by step.
struct AnimatedView {
    std::shared_ptr<const AttentionTrace> trace;
    ui::FigureOptions options;
    std::vector<int> path; ///< of the tree: the node of every step
};

/// How it is to move.
struct AnimationChoice {
    AnimationFormat format = AnimationFormat::Film;
    bool stages = false;  ///< of the diagram: a picture a stage; else one a step
    double perSecond = 2; ///< pictures a second
    double scale = 1;     ///< device pixels per pixel
};

/// True for a view that can light the stages of a step.
bool hasStages(const AnimatedView &view);
/// The options of every picture. All of them are laid out as the last one, so that nothing moves while words come in.
std::vector<ui::FigureOptions> animationFrames(const AnimatedView &view, bool stages);
/// Pixels of the pictures at scale 1. Throws InputError when there is nothing to draw.
QSize animationSize(const AnimatedView &view);
Animation planAnimation(const AnimatedView &view, const AnimationChoice &choice);

} // namespace fovea::app
