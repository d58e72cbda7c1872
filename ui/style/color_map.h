#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include <QColor>
#include <QString>

namespace fovea::ui
{

enum class ColorMapId { Viridis, Magma, Cividis, Greys, Diverging };

inline constexpr std::array kColorMapIds{ColorMapId::Viridis, ColorMapId::Magma, ColorMapId::Cividis, ColorMapId::Greys,
                                         ColorMapId::Diverging};

/// The untranslated name of settings and of `--colormap`: viridis, magma, cividis, greys, diverging.
std::string_view name(ColorMapId id) noexcept;
std::optional<ColorMapId> colorMapFromName(std::string_view text) noexcept;
/// The name a person reads, in the language of the program.
QString displayName(ColorMapId id);

/// 256 colours over [0, 1]. Cheap to copy: it refers to a constant table.
class ColorMap
{
public:
    explicit ColorMap(ColorMapId id = ColorMapId::Viridis) noexcept;

    ColorMapId id() const noexcept { return id_; }
    /// True when the middle of the table stands for zero.
    bool diverging() const noexcept { return id_ == ColorMapId::Diverging; }

    /// Opaque colour of a position in [0, 1]; outside is clamped, NaN gives nanColor().
    QRgb rgb(double position) const noexcept;
    QColor color(double position) const { return QColor::fromRgb(rgb(position)); }
    std::span<const QRgb, 256> table() const noexcept { return table_; }

    static QRgb nanColor() noexcept;

private:
    ColorMapId id_;
    std::span<const QRgb, 256> table_;
};

/// Lower and upper end of a colour scale.
struct ValueRange {
    double minimum = 0;
    double maximum = 1;

    /// Where a value lies, 0 at minimum and 1 at maximum; NaN stays NaN. An empty range gives 0.
    double position(double value) const;
};

/// Relative luminance of sRGB (WCAG 2), in [0, 1].
double luminance(QRgb color) noexcept;
/// True when two areas of these colours cannot be told apart by lightness (WCAG contrast below 1.12).
bool looksAlike(QRgb a, QRgb b) noexcept;
/// The better readable of near-black and white over this colour (the larger WCAG contrast).
QColor readableTextColor(QRgb background);

} // namespace fovea::ui
