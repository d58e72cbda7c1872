#include "ui/compare/compare_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QFontMetricsF>
#include <QPainter>

#include "core/types/error.h"
#include "ui/render/figure/figure_file.h"
#include "ui/style/style.h"
#include "ui/text/text_block.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 24;
constexpr double kGap = 32; ///< between matrices
constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kComfortable = 460; ///< pixels of a matrix whose cells may be as large as is comfortable
constexpr double kLongestSide = 4000;
constexpr double kWideTableColumn = 30; ///< in pixels of ordinary text

/// One matrix with its caption above.
struct Panel {
    HeatmapPainter painter;
    HeatmapOptions options;
    HeatmapLayout layout;
    TextBlock title;
    TextBlock subtitle;
    QPointF textAt;
};

/// A colour bar that belongs to a whole row of matrices.
struct SharedBar {
    QRectF bar;
    ColorMap map;
    ValueRange range;
    ColorBarTicks ticks;
};

struct Cell {
    TextBlock text;
    QPointF at;
};

class CompareDrawing final : public FigureDrawing
{
public:
    explicit CompareDrawing(const CompareFigure &figure) : figure_(figure)
    {
        style_ = figure.dark ? Style::darkTheme() : Style::lightTheme();
        if (!figure.dark)
            style_.background = Qt::white;
        font_ = figure.font;
        font_.setPixelSize(std::max(6, basePixels(figure.font)));
        base_ = font_.pixelSize();
        titleFont_ = font_;
        titleFont_.setWeight(kStrong);
        chooseCell();
        arrange();
    }

    QSize size() const override { return size_; }

    void draw(QPainter &painter) const override
    {
        const QRectF all{QPointF(), QSizeF(size_)};
        painter.fillRect(all, style_.background);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setLayoutDirection(Qt::LeftToRight);
        drawTextBlock(painter, title_, {kPadding, kPadding});
        drawTextBlock(painter, subtitle_, {kPadding, kPadding + title_.height()});
        for (const Panel &panel : panels_) {
            drawTextBlock(painter, panel.title, panel.textAt);
            drawTextBlock(painter, panel.subtitle, panel.textAt + QPointF(0, panel.title.height()));
            panel.painter.paint(painter, panel.layout, panel.options, all);
        }
        for (const SharedBar &bar : bars_)
            drawColorBar(painter, bar.bar, bar.map, bar.range, bar.ticks, style_, font_);
        painter.setPen(QPen(style_.gridLine, 1));
        for (const QLineF &line : lines_)
            painter.drawLine(line);
        for (const Cell &cell : cells_)
            drawTextBlock(painter, cell.text, cell.at);
    }

private:
    using TracePointer = std::shared_ptr<const AttentionTrace>;

    HeatmapOptions optionsOf(bool colorBar) const
    {
        HeatmapOptions options;
        options.colorMap = figure_.colorMap;
        options.scale = figure_.scale;
        options.scaleMaximum = figure_.scaleMaximum;
        options.showValues = figure_.showValues;
        options.showColorBar = colorBar;
        options.currentRow = figure_.currentStep;
        options.style = style_;
        options.font = font_;
        return options;
    }

    // One size for all: that of the largest matrix.
    void chooseCell()
    {
        double rows = 1;
        double columns = 0;
        for (const CompareFigure::Column &column : figure_.columns)
            if (column.trace) {
                rows = std::max(rows, static_cast<double>(column.trace->steps.size()) + 1);
                columns = std::max(columns, static_cast<double>(column.trace->source.size()));
            }
        if (columns < 1)
            throw InputError("there is nothing to draw: no output is there yet");
        const double largest = std::round(3.6 * base_);
        double width = std::clamp(std::floor(kComfortable / columns), 6.0, largest);
        double height = std::clamp(std::floor(kComfortable / rows), 6.0, largest);
        height = std::min(height, std::floor(1.25 * width));
        width = std::min(width, std::floor(1.6 * height));
        cell_ = {std::min(width, kLongestSide / columns), std::min(height, kLongestSide / rows)};
    }

