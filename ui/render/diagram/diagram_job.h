#pragma once

#include <QPainter>

#include "core/types/attention.h"
#include "ui/render/diagram/diagram_layout.h"
#include "ui/render/diagram/diagram_options.h"
#include "ui/render/diagram/diagram_text.h"

namespace fovea::ui
{

/// How far a stage is: drawn faintly before its turn, lit at it, plain after it.
enum class DiagramTurn { Plain, Lit, ToCome };

/// One call of DiagramPainter::paint(): what its parts share, and how they draw.
struct DiagramJob {
    QPainter &painter;
    const DiagramLayout &layout;
    const DiagramOptions &options;
    const AttentionTrace &trace;
    DiagramText text;
    double em; ///< pixels of ordinary text
    bool attention;
    std::vector<int> strongest;

    const Style &style() const { return options.style; }
    /// Ordinary text times `factor`.
    QFont font(double factor, QFont::Weight weight = QFont::Normal) const;
    /// One line, elided to the rectangle.
    void drawText(const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
                  int alignment = Qt::AlignCenter) const;
    void drawBox(const QRectF &rect, DiagramTurn turn, bool dashed = false) const;
    /// A box with a name, a second line and a vector; without a vector the texts are centred.
    void drawStateBox(const QRectF &rect, DiagramTurn turn, const QString &name, const QString &detail,
                      const Vector &values, double largest) const;
    /// As many cells as fit; a cell that stands for several entries shows the one farthest from zero.
    template <typename Values>
    void drawStrip(const QRectF &rect, const Values &values, double largest) const;
    void drawLine(std::initializer_list<QPointF> points, const QColor &color, double width) const;
};

template <typename Values>
void DiagramJob::drawStrip(const QRectF &rect, const Values &values, double largest) const
{
    const auto size = static_cast<Index>(values.size());
    const double least = em * 0.32; // narrower cells cannot be told apart
    const Index cells = std::clamp<Index>(static_cast<Index>(rect.width() / least), 1, std::max<Index>(size, 1));
    const double width = rect.width() / static_cast<double>(cells);
    for (Index cell = 0; cell < cells && size > 0; ++cell) {
        double farthest = 0;
        for (Index i = cell * size / cells; i < (cell + 1) * size / cells; ++i)
            if (const double value = static_cast<double>(values[i]); std::abs(value) > std::abs(farthest))
                farthest = value;
        const QRectF place(rect.left() + static_cast<double>(cell) * width, rect.top(), width - 0.75, rect.height());
        painter.fillRect(place, valueColor(farthest, largest, style()));
    }
}

} // namespace fovea::ui
