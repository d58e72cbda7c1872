#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "ui/compare/compare_values.h"

namespace fovea::ui
{

/// The compared outputs in numbers, a row each. What is not known yet, and what a model without attention does not
/// have, is a dash that sorts last.
class CompareTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        MatchColumn,
        OutputColumn,
        LogProbabilityColumn,
        PerWordColumn,
        EntropyColumn,
        CoverageColumn,
        LeastCoveredColumn,
        ConfidenceColumn,
        CorrelationColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole + 1, ///< the number, or the text; invalid for a dash
        ExportRole,                  ///< the same as text for a file: all digits, empty for a dash
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setColumns(const std::vector<CompareColumn> &columns);

    int rowCount(const QModelIndex &parent = {}) const final;
    int columnCount(const QModelIndex &parent = {}) const final;
    QVariant data(const QModelIndex &index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    struct Row {
        QString name;
        QString match;
        QString output;
        double numbers[ColumnCount] = {}; ///< by column; NaN: a dash
    };
    static Row rowOf(const CompareColumn &column, int index);
    QString text(const Row &row, int column) const;

    std::vector<Row> rows_;
};

/// A table as text, header first, in the model's order. '\t': for the clipboard, as shown; ',': RFC 4180, with
/// ExportRole.
QString tableText(const QAbstractItemModel &model, QChar separator, const std::vector<int> &rows);

} // namespace fovea::ui
