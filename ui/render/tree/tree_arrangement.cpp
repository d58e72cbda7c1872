#include <algorithm>

#include <QFontMetricsF>

#include "ui/render/tree/tree_painter.h"
#include "ui/style/style.h"

namespace fovea::ui
{

namespace
{

// In em, multiples of the font's pixel size.
constexpr double kRow = 2.9;
constexpr double kLabelHeight = 1.45;
constexpr double kChangeHeight = 1.15;
constexpr double kFan = 2.0;    // where edges bend
constexpr double kBehind = 2.4; // toggle behind a dot
constexpr double kScore = 6.5;  // behind the last column
constexpr double kWidestLabel = 14;
constexpr double kMargin = 0.8;

} // namespace

const TreePainter::Widths &TreePainter::widths(const QFont &font) const
{
    if (widths_ && widths_->font == font)
        return *widths_;
    QFont bold = font;
    bold.setWeight(kStrong);
    const QFontMetricsF words(bold);
    const QFontMetricsF numbers(smallFont(font));
    const double em = basePixels(font);
    Widths measured{font, {}, {}};
    for (int node = 0; node < nodes(); ++node) {
        const double probability = node == 0 ? 0 : numbers.horizontalAdvance(QStringLiteral("<0.00")) + 0.5 * em;
        const double text = words.horizontalAdvance(word(node)) + probability + 0.8 * em;
        measured.label.push_back(std::clamp(text, 2 * em, kWidestLabel * em));
        const QString what = change(node);
        measured.change.push_back(
            what.isEmpty() ? 0 : std::min(numbers.horizontalAdvance(what) + 0.9 * em, kWidestLabel * em));
    }
    widths_ = std::move(measured);
    return *widths_;
}

// Rows of the leaves in the order of a walk, parents in the middle of their children: one visit a node.
void TreePainter::placeRows(TreeLayout &layout, const TreeOptions &options, double pitch) const
{
    double row = 0;
    std::vector<int> walk{0};
    std::vector<int> visited;
    while (!walk.empty()) {
        const int node = walk.back();
        walk.pop_back();
        visited.push_back(node);
        TreeLayout::Place &place = layout.places[static_cast<std::size_t>(node)];
        place.shown = true;
        place.depth = depths_[static_cast<std::size_t>(node)];
        if (layout.columns.size() <= static_cast<std::size_t>(place.depth))
            layout.columns.resize(static_cast<std::size_t>(place.depth) + 1);
        layout.columns[static_cast<std::size_t>(place.depth)].push_back(node);
        const auto &below = children(node);
        const bool collapsed = !below.empty() && options.collapsed.count(node) > 0;
        place.hidden = collapsed ? descendants_[static_cast<std::size_t>(node)] : 0;
        if (collapsed || below.empty())
            place.dot.setY(pitch * row++);
        else
            walk.insert(walk.end(), below.rbegin(), below.rend());
    }
    for (auto node = visited.rbegin(); node != visited.rend(); ++node) {
        const auto &below = children(*node);
        TreeLayout::Place &place = layout.places[static_cast<std::size_t>(*node)];
        if (!below.empty() && place.hidden == 0)
            place.dot.setY((layout.places[static_cast<std::size_t>(below.front())].dot.y() +
                            layout.places[static_cast<std::size_t>(below.back())].dot.y()) /
                           2);
    }
    layout.size.setHeight(pitch * row);
}

void TreePainter::placeColumns(TreeLayout &layout, const TreeOptions &options) const
{
    const double em = basePixels(options.font);
    const Widths &measured = widths(options.font);
    const double top = kRow * em * 0.62; // the first edge below its label
    double left = kMargin * em;
    for (std::size_t depth = 0; depth < layout.columns.size(); ++depth) {
        double width = 0;
        for (const int node : layout.columns[depth])
            width = std::max({width, measured.label[static_cast<std::size_t>(node)],
                              measured.change[static_cast<std::size_t>(node)]});
        const double bend = depth == 0 ? left : left + kFan * em;
        const double dot = bend + width + kDot * em;
        for (const int node : layout.columns[depth]) {
            TreeLayout::Place &place = layout.places[static_cast<std::size_t>(node)];
            place.dot = QPointF(dot, place.dot.y() + top);
            place.bend = bend;
            place.label = QRectF(bend, place.dot.y() - (kLabelHeight + 0.1) * em, width, kLabelHeight * em);
            if (const double change = measured.change[static_cast<std::size_t>(node)]; change > 0)
                place.change = QRectF(bend, place.dot.y() + 0.15 * em, change, kChangeHeight * em);
            if (node > 0)
                place.edgeStart = layout.places[static_cast<std::size_t>(parent(node))].dot;
            if (place.hidden > 0 || children(node).size() > 1)
                place.toggle =
                    QRectF(dot + 0.55 * em, place.dot.y() - 0.55 * em, (place.hidden > 0 ? 2.3 : 1.1) * em, 1.1 * em);
        }
        const double right = dot + kBehind * em;
        // The edge comes from the dot of the column before; a score may stand behind the own dot.
        const double from = depth == 0 ? 0 : layout.columnSpans.back().second - kBehind * em;
        layout.columnSpans.emplace_back(from, right);
        left = dot + (kDot + 0.5) * em;
        layout.size.setWidth(dot + kScore * em);
    }
    // Spans are exact for edges and labels; scores reach further.
    for (auto &span : layout.columnSpans)
        span.second += (kScore - kBehind) * em;
    layout.size.setHeight(layout.size.height() + 0.4 * em);
}

TreeLayout TreePainter::layout(const QRectF &area, QPointF scroll, double zoom, const TreeOptions &options) const
{
    TreeLayout layout;
    layout.area = area;
    layout.zoom = zoom;
    layout.touch = 0.7 * basePixels(options.font);
    if (nodes() > 0) {
        layout.places.resize(parents_.size());
        placeRows(layout, options, kRow * basePixels(options.font));
        placeColumns(layout, options);
    }
    const QPointF most = layout.maximumScroll();
    layout.scroll = {std::clamp(scroll.x(), 0.0, most.x()), std::clamp(scroll.y(), 0.0, most.y())};
    return layout;
}

} // namespace fovea::ui
