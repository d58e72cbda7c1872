#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

#include "ui/render/heatmap/heatmap_image.h"
#include "ui/render/heatmap/heatmap_painter.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kImageBelow = 6; // pixels of pitch under which cells are drawn as one image

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

QString valueText(double value)
{
    if (std::isnan(value))
        return QStringLiteral("\u2013");
    const QString text = QString::number(std::abs(value), 'f', 2);
    return value <= -0.005 ? QChar(0x2212) + text : text;
}

bool isVector(const QPainter &painter)
{
    const auto type = painter.paintEngine()->type();
    return type == QPaintEngine::SVG || type == QPaintEngine::Pdf || type == QPaintEngine::Picture;
}

/// One call of HeatmapPainter::paint().
class Drawing
{
public:
    Drawing(const HeatmapPainter &heatmap, QPainter &painter, const HeatmapLayout &layout,
            const HeatmapOptions &options, const QRectF &exposed)
        : heatmap_(heatmap), painter_(painter), layout_(layout), options_(options), style_(options.style),
          map_(options.colorMap), exposed_(exposed), rows_(shown(layout.visibleRows(exposed))),
          columns_(layout.visibleColumns(exposed)), strongest_(heatmap.strongestColumns(options.currentRow))
    {
    }

    PaintCount run()
    {
        painter_.save();
        painter_.setLayoutDirection(Qt::LeftToRight);
        painter_.setRenderHint(QPainter::Antialiasing);
        if (heatmap_.hasAttention()) {
            clipped(layout_.matrix, [this] { drawCells(); });
            clipped(layout_.matrix.adjusted(-5, -5, 5, 5), [this] { drawMarks(); });
            drawColorBar();
        } else {
            clipped(layout_.matrix, [this] { drawExplanation(); });
        }
        // A label may reach beyond its cell: the strips are a little longer than the matrix.
        const double sides = layout_.sourcePixelSize;
        const double ends = layout_.targetPixelSize;
        clipped(layout_.sourceLabels.adjusted(-sides, 0, sides, 0), [this] { drawSourceLabels(); });
        clipped(layout_.targetLabels.adjusted(0, -ends, 0, ends), [this] { drawTargetLabels(); });
        painter_.restore();
        return count_;
    }

private:
    template <class Draw>
    void clipped(const QRectF &to, Draw draw)
    {
        if (!to.intersects(exposed_))
            return;
        painter_.save();
        painter_.setClipRect(to, Qt::IntersectClip);
        draw();
        painter_.restore();
    }

    bool tiny() const { return std::min(layout_.cell.width(), layout_.cell.height()) < kImageBelow; }

    CellRange shown(CellRange rows) const
    {
        if (options_.shownRows >= 0)
            rows.last = std::clamp(rows.last, rows.first, std::max(rows.first, options_.shownRows));
        return rows;
    }

    CellRange rowsWithWeights() const
    {
        CellRange rows = rows_;
        if (rows.last > 0 && heatmap_.isRowToCome(rows.last - 1))
            --rows.last;
        return rows;
    }

    void drawCells()
    {
        const CellRange rows = rowsWithWeights();
        if (rows.size() > 0 && columns_.size() > 0) {
            count_.cells += static_cast<long long>(rows.size()) * columns_.size();
            if (tiny())
                drawImage(rows);
            else
                for (int row = rows.first; row < rows.last; ++row)
                    drawRow(row);
        }
        if (rows.last < rows_.last)
            drawRowToCome(rows.last);
    }

    void drawImage(const CellRange &rows)
    {
        const QRectF content = layout_.rowRect(rows.first) | layout_.rowRect(rows.last - 1);
        const QRectF visible = exposed_ & layout_.matrix & content;
        const double ratio = painter_.device()->devicePixelRatio();
        const QSizeF scale = isVector(painter_) ? scaleOfVectorImage(visible) : QSizeF(ratio, ratio);
        painter_.drawImage(visible, heatmapImage(heatmap_, layout_, options_, visible, scale));
    }

    // Whole pixels per cell, so that all cells of an image in an SVG or a PDF are alike at any enlargement.
    QSizeF scaleOfVectorImage(const QRectF &visible) const
    {
        constexpr double kMostPixels = 6e6;
        const QSizeF &cell = layout_.cell;
        const double cells = visible.width() * visible.height() / (cell.width() * cell.height());
        const double pixels = std::clamp(std::floor(std::sqrt(kMostPixels / cells)), 1.0, 16.0);
        return {pixels / cell.width(), pixels / cell.height()};
    }

