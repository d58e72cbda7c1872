#include "ui/render/picture.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace fovea::ui
{

namespace
{

// Copies are made until both sides are at most this long: a panel of a gallery is hardly smaller.
constexpr int kSmallSide = 256;
// The original is converted a strip at a time: a second copy of 100 megapixels would be 400 MB.
constexpr int kStripRows = 64;
// Above this enlargement pixels are shown as what they are.
constexpr double kPixelated = 6;

// The mean of up to four pixels, channel by channel, two channels at a time.
QRgb mean(QRgb a, QRgb b, QRgb c, QRgb d)
{
    constexpr quint32 kMask = 0x00ff00ff;
    const quint32 low = (a & kMask) + (b & kMask) + (c & kMask) + (d & kMask) + 0x00020002;
    const quint32 high = ((a >> 8) & kMask) + ((b >> 8) & kMask) + ((c >> 8) & kMask) + ((d >> 8) & kMask) + 0x00020002;
    return ((low >> 2) & kMask) | (((high >> 2) & kMask) << 8);
}

QImage halved(const QImage &image, bool horizontally, bool vertically)
{
    const int stepX = horizontally ? 2 : 1;
    const int stepY = vertically ? 2 : 1;
    QImage result((image.width() + stepX - 1) / stepX, (image.height() + stepY - 1) / stepY, QImage::Format_RGB32);
    QImage strip;
    int stripTop = 0;
    for (int y = 0; y < result.height(); ++y) {
        const int top = y * stepY;
        if (strip.isNull() || top >= stripTop + kStripRows) {
            stripTop = top;
            const int rows = std::min(kStripRows, image.height() - top);
            strip = image.format() == QImage::Format_RGB32
                        ? QImage(image.constScanLine(top), image.width(), rows, image.bytesPerLine(), image.format())
                        : image.copy(0, top, image.width(), rows).convertToFormat(QImage::Format_RGB32);
        }
        const int upper = top - stripTop;
        const int lower = std::min(upper + stepY - 1, strip.height() - 1);
        const auto *a = reinterpret_cast<const QRgb *>(strip.constScanLine(upper));
        const auto *b = reinterpret_cast<const QRgb *>(strip.constScanLine(lower));
        auto *out = reinterpret_cast<QRgb *>(result.scanLine(y));
        const int whole = image.width() / stepX;
        for (int x = 0; x < whole; ++x) {
            const int left = x * stepX;
            const int right = left + stepX - 1;
            out[x] = mean(a[left], a[right], b[left], b[right]) | 0xff000000U;
        }
        if (whole < result.width())
            out[whole] = mean(a[2 * whole], a[2 * whole], b[2 * whole], b[2 * whole]) | 0xff000000U;
    }
    return result;
}

} // namespace

Picture::Picture(QImage original, QString name) : original_(std::move(original)), name_(std::move(name))
{
    levels_.push_back({original_, 0, 0});
    while (true) {
        const Level &last = levels_.back();
        const bool horizontally = last.image.width() > kSmallSide;
        const bool vertically = last.image.height() > kSmallSide;
        if (!horizontally && !vertically)
            break;
        Level next{halved(last.image, horizontally, vertically), last.halvedX + (horizontally ? 1 : 0),
                   last.halvedY + (vertically ? 1 : 0)};
        if (next.image.isNull())
            break;
        levels_.push_back(std::move(next));
    }
}

// The smallest level with at least as many pixels as are asked for.
const Picture::Level &Picture::levelFor(double scaleX, double scaleY) const
{
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level)
        if (std::ldexp(1.0, -level->halvedX) >= scaleX * 0.999 && std::ldexp(1.0, -level->halvedY) >= scaleY * 0.999)
            return *level;
    return levels_.front();
}

QImage Picture::scaled(const QRectF &source, QSize device) const
{
    QImage result(device, QImage::Format_RGB32);
    if (result.isNull())
        return result;
    const double scaleX = device.width() / source.width();
    const double scaleY = device.height() / source.height();
    const Level &level = levelFor(scaleX, scaleY);
    const double shrinkX = std::ldexp(1.0, -level.halvedX);
    const double shrinkY = std::ldexp(1.0, -level.halvedY);
    const QRectF part(source.x() * shrinkX, source.y() * shrinkY, source.width() * shrinkX, source.height() * shrinkY);
    QPainter painter(&result);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, std::min(scaleX, scaleY) < kPixelated);
    painter.drawImage(QRectF(QPointF(), QSizeF(device)), level.image, part);
    return result;
}

} // namespace fovea::ui
