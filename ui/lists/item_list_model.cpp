#include "ui/lists/item_list_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "ui/text/finding_text.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr int kKinds = static_cast<int>(Finding::Kind::RepeatedPhrase) + 1;
constexpr qsizetype kLongestToolTip = 1000;

int decimalsOf(ItemMetric metric)
{
    return metric == ItemMetric::Findings ? 0 : metric == ItemMetric::CoverageDeviation ? 3 : 2;
}

QString shortened(const QString &text)
{
    return text.size() <= kLongestToolTip ? text : text.left(kLongestToolTip) + QChar(0x2026);
}

} // namespace

bool ItemFilter::matches(const Item &item) const
{
    if (show == Show::WithFindings && item.findings == 0)
        return false;
    if (show == Show::OfKind && !item.has(kind))
        return false;
    if (show == Show::Failed && item.state != Item::State::Failed)
        return false;
    return text.isEmpty() || item.input.contains(text, Qt::CaseInsensitive) ||
           item.output.contains(text, Qt::CaseInsensitive) || item.problem.contains(text, Qt::CaseInsensitive);
}

ItemListModel::ItemListModel(ItemKind kind, QObject *parent) : QAbstractTableModel(parent), kind_(kind)
{
    rearrangeSoon_.setSingleShot(true);
    rearrangeSoon_.setInterval(kRearrange);
    connect(&rearrangeSoon_, &QTimer::timeout, this, &ItemListModel::rearrange);
}

ItemListModel::Column ItemListModel::columnOf(ItemMetric metric)
{
    return static_cast<Column>(FirstMetricColumn + static_cast<int>(metric));
}

bool ItemListModel::isMetric(int column)
{
    return column >= FirstMetricColumn && column < FirstMetricColumn + static_cast<int>(kItemMetrics.size());
}

ItemMetric ItemListModel::metricOfColumn(int column) { return static_cast<ItemMetric>(column - FirstMetricColumn); }

// --- items

void ItemListModel::setItems(std::vector<Item> items)
{
    beginResetModel();
    items_ = std::move(items);
    counts_ = {};
    for (const Item &item : items_)
        count(item, 1);
    takeOrder(arranged());
    endResetModel();
    emit countsChanged();
}

void ItemListModel::count(const Item &item, int sign)
{
    counts_.all += sign;
    counts_.decided += item.state != Item::State::Waiting ? sign : 0;
    counts_.blank += item.state == Item::State::Blank ? sign : 0;
    counts_.failed += item.state == Item::State::Failed ? sign : 0;
    counts_.withFindings += item.findings > 0 ? sign : 0;
}

