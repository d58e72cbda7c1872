#pragma once

#include <filesystem>

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

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

/// All that is written in the figure, for asking which fonts it needs.
QString figureText(const AttentionTrace &trace, const FigureOptions &options);

/// The bytes of a .png, .svg or .pdf file, by the suffix of the name that it is to have; text in SVG and PDF stays
/// text. Throws FileError naming it, and InputError as renderFigure().
QByteArray encodeFigure(const AttentionTrace &trace, const FigureOptions &options, const std::filesystem::path &name);

} // namespace fovea::ui
