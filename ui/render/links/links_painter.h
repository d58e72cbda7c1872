#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QFont>
#include <QString>

#include "core/types/attention.h"
#include "ui/render/links/links_layout.h"
#include "ui/style/style.h"

class QPainter;

namespace fovea::ui
{

/// How the links are to look; the same on the screen and in a file.
struct LinksOptions {
    double threshold = 0.05;    ///< links of smaller weights are left out; zero weights always are
    int currentStep = -1;       ///< -1: none
    int shownSteps = -1;        ///< later words and their links stay out, their places are kept; -1: all are drawn
    int highlightedSource = -1; ///< from another view
    /// The word whose links alone are strong: a target word (row), a source word (column) or one link (both).
    HeatmapCell isolated;
    HeatmapCell focused; ///< the word with the keyboard: a row or a column
    Style style = Style::lightTheme();
    QFont font = textFont(14);
};

/// What a call of paint() drew.
struct LinksPaintCount {
    int links = 0;
    int words = 0;
};

/// Draws a trace as two lines of words and links as thick and as opaque as the weights.
class LinksPainter
{
    Q_DECLARE_TR_FUNCTIONS(LinksPainter)

public:
    explicit LinksPainter(std::shared_ptr<const AttentionTrace> trace = {});

    const std::shared_ptr<const AttentionTrace> &trace() const { return trace_; }
    int sources() const { return static_cast<int>(sourceLabels_.size()); }
    /// Steps, plus "…" while the trace is not complete.
    int targets() const { return static_cast<int>(targetLabels_.size()); }
    int steps() const { return trace_ ? static_cast<int>(trace_->steps.size()) : 0; }
    bool hasAttention() const { return hasAttention_; }
    const QString &sourceLabel(int source) const { return sourceLabels_.at(static_cast<std::size_t>(source)); }
    const QString &targetLabel(int target) const { return targetLabels_.at(static_cast<std::size_t>(target)); }

    /// NaN where the trace has none.
    double weight(int target, int source) const;
    /// True when a link of this weight is drawn.
    bool isShown(const LinksOptions &options, double weight) const
    {
        return weight > 0 && share(weight) >= options.threshold;
    }
    /// Width in pixels of a link.
    double thickness(const LinksOptions &options, double weight) const;
    /// The strongest source position of a step, -1 when it has no weights.
    int strongestSource(int target) const;

    LinksLayout layout(const QRectF &area, double scroll, const LinksOptions &options) const;
    /// The strongest link shown that passes within its own width and a little of the position; (-1, -1) when none does.
    HeatmapCell linkAt(const LinksLayout &layout, const LinksOptions &options, QPointF position) const;
    /// Draws what meets `exposed` and nothing else.
    LinksPaintCount paint(QPainter &painter, const LinksLayout &layout, const LinksOptions &options,
                          const QRectF &exposed) const;

private:
    enum class Strength { Faded, Normal, Strong, Current };
    static constexpr Strength kStrengths[] = {Strength::Faded, Strength::Normal, Strength::Strong, Strength::Current};

    struct Widths {
        QFont font;
        std::vector<double> source;
        std::vector<double> target;
    };

    const Widths &widths(const QFont &font) const;
    /// A link as it is drawn, in the painter's coordinates.
    struct Link {
        QPointF from;
        QPointF to;
        double width = 0;
        double opacity = 1;
    };

    /// Of the scale's end: 1, or the largest weight of a file whose weights are no shares (per cent, counts).
    double share(double weight) const { return weight / std::max(1.0, largestWeight_); }
    /// How many of the words below are drawn.
    int shownTargets(const LinksOptions &options) const;
    Strength strength(const LinksOptions &options, int target, int source) const;
    static QColor colorOf(const LinksOptions &options, Strength which);
    /// The links of a strength that meet `exposed`; calls draw(Link) for each and returns how many.
    template <class Draw>
    int forEachLink(const LinksLayout &layout, const LinksOptions &options, const QRectF &exposed, Strength which,
                    Draw draw) const;
    int strokeLinks(QPainter &painter, const LinksLayout &layout, const LinksOptions &options,
                    const QRectF &exposed) const;
    int rasterLinks(QPainter &painter, const LinksLayout &layout, const LinksOptions &options,
                    const QRectF &exposed) const;
    void paintWord(QPainter &painter, const LinksOptions &options, const QRectF &box, HeatmapCell word) const;
    void paintNote(QPainter &painter, const LinksLayout &layout, const LinksOptions &options) const;

    std::shared_ptr<const AttentionTrace> trace_;
    std::vector<QString> sourceLabels_;
    std::vector<QString> targetLabels_;
    bool hasAttention_ = false;
    double largestWeight_ = 0;
    mutable std::optional<Widths> widths_; ///< measured once for a font
};

} // namespace fovea::ui
