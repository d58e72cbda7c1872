#include "ui/render/links/links_raster.h"

#include <algorithm>
#include <cmath>

#include "core/types/matrix.h"
#include "ui/render/links/links_layout.h"

namespace fovea::ui
{

namespace
{

constexpr int kLanes = 8;
using Lanes = Eigen::Array<float, kLanes, 1>;

} // namespace

LinksRaster::LinksRaster(QSize size, double top, double bottom)
    : image_(size.expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied),
      firstRow_(std::clamp(static_cast<int>(std::floor(top)), 0, image_.height())),
      lastRow_(std::clamp(static_cast<int>(std::ceil(bottom)), firstRow_, image_.height())),
      stride_(image_.width() + 2 * kLanes)
{
    image_.fill(Qt::transparent);
    const auto rows = static_cast<std::size_t>(lastRow_ - firstRow_);
    through_.assign(rows * static_cast<std::size_t>(stride_), 1.0F);
    const double height = std::max(1e-6, bottom - top);
    for (int y = firstRow_; y < lastRow_; ++y) {
        const double fraction = (y + 0.5 - top) / height;
        course_.push_back(static_cast<float>(LinksLayout::course(fraction)));
        slope_.push_back(static_cast<float>(LinksLayout::slope(fraction) / height));
    }
    dirtyFirst_ = image_.width();
}

// A row of a stroke is a box as wide as the stroke is across, blurred by the pixel and by what the stroke moves
// sideways within the row: a trapezoid whose area is the box's.
void LinksRaster::add(double from, double to, double width, double opacity)
{
    const auto delta = static_cast<float>(to - from);
    const auto half = static_cast<float>(width / 2);
    const auto start = static_cast<float>(from);
    const auto strength = static_cast<float>(opacity);
    const auto widest = static_cast<float>(image_.width());
    const Lanes count = Lanes::LinSpaced(0.5F, kLanes - 0.5F); // the middles of pixels
    const int rows = lastRow_ - firstRow_;
    for (int row = 0; row < rows; ++row) {
        const float x = start + delta * course_[static_cast<std::size_t>(row)];
        const float slope = delta * slope_[static_cast<std::size_t>(row)];
        const float across = half * std::sqrt(1 + slope * slope);
        const float blur = std::max(1.0F, std::abs(slope));
        const float reach = across + blur / 2;
        const float first = std::max(x - reach, -static_cast<float>(kLanes));
        const float last = std::min(x + reach, widest);
        if (first >= last)
            continue;
        const float inverse = 1 / blur;
        const float most = strength * std::min(1.0F, 2 * across * inverse);
        const float edge = strength * (across * inverse + 0.5F);
        const float fall = strength * inverse;
        int pixel = static_cast<int>(std::floor(first));
        float *line = through_.data() + static_cast<std::ptrdiff_t>(row) * stride_ + kLanes;
        for (; static_cast<float>(pixel) < last; pixel += kLanes) {
            Eigen::Map<Lanes> lanes(line + pixel);
            const Lanes distance = (count + (static_cast<float>(pixel) - x)).abs();
            lanes *= 1.0F - (edge - fall * distance).max(0.0F).min(most);
        }
    }
    const auto bound = [&](double x) { return static_cast<int>(std::clamp<double>(x, 0, image_.width())); };
    const double reach = 4 + width * 4;
    dirtyFirst_ = std::min(dirtyFirst_, bound(std::floor(std::min(from, to) - reach)));
    dirtyLast_ = std::max(dirtyLast_, bound(std::ceil(std::max(from, to) + reach)));
    dirty_ = true;
}

void LinksRaster::flush(const QColor &color)
{
    if (!dirty_)
        return;
    const Eigen::Array4f source(static_cast<float>(color.blue()), static_cast<float>(color.green()),
                                static_cast<float>(color.red()), 255.0F);
    for (int y = firstRow_; y < lastRow_; ++y) {
        float *line = through_.data() + static_cast<std::ptrdiff_t>(y - firstRow_) * stride_ + kLanes;
        auto *pixels = reinterpret_cast<QRgb *>(image_.scanLine(y));
        for (int x = dirtyFirst_; x < dirtyLast_; ++x) {
            const float through = line[x];
            if (through > 0.999F)
                continue;
            const QRgb below = pixels[x];
            const Eigen::Array4f under(static_cast<float>(qBlue(below)), static_cast<float>(qGreen(below)),
                                       static_cast<float>(qRed(below)), static_cast<float>(qAlpha(below)));
            const Eigen::Array4f mixed = under * through + source * (1 - through) + 0.5F;
            pixels[x] = qRgba(static_cast<int>(mixed[2]), static_cast<int>(mixed[1]), static_cast<int>(mixed[0]),
                              static_cast<int>(mixed[3]));
        }
        // What add() wrote is at most one block of lanes beyond what can be seen.
        std::fill(line + std::max(-kLanes, dirtyFirst_ - kLanes), line + dirtyLast_ + kLanes, 1.0F);
    }
    dirtyFirst_ = image_.width();
    dirtyLast_ = 0;
    dirty_ = false;
}

} // namespace fovea::ui
