#include "ui/lists/items_page.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/lists/item_delegate.h"
#include "ui/lists/item_filter_bar.h"
#include "ui/lists/item_progress.h"
#include "ui/style/theme.h"

namespace fovea::ui
{

using Phase = ItemListStatus::Phase;

namespace
{

QLabel *makeCaption(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", "caption");
    return label;
}

QString count(int number) { return QLocale().toString(number); }

} // namespace

ItemsPage::ItemsPage(ItemKind kind, QWidget *parent) : QWidget(parent), model_(new ItemListModel(kind, this))
{
    message_ = new MessageBar(this);
    stack_ = new QStackedWidget(this);
    auto *list = new QWidget;
    progress_ = new ItemProgress(kind, list);
    filter_ = new ItemFilterBar(list);
    buildTable();
    noMatch_ = makeCaption(list);
    noMatch_->setAlignment(Qt::AlignCenter);
    hint_ = makeCaption(list);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(kGrid);
    column->addWidget(buildHeader());
    column->addWidget(progress_);
    column->addWidget(filter_);
    column->addWidget(noMatch_, 1);
    column->addWidget(table_, 1);
    column->addWidget(hint_);
    stack_->addWidget(buildEmpty());
    stack_->addWidget(list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, kGrid);
    layout->setSpacing(kGrid);
    layout->addWidget(message_);
    layout->addWidget(stack_, 1);
    connectParts();
    retranslateUi();
}

QWidget *ItemsPage::buildEmpty()
{
    auto *empty = new QWidget;
    emptyText_ = makeCaption(empty);
    emptyText_->setAlignment(Qt::AlignCenter);
    emptyText_->setWordWrap(true);
    emptyOpen_ = new QPushButton(empty);
    auto *column = new QVBoxLayout(empty);
    column->addStretch(2);
    column->addWidget(emptyText_);
    column->addSpacing(kGrid);
    column->addWidget(emptyOpen_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return empty;
}

QWidget *ItemsPage::buildHeader()
{
    auto *header = new QWidget;
    title_ = new QLabel(header);
    title_->setTextFormat(Qt::PlainText);
    title_->setProperty("role", "title");
    title_->setFont(scaledFont(font(), 1.15, kStrong));
    subtitle_ = makeCaption(header);
    open_ = new QPushButton(header);
    export_ = new QPushButton(header);
    figures_ = new QPushButton(header);
    figures_->setObjectName(QStringLiteral("figures"));
    figures_->setVisible(model_->kind() == ItemKind::Pictures);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title_);
    texts->addWidget(subtitle_);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins({});
    row->setSpacing(kGrid);
    row->addLayout(texts, 1);
    row->addWidget(open_);
    row->addWidget(figures_);
    row->addWidget(export_);
    return header;
}

void ItemsPage::buildTable()
{
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("itemTable"));
    table_->setModel(model_);
    table_->setItemDelegate(new ItemDelegate(table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setSortingEnabled(true);
    table_->sortByColumn(ItemListModel::NumberColumn, Qt::AscendingOrder);
    table_->setFrameShape(QFrame::NoFrame);
    table_->installEventFilter(this);
    QHeaderView *rows = table_->verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed); // measures no row: there may be 100,000
    QHeaderView *columns = table_->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setMinimumSectionSize(5 * kGrid);
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    arrangeColumns();
}

void ItemsPage::arrangeColumns()
{
    const QFontMetrics metrics(font());
    table_->verticalHeader()->setDefaultSectionSize(metrics.height() + kGrid);
    QHeaderView *columns = table_->horizontalHeader();
    columns->resizeSection(ItemListModel::NumberColumn,
                           metrics.horizontalAdvance(QStringLiteral("100000")) + 2 * kGrid);
    columns->setSectionResizeMode(ItemListModel::InputColumn, QHeaderView::Stretch);
    columns->setSectionResizeMode(ItemListModel::OutputColumn, QHeaderView::Stretch);
    for (const ItemMetric metric : kItemMetrics) {
        // Room for the title with the arrow of the sorted column, and for the numbers.
        const int title = metrics.horizontalAdvance(metricName(metric)) + 4 * kGrid;
        const bool sum = metric == ItemMetric::LogProbability; // grows with the output
        const int value =
            metrics.horizontalAdvance(sum ? QStringLiteral("−0,000.00") : QStringLiteral("−000.00")) + 2 * kGrid;
        columns->resizeSection(ItemListModel::columnOf(metric), std::max(title, value));
    }
}

void ItemsPage::connectParts()
{
    for (QPushButton *button : {open_, emptyOpen_})
        connect(button, &QPushButton::clicked, this, &ItemsPage::openRequested);
    connect(export_, &QPushButton::clicked, this, &ItemsPage::exportRequested);
    connect(figures_, &QPushButton::clicked, this, &ItemsPage::figuresRequested);
    connect(progress_, &ItemProgress::pauseRequested, this, &ItemsPage::pauseRequested);
    connect(progress_, &ItemProgress::resumeRequested, this, &ItemsPage::resumeRequested);
    connect(progress_, &ItemProgress::stopRequested, this, &ItemsPage::stopRequested);
    connect(progress_, &ItemProgress::restartRequested, this, &ItemsPage::restartRequested);
    connect(filter_, &ItemFilterBar::filterChanged, this, [this](const ItemFilter &filter) {
        model_->setFilter(filter);
        updateState();
    });
    connect(filter_, &ItemFilterBar::listRequested, this, [this] { table_->setFocus(Qt::OtherFocusReason); });
    connect(filter_, &ItemFilterBar::worstRequested, this, &ItemsPage::goToWorst);
    connect(filter_, &ItemFilterBar::firstOrderRequested, this,
            [this] { table_->sortByColumn(ItemListModel::NumberColumn, Qt::AscendingOrder); });
    find_ = new QAction(this);
    find_->setShortcut(QKeySequence::Find);
    addAction(find_); // of the window while the page is in sight, wherever the keyboard is
    connect(find_, &QAction::triggered, this, &ItemsPage::focusFilter);
    connectTable();
}

void ItemsPage::connectTable()
{
    connect(table_, &QTableView::doubleClicked, this, &ItemsPage::activate);
    connect(table_->horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](const QPoint &point) {
        const int column = table_->horizontalHeader()->logicalIndexAt(point);
        if (!ItemListModel::isMetric(column))
            return;
        QMenu menu;
        QAction *worst = menu.addAction(tr("Go to the worst by this metric"));
        if (menu.exec(table_->horizontalHeader()->mapToGlobal(point)) == worst)
            goToWorst(ItemListModel::metricOfColumn(column));
    });
    connect(model_, &QAbstractItemModel::modelAboutToBeReset, this, &ItemsPage::keepPlace);
    connect(model_, &QAbstractItemModel::modelReset, this, &ItemsPage::restorePlace);
    connect(model_, &ItemListModel::countsChanged, this, &ItemsPage::updateState);
}

