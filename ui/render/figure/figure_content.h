#pragma once

#include <memory>

#include <QRectF>

#include "ui/render/figure/figure_options.h"

class QPainter;

namespace fovea::ui
{

/// What stands below a figure's title: one view, laid out in full.
class FigureContent
{
public:
    virtual ~FigureContent() = default;
    /// Of the picture, in its own coordinates.
    virtual QRectF bounds() const = 0;
    virtual void draw(QPainter &painter) const = 0;
};

/// `options.font` and `style` are those of all views. Throws InputError when there is nothing to draw.
std::unique_ptr<FigureContent> makeFigureContent(const AttentionTrace &trace, const FigureOptions &options,
                                                 const Style &style);

} // namespace fovea::ui
