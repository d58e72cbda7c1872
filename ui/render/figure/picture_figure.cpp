#include "ui/render/figure/picture_figure.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "core/types/error.h"
#include "ui/render/overlay/gallery_painter.h"
#include "ui/style/style.h"
#include "ui/text/text_block.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 24;
constexpr double kOverlaySide = 720; // pixels of the picture's longer side
constexpr double kPanelSide = 180;
constexpr double kMostSide = 8000;

// The painter lives no longer than the caller's trace: it shares without owning.
std::shared_ptr<const AttentionTrace> borrowed(const AttentionTrace &trace)
{
    return {std::shared_ptr<const AttentionTrace>(), &trace};
}

OverlayOptions overlayOptions(const FigureOptions &options)
{
    OverlayOptions result;
    result.choice = options.picture.choice;
    result.colorMap = options.colorMap;
    result.scale = options.scale;
    result.fullPicture = options.picture.fullResolution;
    result.font = options.font;
    result.font.setPixelSize(std::max(6, basePixels(options.font)));
    result.style = options.dark ? Style::darkTheme() : Style::lightTheme();
    if (!options.dark)
        result.style.background = Qt::white;
    return result;
}

/// A title above a picture that says where it wants to be.
class TitledFigure : public FigureDrawing
{
public:
    QSize size() const override { return size_; }

    void draw(QPainter &painter) const override
    {
        painter.fillRect(QRectF(QPointF(), QSizeF(size_)), style_.background);
        painter.setRenderHint(QPainter::Antialiasing);
        drawTextBlock(painter, title_, {kPadding, kPadding});
        drawTextBlock(painter, subtitle_, {kPadding, kPadding + title_.height()});
        painter.setRenderHint(QPainter::Antialiasing, false);
        drawContent(painter);
    }

protected:
    /// Where the content begins below a title wrapped to its width.
    double addTitle(const FigureOptions &options, const OverlayOptions &look, double width)
    {
        style_ = look.style;
        const int base = look.font.pixelSize();
        QFont titleFont = look.font;
        titleFont.setPixelSize(static_cast<int>(std::lround(1.25 * base)));
        titleFont.setWeight(kStrong);
        width = std::max(width, 24.0 * base);
        title_ = wrapText(options.title, titleFont, look.style.text, width);
        subtitle_ = wrapText(options.subtitle, look.font, look.style.mutedText, width);
        const double top = kPadding + title_.height() + subtitle_.height();
        return std::ceil(top > kPadding ? top + base : top);
    }

    void setContent(const QRectF &bounds)
    {
        const double right = std::max({bounds.right(), kPadding + title_.width(), kPadding + subtitle_.width()});
        size_ = QSize(static_cast<int>(std::ceil(right + kPadding)),
                      static_cast<int>(std::ceil(bounds.bottom() + kPadding)));
    }

    virtual void drawContent(QPainter &painter) const = 0;

private:
    Style style_;
    TextBlock title_;
    TextBlock subtitle_;
    QSize size_;
};

// The size of a picture whose longer side is `side`, but whose shorter side can still be seen.
QSizeF fittedSize(const QSizeF &picture, double side)
{
    const QSizeF fitted = picture.scaled(QSizeF(side, side), Qt::KeepAspectRatio);
    const double least = std::max(1.0, side / 24);
    const double shorter = std::min(fitted.width(), fitted.height());
    const double grow = std::min(std::max(1.0, least / shorter), kMostSide / side);
    return {std::max(1.0, std::round(fitted.width() * grow)), std::max(1.0, std::round(fitted.height() * grow))};
}

class OverlayFigure final : public TitledFigure
{
public:
    OverlayFigure(const AttentionTrace &trace, const FigureOptions &options)
        : painter_(borrowed(trace), options.picture.picture, options.picture.grid), options_(overlayOptions(options)),
          step_(options.currentStep)
    {
        if (painter_.isEmpty())
            throw InputError("there is nothing to draw: no picture, and no weights over a grid");
        if (step_ >= painter_.steps())
            throw InputError("there is nothing to draw: the output has no such step");
        // A PNG has at most 8 device pixels per pixel: a large original needs a large figure.
        const double longest = std::max(painter_.pictureSize().width(), painter_.pictureSize().height());
        const double side =
            options.picture.fullResolution ? std::clamp(longest / 8, kOverlaySide, kMostSide) : kOverlaySide;
        const QSizeF picture = fittedSize(painter_.pictureSize(), side);
        const double top = addTitle(options, options_, picture.width());
        // Room for the picture at exactly this size, with what stands beside and below it.
        const double besides = 12.0 * options_.font.pixelSize();
        const QRectF area(kPadding, top, picture.width() + besides, picture.height() + besides);
        layout_ = painter_.layout(area, options_, 1, {0.5, 0.5}, step_);
        layout_.picture = layout_.viewport = QRectF(area.topLeft(), picture);
        arrange(picture);
        setContent(layout_.bounds());
    }

