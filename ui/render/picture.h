#pragma once

#include <vector>

#include <QImage>
#include <QRectF>
#include <QString>

namespace fovea::ui
{

/// A picture of any size that can be shown at any size at once: the original and halved copies of it, down to what a
/// small panel needs. Immutable; making one (about 4 ns a pixel) is work for a thread, not for the window.
class Picture
{
public:
    /// `original` is kept as it is, not copied; it must not be null.
    explicit Picture(QImage original, QString name = {});

    const QImage &original() const { return original_; }
    /// File name for captions and titles; may be empty.
    const QString &name() const { return name_; }
    QSize size() const { return original_.size(); }

    /// `source` (pixels of the original, within it) as an opaque image of this many pixels. The cost follows from
    /// `device`, not from the size of the original.
    QImage scaled(const QRectF &source, QSize device) const;

private:
    // Pixel (x, y) of a level covers 2^halvedX times 2^halvedY pixels of the original.
    struct Level {
        QImage image;
        int halvedX = 0;
        int halvedY = 0;
    };

    const Level &levelFor(double scaleX, double scaleY) const;

    QImage original_;
    QString name_;
    std::vector<Level> levels_; ///< from large to small; the first is the original
};

} // namespace fovea::ui
