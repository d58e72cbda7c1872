#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QFont>
#include <QImage>
#include <QString>
#include <QStringList>

#include "core/types/attention.h"
#include "ui/render/heatmap/heatmap_painter.h"

namespace fovea::ui
{

/// Several outputs for one input as a single picture: matrices side by side with one size of cells and one colour bar,
/// the saliency matrices below them, the difference, the table.
struct CompareFigure {
    struct Column {
        QString title;
        QString subtitle;                            ///< the output
        std::shared_ptr<const AttentionTrace> trace; ///< null: its place stays empty
        std::shared_ptr<const AttentionTrace> saliency;
        QString saliencyTitle;
    };

    QString title; ///< the input
    QString subtitle;
    std::vector<Column> columns;
    std::shared_ptr<const AttentionTrace> difference; ///< drawn in the diverging colour map; null: none
    QString differenceTitle;
    QString differenceSubtitle;
    QStringList tableHeader; ///< empty: no table
    std::vector<QStringList> tableRows;
    int wideTableColumn = -1; ///< its words are wrapped, the others stand on one line; behind it are numbers

    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum;
    double scaleMaximum = 0; ///< see HeatmapOptions
    bool showValues = true;
    int currentStep = -1;
    bool dark = false;
    double pngScale = 2; ///< see FigureOptions
    QFont font = textFont(13);
};

/// As renderFigure(): for the clipboard. Throws InputError when no column has a trace.
QImage renderFigure(const CompareFigure &figure);
/// The bytes of a .png, .svg or .pdf file, as encodeFigure() of one trace. Throws FileError and InputError.
QByteArray encodeFigure(const CompareFigure &figure, const std::filesystem::path &name);

} // namespace fovea::ui