    QSizeF shown() const { return layout_.picture.size(); }

protected:
    void drawContent(QPainter &painter) const override
    {
        painter_.paint(painter, layout_, options_, step_, QRectF(QPointF(), QSizeF(size())));
    }

private:
    void arrange(const QSizeF &picture)
    {
        const double base = options_.font.pixelSize();
        const double barWidth = layout_.colorBar.width();
        const double height = std::max(picture.height(), 8 * base);
        layout_.colorBar = QRectF(layout_.picture.right() + 1.5 * base, layout_.picture.top(), barWidth, height);
        layout_.colorBarLabels = QRectF(layout_.colorBar.right(), layout_.colorBar.top(),
                                        layout_.colorBarLabels.width(), layout_.colorBar.height());
        if (!layout_.note.isNull())
            layout_.note = QRectF(layout_.picture.left(), layout_.picture.bottom() + base / 2, layout_.note.width(),
                                  layout_.note.height());
    }

    OverlayPainter painter_;
    OverlayOptions options_;
    OverlayLayout layout_;
    int step_;
};

class GalleryFigure final : public TitledFigure
{
public:
    GalleryFigure(const AttentionTrace &trace, const FigureOptions &options)
        : painter_(borrowed(trace), options.picture.picture, options.picture.grid)
    {
        if (painter_.overlay().isEmpty())
            throw InputError("there is nothing to draw: no picture, and no weights over a grid");
        options_.overlay = overlayOptions(options);
        options_.overlay.fullPicture = false;
        options_.showOriginal = options.picture.showOriginal;
        options_.currentStep = options.currentStep;
        const double width = options.picture.panelWidth > 0 ? options.picture.panelWidth : kPanelSide;
        const int panels = std::max(1, painter_.steps() + 2);
        // As square as the panels allow, where nobody chose the columns.
        const int columns = options.picture.columns > 0
                                ? options.picture.columns
                                : std::max(1, static_cast<int>(std::ceil(std::sqrt(1.4 * panels))));
        const QRectF wide(0, 0, 1e6, 1e6);
        const GalleryLayout natural = painter_.layout(wide, width, options_);
        const double pitch = natural.panels.size() > 1 ? natural.panels[1].frame.left() - natural.panels[0].frame.left()
                                                       : natural.panels[0].frame.width();
        const double beside = wide.right() - natural.area.right();
        const double across = std::min<double>(columns, static_cast<double>(natural.panels.size())) * pitch;
        const double top = addTitle(options, options_.overlay, across);
        layout_ = painter_.layout({kPadding, top, across + beside, 1e6}, width, options_);
        layout_.area.setHeight(layout_.content.height());
        if (!layout_.colorBar.isNull())
            layout_.colorBar.setHeight(std::min(layout_.colorBar.height(), layout_.content.height() - 12));
        setContent(layout_.bounds());
    }

    QSizeF shown() const { return layout_.panels.front().picture.size(); }

protected:
    void drawContent(QPainter &painter) const override
    {
        painter_.paint(painter, layout_, options_, QRectF(QPointF(), QSizeF(size())));
    }

private:
    GalleryPainter painter_;
    GalleryOptions options_;
    GalleryLayout layout_;
};

} // namespace

std::unique_ptr<FigureDrawing> makePictureFigure(const AttentionTrace &trace, const FigureOptions &options)
{
    if (options.view == FigureView::Gallery)
        return std::make_unique<GalleryFigure>(trace, options);
    return std::make_unique<OverlayFigure>(trace, options);
}

double pictureFigureScale(const AttentionTrace &trace, const FigureOptions &options)
{
    const auto &picture = options.picture.picture;
    if (!options.picture.fullResolution || !picture)
        return options.pngScale;
    const QSizeF shown = options.view == FigureView::Gallery ? GalleryFigure(trace, options).shown()
                                                             : OverlayFigure(trace, options).shown();
    return std::max(1.0, picture->size().width() / shown.width());
}

FigureOptions pictureFigureOptions(const AttentionTrace *trace, const std::shared_ptr<const Picture> &picture,
                                   const GridGeometry &grid, const OverlayOptions &options)
{
    FigureOptions figure;
    figure.colorMap = options.colorMap;
    figure.scale = options.scale;
    figure.dark = options.style.dark;
    figure.font = options.font;
    figure.picture.picture = picture;
    figure.picture.grid = grid;
    figure.picture.choice = options.choice;
    if (trace) {
        figure.title = QString::fromStdString(trace->targetText);
        figure.subtitle = QString::fromStdString(trace->model.name);
    }
    if (picture && !picture->name().isEmpty())
        figure.subtitle = figure.subtitle.isEmpty() ? picture->name()
                                                    : picture->name() + QStringLiteral(" \u00b7 ") + figure.subtitle;
    return figure;
}

} // namespace fovea::ui
