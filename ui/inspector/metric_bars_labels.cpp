// The words below the bars of MetricBars.
#include <algorithm>

#include <QPainter>

#include "ui/inspector/metric_bars.h"
#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kMostLabels = 200; ///< more have no room in any window
constexpr int kLongestTurned = 64;
constexpr int kMostStacked = 4; ///< signs
constexpr double kLabelScale = 0.85;

/// Signs that are read as well one below the other.
bool isIdeographic(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar sign) {
        switch (sign.script()) {
        case QChar::Script_Han:
        case QChar::Script_Hiragana:
        case QChar::Script_Katakana:
        case QChar::Script_Hangul:
            return true;
        default:
            return sign.unicode() >= 0x3000 && sign.unicode() <= 0xffef; // their punctuation, halves of rare signs
        }
    });
}

/// One line for each sign; a long word ends in dots.
QStringList stacked(const QString &word)
{
    QStringList lines;
    for (const char32_t sign : word.toUcs4())
        lines << QString::fromUcs4(&sign, 1);
    if (lines.size() > kMostStacked) {
        lines.resize(kMostStacked);
        lines.back() = QChar(0x22ee);
    }
    return lines;
}

} // namespace

void MetricBars::measureLabels()
{
    const QFontMetrics metrics(scaledFont(font(), kLabelScale));
    labelWidths_.clear();
    if (count() <= kMostLabels)
        for (int item = 0; item < count(); ++item)
            labelWidths_.push_back(metrics.horizontalAdvance(labels_.value(item)));
}

MetricBars::Label MetricBars::labelOf(int item, double pitch) const
{
    const QString label = labels_.value(item);
    const bool ideographic = isIdeographic(label);
    const int gap = ideographic ? 1 : 3; // such signs bring their own
    if (labelWidths_[static_cast<std::size_t>(item)] + gap <= pitch)
        return Label::Upright;
    return ideographic && label.size() > 1 ? Label::Stacked : Label::Turned;
}

/// A line of text, turned or not, is as wide as it is tall without its gaps.
bool MetricBars::hasRoomForLabels(int width) const
{
    return labelsShown_ && columns_ == 0 && !labelWidths_.empty() && slotsFor(width) == count() &&
           QFontMetrics(scaledFont(font(), kLabelScale)).ascent() <= pitchFor(width);
}

int MetricBars::labelHeight() const { return QFontMetrics(scaledFont(font(), kLabelScale)).height(); }

int MetricBars::labelsHeight(int width) const
{
    if (!hasRoomForLabels(width))
        return 0;
    int tallest = 0;
    for (int item = 0; item < count(); ++item) {
        const Label label = labelOf(item, pitchFor(width));
        const int height = label == Label::Upright ? labelHeight()
                           : label == Label::Stacked
                               ? static_cast<int>(stacked(labels_.value(item)).size()) * labelHeight()
                               : std::min(labelWidths_[static_cast<std::size_t>(item)], kLongestTurned) + 4;
        tallest = std::max(tallest, height);
    }
    return tallest;
}

void MetricBars::paintLabels(QPainter &painter) const
{
    const Colors c = colors(palette());
    painter.setFont(scaledFont(font(), kLabelScale));
    for (int item = 0; item < count(); ++item) {
        painter.setPen(isMarked(item) || item == highlighted_ ? c.text : c.mutedText);
        paintLabel(painter, item);
    }
}

void MetricBars::paintLabel(QPainter &painter, int item) const
{
    const double top = barHeight(width()) + 1;
    const QRectF room = rectOf(item);
    const Label label = labelOf(item, room.width());
    const QString text = labels_.value(item);
    if (label != Label::Turned) {
        double y = top;
        for (const QString &line : label == Label::Stacked ? stacked(text) : QStringList(text)) {
            painter.drawText(QRectF(room.left(), y, room.width(), labelHeight()),
                             Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, line);
            y += labelHeight();
        }
        return;
    }
    painter.save();
    painter.translate(room.center().x(), top);
    painter.rotate(90);
    painter.drawText(QRectF(0, -room.width() / 2, kLongestTurned, room.width()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, kLongestTurned));
    painter.restore();
}

} // namespace fovea::ui
