#include "ui/render/links/links_painter.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include "ui/render/links/links_raster.h"
#include "ui/style/style.h"
#include "ui/text/label_text.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

// In em, multiples of the font's pixel size.
constexpr double kPadding = 0.5;
constexpr double kBoxHeight = 2.0;
constexpr double kGap = 0.35;       // at least, between two words
constexpr double kComfortGap = 1.5; // where there is room
constexpr double kLargestGap = 6;   // of the shorter line
constexpr double kWidestWord = 16;
constexpr double kLowestBand = 4;
constexpr double kHighestBand = 20;
constexpr double kThickest = 0.9; // weight 1
constexpr double kReach = 3;      // pixels beside a link that still are on it

constexpr double kFadedOpacity = 0.1;

double naturalWidth(const std::vector<double> &widths, double gap)
{
    double sum = widths.empty() ? 0 : gap * static_cast<double>(widths.size() - 1);
    for (const double width : widths)
        sum += width;
    return sum;
}

// The words of one line across `content` pixels, spread as far as it is sensible and in the middle.
std::vector<QRectF> place(const std::vector<double> &widths, double left, double content, double top, double em)
{
    double gap = kGap * em;
    if (widths.size() > 1) {
        const double spare = content - naturalWidth(widths, gap);
        gap = std::min(gap + std::max(0.0, spare) / static_cast<double>(widths.size() - 1), kLargestGap * em);
    }
    double x = left + (content - naturalWidth(widths, gap)) / 2;
    std::vector<QRectF> boxes;
    boxes.reserve(widths.size());
    for (const double width : widths) {
        boxes.emplace_back(x, top, width, kBoxHeight * em);
        x += width + gap;
    }
    return boxes;
}

// True on a screen or an image that is not turned: elsewhere the links stay curves.
bool drawsPixels(const QPainter &painter)
{
    const QTransform device = painter.deviceTransform();
    return painter.paintEngine()->type() == QPaintEngine::Raster && device.type() <= QTransform::TxScale &&
           device.m11() > 0 && device.m22() > 0;
}

} // namespace

LinksPainter::LinksPainter(std::shared_ptr<const AttentionTrace> trace) : trace_(std::move(trace))
{
    if (!trace_)
        return;
    hasAttention_ = ui::hasAttention(*trace_);
    for (Index i = 0; i < trace_->source.size(); ++i)
        sourceLabels_.push_back(ui::sourceLabel(*trace_, i));
    for (std::size_t t = 0; t < trace_->steps.size(); ++t) {
        targetLabels_.push_back(ui::targetLabel(*trace_, static_cast<Index>(t)));
        for (const Scalar value : trace_->steps[t].weights)
            if (std::isfinite(value))
                largestWeight_ = std::max(largestWeight_, static_cast<double>(value));
    }
    if (!trace_->complete)
        targetLabels_.push_back(QStringLiteral("\u2026"));
}

double LinksPainter::weight(int target, int source) const
{
    if (target < 0 || target >= steps() || source < 0 || source >= sources())
        return std::numeric_limits<double>::quiet_NaN();
    const Vector &weights = trace_->steps[static_cast<std::size_t>(target)].weights;
    return source < weights.size() ? static_cast<double>(weights[source]) : std::numeric_limits<double>::quiet_NaN();
}

double LinksPainter::thickness(const LinksOptions &options, double weight) const
{
    return std::max(0.75, std::min(share(weight), 1.0) * kThickest * basePixels(options.font));
}

int LinksPainter::strongestSource(int target) const
{
    int strongest = -1;
    double largest = -std::numeric_limits<double>::infinity();
    for (int source = 0; source < sources(); ++source)
        if (const double value = weight(target, source); value > largest) {
            largest = value;
            strongest = source;
        }
    return strongest;
}

const LinksPainter::Widths &LinksPainter::widths(const QFont &font) const
{
    if (widths_ && widths_->font == font)
        return *widths_;
    QFont bold = font;
    bold.setWeight(kStrong);
    const QFontMetricsF metrics(bold);
    const double em = basePixels(font);
    const auto measure = [&](const std::vector<QString> &labels) {
        std::vector<double> result;
        result.reserve(labels.size());
        for (const QString &label : labels) {
            const double text = std::min(std::ceil(metrics.horizontalAdvance(label)) + 1, kWidestWord * em);
            result.push_back(std::max(text, em) + 2 * kPadding * em);
        }
        return result;
    };
    widths_ = Widths{font, measure(sourceLabels_), measure(targetLabels_)};
    return *widths_;
}