void ItemListModel::setResults(std::vector<std::pair<int, Item>> results)
{
    int first = std::numeric_limits<int>::max();
    int last = -1;
    for (auto &[number, result] : results) {
        if (number < 0 || number >= static_cast<int>(items_.size()))
            continue;
        Item &item = items_[static_cast<std::size_t>(number)];
        count(item, -1);
        item = std::move(result);
        count(item, 1);
        if (const int row = rowOfItem(number); row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
    if (!keepsFileOrder() && !rearrangeSoon_.isActive())
        rearrangeSoon_.start();
    emit countsChanged();
}

int ItemListModel::rowOfItem(int item) const
{
    return item >= 0 && item < static_cast<int>(rows_.size()) ? rows_[static_cast<std::size_t>(item)] : -1;
}

// --- order

void ItemListModel::setFilter(const ItemFilter &filter)
{
    if (filter == filter_)
        return;
    filter_ = filter;
    rearrange();
}

void ItemListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    sortColumn_ = column;
    sortOrder_ = order;
    rearrange();
}

void ItemListModel::rearrange()
{
    rearrangeSoon_.stop();
    std::vector<int> order = arranged();
    if (order == order_)
        return;
    const bool sameItems = order.size() == order_.size() &&
                           std::all_of(order.begin(), order.end(), [this](int item) { return rowOfItem(item) >= 0; });
    if (!sameItems) {
        beginResetModel();
        takeOrder(std::move(order));
        endResetModel();
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    const std::vector<int> itemsBefore = std::exchange(order_, {});
    takeOrder(std::move(order));
    QModelIndexList after;
    for (const QModelIndex &old : before)
        after << index(rowOfItem(itemsBefore[static_cast<std::size_t>(old.row())]), old.column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

std::vector<int> ItemListModel::arranged() const
{
    std::vector<int> items;
    items.reserve(items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (filter_.matches(items_[i]))
            items.push_back(static_cast<int>(i));
    sortItems(items);
    return items;
}

void ItemListModel::sortItems(std::vector<int> &items) const
{
    const bool down = sortOrder_ == Qt::DescendingOrder;
    if (sortColumn_ == NumberColumn) {
        if (down)
            std::reverse(items.begin(), items.end());
        return;
    }
    const auto item = [this](int number) -> const Item & { return items_[static_cast<std::size_t>(number)]; };
    if (!isMetric(sortColumn_)) {
        const auto text = [&](int number) -> const QString & {
            return sortColumn_ == InputColumn ? item(number).input : item(number).output;
        };
        std::stable_sort(items.begin(), items.end(), [&](int a, int b) {
            if (text(a).isEmpty() || text(b).isEmpty())
                return text(b).isEmpty() && !text(a).isEmpty();
            const int compared = text(a).compare(text(b), Qt::CaseInsensitive);
            return down ? compared > 0 : compared < 0;
        });
        return;
    }
    constexpr double kLast = std::numeric_limits<double>::infinity();
    std::vector<double> keys(items_.size(), kLast);
    for (const int number : items)
        if (const auto value = metricOf(item(number), metricOfColumn(sortColumn_)); value && std::isfinite(*value))
            keys[static_cast<std::size_t>(number)] = down ? -*value : *value;
    std::stable_sort(items.begin(), items.end(), [&keys](int a, int b) {
        return keys[static_cast<std::size_t>(a)] < keys[static_cast<std::size_t>(b)];
    });
}

void ItemListModel::takeOrder(std::vector<int> order)
{
    order_ = std::move(order);
    rows_.assign(items_.size(), -1);
    for (std::size_t row = 0; row < order_.size(); ++row)
        rows_[static_cast<std::size_t>(order_[row])] = static_cast<int>(row);
}

// --- cells

int ItemListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int ItemListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstMetricColumn + static_cast<int>(kItemMetrics.size());
}

QVariant ItemListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int number = itemOfRow(index.row());
    const Item &item = items_[static_cast<std::size_t>(number)];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(item, number, column);
    case Qt::ToolTipRole:
        return toolTip(item, column);
    case Qt::AccessibleTextRole:
        return isMetric(column) ? tr("%1: %2", "metric, value")
                                      .arg(metricName(metricOfColumn(column)), cellText(item, number, column))
                                : cellText(item, number, column);
    case Qt::TextAlignmentRole:
        return column == NumberColumn || isMetric(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                          : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case ItemRole:
        return number;
    case StateRole:
        return static_cast<int>(item.state);
    case MetricRole:
        if (isMetric(column))
            if (const auto value = metricOf(item, metricOfColumn(column)))
                return *value;
        return {};
    default:
        return {};
    }
}

QString ItemListModel::cellText(const Item &item, int number, int column) const
{
    switch (column) {
    case NumberColumn:
        return QString::number(number + 1);
    case InputColumn:
        return item.input;
    case OutputColumn:
        return item.state == Item::State::Failed ? item.problem : item.output;
    default:
        break;
    }
    const ItemMetric metric = metricOfColumn(column);
    const auto value = metricOf(item, metric);
    if (!value)
        return item.state == Item::State::Done ? QStringLiteral("–") : QString();
    return formatNumber(*value, decimalsOf(metric));
}

QString ItemListModel::toolTip(const Item &item, int column) const
{
    if (column == InputColumn)
        return plainToolTip(shortened(item.input));
    if (column == OutputColumn && item.state == Item::State::Failed)
        return plainToolTip(tr("This could not be decoded: %1").arg(shortened(item.problem)));
    if (column == OutputColumn && item.state == Item::State::Waiting)
        return tr("Not decoded yet");
    if (column == OutputColumn)
        return plainToolTip(item.complete || item.state == Item::State::Blank
                                ? shortened(item.output)
                                : tr("%1\n(The model did not end this output.)").arg(shortened(item.output)));
    if (column == columnOf(ItemMetric::Findings) && item.findings > 0) {
        QStringList names;
        for (int kind = 0; kind < kKinds; ++kind)
            if (item.has(static_cast<Finding::Kind>(kind)))
                names << findingName(static_cast<Finding::Kind>(kind));
        return plainToolTip(names.join(QStringLiteral("\n")));
    }
    if (column == columnOf(ItemMetric::Confidence) && metricOf(item, ItemMetric::Confidence))
        return tr("%1 % of a perfect one", "share").arg(formatNumber(item.metrics.confidence.confidencePercent(), 0));
    return {};
}

QVariant ItemListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool sentences = kind_ == ItemKind::Sentences;
    switch (role) {
    case Qt::DisplayRole:
        return section == NumberColumn   ? tr("#", "number of a line")
               : section == InputColumn  ? (sentences ? tr("sentence") : tr("picture"))
               : section == OutputColumn ? tr("output")
                                         : metricName(metricOfColumn(section));
    case Qt::ToolTipRole:
        return section == NumberColumn   ? (sentences ? tr("Line of the file") : tr("Number in the folder"))
               : section == InputColumn  ? (sentences ? tr("The line of the file") : tr("The picture's file"))
               : section == OutputColumn ? tr("What the model made of it, or why it could not")
                                         : plainToolTip(metricDescription(metricOfColumn(section)));
    case Qt::TextAlignmentRole:
        return section == NumberColumn || isMetric(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                            : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::InitialSortOrderRole: // the worst first
        return isMetric(section) && largerIsWorse(metricOfColumn(section)) ? Qt::DescendingOrder : Qt::AscendingOrder;
    default:
        return {};
    }
}

void ItemListModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

} // namespace fovea::ui
