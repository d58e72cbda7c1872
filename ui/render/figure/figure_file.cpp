#include "ui/render/figure/figure_file.h"

#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "core/types/error.h"

namespace fovea::ui
{

namespace
{

constexpr double kMostDevicePixels = 8e7; // 320 MB of 32-bit pixels
constexpr int kDotsPerInch = 96;
constexpr int kPdfResolution = 1200;
constexpr double kPixelScale = 4; // of a PDF made of pixels: 384 dots an inch

QString suffixOf(const std::filesystem::path &path)
{
    const std::string extension = path.extension().string();
    return QString::fromStdString(extension).mid(1).toLower();
}

QByteArray toPng(const FigureDrawing &drawing, double scale)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return drawImage(drawing, scale).save(&buffer, "PNG") ? bytes : QByteArray();
}

// XML 1.0 has no place for these characters, escaped or not.
QByteArray withoutForbidden(const QByteArray &xml)
{
    QString text = QString::fromUtf8(xml);
    for (QChar &c : text)
        if ((c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c >= QChar(0xFFFE))
            c = QChar::ReplacementCharacter;
    return text.toUtf8();
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
    svg.replace("font-family=\"" + families.value(0).toUtf8() + '"',
                "font-family=\"" + quoted.join(u", ").toUtf8() + '"');
    return withoutForbidden(svg);
}

QByteArray toSvg(const FigureDrawing &drawing, const FigureFile &file)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kDotsPerInch);
    generator.setSize(drawing.size());
    generator.setTitle(file.title.toHtmlEscaped());
    generator.setDescription(file.description.toHtmlEscaped());
    generator.setViewBox(QRect(QPoint(), drawing.size()));
    QPainter painter;
    if (!painter.begin(&generator))
        return {};
    drawing.draw(painter);
    painter.end();
    return finishSvg(bytes, drawing.size(), file.families);
}

QByteArray toPdf(const FigureDrawing &drawing, const FigureFile &file)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QCoreApplication::applicationName());
    writer.setTitle(file.title);
    writer.setResolution(kPdfResolution);
    const QSizeF points = QSizeF(drawing.size()) * 72.0 / kDotsPerInch;
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    const double scale = static_cast<double>(kPdfResolution) / kDotsPerInch;
    painter.scale(scale, scale);
    if (file.coloured)
        painter.drawImage(QRectF(QPointF(), QSizeF(drawing.size())), drawImage(drawing, kPixelScale));
    else
        drawing.draw(painter);
    painter.end();
    return bytes;
}

} // namespace

bool hasFigureSuffix(const std::filesystem::path &path)
{
    const QString suffix = suffixOf(path);
    return suffix == u"png" || suffix == u"svg" || suffix == u"pdf";
}

void requireFigureName(const std::filesystem::path &path)
{
    if (!hasFigureSuffix(path))
        throw FileError(path.string(), "a figure's name must end in .png, .svg or .pdf");
}

QImage drawImage(const FigureDrawing &drawing, double wantedScale)
{
    const QSizeF size = drawing.size();
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
    drawing.draw(painter);
    return image;
}

QByteArray encodeFigureFile(const FigureDrawing &drawing, const FigureFile &file, const std::filesystem::path &name)
{
    requireFigureName(name);
    const QString suffix = suffixOf(name);
    const QByteArray bytes = suffix == u"png"   ? toPng(drawing, file.pngScale)
                             : suffix == u"svg" ? toSvg(drawing, file)
                                                : toPdf(drawing, file);
    if (bytes.isEmpty())
        throw FileError(name.string(), "the picture could not be encoded");
    return bytes;
}

} // namespace fovea::ui