LinksLayout LinksPainter::layout(const QRectF &area, double scroll, const LinksOptions &options) const
{
    LinksLayout layout;
    layout.area = area;
    const double em = basePixels(options.font);
    const Widths &measured = widths(options.font);
    const auto widest = [&](double gap) {
        return std::max(naturalWidth(measured.source, gap), naturalWidth(measured.target, gap));
    };
    layout.contentWidth = std::max(widest(kGap * em), std::min(area.width(), widest(kComfortGap * em)));
    const double room = area.height() - 2 * kBoxHeight * em;
    const double height = std::clamp(room, kLowestBand * em, kHighestBand * em);
    const double top = area.top() + std::max(0.0, (room - height) / 2);
    const double left = area.left() + std::max(0.0, (area.width() - layout.contentWidth) / 2);
    layout.band = QRectF(area.left(), top + kBoxHeight * em, area.width(), height);
    layout.sources = place(measured.source, left, layout.contentWidth, top, em);
    layout.targets = place(measured.target, left, layout.contentWidth, layout.band.bottom(), em);
    layout.scroll = std::clamp(scroll, 0.0, layout.maximumScroll());
    return layout;
}

HeatmapCell LinksPainter::linkAt(const LinksLayout &layout, const LinksOptions &options, QPointF position) const
{
    HeatmapCell found;
    if (!hasAttention_ || !layout.band.contains(position))
        return found;
    double largest = 0;
    const double course = LinksLayout::course((position.y() - layout.band.top()) / layout.band.height());
    for (int target = 0; target < steps(); ++target)
        for (int source = 0; source < sources(); ++source) {
            const double value = weight(target, source);
            if (!isShown(options, value) || value <= largest)
                continue;
            const double reach = thickness(options, value) / 2 + kReach;
            const double from = layout.sourceEnd(source).x();
            const double x = from + (layout.targetEnd(target).x() - from) * course;
            if (std::abs(x - position.x()) <= reach) {
                found = {target, source};
                largest = value;
            }
        }
    return found;
}

int LinksPainter::shownTargets(const LinksOptions &options) const
{
    return options.shownSteps < 0 ? targets() : std::min(options.shownSteps, targets());
}

LinksPainter::Strength LinksPainter::strength(const LinksOptions &options, int target, int source) const
{
    const HeatmapCell &only = options.isolated;
    const bool isolating = only.row >= 0 || only.column >= 0;
    const bool chosen = (only.row < 0 || only.row == target) && (only.column < 0 || only.column == source);
    if (isolating && !chosen)
        return Strength::Faded;
    if (target == options.currentStep)
        return Strength::Current;
    return isolating || source == options.highlightedSource ? Strength::Strong : Strength::Normal;
}

QColor LinksPainter::colorOf(const LinksOptions &options, Strength which)
{
    return which == Strength::Current  ? options.style.accent
           : which == Strength::Strong ? options.style.text
                                       : options.style.mutedText;
}

template <class Draw>
int LinksPainter::forEachLink(const LinksLayout &layout, const LinksOptions &options, const QRectF &exposed,
                              Strength which, Draw draw) const
{
    int drawn = 0;
    for (int target = 0; target < std::min(steps(), shownTargets(options)); ++target)
        for (int source = 0; source < sources(); ++source) {
            const double value = weight(target, source);
            if (!isShown(options, value) || strength(options, target, source) != which)
                continue;
            Link link{layout.sourceEnd(source), layout.targetEnd(target), thickness(options, value), 0};
            if (std::max(link.from.x(), link.to.x()) + link.width < exposed.left() ||
                std::min(link.from.x(), link.to.x()) - link.width > exposed.right())
                continue;
            link.opacity = 0.12 + 0.88 * std::min(share(value), 1.0);
            if (which == Strength::Faded)
                link.opacity *= kFadedOpacity;
            draw(link);
            ++drawn;
        }
    return drawn;
}

int LinksPainter::strokeLinks(QPainter &painter, const LinksLayout &layout, const LinksOptions &options,
                              const QRectF &exposed) const
{
    int drawn = 0;
    const double middle = layout.band.center().y();
    for (const Strength which : kStrengths)
        drawn += forEachLink(layout, options, exposed, which, [&](const Link &link) {
            QColor color = colorOf(options, which);
            color.setAlphaF(static_cast<float>(link.opacity));
            QPainterPath path(link.from);
            path.cubicTo(QPointF(link.from.x(), middle), QPointF(link.to.x(), middle), link.to);
            painter.strokePath(path, QPen(color, link.width, Qt::SolidLine, Qt::FlatCap));
        });
    return drawn;
}

