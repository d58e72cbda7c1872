#pragma once

#include <array>

#include <QRgb>

namespace fovea::ui
{

// Opaque colours over [0, 1], from the lower end of the scale to the upper. Sources and licences: color_tables.cpp.
extern const std::array<QRgb, 256> kViridisTable;
extern const std::array<QRgb, 256> kMagmaTable;
extern const std::array<QRgb, 256> kCividisTable;
extern const std::array<QRgb, 256> kGreysTable;
extern const std::array<QRgb, 256> kDivergingTable;

} // namespace fovea::ui
