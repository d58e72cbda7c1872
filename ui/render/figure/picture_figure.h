#pragma once

#include <memory>

#include "ui/render/figure/figure_file.h"
#include "ui/render/figure/figure_options.h"

namespace fovea::ui
{

/// The figure of FigureView::Overlay or Gallery. Throws InputError when there is neither a picture nor a trace over a
/// grid, and when an overlay's step does not exist.
std::unique_ptr<FigureDrawing> makePictureFigure(const AttentionTrace &trace, const FigureOptions &options);

/// Device pixels per pixel with which the figure has the picture's own pixels; options.pngScale unless asked for.
double pictureFigureScale(const AttentionTrace &trace, const FigureOptions &options);

/// What an overlay and a gallery have in common, with the picture's name and the words as title.
FigureOptions pictureFigureOptions(const AttentionTrace *trace, const std::shared_ptr<const Picture> &picture,
                                   const GridGeometry &grid, const OverlayOptions &options);

} // namespace fovea::ui