int LinksPainter::rasterLinks(QPainter &painter, const LinksLayout &layout, const LinksOptions &options,
                              const QRectF &exposed) const
{
    constexpr int kMostRows = 512; // of an image at a time: a figure can be large
    const QTransform device = painter.deviceTransform();
    const QTransform back = device.inverted();
    const QRectF band = device.mapRect(layout.band);
    const QRect all = device.mapRect(exposed & layout.band).toAlignedRect();
    int drawn = 0;
    for (int top = all.top(); top <= all.bottom(); top += kMostRows) {
        const QRect part(all.left(), top, all.width(), std::min(kMostRows, all.bottom() + 1 - top));
        LinksRaster raster(part.size(), band.top() - top, band.bottom() - top);
        drawn = 0;
        for (const Strength which : kStrengths) {
            drawn += forEachLink(layout, options, exposed, which, [&](const Link &link) {
                raster.add(device.map(link.from).x() - all.left(), device.map(link.to).x() - all.left(),
                           link.width * device.m11(), link.opacity);
            });
            raster.flush(colorOf(options, which));
        }
        painter.drawImage(back.mapRect(QRectF(part)), raster.image());
    }
    return drawn;
}

void LinksPainter::paintWord(QPainter &painter, const LinksOptions &options, const QRectF &box, HeatmapCell word) const
{
    const Style &style = options.style;
    const bool source = word.column >= 0;
    const QString &label = source ? sourceLabel(word.column) : targetLabel(word.row);
    const bool current = !source && word.row == options.currentStep;
    const bool pointed = source ? word.column == options.isolated.column || word.column == options.highlightedSource
                                : word.row == options.isolated.row;
    const QRectF frame = box.adjusted(0.5, 2.5, -0.5, -2.5);
    if (current || pointed || word == options.focused) {
        painter.setBrush(current || pointed ? style.accentSoft : Qt::transparent);
        painter.setPen(current                   ? QPen(style.accent, word == options.focused ? 2 : 1)
                       : word == options.focused ? QPen(style.mutedText, 1)
                                                 : QPen(Qt::NoPen));
        painter.drawRoundedRect(frame, 6, 6);
    }
    const bool toCome = !source && word.row >= steps();
    QFont font = options.font;
    font.setWeight(current || pointed ? kStrong : QFont::Normal);
    if (isSpecialSymbol(label))
        font.setPixelSize(std::max(7, static_cast<int>(std::lround(basePixels(font) * kSymbolScale))));
    painter.setFont(font);
    painter.setPen(current ? style.accent : toCome || isSpecialSymbol(label) ? style.mutedText : style.text);
    const double room = box.width() - 2 * kPadding * basePixels(options.font) + 1;
    painter.drawText(box, Qt::AlignCenter, QFontMetricsF(font).elidedText(label, Qt::ElideRight, room));
}

void LinksPainter::paintNote(QPainter &painter, const LinksLayout &layout, const LinksOptions &options) const
{
    QString note;
    if (!hasAttention_)
        note = tr("This model has no attention: every step sees the same fixed vector.");
    else if (largestWeight_ < options.threshold)
        note = tr("No weight reaches the threshold: lower it to see links.");
    if (note.isEmpty() || steps() == 0)
        return;
    const double em = basePixels(options.font);
    painter.setFont(options.font);
    const QFontMetricsF metrics(options.font);
    const double width = std::min(layout.band.width() - 4 * em, metrics.horizontalAdvance(note) + 1);
    QRectF text =
        metrics.boundingRect(QRectF(0, 0, std::max(width, 4 * em), 1000), Qt::AlignCenter | Qt::TextWordWrap, note);
    text.moveCenter(layout.band.center());
    painter.setPen(options.style.noteLine);
    painter.setBrush(options.style.noteSurface);
    painter.drawRoundedRect(text.adjusted(-em, -0.6 * em, em, 0.6 * em), 6, 6);
    painter.setPen(options.style.text);
    painter.drawText(text.adjusted(-2, -2, 2, 2), Qt::AlignCenter | Qt::TextWordWrap, note);
}

LinksPaintCount LinksPainter::paint(QPainter &painter, const LinksLayout &layout, const LinksOptions &options,
                                    const QRectF &exposed) const
{
    LinksPaintCount count;
    const QRectF shown = exposed & layout.area;
    if (shown.isEmpty() || sources() == 0)
        return count;
    painter.save();
    painter.setClipRect(shown, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasAttention_ && shown.intersects(layout.band))
        count.links = drawsPixels(painter) ? rasterLinks(painter, layout, options, shown)
                                           : strokeLinks(painter, layout, options, shown);
    const auto paintLine = [&](int words, auto rect, auto cell) {
        for (int word = 0; word < words; ++word)
            if (const QRectF box = rect(word); box.intersects(shown)) {
                paintWord(painter, options, box, cell(word));
                ++count.words;
            }
    };
    paintLine(
        sources(), [&](int i) { return layout.sourceRect(i); },
        [](int i) {
            return HeatmapCell{-1, i};
        });
    paintLine(
        shownTargets(options), [&](int t) { return layout.targetRect(t); },
        [](int t) {
            return HeatmapCell{t, -1};
        });
    paintNote(painter, layout, options);
    painter.restore();
    return count;
}

} // namespace fovea::ui
