#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include <QFont>
#include <QMetaType>
#include <QRectF>
#include <QString>

#include "ui/render/heatmap/heatmap_painter.h"
#include "ui/style/color_map.h"
#include "ui/style/style.h"

namespace fovea::ui
{

/// How weights lie on a picture.
enum class OverlayMode {
    Smooth,    ///< enlarged linearly, blurred, coloured
    Cells,     ///< every cell in its colour
    Spotlight, ///< what is not attended is dimmed
    Contour,   ///< a line around the smallest region that holds a share of the weight
};

inline constexpr std::array kOverlayModes{OverlayMode::Smooth, OverlayMode::Cells, OverlayMode::Spotlight,
                                          OverlayMode::Contour};

/// The untranslated name of settings and commands: smooth, cells, spotlight, contour.
std::string_view name(OverlayMode mode) noexcept;
std::optional<OverlayMode> overlayModeFromName(std::string_view text) noexcept;

/// What a person chooses about overlays, beside the colour map and the scale that all views share.
struct OverlayChoice {
    OverlayMode mode = OverlayMode::Smooth;
    double opacity = 0.8; ///< of the strongest, in [0, 1]
    double sigma = 0.6;   ///< of the Gaussian in cells, in [0, 3]; 0: none. Not for cells
    double share = 0.5;   ///< of the weight inside the contour, in (0, 1]
    bool fade = true;     ///< low weights are transparent; false: one opacity for all, as in Show, Attend and Tell
    bool showGrid = false;
    friend bool operator==(const OverlayChoice &, const OverlayChoice &) = default;
};

/// How an overlay is to look; the same on the screen and in a file. For an overlay ScaleMode::PerRow is "per word", the
/// others are shared by all words. Cells are row * columns + column; -1: none.
struct OverlayOptions {
    OverlayChoice choice;
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::PerRow;
    bool showColorBar = true;
    QString caption;          ///< lines below the picture; empty: none
    bool showNote = true;     ///< why there is nothing to see, where there is nothing to see
    bool fullPicture = false; ///< on a device that is not an image: embed the original, however large
    int hovered = -1;         ///< cell under the pointer
    int selected = -1;        ///< by keyboard
    int highlighted = -1;     ///< from another view
    std::vector<int> masked;  ///< cells that take no part
    std::vector<int> marked;  ///< cells that a rectangle being drawn holds
    Style style = Style::lightTheme();
    QFont font = textFont(13);
};

} // namespace fovea::ui

Q_DECLARE_METATYPE(fovea::ui::OverlayChoice)
