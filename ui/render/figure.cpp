#include "ui/render/figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTextLayout>

#include "core/types/error.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 24;
constexpr double kLongestSide = 8000;     // pixels at scale 1
constexpr double kMostDevicePixels = 8e7; // 320 MB of 32-bit pixels
constexpr int kDotsPerInch = 96;
constexpr int kPdfResolution = 1200;

struct TextBlock {
    QStringList lines;
    QFont font;
    QColor color;
    double height() const { return static_cast<double>(lines.size()) * QFontMetricsF(font).height(); }
};

// Breaks a text into at most three lines of this width; the last one is elided.
TextBlock wrapped(const QString &text, const QFont &font, const QColor &color, double width)
{
    constexpr int kMostLines = 3;
    TextBlock block{{}, font, color};
    QTextLayout layout(text.simplified(), font);
    layout.beginLayout();
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const bool last = block.lines.size() + 1 == kMostLines;
        const QString rest = layout.text().mid(line.textStart(), last ? -1 : line.textLength());
        block.lines << QFontMetricsF(font).elidedText(rest.trimmed(), Qt::ElideRight, width);
        if (last)
            break;
    }
    layout.endLayout();
    return block;
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

/// A figure laid out, ready for any paint device.
class Figure
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

    QSize size() const { return size_; }

    void draw(QPainter &painter) const
    {
        painter.fillRect(QRectF(QPointF(), QSizeF(size_)), heat_.style.background);
        painter.setRenderHint(QPainter::Antialiasing);
        double y = kPadding;
        for (const TextBlock *block : {&title_, &subtitle_}) {
            const QFontMetricsF metrics(block->font);
            painter.setFont(block->font);
            painter.setPen(block->color);
            for (const QString &line : block->lines) {
                painter.drawText(QPointF(kPadding, y + metrics.ascent()), line);
                y += metrics.height();
            }
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
            title_ = wrapped(options.title, titleFont, heat_.style.text, width);
        if (!options.subtitle.trimmed().isEmpty())
            subtitle_ = wrapped(options.subtitle, heat_.font, heat_.style.mutedText, width);
        double top = kPadding + title_.height() + subtitle_.height();
        if (top > kPadding)
            top += base;
        layout_ = heatmap_.layout({kPadding, std::ceil(top), kInfinite, kInfinite}, cell, heat_);
        const double textWidth = title_.lines.isEmpty() && subtitle_.lines.isEmpty() ? 0.0 : widest();
        const double right = std::max(layout_.bounds().right(), kPadding + textWidth);
        size_ = QSize(static_cast<int>(std::ceil(right + kPadding)),
                      static_cast<int>(std::ceil(layout_.bounds().bottom() + kPadding)));
    }

    double widest() const
    {
        double width = 0;
        for (const TextBlock *block : {&title_, &subtitle_})
            for (const QString &line : block->lines)
                width = std::max(width, QFontMetricsF(block->font).horizontalAdvance(line));
        return width;
    }

    HeatmapPainter heatmap_;
    HeatmapOptions heat_;
    HeatmapLayout layout_;
    TextBlock title_;
    TextBlock subtitle_;
    QSize size_;
};

QImage toImage(const Figure &figure, double wantedScale)
{
    const QSizeF size = figure.size();
    const double most = std::sqrt(kMostDevicePixels / (size.width() * size.height()));
    const double scale = std::min(std::clamp(wantedScale, 0.25, 8.0), most);
    const QSize pixels(std::max(1, static_cast<int>(std::lround(size.width() * scale))),
                       std::max(1, static_cast<int>(std::lround(size.height() * scale))));
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        throw InputError("the figure is too large for the memory");
    image.setDevicePixelRatio(scale);
    const int dotsPerMeter = static_cast<int>(std::lround(kDotsPerInch * scale / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.fill(Qt::white);
    QPainter painter(&image);
    figure.draw(painter);
    return image;
}

QByteArray toPng(const Figure &figure, double scale)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return toImage(figure, scale).save(&buffer, "PNG") ? bytes : QByteArray();
}

// What the generator cannot say: the size in whole pixels (it rounds to micrometres), and all families of the font,
// which a viewer needs for Chinese.
QByteArray finishSvg(QByteArray svg, QSize size, const QStringList &families)
{
    const qsizetype start = svg.indexOf("<svg width=");
    const qsizetype end = svg.indexOf("viewBox", start);
    if (start >= 0 && end > start)
        svg.replace(start, end - start,
                    QStringLiteral("<svg width=\"%1\" height=\"%2\" ").arg(size.width()).arg(size.height()).toUtf8());
    QStringList quoted;
    for (const QString &family : families)
        quoted << QLatin1Char('\'') + family.toHtmlEscaped() + QLatin1Char('\'');
    quoted << QStringLiteral("sans-serif");
    return svg.replace("font-family=\"" + families.value(0).toUtf8() + '"',
                       "font-family=\"" + quoted.join(u", ").toUtf8() + '"');
}

QByteArray toSvg(const Figure &figure, const FigureOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kDotsPerInch);
    generator.setSize(figure.size());
    generator.setTitle(options.title.toHtmlEscaped());
    generator.setDescription(options.subtitle.toHtmlEscaped());
    generator.setViewBox(QRect(QPoint(), figure.size()));
    QPainter painter;
    if (!painter.begin(&generator))
        return {};
    figure.draw(painter);
    painter.end();
    return finishSvg(bytes, figure.size(), options.font.families());
}

QByteArray toPdf(const Figure &figure, const FigureOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QCoreApplication::applicationName());
    writer.setTitle(options.title);
    writer.setResolution(kPdfResolution);
    const QSizeF points = QSizeF(figure.size()) * 72.0 / kDotsPerInch;
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    const double scale = static_cast<double>(kPdfResolution) / kDotsPerInch;
    painter.scale(scale, scale);
    figure.draw(painter);
    painter.end();
    return bytes;
}

void replaceFile(const std::filesystem::path &path, const QByteArray &bytes)
{
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly))
        throw FileError(path.string(), "cannot be written: " + file.errorString().toStdString());
    if (file.write(bytes) != bytes.size() || !file.commit())
        throw FileError(path.string(), "could not be written whole: " + file.errorString().toStdString());
}

} // namespace

QSize figureSize(const AttentionTrace &trace, const FigureOptions &options) { return Figure(trace, options).size(); }

QImage renderFigure(const AttentionTrace &trace, const FigureOptions &options)
{
    return toImage(Figure(trace, options), options.pngScale);
}

void exportFigure(const AttentionTrace &trace, const FigureOptions &options, const std::filesystem::path &path)
{
    const QString suffix = QFileInfo(QFile::decodeName(path.c_str())).suffix().toLower();
    if (suffix != u"png" && suffix != u"svg" && suffix != u"pdf")
        throw FileError(path.string(), "a figure's name must end in .png, .svg or .pdf");
    const Figure figure(trace, options);
    const QByteArray bytes = suffix == u"png"   ? toPng(figure, options.pngScale)
                             : suffix == u"svg" ? toSvg(figure, options)
                                                : toPdf(figure, options);
    if (bytes.isEmpty())
        throw FileError(path.string(), "the picture could not be encoded");
    replaceFile(path, bytes);
}

} // namespace fovea::ui
