#include "ui/render/overlay/overlay_painter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fovea::ui
{

namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSheetCell = 16; // pixels of a cell where there is no picture
// Maps of more steps than this are not all kept: 200 kB each.
constexpr std::size_t kMostMaps = 256;
constexpr double kSmallestShare = 1e-3;

// Transparent at 0, full from 0.6 of the scale on.
double fadeIn(double strength) { return std::clamp(strength / 0.6, 0.0, 1.0); }

} // namespace

OverlayPainter::OverlayPainter(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const Picture> picture,
                               const GridGeometry &grid)
    : trace_(std::move(trace)), picture_(std::move(picture)), grid_(grid)
{
    const bool overGrid = trace_ && trace_->source.kind == SourceAxis::Kind::Grid && trace_->source.size() > 0;
    if (picture_)
        size_ = picture_->size();
    else if (overGrid)
        size_ = QSizeF(trace_->source.columns, trace_->source.rows) * kSheetCell;
    const bool fits = grid_.rows > 0 && grid_.columns > 0 && grid_.width > 0 && grid_.height > 0 &&
                      (!overGrid || (grid_.rows == trace_->source.rows && grid_.columns == trace_->source.columns));
    if (!fits || !picture_) {
        const int rows = overGrid ? trace_->source.rows : 0;
        const int columns = overGrid ? trace_->source.columns : 0;
        grid_ = {0, 0, size_.width(), size_.height(), rows, columns};
    }
    largest_.assign(static_cast<std::size_t>(steps()), -1);
    maps_.resize(static_cast<std::size_t>(steps()));
}

void OverlayPainter::setPreview(int step, const Vector &weights)
{
    const bool shows = weights.size() == cells() && step >= 0 && step < steps();
    for (const int changed : {previewStep_, shows ? step : -1})
        if (changed >= 0)
            largest_[static_cast<std::size_t>(changed)] = -1;
    previewStep_ = shows ? step : -1;
    preview_ = shows ? weights : Vector();
    fieldStep_ = -1;
    ++version_;
}

const Vector *OverlayPainter::weights(int step) const
{
    if (step < 0 || step >= steps() || cells() == 0)
        return nullptr;
    if (step == previewStep_)
        return &preview_;
    const AttentionStep &shown = trace_->steps[static_cast<std::size_t>(step)];
    const bool attends = trace_->model.match != MatchFunction::None;
    return attends && shown.weights.size() == cells() && shown.weights.allFinite() ? &shown.weights : nullptr;
}

double OverlayPainter::weight(int step, int cell) const
{
    const Vector *values = weights(step);
    return values && cell >= 0 && cell < values->size() ? static_cast<double>((*values)[cell]) : kNaN;
}

double OverlayPainter::energy(int step, int cell) const
{
    if (!weights(step) || cell < 0)
        return kNaN;
    const Vector &energies = trace_->steps[static_cast<std::size_t>(step)].energies;
    return cell < energies.size() && step != previewStep_ ? static_cast<double>(energies[cell]) : kNaN;
}

int OverlayPainter::strongestCell(int step) const
{
    const Vector *values = weights(step);
    Index strongest = -1;
    if (!values || !(values->maxCoeff(&strongest) > 0))
        return -1;
    return static_cast<int>(strongest);
}

void OverlayPainter::prepareEnlarger(double sigma) const
{
    if (enlarger_.rows() == grid_.rows && enlarger_.columns() == grid_.columns && enlarger_.sigma() == sigma)
        return;
    enlarger_ = FieldEnlarger(grid_.rows, grid_.columns, sigma);
    fieldStep_ = -1;
    std::fill(largest_.begin(), largest_.end(), -1.0);
}

const Matrix &OverlayPainter::field(double sigma, int step) const
{
    prepareEnlarger(sigma);
    if (fieldStep_ != step) {
        field_ = enlarger_.enlarge(*weights(step));
        fieldStep_ = step;
    }
    return field_;
}

double OverlayPainter::largestOfField(double sigma, int step) const
{
    prepareEnlarger(sigma);
    double &largest = largest_[static_cast<std::size_t>(step)];
    if (largest < 0)
        largest = std::max(0.0, static_cast<double>(field(sigma, step).maxCoeff()));
    return largest;
}

double OverlayPainter::largestShown(const OverlayOptions &options, int step) const
{
    const Vector *values = weights(step);
    if (!values)
        return 0;
    return options.choice.mode == OverlayMode::Cells ? static_cast<double>(values->maxCoeff())
                                                     : largestOfField(options.choice.sigma, step);
}

ValueRange OverlayPainter::range(const OverlayOptions &options, int step) const
{
    ValueRange range{0, 1};
    if (options.scale == ScaleMode::PerRow)
        range.maximum = largestShown(options, step);
    else if (options.scale == ScaleMode::Maximum) {
        double largest = 0;
        for (int t = 0; t < steps(); ++t)
            largest = std::max(largest, largestShown(options, t));
        range.maximum = largest > 0 ? roundUpForScale(largest) : 0;
    }
    if (!(range.maximum > 0))
        range.maximum = 1;
    if (ColorMap(options.colorMap).diverging())
        range.minimum = -range.maximum;
    return range;
}