// --- place in the table

int ItemsPage::currentItem() const
{
    const QModelIndex current = table_->currentIndex();
    return current.isValid() ? model_->itemOfRow(current.row()) : -1;
}

void ItemsPage::keepPlace()
{
    keptItem_ = currentItem();
    keptColumn_ = std::max(0, table_->currentIndex().column());
    keptScroll_ = table_->verticalScrollBar()->value();
}

void ItemsPage::restorePlace()
{
    const int row = model_->rowOfItem(keptItem_);
    if (row >= 0) {
        table_->setCurrentIndex(model_->index(row, keptColumn_));
        table_->scrollTo(table_->currentIndex());
    } else {
        table_->verticalScrollBar()->setValue(keptScroll_);
    }
    updateState();
}

ItemMetric ItemsPage::metric() const
{
    return ItemListModel::isMetric(model_->sortColumn()) ? ItemListModel::metricOfColumn(model_->sortColumn())
                                                         : ItemMetric::Confidence;
}

void ItemsPage::goToWorst(ItemMetric metric)
{
    table_->sortByColumn(ItemListModel::columnOf(metric),
                         largerIsWorse(metric) ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (model_->rowCount() == 0)
        return;
    table_->setCurrentIndex(model_->index(0, ItemListModel::InputColumn));
    table_->scrollToTop();
    table_->setFocus(Qt::OtherFocusReason);
}

void ItemsPage::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const int item = model_->itemOfRow(index.row());
    const bool blank = model_->items()[static_cast<std::size_t>(item)].state == Item::State::Blank;
    const ItemMetric by =
        ItemListModel::isMetric(index.column()) ? ItemListModel::metricOfColumn(index.column()) : metric();
    if (!blank)
        emit itemActivated(item, by);
}

