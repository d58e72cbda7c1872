#include "ui/style/color_map.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/style/color_tables.h"

namespace fovea::ui
{

namespace
{

const std::array<QRgb, 256> &tableOf(ColorMapId id) noexcept
{
    switch (id) {
    case ColorMapId::Viridis:
        return kViridisTable;
    case ColorMapId::Magma:
        return kMagmaTable;
    case ColorMapId::Cividis:
        return kCividisTable;
    case ColorMapId::Greys:
        return kGreysTable;
    case ColorMapId::Diverging:
        return kDivergingTable;
    }
    return kViridisTable;
}

double linear(int channel) noexcept
{
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

} // namespace

std::string_view name(ColorMapId id) noexcept
{
    switch (id) {
    case ColorMapId::Viridis:
        return "viridis";
    case ColorMapId::Magma:
        return "magma";
    case ColorMapId::Cividis:
        return "cividis";
    case ColorMapId::Greys:
        return "greys";
    case ColorMapId::Diverging:
        return "diverging";
    }
    return "viridis";
}

std::optional<ColorMapId> colorMapFromName(std::string_view text) noexcept
{
    for (const ColorMapId id : kColorMapIds)
        if (name(id) == text)
            return id;
    return std::nullopt;
}

QString displayName(ColorMapId id)
{
    switch (id) {
    case ColorMapId::Viridis:
        return QCoreApplication::translate("ColorMap", "Viridis");
    case ColorMapId::Magma:
        return QCoreApplication::translate("ColorMap", "Magma");
    case ColorMapId::Cividis:
        return QCoreApplication::translate("ColorMap", "Cividis");
    case ColorMapId::Greys:
        return QCoreApplication::translate("ColorMap", "Greys");
    case ColorMapId::Diverging:
        return QCoreApplication::translate("ColorMap", "Diverging (blue to orange)");
    }
    return {};
}

ColorMap::ColorMap(ColorMapId id) noexcept : id_(id), table_(tableOf(id)) {}

QRgb ColorMap::rgb(double position) const noexcept
{
    if (std::isnan(position))
        return nanColor();
    const double scaled = std::clamp(position, 0.0, 1.0) * 255.0;
    return table_[static_cast<std::size_t>(scaled + 0.5)];
}

// A flat grey of middle lightness: in no sequential map but greys, and readable on light and dark.
QRgb ColorMap::nanColor() noexcept { return qRgb(0xa8, 0xad, 0xb7); }

double luminance(QRgb color) noexcept
{
    return 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) + 0.0722 * linear(qBlue(color));
}

double ValueRange::position(double value) const
{
    if (std::isnan(value))
        return value;
    return maximum > minimum ? (value - minimum) / (maximum - minimum) : 0.0;
}

// WCAG 2 contrast: (lighter + 0.05) / (darker + 0.05).
bool looksAlike(QRgb a, QRgb b) noexcept
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05) < 1.12;
}

QColor readableTextColor(QRgb background)
{
    const QColor ink(0x1b2230);
    const double back = luminance(background);
    const double withWhite = 1.05 / (back + 0.05);
    const double withInk = (back + 0.05) / (luminance(ink.rgb()) + 0.05);
    return withInk >= withWhite ? ink : QColor(Qt::white);
}

} // namespace fovea::ui
