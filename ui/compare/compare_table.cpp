#include "ui/compare/compare_table.h"

#include <algorithm>

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

/// Dashes stay last in both directions; without a sorted column the rows keep the order of the columns above.
class DashesLast final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override
    {
        const QVariant a = left.data(CompareTableModel::SortRole);
        const QVariant b = right.data(CompareTableModel::SortRole);
        if (a.isValid() && b.isValid())
            return QSortFilterProxyModel::lessThan(left, right);
        const bool ascending = sortOrder() == Qt::AscendingOrder;
        return ascending ? a.isValid() && !b.isValid() : !a.isValid() && b.isValid();
    }
};

} // namespace

CompareTable::CompareTable(QWidget *parent)
    : QWidget(parent), model_(new CompareTableModel(this)), sorted_(new DashesLast(this)), caption_(new QLabel(this)),
      copy_(new QToolButton(this)), export_(new QToolButton(this)), view_(new QTableView(this))
{
    caption_->setProperty("role", "caption");
    copy_->setIcon(icon(QStringLiteral("copy")));
    export_->setIcon(icon(QStringLiteral("export")));
    for (QToolButton *button : {copy_, export_}) {
        button->setProperty("flat", true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(CompareTableModel::SortRole);
    view_->setObjectName(QStringLiteral("compareTable"));
    view_->setModel(sorted_);
    view_->setSortingEnabled(true);
    view_->sortByColumn(-1, Qt::AscendingOrder);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setAlternatingRowColors(false);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setHighlightSections(false);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view_->horizontalHeader()->setSectionResizeMode(CompareTableModel::OutputColumn, QHeaderView::Stretch);
    view_->horizontalHeader()->setSortIndicatorClearable(true);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(2 * kGrid, 0, 2 * kGrid, 0);
    head->addWidget(caption_);
    head->addStretch(1);
    head->addWidget(copy_);
    head->addWidget(export_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(2);
    layout->addLayout(head);
    auto *body = new QHBoxLayout;
    body->setContentsMargins(kGrid, 0, kGrid, 0);
    body->addWidget(view_);
    layout->addLayout(body, 1);
    addContextMenu();
    connect(copy_, &QToolButton::clicked, this, &CompareTable::copy);
    connect(export_, &QToolButton::clicked, this, &CompareTable::exportRequested);
    retranslateUi();
    updateHeight();
}

void CompareTable::addContextMenu()
{
    copyAction_ = new QAction(this);
    copyAction_->setShortcut(QKeySequence::Copy);
    copyAction_->setShortcutContext(Qt::WidgetShortcut);
    exportAction_ = new QAction(this);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    view_->addActions({copyAction_, exportAction_});
    connect(copyAction_, &QAction::triggered, this, &CompareTable::copy);
    connect(exportAction_, &QAction::triggered, this, &CompareTable::exportRequested);
}

void CompareTable::setColumns(const std::vector<CompareColumn> &columns)
{
    model_->setColumns(columns);
    const bool any = !columns.empty();
    for (QToolButton *button : {copy_, export_})
        button->setEnabled(any);
    for (QAction *action : {copyAction_, exportAction_})
        action->setEnabled(any);
    updateHeight();
}

// All rows are in sight: there are four at most.
void CompareTable::updateHeight()
{
    const int row = view_->verticalHeader()->defaultSectionSize();
    view_->setMinimumHeight(view_->horizontalHeader()->sizeHint().height() + row * std::max(2, model_->rowCount()) + 4);
    view_->setMaximumHeight(view_->minimumHeight() + row / 2);
}

std::vector<int> CompareTable::allRows() const
{
    std::vector<int> rows;
    for (int row = 0; row < sorted_->rowCount(); ++row)
        rows.push_back(row);
    return rows;
}

QString CompareTable::csv() const { return tableText(*sorted_, u',', allRows()); }

QString CompareTable::copiedText() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : view_->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return tableText(*sorted_, u'\t', rows.empty() ? allRows() : rows);
}

void CompareTable::copy() { QGuiApplication::clipboard()->setText(copiedText()); }

void CompareTable::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && view_)
        updateHeight();
}

void CompareTable::retranslateUi()
{
    caption_->setText(tr("outputs in numbers"));
    view_->setAccessibleName(tr("Outputs in numbers"));
    copy_->setToolTip(tr("Copy the chosen rows, or the whole table (Ctrl+C in the table)"));
    copy_->setAccessibleName(tr("Copy the table"));
    export_->setToolTip(tr("Save the table as CSV"));
    export_->setAccessibleName(export_->toolTip());
    copyAction_->setText(tr("Copy"));
    exportAction_->setText(tr("Save as CSV…"));
    emit sorted_->headerDataChanged(Qt::Horizontal, 0, CompareTableModel::ColumnCount - 1);
}

} // namespace fovea::ui
