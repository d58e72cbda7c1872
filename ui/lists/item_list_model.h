#pragma once

#include <utility>
#include <vector>

#include <QAbstractTableModel>
#include <QTimer>

#include "ui/lists/item.h"

namespace fovea::ui
{

/// Which items a list shows: those that have the text in input, output or problem, and of them all or some.
struct ItemFilter {
    enum class Show { All, WithFindings, OfKind, Failed };

    QString text; ///< empty: any
    Show show = Show::All;
    Finding::Kind kind = Finding::Kind::Collapsed; ///< OfKind

    bool operator==(const ItemFilter &) const = default;
    bool matches(const Item &item) const;
};

/// Many inputs with their outputs and metrics: a row each, sorted and filtered here, so that 100,000 rows stay smooth.
/// A row shows an item; the item's number never changes. What cannot be compared (no output yet, failed, blank) stands
/// last in every order.
///
/// Results arrive in batches. Their cells are right at once; rows move to their places at most once in `kRearrange`,
/// so that a sorted list does not run away under the reader.
class ItemListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, InputColumn, OutputColumn, FirstMetricColumn };
    enum Role { ItemRole = Qt::UserRole + 1, StateRole, MetricRole };
    static constexpr int kRearrange = 1000; ///< ms

    explicit ItemListModel(ItemKind kind, QObject *parent = nullptr);

    static Column columnOf(ItemMetric metric);
    static bool isMetric(int column);
    static ItemMetric metricOfColumn(int column);

    /// Throws the old items away; order and filter stay.
    void setItems(std::vector<Item> items);
    /// Item number and what it has become.
    void setResults(std::vector<std::pair<int, Item>> results);
    void setFilter(const ItemFilter &filter);
    const ItemFilter &filter() const { return filter_; }
    ItemKind kind() const { return kind_; }
    const ItemCounts &counts() const { return counts_; }

    const std::vector<Item> &items() const { return items_; }
    int itemOfRow(int row) const { return order_.at(static_cast<std::size_t>(row)); }
    int rowOfItem(int item) const; ///< -1: not shown
    /// Item numbers in the order of the rows.
    const std::vector<int> &shownItems() const { return order_; }

    int rowCount(const QModelIndex &parent = {}) const final;
    int columnCount(const QModelIndex &parent = {}) const final;
    QVariant data(const QModelIndex &index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) final;
    int sortColumn() const { return sortColumn_; }
    Qt::SortOrder sortOrder() const { return sortOrder_; }

    /// New texts after a change of language.
    void retranslate();

public slots:
    /// Moves rows to their places now.
    void rearrange();

signals:
    void countsChanged();

private:
    std::vector<int> arranged() const;
    void sortItems(std::vector<int> &items) const;
    void takeOrder(std::vector<int> order);
    void count(const Item &item, int sign);
    bool keepsFileOrder() const { return sortColumn_ == NumberColumn && filter_ == ItemFilter(); }
    QString cellText(const Item &item, int number, int column) const;
    QString toolTip(const Item &item, int column) const;

    ItemKind kind_;
    std::vector<Item> items_;
    std::vector<int> order_; ///< row -> item
    std::vector<int> rows_;  ///< item -> row, -1: not shown
    ItemCounts counts_;
    ItemFilter filter_;
    int sortColumn_ = NumberColumn;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
    QTimer rearrangeSoon_;
};

} // namespace fovea::ui
