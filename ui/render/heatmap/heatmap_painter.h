#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QFont>
#include <QString>

#include "core/types/attention.h"
#include "ui/render/color_bar.h"
#include "ui/render/heatmap/heatmap_layout.h"
#include "ui/style/color_map.h"
#include "ui/style/style.h"
#include "ui/text/label_text.h"

class QPainter;

namespace fovea::ui
{

/// How a matrix is to look; the same on the screen and in a file.
struct HeatmapOptions {
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum;
    double scaleMaximum = 0; ///< the end of ScaleMode::Maximum where several matrices share it; 0: the matrix's own
    bool showValues = true;  ///< where they fit
    bool showColorBar = true;
    bool atTop = false;         ///< the matrix begins where its area does, to be level with others
    int currentRow = -1;        ///< the current step; -1: none
    int shownRows = -1;         ///< later rows stay empty, and the layout is that of all of them; -1: all are drawn
    HeatmapCell hovered;        ///< under the pointer
    HeatmapCell selected;       ///< by keyboard
    int highlightedColumn = -1; ///< from another view
    Style style = Style::lightTheme();
    QFont font = textFont(13); ///< size of ordinary text; labels and values derive from it
};

/// What a call of paint() drew: the cost of a repaint is proportional to it.
struct PaintCount {
    long long cells = 0;
    long long labels = 0;
};

/// Draws the weights of a trace: a row per target word, a column per source word, source words above.
/// Holds what it needs of the trace (labels, maxima), taken once: O(rows x columns) to construct.
class HeatmapPainter
{
    Q_DECLARE_TR_FUNCTIONS(HeatmapPainter)

public:
    explicit HeatmapPainter(std::shared_ptr<const AttentionTrace> trace = {});

    const std::shared_ptr<const AttentionTrace> &trace() const { return trace_; }
    /// Steps, plus the row to come while the trace is not complete.
    int rows() const { return static_cast<int>(targetLabels_.size()); }
    int columns() const { return static_cast<int>(sourceLabels_.size()); }
    bool hasAttention() const { return hasAttention_; }
    /// True for the empty last row of a trace that is not complete.
    bool isRowToCome(int row) const;
    const QString &sourceLabel(int column) const { return sourceLabels_.at(static_cast<std::size_t>(column)); }
    const QString &targetLabel(int row) const { return targetLabels_.at(static_cast<std::size_t>(row)); }

    /// NaN where the trace has none.
    double weight(int row, int column) const;
    double energy(int row, int column) const;
    /// The smallest and the largest value, zero included.
    ValueRange values() const { return range_; }
    /// The ends of the colour scale of a row; of the whole matrix with row -1.
    ValueRange range(const HeatmapOptions &options, int row = -1) const;
    /// What stands at the colour bar.
    ColorBarTicks ticks(const HeatmapOptions &options) const;
    /// The colour of a cell.
    QRgb cellColor(const HeatmapOptions &options, int row, int column) const;
    /// The source words a row looks at most: at least half its largest weight and clearly more than the mean.
    std::vector<int> strongestColumns(int row) const;

    /// Cells of this pitch in `area`; the matrix viewport is cut where the area ends. An infinite area gives the
    /// natural size of everything.
    HeatmapLayout layout(const QRectF &area, QSizeF cell, const HeatmapOptions &options) const;
    /// The largest pitch in [minimum, maximum] pixels with which everything is inside the area's size, as if the
    /// matrix had at least `reservedRows` rows. Width and height may differ, by a factor of 1.6 at most.
    QSizeF fittingCell(QSizeF area, double minimum, double maximum, const HeatmapOptions &options,
                       int reservedRows = 0) const;

    /// Draws what meets `exposed` and nothing else.
    PaintCount paint(QPainter &painter, const HeatmapLayout &layout, const HeatmapOptions &options,
                     const QRectF &exposed) const;

private:
    struct Margins {
        double left = 0;
        double top = 0;
        double right = 0;
    };
    struct Extents {
        QFont font;
        LabelExtent source;
        LabelExtent target;
    };

    const Extents &extents(const QFont &font) const;
    void chooseSourceLabels(HeatmapLayout &layout, const HeatmapOptions &options, double room) const;
    void chooseTargetLabels(HeatmapLayout &layout, const HeatmapOptions &options, double room) const;
    void chooseValues(HeatmapLayout &layout, const HeatmapOptions &options) const;
    HeatmapLayout labelled(QSizeF area, QSizeF cell, const HeatmapOptions &options, Margins &margins) const;

    std::shared_ptr<const AttentionTrace> trace_;
    std::vector<QString> sourceLabels_;
    std::vector<QString> targetLabels_;
    std::vector<ValueRange> rowRange_;
    ValueRange range_;
    bool hasAttention_ = false;
    mutable std::optional<Extents> extents_; ///< measured once for a font
};

} // namespace fovea::ui
