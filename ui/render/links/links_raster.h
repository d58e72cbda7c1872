#pragma once

#include <vector>

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QSize>

namespace fovea::ui
{

/// Draws thousands of links into an image, several times faster than QPainter strokes their outlines. Links of one
/// colour over each other let pass what each of them lets pass:
///
///   through(pixel) = product over links of (1 - opacity coverage(pixel))
///
/// so that their order does not matter and a link is one multiplication a pixel.
class LinksRaster
{
public:
    /// Links go from y = top down to y = bottom (image pixels); the image is transparent.
    LinksRaster(QSize size, double top, double bottom);

    /// A link between x = from at the top and x = to at the bottom, as LinksLayout::linkX() runs, `width` pixels thick.
    void add(double from, double to, double width, double opacity);
    /// Paints the links added since the last call over those before.
    void flush(const QColor &color);
    /// ARGB32, premultiplied.
    const QImage &image() const { return image_; }

private:
    QImage image_;
    int firstRow_ = 0;
    int lastRow_ = 0; ///< one past
    int stride_ = 0;
    std::vector<float> through_; ///< a margin left and right of every row takes what is out of sight
    std::vector<float> course_;  ///< of links at the middle of every row, from 0 to 1
    std::vector<float> slope_;   ///< its derivative by y
    int dirtyFirst_ = 0;
    int dirtyLast_ = 0;
    bool dirty_ = false;
};

} // namespace fovea::ui
