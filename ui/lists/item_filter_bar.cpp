#include "ui/lists/item_filter_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/style/theme.h"
#include "ui/text/finding_text.h"

namespace fovea::ui
{

namespace
{

constexpr int kTypingPause = 200; ///< ms

// Choices that are no kind of finding.
constexpr int kAll = -1;
constexpr int kWithFindings = -2;
constexpr int kFailed = -3;

int choiceOf(const ItemFilter &filter)
{
    switch (filter.show) {
    case ItemFilter::Show::WithFindings:
        return kWithFindings;
    case ItemFilter::Show::Failed:
        return kFailed;
    case ItemFilter::Show::OfKind:
        return static_cast<int>(filter.kind);
    case ItemFilter::Show::All:
        break;
    }
    return kAll;
}

QLabel *makeCaption(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", "caption");
    return label;
}

} // namespace

ItemFilterBar::ItemFilterBar(QWidget *parent)
    : QWidget(parent), label_(makeCaption(this)), text_(new QLineEdit(this)), show_(new QComboBox(this)),
      shown_(makeCaption(this)), worst_(new QToolButton(this))
{
    text_->setClearButtonEnabled(true);
    label_->setBuddy(text_);
    worst_->setObjectName(QStringLiteral("worst"));
    worst_->setPopupMode(QToolButton::InstantPopup);
    worst_->setProperty("chooser", true);
    worst_->setFocusPolicy(Qt::StrongFocus);
    buildWorstMenu();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(kGrid);
    row->addWidget(label_);
    row->addWidget(text_, 1);
    row->addWidget(show_);
    row->addWidget(shown_);
    row->addStretch(1);
    row->addWidget(worst_);
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingPause);
    connect(text_, &QLineEdit::textChanged, this, [this] { typing_.start(); });
    connect(text_, &QLineEdit::returnPressed, this, [this] {
        announce();
        emit listRequested();
    });
    connect(&typing_, &QTimer::timeout, this, &ItemFilterBar::announce);
    connect(show_, &QComboBox::currentIndexChanged, this, &ItemFilterBar::announce);
    retranslateUi();
}

void ItemFilterBar::buildWorstMenu()
{
    worstMenu_ = new QMenu(worst_);
    worstMenu_->setToolTipsVisible(true);
    for (const ItemMetric metric : kItemMetrics) {
        QAction *action = worstMenu_->addAction(QString());
        connect(action, &QAction::triggered, this, [this, metric] { emit worstRequested(metric); });
    }
    worstMenu_->addSeparator();
    firstOrder_ = worstMenu_->addAction(QString());
    connect(firstOrder_, &QAction::triggered, this, &ItemFilterBar::firstOrderRequested);
    worst_->setMenu(worstMenu_);
}

ItemFilter ItemFilterBar::filter() const
{
    ItemFilter filter;
    filter.text = text_->text().trimmed();
    const QVariant choice = show_->currentData();
    const int kind = choice.isValid() ? choice.toInt() : kAll;
    if (kind >= 0) {
        filter.show = ItemFilter::Show::OfKind;
        filter.kind = static_cast<Finding::Kind>(kind);
    } else if (kind == kWithFindings) {
        filter.show = ItemFilter::Show::WithFindings;
    } else if (kind == kFailed) {
        filter.show = ItemFilter::Show::Failed;
    }
    return filter;
}

void ItemFilterBar::setFilter(const ItemFilter &filter)
{
    const QSignalBlocker noText(text_);
    const QSignalBlocker noChoice(show_);
    typing_.stop();
    text_->setText(filter.text);
    show_->setCurrentIndex(std::max(0, show_->findData(choiceOf(filter))));
}

void ItemFilterBar::setShownText(const QString &text)
{
    shown_->setText(text);
    shown_->setVisible(!text.isEmpty());
}

void ItemFilterBar::focusFilter()
{
    text_->setFocus(Qt::ShortcutFocusReason);
    text_->selectAll();
}

void ItemFilterBar::announce()
{
    typing_.stop();
    emit filterChanged(filter());
}

void ItemFilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void ItemFilterBar::retranslateUi()
{
    label_->setText(tr("Fi&lter"));
    text_->setPlaceholderText(tr("text in input or output"));
    text_->setToolTip(tr("%1 (%2)", "tool tip, shortcut")
                          .arg(tr("Show only the rows with this text"),
                               QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    text_->setAccessibleName(tr("Filter by text"));
    show_->setToolTip(tr("Show only some of the rows"));
    show_->setAccessibleName(tr("Filter by finding"));
    worst_->setText(tr("Go to the &worst by"));
    worst_->setToolTip(tr("Sort by a metric, worst first, and go to the first row"));
    worst_->setAccessibleName(tr("Go to the worst by a metric"));
    retranslateChoices();
}

void ItemFilterBar::retranslateChoices()
{
    const QSignalBlocker blocker(show_);
    const QVariant chosen = show_->currentData();
    show_->clear();
    show_->addItem(tr("all rows"), kAll);
    show_->addItem(tr("with findings"), kWithFindings);
    for (int kind = 0; kind <= static_cast<int>(Finding::Kind::RepeatedPhrase); ++kind)
        show_->addItem(findingName(static_cast<Finding::Kind>(kind)), kind);
    show_->addItem(tr("failed"), kFailed);
    show_->setCurrentIndex(chosen.isValid() ? std::max(0, show_->findData(chosen)) : 0);
    firstOrder_->setText(tr("Back to the first order"));
    firstOrder_->setToolTip(tr("Sort by the number at the left"));
    const QList<QAction *> actions = worstMenu_->actions();
    for (qsizetype i = 0; i < static_cast<qsizetype>(kItemMetrics.size()); ++i) {
        actions[i]->setText(metricName(kItemMetrics[static_cast<std::size_t>(i)]));
        actions[i]->setToolTip(metricDescription(kItemMetrics[static_cast<std::size_t>(i)]));
    }
}

} // namespace fovea::ui
