#include "ui/render/figure/figure_file.h"

#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "core/types/error.h"

namespace fovea::ui
{

namespace
{

constexpr double kMostDevicePixels = 8e7; // 320 MB of 32-bit pixels
constexpr int kDotsPerInch = 96;
constexpr int kPdfResolution = 1200;

QString suffixOf(const std::filesystem::path &path)
{
    return QFileInfo(QFile::decodeName(path.c_str())).suffix().toLower();
}

QByteArray toPng(const FigureDrawing &drawing, double scale)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return drawImage(drawing, scale).save(&buffer, "PNG") ? bytes : QByteArray();
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
    drawing.draw(painter);
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

void requireFigureName(const std::filesystem::path &path)
{
    const QString suffix = suffixOf(path);
    if (suffix != u"png" && suffix != u"svg" && suffix != u"pdf")
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

void writeFigureFile(const FigureDrawing &drawing, const FigureFile &file, const std::filesystem::path &path)
{
    requireFigureName(path);
    const QString suffix = suffixOf(path);
    const QByteArray bytes = suffix == u"png"   ? toPng(drawing, file.pngScale)
                             : suffix == u"svg" ? toSvg(drawing, file)
                                                : toPdf(drawing, file);
    if (bytes.isEmpty())
        throw FileError(path.string(), "the picture could not be encoded");
    replaceFile(path, bytes);
}

} // namespace fovea::ui
