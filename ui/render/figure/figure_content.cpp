#include "ui/render/figure/figure_content.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/types/error.h"
#include "ui/render/diagram/diagram_painter.h"
#include "ui/render/heatmap/heatmap_painter.h"

namespace fovea::ui
{

namespace
{

constexpr double kLongestSide = 8000; // pixels at scale 1

/// A painter lives no longer than the caller's trace: it shares without owning.
std::shared_ptr<const AttentionTrace> borrowed(const AttentionTrace &trace)
{
    return std::shared_ptr<const AttentionTrace>(std::shared_ptr<const AttentionTrace>(), &trace);
}

void requireSource(int columns)
{
    if (columns == 0)
        throw InputError("there is nothing to draw: the trace has no source words");
}

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

class MatrixContent final : public FigureContent
{
public:
    MatrixContent(const AttentionTrace &trace, const FigureOptions &options, const Style &style)
        : painter_(borrowed(trace))
    {
        requireSource(painter_.columns());
        options_.colorMap = options.colorMap;
        options_.scale = options.scale;
        options_.showValues = options.showValues;
        options_.currentRow = options.currentStep;
        options_.shownRows = options.shownSteps;
        options_.font = options.font;
        options_.style = style;
        const QSizeF cell =
            chosenCell(options, std::max(1, painter_.rows()), painter_.columns(), options.font.pixelSize());
        constexpr double kInfinite = std::numeric_limits<double>::infinity();
        layout_ = painter_.layout({0, 0, kInfinite, kInfinite}, cell, options_);
    }

    QRectF bounds() const override { return layout_.bounds(); }
    void draw(QPainter &painter) const override { painter_.paint(painter, layout_, options_, layout_.bounds()); }

private:
    HeatmapPainter painter_;
    HeatmapOptions options_;
    HeatmapLayout layout_;
};

class LinksContent final : public FigureContent
{
public:
    LinksContent(const AttentionTrace &trace, const FigureOptions &options, const Style &style)
        : painter_(borrowed(trace)), options_(options.links)
    {
        requireSource(painter_.sources());
        options_.currentStep = options.currentStep;
        options_.font = options.font;
        options_.style = style;
        options_.focused = {};
        // As wide as the words like it, and not flatter than a screen.
        const double em = basePixels(options.font);
        const double width = painter_.layout({0, 0, 1e6, 1}, 0, options_).contentWidth;
        const double height = std::clamp(0.4 * width, 14 * em, 26 * em);
        layout_ = painter_.layout({0, 0, std::max(width, 28 * em), height}, 0, options_);
    }

    QRectF bounds() const override { return layout_.area; }
    void draw(QPainter &painter) const override { painter_.paint(painter, layout_, options_, layout_.area); }

private:
    LinksPainter painter_;
    LinksOptions options_;
    LinksLayout layout_;
};

class DiagramContent final : public FigureContent
{
public:
    DiagramContent(const AttentionTrace &trace, const FigureOptions &options, const Style &style)
        : painter_(borrowed(trace)), options_(options.diagram)
    {
        requireSource(painter_.columns());
        options_.step = options.currentStep;
        options_.colorMap = options.colorMap;
        options_.scale = options.scale;
        options_.font = options.font;
        options_.style = style;
        options_.selectedColumn = -1;
        // Every column is in the picture, nothing scrolls.
        const double em = basePixels(options.font);
        QRectF area(0, 0, 62 * em, 42 * em);
        area.setWidth(area.width() + std::ceil(painter_.layout(area, {}, options_).maximumScroll().x()));
        area.setHeight(std::ceil(painter_.layout(area, {}, options_).height));
        layout_ = painter_.layout(area, {}, options_);
    }

    QRectF bounds() const override { return layout_.area; }
    void draw(QPainter &painter) const override { painter_.paint(painter, layout_, options_, layout_.area); }

private:
    DiagramPainter painter_;
    DiagramOptions options_;
    DiagramLayout layout_;
};

class TreeContent final : public FigureContent
{
public:
    TreeContent(const FigureOptions &options, const Style &style) : painter_(options.snapshot), options_(options.tree)
    {
        if (painter_.nodes() == 0)
            throw InputError("there is nothing to draw: no word was tried yet");
        options_.font = options.font;
        options_.style = style;
        options_.focused = -1;
        const QSizeF size = painter_.layout({0, 0, 1, 1}, {}, 1, options_).size;
        layout_ = painter_.layout({QPointF(), size}, {}, 1, options_);
    }

    QRectF bounds() const override { return layout_.area; }
    void draw(QPainter &painter) const override { painter_.paint(painter, layout_, options_, layout_.area); }

private:
    TreePainter painter_;
    TreeOptions options_;
    TreeLayout layout_;
};

} // namespace

std::unique_ptr<FigureContent> makeFigureContent(const AttentionTrace &trace, const FigureOptions &options,
                                                 const Style &style)
{
    switch (options.view) {
    case FigureView::Links:
        return std::make_unique<LinksContent>(trace, options, style);
    case FigureView::Diagram:
        return std::make_unique<DiagramContent>(trace, options, style);
    case FigureView::Tree:
        return std::make_unique<TreeContent>(options, style);
    default:
        return std::make_unique<MatrixContent>(trace, options, style);
    }
}

} // namespace fovea::ui
