#pragma once

#include <memory>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "ui/render/overlay/overlay_painter.h"

class QPainter;

namespace fovea::ui
{

/// How a gallery is to look; the same on the screen and in a file. The overlay's colour bar is the gallery's.
struct GalleryOptions {
    OverlayOptions overlay;
    bool showOriginal = true; ///< the picture alone comes first
    bool showProbabilities = true;
    int currentStep = -1; ///< -1: none
    int hoveredStep = -1;
};

/// Where the panels are, in the painter's coordinates before scrolling.
struct GalleryLayout {
    struct Panel {
        int step = -1;  ///< -1: the picture alone; trace.steps.size(): the word to come
        QRectF frame;   ///< the panel with its texts
        QRectF picture; ///< the picture itself
        QRectF word;    ///< line of the word
        QRectF number;  ///< line of its probability; null when it is not shown
    };

    std::vector<Panel> panels;
    int columns = 0;
    double scroll = 0;     ///< pixels that the panels have moved up
    QRectF area;           ///< where panels may be seen
    QSizeF content;        ///< of all panels
    QRectF colorBar;       ///< null when there is none; does not scroll
    QRectF colorBarLabels; ///< right of it

    double maximumScroll() const { return std::max(0.0, content.height() - area.height()); }
    /// The step whose panel is under a point of the viewport; -1: none. The picture alone and the word to come are
    /// none.
    int stepAt(QPointF point, int steps) const;
    QRectF bounds() const { return QRectF(area.topLeft(), content) | colorBar | colorBarLabels; }
};

/// One small overlay per word, as reading goes: the figure of every paper on attention over pictures.
class GalleryPainter
{
    Q_DECLARE_TR_FUNCTIONS(GalleryPainter)

public:
    explicit GalleryPainter(std::shared_ptr<const AttentionTrace> trace = {},
                            std::shared_ptr<const Picture> picture = {}, const GridGeometry &grid = {});

    const OverlayPainter &overlay() const { return overlay_; }
    OverlayPainter &overlay() { return overlay_; }
    int steps() const { return overlay_.steps(); }

    /// Panels `width` pixels wide in rows as wide as `area`; rows go on below it.
    GalleryLayout layout(const QRectF &area, double width, const GalleryOptions &options) const;
    /// The largest width in [minimum, maximum] with which all panels are inside the area's size.
    double fittingWidth(QSizeF area, double minimum, double maximum, const GalleryOptions &options) const;
    /// Draws the panels that meet `exposed`. Returns how many.
    int paint(QPainter &painter, const GalleryLayout &layout, const GalleryOptions &options,
              const QRectF &exposed) const;

    /// The overlay of a step alone, for a list of words: of this many device pixels, the whole picture inside.
    QImage thumbnail(const OverlayOptions &options, int step, QSize device) const;

private:
    QSizeF pictureBox(double width) const;
    QRectF fitted(const QRectF &box) const;
    void paintPanel(QPainter &painter, const GalleryLayout::Panel &panel, const GalleryOptions &options) const;
    void paintTexts(QPainter &painter, const GalleryLayout::Panel &panel, const GalleryOptions &options) const;
    ColorBarTicks ticks(const GalleryOptions &options) const;

    OverlayPainter overlay_;
};

} // namespace fovea::ui
