#include "ui/render/tree/tree_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "ui/style/style.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kSmall = 0.82;       // of ordinary text
constexpr double kReadablePixels = 5; // smaller words are left out

QString decimals(double value, int digits)
{
    const QString text = QLocale().toString(std::abs(value), 'f', digits);
    return value < 0 ? QChar(0x2212) + text : text;
}

QString probabilityText(double probability)
{
    return probability > 0 && probability < 0.005 ? QStringLiteral("<") + decimals(0.01, 2) : decimals(probability, 2);
}

/// A mask from there on is said where it begins, not at every word after it.
bool isMaskedAbove(const HypothesisSnapshot &tree, int node)
{
    for (int above = tree.nodes.at(static_cast<std::size_t>(node)).parent; above > 0;) {
        const HypothesisSnapshot::Node &here = tree.nodes[static_cast<std::size_t>(above)];
        const bool weights = here.edit.kind == NodeChange::Kind::OverriddenWeights;
        if (here.edit.kind == NodeChange::Kind::MaskedFromHere || (weights && !here.edit.positions.empty()))
            return true;
        above = here.parent;
    }
    return false;
}

} // namespace

TreePainter::TreePainter(std::shared_ptr<const HypothesisSnapshot> snapshot) : snapshot_(std::move(snapshot))
{
    if (!snapshot_)
        return;
    const std::size_t count = snapshot_->nodes.size();
    children_.resize(count);
    descendants_.assign(count, 0);
    onBestPath_.assign(count, false);
    for (std::size_t i = 0; i < count; ++i) {
        const int parent = snapshot_->nodes[i].parent;
        // A parent comes before its children: anything else is hung up at the root.
        const bool sound = parent >= 0 && static_cast<std::size_t>(parent) < i;
        parents_.push_back(sound ? parent : i == 0 ? -1 : 0);
        depths_.push_back(i == 0 ? 0 : depths_[static_cast<std::size_t>(parents_[i])] + 1);
        if (i > 0)
            children_[static_cast<std::size_t>(parents_[i])].push_back(static_cast<int>(i));
    }
    for (std::size_t i = count; i-- > 1;)
        descendants_[static_cast<std::size_t>(parents_[i])] += descendants_[i] + 1;
    for (int node = snapshot_->best; node >= 0 && node < nodes(); node = parent(node))
        onBestPath_[static_cast<std::size_t>(node)] = true;
}

QFont TreePainter::smallFont(const QFont &font)
{
    QFont result = font;
    result.setPixelSize(std::max(6, static_cast<int>(std::lround(basePixels(font) * kSmall))));
    return result;
}

int TreePainter::mainChild(int node) const
{
    int best = -1;
    for (const int child : children(node)) {
        if (isOnBestPath(child))
            return child;
        const auto &nodes = snapshot_->nodes;
        if (best < 0 ||
            nodes[static_cast<std::size_t>(child)].probability > nodes[static_cast<std::size_t>(best)].probability)
            best = child;
    }
    return best;
}

bool TreePainter::isBelow(int node, int ancestor) const
{
    while (node > ancestor)
        node = parent(node);
    return node == ancestor;
}

QString TreePainter::word(int node) const
{
    if (node == 0)
        return tr("start");
    const QString text = QString::fromStdString(snapshot_->nodes.at(static_cast<std::size_t>(node)).token);
    return text.trimmed().isEmpty() ? QString(QChar(0x2423)) : text.simplified();
}

QString TreePainter::change(int node) const
{
    const HypothesisSnapshot::Node &here = snapshot_->nodes.at(static_cast<std::size_t>(node));
    if (!here.change.empty())
        return QString::fromStdString(here.change).simplified();
    if (here.edit.kind == NodeChange::Kind::OverriddenWeights)
        return tr("weights changed");
    if (here.edit.kind == NodeChange::Kind::MaskedStep || here.edit.kind == NodeChange::Kind::MaskedFromHere)
        return tr("source masked");
    if (here.forced)
        return tr("word chosen");
    return here.overridden && !isMaskedAbove(*snapshot_, node) ? tr("weights changed") : QString();
}