    void arrange()
    {
        double y = kPadding;
        QFont large = titleFont_;
        large.setPixelSize(static_cast<int>(std::lround(1.25 * base_)));
        const auto matrices = static_cast<double>(figure_.columns.size());
        const double across = matrices * 300 + kGap; // more where the matrices turn out wider
        title_ = wrapText(figure_.title, large, style_.text, std::max(across, 48 * base_));
        subtitle_ = wrapText(figure_.subtitle, font_, style_.mutedText, std::max(across, 48 * base_));
        right_ = kPadding + std::max(title_.width(), subtitle_.width());
        y += title_.height() + subtitle_.height();
        if (y > kPadding)
            y += base_;
        y = addMatrices(y, false);
        const bool saliency =
            std::any_of(figure_.columns.begin(), figure_.columns.end(),
                        [](const CompareFigure::Column &column) { return column.saliency != nullptr; });
        if (saliency)
            y = addMatrices(y + kGap / 2, true);
        if (figure_.difference)
            y = addDifference(y + kGap / 2);
        if (!figure_.tableHeader.isEmpty())
            y = addTable(y + kGap / 2);
        size_ = QSize(static_cast<int>(std::ceil(right_ + kPadding)), static_cast<int>(std::ceil(y + kPadding)));
    }

    // A row of matrices whose cells stand at one height; returns where it ends.
    double addMatrices(double top, bool saliency)
    {
        const std::size_t first = panels_.size();
        double x = kPadding;
        double textHeight = 0;
        double labelHeight = 0;
        for (const CompareFigure::Column &column : figure_.columns) {
            const TracePointer &trace = saliency ? column.saliency : column.trace;
            Panel panel{HeatmapPainter(trace), optionsOf(false), {}, {}, {}, {x, top}};
            panel.layout = panel.painter.layout({x, 0, kInfinite, kInfinite}, cell_, panel.options);
            const double width =
                std::max(panel.painter.columns() > 0 ? panel.layout.bounds().width() : 0.0, 14.0 * base_);
            panel.title = wrapText(saliency ? column.saliencyTitle : column.title, titleFont_, style_.text, width, 2);
            panel.subtitle = wrapText(saliency ? QString() : column.subtitle, font_, style_.mutedText, width);
            textHeight = std::max(textHeight, panel.title.height() + panel.subtitle.height());
            labelHeight = std::max(labelHeight, panel.layout.matrix.top());
            x += width + kGap;
            panels_.push_back(std::move(panel));
        }
        double bottom = top;
        for (std::size_t i = first; i < panels_.size(); ++i) {
            Panel &panel = panels_[i];
            const double shift = labelHeight - panel.layout.matrix.top();
            const double y = std::ceil(top + textHeight + 0.5 * base_ + shift);
            panel.layout = panel.painter.layout({panel.textAt.x(), y, kInfinite, kInfinite}, cell_, panel.options);
            if (panel.painter.columns() > 0)
                bottom = std::max(bottom, panel.layout.bounds().bottom());
        }
        x = addSharedBar(first, x - kGap);
        if (bars_.size() > 0)
            bottom = std::max(bottom, bars_.back().bar.bottom() + 0.5 * base_);
        right_ = std::max(right_, x);
        return bottom;
    }

    double addSharedBar(std::size_t first, double x)
    {
        for (std::size_t i = first; i < panels_.size(); ++i) {
            const Panel &panel = panels_[i];
            if (panel.painter.columns() == 0 || !panel.painter.hasAttention())
                continue;
            const QRectF matrix = panel.layout.matrix;
            const double tall = std::clamp(matrix.height(), 8.0 * base_, 23.0 * base_);
            SharedBar bar{{x + base_, matrix.top(), std::ceil(1.1 * base_), tall},
                          ColorMap(figure_.colorMap),
                          panel.painter.range(panel.options),
                          panel.painter.ticks(panel.options)};
            x = bar.bar.right() + colorBarLabelWidth(bar.ticks.texts, font_);
            bars_.push_back(std::move(bar));
            break;
        }
        return x;
    }

