#pragma once

#include <memory>

#include <QFont>
#include <QSizeF>
#include <QString>

#include "core/types/grid_geometry.h"
#include "core/types/hypothesis_snapshot.h"
#include "ui/render/diagram/diagram_options.h"
#include "ui/render/links/links_painter.h"
#include "ui/render/matrix_options.h"
#include "ui/render/overlay/overlay_options.h"
#include "ui/render/picture.h"
#include "ui/render/tree/tree_painter.h"

namespace fovea::ui
{

/// What a figure of an overlay or a gallery has besides.
struct PictureFigure {
    std::shared_ptr<const Picture> picture; ///< null: the grid stands for it
    GridGeometry grid;                      ///< in pixels of the picture
    OverlayChoice choice;
    bool fullResolution = false; ///< a PNG with the picture's own pixels; SVG and PDF embed the original
    double panelWidth = 0;       ///< pixels of a gallery's panel; 0: chosen
    int columns = 0;             ///< of a gallery; 0: chosen
    bool showOriginal = true;    ///< a gallery begins with the picture alone
};

/// What of a decode is drawn; on a page each has its own view.
enum class FigureView { Matrix, Links, Diagram, Tree, Overlay, Gallery };

/// A view as a picture for a paper or a slide.
struct FigureOptions {
    FigureView view = FigureView::Matrix;
    QString title;    ///< above the picture, wrapped to its width; empty: none
    QString subtitle; ///< below the title, quieter: the model's name, say; empty: none
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum;
    bool showValues = true;
    int currentStep = -1; ///< the step to mark, and the one of the diagram; -1: none
    int shownSteps = -1;  ///< of the matrix: later rows stay empty and the figure keeps its size; -1: all are drawn
    bool dark = false;
    double pngScale = 2; ///< device pixels per pixel of a PNG or a QImage, in [0.25, 8]; less for a huge figure
    QSizeF cell;         ///< pixels of a cell; empty: chosen by the size of the matrix; less for a huge figure
    QFont font = textFont(13);

    // What only one view has. Their own step, colours, style and font are not used: those above are.
    LinksOptions links;
    DiagramOptions diagram;
    TreeOptions tree;
    std::shared_ptr<const HypothesisSnapshot> snapshot; ///< drawn by Tree
    PictureFigure picture;                              ///< drawn by Overlay and Gallery
};

} // namespace fovea::ui