    void drawRow(int row)
    {
        const ValueRange range = heatmap_.range(options_, row);
        const bool rounded = layout_.radius > 0;
        painter_.setRenderHint(QPainter::Antialiasing, rounded);
        QFont font = options_.font;
        if (layout_.valuePixelSize > 0) {
            font.setPixelSize(layout_.valuePixelSize);
            painter_.setFont(font);
        }
        const QFontMetricsF metrics(font);
        for (int column = columns_.first; column < columns_.last; ++column) {
            const double value = heatmap_.weight(row, column);
            const QRgb color = map_.rgb(range.position(value));
            const QRectF cell = layout_.cellRect(row, column);
            drawCell(cell, color, rounded);
            if (layout_.valuePixelSize == 0)
                continue;
            const QString text = valueText(value);
            painter_.setPen(readableTextColor(color));
            painter_.drawText(QPointF(cell.center().x() - metrics.horizontalAdvance(text) / 2,
                                      cell.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                              text);
        }
    }

    void drawCell(const QRectF &cell, QRgb color, bool rounded)
    {
        const bool faint = layout_.gap > 0 && looksAlike(color, style_.background.rgb());
        if (!rounded && !faint) {
            painter_.fillRect(cell, QColor::fromRgb(color));
            return;
        }
        painter_.setPen(faint ? QPen(style_.gridLine, 1) : QPen(Qt::NoPen));
        painter_.setBrush(QColor::fromRgb(color));
        const QRectF box = faint ? cell.adjusted(0.5, 0.5, -0.5, -0.5) : cell;
        painter_.drawRoundedRect(box, layout_.radius, layout_.radius);
    }

    void drawRowToCome(int row)
    {
        painter_.setRenderHint(QPainter::Antialiasing, layout_.radius > 0);
        painter_.setPen(QPen(style_.gridLine, 1));
        painter_.setBrush(Qt::NoBrush);
        if (layout_.gap <= 0) {
            painter_.drawRect(layout_.rowRect(row).adjusted(0.5, 0.5, -0.5, -0.5));
            return;
        }
        for (int column = columns_.first; column < columns_.last; ++column) {
            const QRectF cell = layout_.cellRect(row, column).adjusted(0.5, 0.5, -0.5, -0.5);
            painter_.drawRoundedRect(cell, layout_.radius, layout_.radius);
        }
    }

    // A line around cells with a rim of the background on both sides, so that it stands out from any colour.
    void outline(const QRectF &cells, const QColor &color, double width)
    {
        const double distance = width + (tiny() ? 0 : 0.5);
        const QRectF box = cells.adjusted(-distance, -distance, distance, distance);
        const double radius = layout_.radius + distance - 0.5;
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(style_.background, tiny() ? width + 1 : width + 3));
        painter_.drawRoundedRect(box, radius, radius);
        painter_.setPen(QPen(color, width));
        painter_.drawRoundedRect(box, radius, radius);
    }

    void drawMarks()
    {
        painter_.setRenderHint(QPainter::Antialiasing);
        const auto inRows = [this](int row) { return row >= 0 && row < layout_.rows; };
        const auto inColumns = [this](int column) { return column >= 0 && column < layout_.columns; };
        for (const int column : {options_.highlightedColumn, options_.hovered.column})
            if (inColumns(column))
                drawBand(layout_.columnRect(column));
        if (inRows(options_.currentRow) && !heatmap_.isRowToCome(options_.currentRow))
            outline(layout_.rowRect(options_.currentRow), style_.accent, tiny() ? 1.5 : 2);
        for (const HeatmapCell &cell : {options_.hovered, options_.selected})
            if (inRows(cell.row) && inColumns(cell.column))
                outline(layout_.cellRect(cell.row, cell.column), style_.text, 1.5);
    }

