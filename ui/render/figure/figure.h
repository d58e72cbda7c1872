#pragma once

#include <filesystem>

#include <QImage>
#include <QSize>

#include "core/types/attention.h"
#include "ui/render/figure/figure_options.h"

namespace fovea::ui
{

/// Size of the figure in pixels at scale 1 (in SVG user units; 1/96 inch in a PDF).
/// Throws InputError when there is nothing to draw: no source words, no step for the diagram, no tree.
QSize figureSize(const AttentionTrace &trace, const FigureOptions &options);

/// The figure as an image, for the clipboard; its device pixel ratio is options.pngScale.
/// Needs a QGuiApplication (any platform, "offscreen" too). Throws InputError as figureSize().
QImage renderFigure(const AttentionTrace &trace, const FigureOptions &options);

/// Writes the figure as .png, .svg or .pdf by the path's suffix; text in SVG and PDF stays text.
/// The file is replaced only when all of it was written: on any failure an old one is kept.
/// Throws FileError (the path and the reason) and InputError as renderFigure().
void exportFigure(const AttentionTrace &trace, const FigureOptions &options, const std::filesystem::path &path);

} // namespace fovea::ui
