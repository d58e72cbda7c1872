#include "ui/render/figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QPainter>

#include "core/types/error.h"
#include "ui/render/figure_file.h"
#include "ui/render/picture_figure.h"
#include "ui/render/text_block.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 24;
constexpr double kLongestSide = 8000; // pixels at scale 1

QSizeF chosenCell(const FigureOptions &options, int rows, int columns, int base)
{
    double width = options.cell.width();
    double height = options.cell.height();
    if (options.cell.isEmpty()) {
        constexpr double kComfortable = 1200;
        const double largest = std::round(4.77 * base);
        width = std::clamp(std::floor(kComfortable / columns), 3.0, largest);
        height = std::clamp(std::floor(kComfortable / rows), 3.0, largest);
        height = std::min(height, std::floor(1.25 * width));
        width = std::min(width, std::floor(1.6 * height));
    }
    return {std::min(width, kLongestSide / columns), std::min(height, kLongestSide / rows)};
}

/// A figure laid out, ready for any paint device.
class Figure final : public FigureDrawing
{
public:
    Figure(const AttentionTrace &trace, const FigureOptions &options)
        // The painter lives no longer than the caller's trace: it shares without owning.
        : heatmap_(std::shared_ptr<const AttentionTrace>(std::shared_ptr<const AttentionTrace>(), &trace))
    {
        if (heatmap_.columns() == 0)
            throw InputError("there is nothing to draw: the trace has no source words");
        heat_.colorMap = options.colorMap;
        heat_.scale = options.scale;
        heat_.showValues = options.showValues;
        heat_.currentRow = options.currentStep;
        heat_.font = options.font;
        heat_.font.setPixelSize(std::max(6, basePixels(options.font)));
        heat_.style = options.dark ? Style::darkTheme() : Style::lightTheme();
        if (!options.dark)
            heat_.style.background = Qt::white;
        layOut(options);
    }

    QSize size() const override { return size_; }

    void draw(QPainter &painter) const override
    {
        painter.fillRect(QRectF(QPointF(), QSizeF(size_)), heat_.style.background);
        painter.setRenderHint(QPainter::Antialiasing);
        double y = kPadding;
        for (const TextBlock *block : {&title_, &subtitle_}) {
            drawTextBlock(painter, *block, {kPadding, y});
            y += block->height();
        }
        heatmap_.paint(painter, layout_, heat_, QRectF(QPointF(), QSizeF(size_)));
    }

private:
    void layOut(const FigureOptions &options)
    {
        const int base = heat_.font.pixelSize();
        const QSizeF cell = chosenCell(options, std::max(1, heatmap_.rows()), heatmap_.columns(), base);
        constexpr double kInfinite = std::numeric_limits<double>::infinity();
        // Once to know the width for the title, once more below the title.
        const QRectF natural = heatmap_.layout({0, 0, kInfinite, kInfinite}, cell, heat_).bounds();
        const double width = std::max(natural.width(), 32.0 * base);
        QFont titleFont = heat_.font;
        titleFont.setPixelSize(static_cast<int>(std::lround(1.25 * base)));
        titleFont.setWeight(QFont::DemiBold);
        if (!options.title.trimmed().isEmpty())
            title_ = wrapText(options.title, titleFont, heat_.style.text, width);
        if (!options.subtitle.trimmed().isEmpty())
            subtitle_ = wrapText(options.subtitle, heat_.font, heat_.style.mutedText, width);
        double top = kPadding + title_.height() + subtitle_.height();
        if (top > kPadding)
            top += base;
        layout_ = heatmap_.layout({kPadding, std::ceil(top), kInfinite, kInfinite}, cell, heat_);
        const double textWidth = std::max(title_.width(), subtitle_.width());
        const double right = std::max(layout_.bounds().right(), kPadding + textWidth);
        size_ = QSize(static_cast<int>(std::ceil(right + kPadding)),
                      static_cast<int>(std::ceil(layout_.bounds().bottom() + kPadding)));
    }

    HeatmapPainter heatmap_;
    HeatmapOptions heat_;
    HeatmapLayout layout_;
    TextBlock title_;
    TextBlock subtitle_;
    QSize size_;
};

std::unique_ptr<FigureDrawing> makeFigure(const AttentionTrace &trace, const FigureOptions &options)
{
    if (options.view == FigureView::Overlay || options.view == FigureView::Gallery)
        return makePictureFigure(trace, options);
    return std::make_unique<Figure>(trace, options);
}

} // namespace

QSize figureSize(const AttentionTrace &trace, const FigureOptions &options)
{
    return makeFigure(trace, options)->size();
}

QImage renderFigure(const AttentionTrace &trace, const FigureOptions &options)
{
    return drawImage(*makeFigure(trace, options), pictureFigureScale(trace, options));
}

void exportFigure(const AttentionTrace &trace, const FigureOptions &options, const std::filesystem::path &path)
{
    requireFigureName(path);
    writeFigureFile(*makeFigure(trace, options),
                    {options.title, options.subtitle, pictureFigureScale(trace, options), options.font.families()},
                    path);
}

} // namespace fovea::ui
