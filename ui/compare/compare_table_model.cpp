#include "ui/compare/compare_table_model.h"

#include <cmath>
#include <limits>

#include <QLocale>

#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool isText(int column) { return column <= CompareTableModel::OutputColumn; }

int decimalsOf(int column)
{
    return column == CompareTableModel::CoverageColumn || column == CompareTableModel::ConfidenceColumn ? 1 : 2;
}

QString quoted(QString field, QChar separator)
{
    if (separator != u',') // a spreadsheet takes a tab or a line end for the next cell
        return field.replace(u'\t', u' ').replace(u'\n', u' ');
    if (!field.contains(u',') && !field.contains(u'"') && !field.contains(u'\n'))
        return field;
    return u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

CompareTableModel::Row CompareTableModel::rowOf(const CompareColumn &column, int index)
{
    Row row;
    row.name = columnLetter(index) + QStringLiteral("  ") + column.title;
    for (double &number : row.numbers)
        number = kNaN;
    if (!column.summary)
        return row;
    const TraceSummary &summary = *column.summary;
    const SentenceMetrics &metrics = summary.metrics;
    const std::string_view match = fovea::name(summary.match);
    row.match = QString::fromUtf8(match.data(), static_cast<qsizetype>(match.size()));
    row.output = QString::fromStdString(summary.output);
    row.numbers[LogProbabilityColumn] = metrics.logProbability;
    row.numbers[PerWordColumn] = metrics.meanLogProbability;
    row.numbers[CorrelationColumn] = column.overallCorrelation();
    if (!metrics.attends)
        return row;
    row.numbers[EntropyColumn] = metrics.meanNormalizedEntropy;
    row.numbers[CoverageColumn] = metrics.confidence.coverageDeviationPercent();
    row.numbers[LeastCoveredColumn] = metrics.smallestCoverage;
    row.numbers[ConfidenceColumn] = metrics.confidence.confidencePercent();
    return row;
}

void CompareTableModel::setColumns(const std::vector<CompareColumn> &columns)
{
    beginResetModel();
    rows_.clear();
    for (std::size_t i = 0; i < columns.size(); ++i)
        rows_.push_back(rowOf(columns[i], static_cast<int>(i)));
    endResetModel();
}

int CompareTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int CompareTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString CompareTableModel::text(const Row &row, int column) const
{
    if (column == NameColumn)
        return row.name;
    if (column == MatchColumn || column == OutputColumn) {
        const QString &text = column == MatchColumn ? row.match : row.output;
        return text.isEmpty() ? QStringLiteral("–") : text;
    }
    const double number = row.numbers[column];
    const bool percent = column == CoverageColumn || column == ConfidenceColumn;
    if (std::isnan(number))
        return QStringLiteral("–");
    return formatNumber(number, decimalsOf(column)) + (percent ? QStringLiteral(" %") : QString());
}

QVariant CompareTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = rows_[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool words = isText(column);
    const bool known = words || !std::isnan(row.numbers[column]);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return words ? plainToolTip(text(row, column)) : headerData(column, Qt::Horizontal, Qt::ToolTipRole);
    case Qt::AccessibleTextRole:
        return tr("%1: %2", "column, value")
            .arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(row, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case SortRole:
        if (words)
            return text(row, column);
        return known ? QVariant(row.numbers[column]) : QVariant();
    case ExportRole:
        if (words)
            return column == NameColumn ? row.name : column == MatchColumn ? row.match : row.output;
        return known ? QString::number(row.numbers[column], 'g', 9) : QString();
    default:
        return {};
    }
}

QVariant CompareTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool title = role == Qt::DisplayRole;
    switch (section) {
    case NameColumn:
        return title ? tr("model") : tr("The model or branch, by its letter above");
    case MatchColumn:
        return title ? tr("match") : tr("How annotations and decoder state are compared");
    case OutputColumn:
        return title ? tr("output") : tr("The words of the output");
    case LogProbabilityColumn:
        return title ? tr("log p") : tr("Natural logarithm of the output's probability, the end symbol included");
    case PerWordColumn:
        return title ? tr("per word") : tr("Log-probability divided by the number of words");
    case EntropyColumn:
        return title ? tr("entropy")
                     : tr("Mean normalized entropy of the weights: 0 looks at one word, 1 at all words alike");
    case CoverageColumn:
        return title ? tr("coverage")
                     : tr("Coverage deviation as a percentage: 100 when every source word got "
                          "attention 1 in total");
    case LeastCoveredColumn:
        return title ? tr("least covered") : tr("Smallest total weight on a source word");
    case ConfidenceColumn:
        return title ? tr("confidence")
                     : tr("Coverage and absentmindedness together as a percentage: 100 for a perfect "
                          "one-to-one alignment");
    case CorrelationColumn:
        return title ? tr("saliency")
                     : tr("Rank correlation of attention and saliency, mean over the steps; open the "
                          "Saliency view to compute it");
    default:
        return {};
    }
}

QString tableText(const QAbstractItemModel &model, QChar separator, const std::vector<int> &rows)
{
    const int role =
        separator == u',' ? static_cast<int>(CompareTableModel::ExportRole) : static_cast<int>(Qt::DisplayRole);
    const QString end = separator == u',' ? QStringLiteral("\r\n") : QStringLiteral("\n");
    QString text;
    const auto line = [&](const auto &field) {
        for (int column = 0; column < model.columnCount(); ++column)
            text += (column ? QString(separator) : QString()) + quoted(field(column), separator);
        text += end;
    };
    line([&](int column) { return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (const int row : rows)
        line([&](int column) { return model.index(row, column).data(role).toString(); });
    return text;
}

} // namespace fovea::ui
