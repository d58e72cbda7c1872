#include "ui/pages/items_page.h"

#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme.h"
#include "ui/widgets/finding_text.h"
#include "ui/widgets/item_delegate.h"
#include "ui/widgets/text_format.h"

namespace fovea::ui
{

using Phase = ItemListStatus::Phase;

namespace
{

constexpr int kTypingPause = 200; ///< ms
constexpr int kProgressSteps = 1000;

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
    buildTable();
    noMatch_ = makeCaption(list);
    noMatch_->setAlignment(Qt::AlignCenter);
    hint_ = makeCaption(list);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(kGrid);
    column->addWidget(buildHeader());
    column->addWidget(buildProgress());
    column->addWidget(buildFilter());
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
    title_->setFont(scaledFont(font(), 1.15, QFont::DemiBold));
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

QWidget *ItemsPage::buildProgress()
{
    auto *progress = new QWidget;
    bar_ = new QProgressBar(progress);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(6);
    bar_->setRange(0, kProgressSteps);
    progress_ = new QLabel(progress);
    progress_->setTextFormat(Qt::PlainText);
    pause_ = new QPushButton(progress);
    stop_ = new QPushButton(progress);
    auto *line = new QHBoxLayout;
    line->setSpacing(kGrid);
    line->addWidget(progress_, 1);
    line->addWidget(pause_);
    line->addWidget(stop_);
    auto *column = new QVBoxLayout(progress);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(bar_);
    column->addLayout(line);
    return progress;
}

QWidget *ItemsPage::buildFilter()
{
    auto *filter = new QWidget;
    filterLabel_ = makeCaption(filter);
    filter_ = new QLineEdit(filter);
    filter_->setClearButtonEnabled(true);
    filterLabel_->setBuddy(filter_);
    show_ = new QComboBox(filter);
    shownCount_ = makeCaption(filter);
    worst_ = new QToolButton(filter);
    worst_->setObjectName(QStringLiteral("worst"));
    worst_->setPopupMode(QToolButton::InstantPopup);
    worst_->setProperty("chooser", true);
    worst_->setFocusPolicy(Qt::StrongFocus);
    buildWorstMenu();
    auto *row = new QHBoxLayout(filter);
    row->setContentsMargins({});
    row->setSpacing(kGrid);
    row->addWidget(filterLabel_);
    row->addWidget(filter_, 1);
    row->addWidget(show_);
    row->addWidget(shownCount_);
    row->addStretch(1);
    row->addWidget(worst_);
    return filter;
}

void ItemsPage::buildWorstMenu()
{
    worstMenu_ = new QMenu(worst_);
    worstMenu_->setToolTipsVisible(true);
    for (const ItemMetric metric : kItemMetrics) {
        QAction *action = worstMenu_->addAction(QString());
        connect(action, &QAction::triggered, this, [this, metric] { goToWorst(metric); });
    }
    worstMenu_->addSeparator();
    fileOrder_ = worstMenu_->addAction(QString());
    connect(fileOrder_, &QAction::triggered, this,
            [this] { table_->sortByColumn(ItemListModel::NumberColumn, Qt::AscendingOrder); });
    worst_->setMenu(worstMenu_);
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
    connect(stop_, &QPushButton::clicked, this, &ItemsPage::stopRequested);
    connect(pause_, &QPushButton::clicked, this, [this] {
        if (status_.phase == Phase::Decoding)
            emit pauseRequested();
        else if (status_.phase == Phase::Done)
            emit restartRequested();
        else
            emit resumeRequested();
    });
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingPause);
    connect(filter_, &QLineEdit::textChanged, this, [this] { typing_.start(); });
    connect(filter_, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        table_->setFocus(Qt::OtherFocusReason);
    });
    connect(&typing_, &QTimer::timeout, this, &ItemsPage::applyFilter);
    connect(show_, &QComboBox::currentIndexChanged, this, &ItemsPage::applyFilter);
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

void ItemsPage::applyFilter()
{
    typing_.stop();
    const QVariant choice = show_->currentData();
    ItemFilter filter;
    filter.text = filter_->text().trimmed();
    if (choice.toInt() >= 0) {
        filter.show = ItemFilter::Show::OfKind;
        filter.kind = static_cast<Finding::Kind>(choice.toInt());
    } else {
        filter.show = choice.toInt() == -2   ? ItemFilter::Show::WithFindings
                      : choice.toInt() == -3 ? ItemFilter::Show::Failed
                                             : ItemFilter::Show::All;
    }
    model_->setFilter(filter);
    updateState();
}

void ItemsPage::setStatus(const ItemListStatus &status)
{
    status_ = status;
    updateState();
}

QString ItemsPage::statusText() const { return progress_->text(); }

void ItemsPage::updateState()
{
    const ItemCounts &counts = model_->counts();
    const Phase phase = status_.phase;
    const bool open = phase != Phase::Empty;
    const bool hadFocus = stack_->isAncestorOf(focusWidget());
    stack_->setCurrentIndex(open ? 1 : 0);
    if (hadFocus && open && !table_->hasFocus() && focusWidget() == emptyOpen_)
        table_->setFocus(Qt::OtherFocusReason);
    title_->setText(status_.name);
    subtitle_->setText(status_.model);
    progress_->setText(progressText());
    bar_->setRange(0, phase == Phase::Reading ? 0 : kProgressSteps);
    bar_->setValue(counts.all > 0 ? static_cast<int>(1LL * kProgressSteps * counts.decided / counts.all) : 0);
    bar_->setAccessibleDescription(progress_->text());
    pause_->setText(phase == Phase::Decoding  ? tr("&Pause")
                    : phase == Phase::Paused  ? tr("&Resume")
                    : phase == Phase::Stopped ? tr("Decode the &rest")
                                              : tr("Decode &again"));
    const QString again = model_->kind() == ItemKind::Sentences
                              ? tr("Decode all of it with the model and the search of the Translate page")
                              : tr("Decode all of it with the model and the search of the Caption page");
    pause_->setToolTip(phase == Phase::Done       ? again
                       : phase == Phase::Decoding ? tr("Stop for now; what is decoded stays")
                                                  : tr("Go on where decoding stopped"));
    pause_->setVisible(phase != Phase::Reading);
    stop_->setVisible(phase == Phase::Reading || phase == Phase::Decoding || phase == Phase::Paused);
    export_->setEnabled(counts.decided > 0);
    figures_->setEnabled(counts.decided > 0);
    const bool filtered = !(model_->filter() == ItemFilter());
    shownCount_->setVisible(filtered);
    shownCount_->setText(tr("%1 of %2 shown").arg(count(model_->rowCount()), count(counts.all)));
    const bool nothingMatches = counts.all > 0 && model_->rowCount() == 0;
    noMatch_->setVisible(nothingMatches);
    table_->setVisible(!nothingMatches);
}

QString ItemsPage::progressText() const
{
    const ItemCounts &counts = model_->counts();
    const QString done = tr("%1 of %2").arg(count(counts.decided), count(counts.all));
    switch (status_.phase) {
    case Phase::Empty:
        return {};
    case Phase::Reading:
        return tr("Reading…");
    case Phase::Decoding:
        return status_.secondsLeft < 0 ? tr("%1 decoded").arg(done)
                                       : tr("%1 decoded · %2 left").arg(done, formatDuration(status_.secondsLeft));
    case Phase::Paused:
        return tr("Paused: %1 decoded").arg(done);
    case Phase::Stopped:
        return tr("Stopped: %1 decoded").arg(done);
    case Phase::Done:
        return summaryText();
    }
    return {};
}

QString ItemsPage::summaryText() const
{
    const ItemCounts &counts = model_->counts();
    QStringList parts{tr("%1 decoded in %2").arg(count(counts.all - counts.blank), formatDuration(status_.seconds))};
    parts << (counts.withFindings > 0 ? tr("%1 with findings").arg(count(counts.withFindings))
                                      : tr("nothing looks broken"));
    if (counts.failed > 0)
        parts << tr("%1 failed").arg(count(counts.failed));
    if (counts.blank > 0)
        parts << tr("%1 blank").arg(count(counts.blank));
    return parts.join(QStringLiteral(" · "));
}

// --- texts

void ItemsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && title_) {
        title_->setFont(scaledFont(font(), 1.15, QFont::DemiBold));
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
    figures_->setText(tr("Export &figures…"));
    figures_->setToolTip(tr("Draw the gallery of every caption that is shown into a folder"));
    stop_->setText(tr("&Stop"));
    stop_->setToolTip(tr("Stop decoding; what is decoded stays"));
    bar_->setAccessibleName(tr("Progress"));
    filterLabel_->setText(tr("&Filter"));
    filter_->setPlaceholderText(tr("text in input or output"));
    filter_->setToolTip(tr("Show only the rows with this text"));
    filter_->setAccessibleName(tr("Filter by text"));
    show_->setToolTip(tr("Show only some of the rows"));
    show_->setAccessibleName(tr("Filter by finding"));
    worst_->setText(tr("Go to the &worst by"));
    worst_->setToolTip(tr("Sort by a metric, worst first, and go to the first row"));
    worst_->setAccessibleName(tr("Go to the worst by a metric"));
    table_->setAccessibleName(sentences ? tr("Sentences and their metrics") : tr("Pictures and their metrics"));
    noMatch_->setText(tr("No row matches the filter."));
    hint_->setText(sentences
                       ? tr("Enter or a double click opens a row on the Translate page, at its worst step. A click on "
                            "a title sorts.")
                       : tr("Enter or a double click opens a row on the Caption page, at its worst step. A click on a "
                            "title sorts."));
    retranslateChoices();
    model_->retranslate();
    arrangeColumns();
    updateState();
}

void ItemsPage::retranslateChoices()
{
    const QSignalBlocker blocker(show_);
    const QVariant chosen = show_->currentData();
    show_->clear();
    show_->addItem(tr("all rows"), -1);
    show_->addItem(tr("with findings"), -2);
    for (int kind = 0; kind <= static_cast<int>(Finding::Kind::RepeatedPhrase); ++kind)
        show_->addItem(findingName(static_cast<Finding::Kind>(kind)), kind);
    show_->addItem(tr("failed"), -3);
    show_->setCurrentIndex(chosen.isValid() ? std::max(0, show_->findData(chosen)) : 0);
    fileOrder_->setText(tr("Back to the first order"));
    fileOrder_->setToolTip(tr("Sort by the number at the left"));
    const QList<QAction *> actions = worstMenu_->actions();
    for (qsizetype i = 0; i < static_cast<qsizetype>(kItemMetrics.size()); ++i) {
        actions[i]->setText(metricName(kItemMetrics[static_cast<std::size_t>(i)]));
        actions[i]->setToolTip(metricDescription(kItemMetrics[static_cast<std::size_t>(i)]));
    }
}

} // namespace fovea::ui
