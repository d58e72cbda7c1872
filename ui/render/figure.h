#pragma once

#include <filesystem>

#include <QFont>
#include <QImage>
#include <QString>

#include "core/types/attention.h"
#include "ui/render/heatmap_painter.h"

namespace fovea::ui
{

/// A matrix as a picture for a paper or a slide.
struct FigureOptions {
    QString title;    ///< above the matrix, wrapped to its width; empty: none
    QString subtitle; ///< below the title, quieter: the model's name, say; empty: none
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum;
    bool showValues = true;
    int currentStep = -1; ///< the row to mark; -1: none
    bool dark = false;
    double pngScale = 2; ///< device pixels per pixel of a PNG or a QImage, in [0.25, 8]; less for a huge figure
    QSizeF cell;         ///< pixels of a cell; empty: chosen by the size of the matrix; less for a huge figure
    QFont font = textFont(13);
};

/// Size of the figure in pixels at scale 1 (in SVG user units; 1/96 inch in a PDF).
/// Throws InputError when the trace has no source words.
QSize figureSize(const AttentionTrace &trace, const FigureOptions &options);

/// The figure as an image, for the clipboard; its device pixel ratio is options.pngScale.
/// Needs a QGuiApplication (any platform, "offscreen" too). Throws InputError when the trace has no source words.
QImage renderFigure(const AttentionTrace &trace, const FigureOptions &options);

/// Writes the figure as .png, .svg or .pdf by the path's suffix; text in SVG and PDF stays text.
/// The file is replaced only when all of it was written: on any failure an old one is kept.
/// Throws FileError (the path and the reason) and InputError as renderFigure().
void exportFigure(const AttentionTrace &trace, const FigureOptions &options, const std::filesystem::path &path);

} // namespace fovea::ui
