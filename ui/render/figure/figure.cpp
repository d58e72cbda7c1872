#include "ui/render/figure/figure.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/render/figure/figure_content.h"
#include "ui/render/figure/figure_file.h"
#include "ui/render/figure/picture_figure.h"
#include "ui/style/style.h"
#include "ui/text/glyph_coverage.h"
#include "ui/text/text_block.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 24;

/// A view below its title, ready for any paint device.
class Figure final : public FigureDrawing
{
public:
    Figure(const AttentionTrace &trace, FigureOptions options)
    {
        style_ = options.dark ? Style::darkTheme() : Style::lightTheme();
        if (!options.dark)
            style_.background = Qt::white;
        options.font.setPixelSize(std::max(6, basePixels(options.font)));
        content_ = makeFigureContent(trace, options, style_);
        layOut(options);
    }

    QSize size() const override { return size_; }

    void draw(QPainter &painter) const override
    {
        painter.fillRect(QRectF(QPointF(), QSizeF(size_)), style_.background);
        painter.setRenderHint(QPainter::Antialiasing);
        double y = kPadding;
        for (const TextBlock *block : {&title_, &subtitle_}) {
            drawTextBlock(painter, *block, {kPadding, y});
            y += block->height();
        }
        painter.translate(place_);
        content_->draw(painter);
        painter.translate(-place_);
    }

private:
    void layOut(const FigureOptions &options)
    {
        const int base = options.font.pixelSize();
        const QRectF bounds = content_->bounds();
        const double width = std::max(bounds.width(), 32.0 * base); // of the title's lines
        QFont titleFont = options.font;
        titleFont.setPixelSize(static_cast<int>(std::lround(1.25 * base)));
        titleFont.setWeight(kStrong);
        if (!options.title.trimmed().isEmpty())
            title_ = wrapText(options.title, titleFont, style_.text, width);
        if (!options.subtitle.trimmed().isEmpty())
            subtitle_ = wrapText(options.subtitle, options.font, style_.mutedText, width);
        double top = kPadding + title_.height() + subtitle_.height();
        if (top > kPadding)
            top += base;
        place_ = QPointF(kPadding, std::ceil(top));
        const double textWidth = std::max(title_.width(), subtitle_.width());
        const double right = kPadding + std::max(bounds.right(), textWidth);
        size_ = QSize(static_cast<int>(std::ceil(right + kPadding)),
                      static_cast<int>(std::ceil(place_.y() + bounds.bottom() + kPadding)));
    }

    Style style_;
    std::unique_ptr<FigureContent> content_;
    QPointF place_; ///< of the content's origin
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

QString figureText(const AttentionTrace &trace, const FigureOptions &options)
{
    QString text = options.title + options.subtitle;
    for (Index i = 0; i < trace.source.size() && !trace.source.labels.empty(); ++i)
        text += sourceLabel(trace, i);
    for (Index t = 0; t < static_cast<Index>(trace.steps.size()); ++t)
        text += targetLabel(trace, t);
    return text;
}

QByteArray encodeFigure(const AttentionTrace &trace, const FigureOptions &options, const std::filesystem::path &name)
{
    requireFigureName(name);
    return encodeFigureFile(*makeFigure(trace, options),
                            {options.title, options.subtitle, pictureFigureScale(trace, options),
                             options.font.families(), glyphCoverage(figureText(trace, options), options.font).coloured},
                            name);
}

} // namespace fovea::ui