    void drawBand(const QRectF &cells)
    {
        const double distance = layout_.gap / 2;
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(withAlpha(style_.text, 0.55), 1));
        painter_.drawRoundedRect(cells.adjusted(-distance, -distance, distance, distance), layout_.radius + 1,
                                 layout_.radius + 1);
    }

    void drawColorBar()
    {
        const QRectF bar = layout_.colorBar;
        if (bar.isEmpty() || !(bar | layout_.colorBarLabels).intersects(exposed_))
            return;
        count_.labels += ui::drawColorBar(painter_, bar, map_, heatmap_.range(options_), heatmap_.ticks(options_),
                                          style_, options_.font);
    }

    // Indices whose labels come first where not all fit, the most important first.
    std::vector<int> emphasised(std::vector<int> wanted, int stride, int count) const
    {
        std::vector<int> kept;
        for (const int index : wanted)
            if (index >= 0 && index < count &&
                std::none_of(kept.begin(), kept.end(), [&](int other) { return std::abs(other - index) < stride; }))
                kept.push_back(index);
        return kept;
    }

    static bool hasRoom(int index, int stride, const std::vector<int> &kept)
    {
        if (std::find(kept.begin(), kept.end(), index) != kept.end())
            return true;
        return index % stride == 0 &&
               std::none_of(kept.begin(), kept.end(), [&](int other) { return std::abs(other - index) < stride; });
    }

    LabelLook lookOf(const QString &label, int pixels, bool current, bool pointed) const
    {
        LabelLook look;
        look.font = options_.font;
        look.font.setPixelSize(pixels);
        look.bold = current;
        look.color = current ? style_.accent : isSpecialSymbol(label) && !pointed ? style_.mutedText : style_.text;
        if (pointed)
            look.background = withAlpha(style_.text, style_.dark ? 0.16 : 0.09);
        return look;
    }

    void drawSourceLabels()
    {
        const HeatmapLayout &l = layout_;
        // A slanted label leans over the columns right of its own.
        const double lean = l.sourceMode == LabelMode::Slanted ? l.sourceLabels.height() : 0.0;
        const double reach = l.sourceStride * l.cell.width();
        const CellRange columns = l.visibleColumns(
            QRectF(exposed_.left() - lean - reach, l.matrix.top(), exposed_.width() + lean + 2 * reach, 1));
        std::vector<int> wanted{options_.hovered.column, options_.selected.column, options_.highlightedColumn};
        wanted.insert(wanted.end(), strongest_.begin(), strongest_.end());
        const std::vector<int> kept = emphasised(wanted, l.sourceStride, l.columns);
        const double foot = l.sourceLabels.bottom() - std::round(0.75 * basePixels(options_.font));
        for (int column = columns.first; column < columns.last; ++column) {
            if (!hasRoom(column, l.sourceStride, kept))
                continue;
            const bool strong = std::find(strongest_.begin(), strongest_.end(), column) != strongest_.end();
            const bool pointed = column == options_.hovered.column || column == options_.highlightedColumn ||
                                 column == options_.selected.column;
            const QString &label = heatmap_.sourceLabel(column);
            drawSourceLabel(painter_, label, lookOf(label, l.sourcePixelSize, strong, pointed), l.sourceMode,
                            {l.columnRect(column).center().x(), foot}, l.sourceLength);
            ++count_.labels;
        }
    }

    void drawTargetLabels()
    {
        const HeatmapLayout &l = layout_;
        const double reach = l.targetStride * l.cell.height();
        const CellRange rows =
            shown(l.visibleRows(QRectF(l.matrix.left(), exposed_.top() - reach, 1, exposed_.height() + 2 * reach)));
        const std::vector<int> kept =
            emphasised({options_.currentRow, options_.hovered.row, options_.selected.row}, l.targetStride, l.rows);
        const double right = l.targetLabels.right() - basePixels(options_.font);
        for (int row = rows.first; row < rows.last; ++row) {
            if (!hasRoom(row, l.targetStride, kept))
                continue;
            const bool current = row == options_.currentRow && !heatmap_.isRowToCome(row);
            const bool pointed = row == options_.hovered.row || row == options_.selected.row;
            const QString &label = heatmap_.targetLabel(row);
            LabelLook look = lookOf(label, l.targetPixelSize, current, pointed && !current);
            if (heatmap_.isRowToCome(row))
                look.color = style_.mutedText;
            drawTargetLabel(painter_, label, look, right, l.rowRect(row).center().y(), l.targetLength);
            ++count_.labels;
        }
    }

    void drawExplanation()
    {
        const QRectF content = layout_.rowRect(0) | layout_.rowRect(std::max(0, layout_.rows - 1));
        painter_.setPen(QPen(style_.gridLine, 1));
        painter_.setBrush(style_.surface);
        painter_.drawRoundedRect(content.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
        if (options_.currentRow >= 0 && options_.currentRow < layout_.rows) {
            const QRectF row = layout_.rowRect(options_.currentRow);
            painter_.fillRect(QRectF(row.left(), row.top(), 3, row.height()), style_.accent);
        }
        QFont font = options_.font;
        font.setPixelSize(basePixels(options_.font));
        painter_.setFont(font);
        painter_.setPen(style_.mutedText);
        painter_.drawText((content & layout_.matrix).adjusted(16, 4, -16, -4), Qt::AlignCenter | Qt::TextWordWrap,
                          HeatmapPainter::tr("This model has no attention: every step sees the same fixed vector."));
        ++count_.labels;
    }

    const HeatmapPainter &heatmap_;
    QPainter &painter_;
    const HeatmapLayout &layout_;
    const HeatmapOptions &options_;
    const Style &style_;
    ColorMap map_;
    QRectF exposed_;
    CellRange rows_;
    CellRange columns_;
    std::vector<int> strongest_;
    PaintCount count_;
};

} // namespace

PaintCount HeatmapPainter::paint(QPainter &painter, const HeatmapLayout &layout, const HeatmapOptions &options,
                                 const QRectF &exposed) const
{
    if (!trace_ || layout.columns == 0)
        return {};
    return Drawing(*this, painter, layout, options, exposed).run();
}

} // namespace fovea::ui