    double addDifference(double top)
    {
        Panel panel{HeatmapPainter(figure_.difference), optionsOf(true), {}, {}, {}, {kPadding, top}};
        panel.options.colorMap = ColorMapId::Diverging;
        panel.options.scale = ScaleMode::Maximum;
        panel.options.scaleMaximum = 0;
        panel.options.currentRow = -1;
        panel.title =
            wrapText(figure_.differenceTitle, titleFont_, style_.text, std::max(right_ - kPadding, 30 * base_), 2);
        panel.subtitle =
            wrapText(figure_.differenceSubtitle, font_, style_.mutedText, std::max(right_ - kPadding, 30 * base_));
        const double y = std::ceil(top + panel.title.height() + panel.subtitle.height() + 0.5 * base_);
        panel.layout = panel.painter.layout({kPadding, y, kInfinite, kInfinite}, cell_, panel.options);
        const QRectF bounds = panel.layout.bounds();
        right_ = std::max({right_, bounds.right(), kPadding + panel.title.width(), kPadding + panel.subtitle.width()});
        panels_.push_back(std::move(panel));
        return bounds.bottom();
    }

    double addTable(double top)
    {
        const auto count = static_cast<std::size_t>(figure_.tableHeader.size());
        std::vector<double> widths(count, 0);
        std::vector<std::vector<TextBlock>> rows;
        const auto addRow = [&](const QStringList &fields, const QFont &font, const QColor &color) {
            std::vector<TextBlock> &row = rows.emplace_back();
            for (std::size_t i = 0; i < count; ++i) {
                const bool wide = static_cast<int>(i) == figure_.wideTableColumn;
                row.push_back(wrapText(fields.value(static_cast<qsizetype>(i)), font, color,
                                       wide ? kWideTableColumn * base_ : kLongestSide, wide ? 4 : 1));
                widths[i] = std::max(widths[i], row.back().width());
            }
        };
        addRow(figure_.tableHeader, font_, style_.mutedText);
        for (const QStringList &fields : figure_.tableRows)
            addRow(fields, font_, style_.text);
        double y = top;
        double end = kPadding;
        for (const auto &row : rows) {
            double x = kPadding;
            double tall = QFontMetricsF(font_).height();
            for (std::size_t i = 0; i < count; ++i) {
                const bool number = static_cast<int>(i) > figure_.wideTableColumn;
                cells_.push_back({row[i], {number ? x + widths[i] - row[i].width() : x, y}});
                tall = std::max(tall, row[i].height());
                x += widths[i] + 1.5 * base_;
            }
            end = std::max(end, x - 1.5 * base_);
            y += tall + 0.4 * base_;
            lines_.push_back({kPadding, y - 0.2 * base_, 0, y - 0.2 * base_});
        }
        for (QLineF &line : lines_)
            line.setP2({end, line.y1()});
        right_ = std::max(right_, end);
        return y;
    }

    const CompareFigure &figure_;
    Style style_;
    QFont font_;
    QFont titleFont_;
    double base_ = 13;
    QSizeF cell_;
    TextBlock title_;
    TextBlock subtitle_;
    std::vector<Panel> panels_;
    std::vector<SharedBar> bars_;
    std::vector<Cell> cells_;
    std::vector<QLineF> lines_;
    double right_ = 0;
    QSize size_;
};

} // namespace

QImage renderFigure(const CompareFigure &figure) { return drawImage(CompareDrawing(figure), figure.pngScale); }

QByteArray encodeFigure(const CompareFigure &figure, const std::filesystem::path &name)
{
    requireFigureName(name);
    return encodeFigureFile(CompareDrawing(figure),
                            {figure.title, figure.subtitle, figure.pngScale, figure.font.families()}, name);
}

} // namespace fovea::ui