void TreePainter::paintEdge(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const
{
    const TreeLayout::Place &place = layout.places[static_cast<std::size_t>(node)];
    const double p = std::clamp(snapshot_->nodes[static_cast<std::size_t>(node)].probability, 0.0, 1.0);
    const double em = basePixels(options.font);
    const bool best = isOnBestPath(node);
    const bool current = options.currentNode >= 0 && isBelow(options.currentNode, node);
    const QColor color = current ? options.style.accent : best ? options.style.text : options.style.neutralBar;
    const double width = em * (0.06 + 0.1 * p + (best ? 0.12 : 0));
    const double middle = (place.edgeStart.x() + place.bend) / 2;
    QPainterPath path(place.edgeStart);
    path.cubicTo(QPointF(middle, place.edgeStart.y()), QPointF(middle, place.dot.y()),
                 QPointF(place.bend, place.dot.y()));
    path.lineTo(place.dot);
    painter.strokePath(path, QPen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
}

void TreePainter::paintLabel(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const
{
    const Style &style = options.style;
    const TreeLayout::Place &place = layout.places[static_cast<std::size_t>(node)];
    const HypothesisSnapshot::Node &here = snapshot_->nodes[static_cast<std::size_t>(node)];
    const double em = basePixels(options.font);
    const bool current = node == options.currentNode;
    if (current || node == options.hovered || node == options.focused) {
        painter.setPen(node == options.focused ? QPen(current ? style.accent : style.mutedText, 1.2) : QPen(Qt::NoPen));
        painter.setBrush(current || node == options.hovered ? style.accentSoft : Qt::transparent);
        painter.drawRoundedRect(place.label.adjusted(0, 0.5, 0, -0.5), 5, 5);
    }
    QFont font = options.font;
    font.setWeight(current || isOnBestPath(node) ? kStrong : QFont::Normal);
    const QString text = word(node);
    const QRectF line = place.label.adjusted(0.35 * em, 0, -0.35 * em, 0);
    QRectF number = line;
    if (node > 0) {
        painter.setFont(smallFont(options.font));
        painter.setPen(current ? style.text : style.mutedText);
        const QString probability = probabilityText(here.probability);
        number.setLeft(line.right() - painter.fontMetrics().horizontalAdvance(probability) - 1);
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, probability);
        number.setRight(number.left() - 0.4 * em);
        number.setLeft(line.left());
    }
    painter.setFont(font);
    painter.setPen(current ? style.accent : node == 0 || isSpecialSymbol(text) ? style.mutedText : style.text);
    painter.drawText(number, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, number.width() + 1));
    if (place.change.isEmpty())
        return;
    const auto masks = [source = options.highlightedSource](const std::vector<int> &positions) {
        return source >= 0 && std::find(positions.begin(), positions.end(), source) != positions.end();
    };
    const bool lit = masks(here.edit.positions) || masks(here.edit.stepPositions);
    painter.setPen(QPen(lit ? style.text : style.noteLine, lit ? 1.5 : 1));
    painter.setBrush(style.noteSurface);
    painter.drawRoundedRect(place.change, 4, 4);
    painter.setFont(smallFont(options.font));
    painter.setPen(style.text);
    painter.drawText(place.change, Qt::AlignCenter,
                     QFontMetricsF(painter.font()).elidedText(change(node), Qt::ElideRight, place.change.width()));
}

void TreePainter::paintDot(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const
{
    const Style &style = options.style;
    const TreeLayout::Place &place = layout.places[static_cast<std::size_t>(node)];
    const double em = basePixels(options.font);
    const bool current = node == options.currentNode;
    const bool finished = snapshot_->nodes[static_cast<std::size_t>(node)].finished;
    const double radius = kDot * em * (current ? 1.4 : 1);
    const QColor color = current ? style.accent : isOnBestPath(node) ? style.text : style.neutralBar;
    // A ring: nothing follows the end symbol.
    painter.setPen(QPen(color, 0.14 * em));
    painter.setBrush(finished && !current ? style.background : color);
    painter.drawEllipse(place.dot, radius, radius);
    if (place.toggle.isEmpty())
        return;
    painter.setPen(QPen(style.gridLine, 1));
    painter.setBrush(style.surface);
    painter.drawRoundedRect(place.toggle, 4, 4);
    painter.setPen(style.mutedText);
    painter.setFont(smallFont(options.font));
    painter.drawText(place.toggle, Qt::AlignCenter,
                     place.hidden > 0 ? QStringLiteral("+%1").arg(place.hidden) : QString(QChar(0x2212)));
}

void TreePainter::paintScore(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const
{
    const HypothesisSnapshot::Node &here = snapshot_->nodes[static_cast<std::size_t>(node)];
    if (!here.finished)
        return;
    const double em = basePixels(options.font);
    const bool best = node == snapshot_->best;
    QFont font = smallFont(options.font);
    font.setWeight(best ? kStrong : QFont::Normal);
    const QString text = (best ? QStringLiteral("\u2605 ") : QString()) + decimals(here.score, 3);
    const QPointF dot = layout.places[static_cast<std::size_t>(node)].dot;
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 0.6 * em;
    const QRectF box(dot.x() + 0.6 * em, dot.y() - 0.7 * em, width, 1.4 * em);
    painter.fillRect(box, options.style.background);
    painter.setFont(font);
    painter.setPen(best ? options.style.text : options.style.mutedText);
    painter.drawText(box, Qt::AlignCenter, text);
}

TreePaintCount TreePainter::paint(QPainter &painter, const TreeLayout &layout, const TreeOptions &options,
                                  const QRectF &exposed) const
{
    TreePaintCount count;
    const QRectF shown = exposed & layout.area;
    if (nodes() == 0 || shown.isEmpty())
        return count;
    painter.save();
    painter.setClipRect(shown, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(layout.transform(), true);
    const double em = basePixels(options.font);
    const QRectF rect = layout.transform().inverted().mapRect(shown).adjusted(-em, -em, em, em);
    const bool readable = em * layout.zoom >= kReadablePixels;
    const auto [first, last] = layout.visibleColumns(rect);
    std::vector<int> visible;
    for (int column = first; column < last; ++column)
        for (const int node : layout.columns[static_cast<std::size_t>(column)]) {
            const TreeLayout::Place &place = layout.places[static_cast<std::size_t>(node)];
            const double from = node > 0 ? place.edgeStart.y() : place.dot.y();
            const double upper = std::min(from, place.dot.y());
            const double lower = std::max(from, place.dot.y());
            if (node > 0 && upper <= rect.bottom() && lower >= rect.top()) {
                paintEdge(painter, layout, options, node);
                ++count.edges;
            }
            if ((place.label | place.change).bottom() + em >= rect.top() && place.label.top() <= rect.bottom())
                visible.push_back(node);
        }
    for (const int node : visible) {
        if (readable) {
            paintScore(painter, layout, options, node);
            paintLabel(painter, layout, options, node);
            ++count.labels;
        }
        paintDot(painter, layout, options, node);
        ++count.nodes;
    }
    painter.restore();
    return count;
}

} // namespace fovea::ui