bool ItemsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier) {
            activate(table_->currentIndex());
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copyCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// The row as a person would paste it into a table: number, input, output, metrics.
void ItemsPage::copyCurrent()
{
    const int row = table_->currentIndex().row();
    if (row < 0)
        return;
    QStringList cells;
    for (int column = 0; column < model_->columnCount(); ++column)
        cells << model_->index(row, column).data().toString();
    QGuiApplication::clipboard()->setText(cells.join(u'\t'));
}

// --- state

void ItemsPage::setStatus(const ItemListStatus &status)
{
    status_ = status;
    updateState();
}

QString ItemsPage::statusText() const { return progress_->text(); }

void ItemsPage::setFilter(const ItemFilter &filter)
{
    filter_->setFilter(filter);
    model_->setFilter(filter);
    updateState();
}

void ItemsPage::sortBy(int column, Qt::SortOrder order)
{
    if (column >= 0 && column < model_->columnCount())
        table_->sortByColumn(column, order);
}

void ItemsPage::focusFilter() { filter_->focusFilter(); }

void ItemsPage::updateState()
{
    const ItemCounts &counts = model_->counts();
    const bool open = status_.phase != Phase::Empty;
    const bool hadFocus = stack_->isAncestorOf(focusWidget());
    stack_->setCurrentIndex(open ? 1 : 0);
    if (hadFocus && open && !table_->hasFocus() && focusWidget() == emptyOpen_)
        table_->setFocus(Qt::OtherFocusReason);
    title_->setText(status_.name);
    subtitle_->setText(status_.model);
    progress_->setProgress(status_, counts);
    find_->setEnabled(open);
    export_->setEnabled(counts.decided > 0);
    figures_->setEnabled(counts.decided > 0);
    const bool filtered = !(model_->filter() == ItemFilter());
    filter_->setShownText(filtered ? tr("%1 of %2 shown").arg(count(model_->rowCount()), count(counts.all))
                                   : QString());
    const bool nothingMatches = counts.all > 0 && model_->rowCount() == 0;
    noMatch_->setVisible(nothingMatches);
    table_->setVisible(!nothingMatches);
}

// --- texts

void ItemsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && title_) {
        title_->setFont(scaledFont(font(), 1.15, kStrong));
        arrangeColumns();
    }
}

void ItemsPage::retranslateUi()
{
    const bool sentences = model_->kind() == ItemKind::Sentences;
    setAccessibleName(sentences ? tr("Sentences") : tr("Pictures"));
    emptyText_->setText(sentences ? tr("Open a text file with one sentence a line, up to 100,000 of them, or drop it "
                                       "here.\nAll of them are decoded in the background. Sort the list by a metric "
                                       "to see where the attention is at its worst.")
                                  : tr("Open a folder of pictures, or drop it here.\nAll of them are described in the "
                                       "background. Sort the list by a metric to see where the attention is at its "
                                       "worst."));
    for (QPushButton *button : {open_, emptyOpen_}) {
        button->setText(sentences ? tr("&Open sentences…") : tr("&Open folder…"));
        button->setToolTip(sentences ? tr("Choose a text file with one sentence a line")
                                     : tr("Choose a folder of pictures"));
    }
    export_->setText(tr("E&xport table…"));
    export_->setToolTip(tr("Save the rows as they are shown as TSV or JSON"));
    figures_->setText(tr("Export fi&gures…"));
    figures_->setToolTip(tr("Draw the gallery of every caption that is shown into a folder"));
    find_->setText(tr("Filter"));
    table_->setAccessibleName(sentences ? tr("Sentences and their metrics") : tr("Pictures and their metrics"));
    noMatch_->setText(tr("No row matches the filter."));
    hint_->setText(sentences
                       ? tr("Enter or a double click opens a row on the Translate page, at its worst step. A click on "
                            "a title sorts.")
                       : tr("Enter or a double click opens a row on the Caption page, at its worst step. A click on a "
                            "title sorts."));
    model_->retranslate();
    arrangeColumns();
    updateState();
}

} // namespace fovea::ui