// Premultiplied.
QRgb OverlayPainter::mapColor(const OverlayOptions &options, const ColorMap &colors, double position) const
{
    const double opacity = std::clamp(options.choice.opacity, 0.0, 1.0);
    if (options.choice.mode == OverlayMode::Spotlight)
        return qRgba(0, 0, 0, static_cast<int>(std::lround(255 * opacity * (1 - std::clamp(position, 0.0, 1.0)))));
    const double strength = colors.diverging() ? std::abs(2 * position - 1) : position;
    const double alpha = opacity * (options.choice.fade ? fadeIn(strength) : 1.0);
    const QRgb color = colors.rgb(position);
    return qPremultiply(qRgba(qRed(color), qGreen(color), qBlue(color), static_cast<int>(std::lround(255 * alpha))));
}

QColor OverlayPainter::cellColor(const OverlayOptions &options, int step, int cell) const
{
    const double value = weight(step, cell);
    if (std::isnan(value))
        return Qt::transparent;
    OverlayOptions cells = options;
    cells.choice.mode = OverlayMode::Cells;
    const QRgb color = mapColor(cells, ColorMap(options.colorMap), range(cells, step).position(value));
    return QColor::fromRgba(qUnpremultiply(color));
}

QImage OverlayPainter::makeMap(const OverlayOptions &options, int step) const
{
    const ColorMap colors(options.colorMap);
    // With a diverging map the scale goes from minus the largest; a spotlight has no colours.
    const bool diverging = colors.diverging() && options.choice.mode != OverlayMode::Spotlight;
    QRgb table[256];
    for (int i = 0; i < 256; ++i)
        table[i] = mapColor(options, colors, diverging ? 0.5 + i / 510.0 : i / 255.0);
    const Matrix &values = field(options.choice.sigma, step);
    const auto scale = static_cast<Scalar>(255 / range(options, step).maximum);
    QImage image(static_cast<int>(values.rows()), static_cast<int>(values.cols()), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = table[static_cast<int>(std::clamp(values(x, y) * scale, Scalar(0), Scalar(255)) + Scalar(0.5))];
    }
    return image;
}

// Outside of the contour a little darker, so that a thin line is found at once.
QImage OverlayPainter::makeDimming(const OverlayOptions &options, int step) const
{
    const QRgb dark = qRgba(0, 0, 0, static_cast<int>(std::lround(130 * std::clamp(options.choice.opacity, 0.0, 1.0))));
    const double share = std::clamp(options.choice.share, kSmallestShare, 1.0);
    if (!(options.choice.sigma > 0)) {
        QImage image(grid_.columns, grid_.rows, QImage::Format_ARGB32_Premultiplied);
        image.fill(dark);
        for (const int cell : smallestRegion(*weights(step), share))
            image.setPixel(cell % grid_.columns, cell / grid_.columns, 0);
        return image;
    }
    const Matrix &values = field(options.choice.sigma, step);
    const double level = levelOfShare(values, share);
    QImage image(static_cast<int>(values.rows()), static_cast<int>(values.cols()), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = static_cast<double>(values(x, y)) > level ? 0 : dark;
    }
    return image;
}

const OverlayPainter::Map &OverlayPainter::map(const OverlayOptions &options, int step) const
{
    const bool contours = options.choice.mode == OverlayMode::Contour;
    MapKey key{options.choice, options.colorMap, contours ? 0 : range(options, step).maximum,
               step == previewStep_ ? version_ : 0};
    // What the map does not depend on.
    key.choice.showGrid = false;
    if (!contours)
        key.choice.share = 0;
    if (maps_.size() > kMostMaps)
        for (std::size_t i = 0; i < maps_.size(); ++i)
            if (std::abs(static_cast<int>(i) - step) > static_cast<int>(kMostMaps) / 2)
                maps_[i] = {};
    Map &kept = maps_[static_cast<std::size_t>(step)];
    if (!(kept.key == key) || kept.image.isNull())
        kept = contours ? Map{key, makeDimming(options, step), contour(options, step)}
                        : Map{key, makeMap(options, step), {}};
    return kept;
}

QPainterPath OverlayPainter::contour(const OverlayOptions &options, int step) const
{
    const Vector *values = weights(step);
    if (!values)
        return {};
    const double share = std::clamp(options.choice.share, kSmallestShare, 1.0);
    if (!(options.choice.sigma > 0))
        return outlineOfCells(smallestRegion(*values, share), grid_.columns);
    const Matrix &values2d = field(options.choice.sigma, step);
    return outlineOfLevel(values2d, enlarger_.samplesPerCell(), levelOfShare(values2d, share));
}

} // namespace fovea::ui
