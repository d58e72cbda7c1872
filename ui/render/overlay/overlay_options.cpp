#include "ui/render/overlay/overlay_options.h"

namespace fovea::ui
{

std::string_view name(OverlayMode mode) noexcept
{
    switch (mode) {
    case OverlayMode::Smooth:
        return "smooth";
    case OverlayMode::Cells:
        return "cells";
    case OverlayMode::Spotlight:
        return "spotlight";
    case OverlayMode::Contour:
        return "contour";
    }
    return "smooth";
}

std::optional<OverlayMode> overlayModeFromName(std::string_view text) noexcept
{
    for (const OverlayMode mode : kOverlayModes)
        if (name(mode) == text)
            return mode;
    return std::nullopt;
}

} // namespace fovea::ui
