#include "ui/decode/source_menu.h"

#include <QAbstractScrollArea>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMenu>

#include "ui/decode/source_span.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

SourceMenu::SourceMenu(QWidget *parent) : QObject(parent), window_(parent) {}

void SourceMenu::watch(QWidget *view, std::function<int()> selected)
{
    view->installEventFilter(this);
    if (const auto *area = qobject_cast<QAbstractScrollArea *>(view)) {
        area->viewport()->installEventFilter(this);
        selected_[area->viewport()] = selected;
    }
    selected_[view] = std::move(selected);
}

void SourceMenu::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    trace_ = std::move(trace);
    if (!trace_ || source_ >= trace_->source.size())
        source_ = -1;
}

void SourceMenu::setSource(int position) { source_ = trace_ && position < trace_->source.size() ? position : -1; }

QString SourceMenu::word() const
{
    if (!trace_ || source_ < 0)
        return {};
    if (const auto span = sourceSpan(*trace_, source_))
        return QString::fromStdString(trace_->sourceText).mid(span->start, span->length);
    return sourceLabel(*trace_, source_);
}

bool SourceMenu::canReplace() const { return enabled_ && trace_ && sourceSpan(*trace_, source_).has_value(); }

bool SourceMenu::canMask() const
{
    return enabled_ && trace_ && source_ >= 0 && trace_->model.match != MatchFunction::None && !trace_->steps.empty();
}

QMenu *SourceMenu::createMenu()
{
    auto *menu = new QMenu(window_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    QString shown = word();
    shown.replace(u'&', QStringLiteral("&&"));
    const int position = source_;
    const auto add = [&](const QString &text, const QString &toolTip, const QKeySequence &key, auto run) {
        QAction *action = menu->addAction(text.arg(shown));
        action->setToolTip(toolTip);
        action->setShortcut(key); // shown; the view's own key does it
        QObject::connect(action, &QAction::triggered, this, run);
    };
    if (canReplace()) {
        add(tr("&Replace “%1”…"), tr("Put another word in its place and decode again"), Qt::Key_F2,
            [this, position] { setSource(position), askForReplacement(); });
        add(tr("&Delete “%1”"), tr("Decode again without this word"), Qt::Key_Delete,
            [this, position] { emit deleted(position); });
        menu->addSeparator();
    }
    if (canMask()) {
        add(tr("&All weight on “%1”"), tr("In the current step, as a preview that can be applied"), {},
            [this, position] { emit allOn(position); });
        add(tr("&Mask “%1” in this step"), tr("It takes no part in the current step; the rest is decoded again"), {},
            [this, position] { emit masked(position, MaskReach::ThisStep); });
        add(tr("Mask “%1” from &here on"), tr("It takes no part in the current step and all that follow"), {},
            [this, position] { emit masked(position, MaskReach::FromHere); });
    }
    return menu;
}

void SourceMenu::askForReplacement()
{
    if (!canReplace() || dialog_)
        return;
    dialog_ = new QInputDialog(window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    dialog_->setWindowTitle(tr("Replace a source word"));
    dialog_->setLabelText(tr("Put in the place of “%1” (word %2):").arg(word()).arg(source_ + 1));
    dialog_->setTextValue(word());
    const int position = source_;
    connect(dialog_, &QInputDialog::textValueSelected, this, [this, position, before = word()](const QString &text) {
        const QString typed = text.simplified();
        if (!typed.isEmpty() && typed != before)
            emit replaced(position, typed);
    });
    dialog_->open();
}

void SourceMenu::deleteSource()
{
    if (canReplace())
        emit deleted(source_);
}

void SourceMenu::takeSelected(QObject *view)
{
    if (const int selected = selected_.at(view)(); selected >= 0)
        setSource(selected);
}

bool SourceMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu) {
        const auto *menuEvent = static_cast<QContextMenuEvent *>(event);
        const bool byKey = menuEvent->reason() == QContextMenuEvent::Keyboard;
        if (byKey)
            takeSelected(watched);
        if (!canReplace() && !canMask())
            return QObject::eventFilter(watched, event);
        const auto *view = static_cast<QWidget *>(watched);
        createMenu()->popup(byKey ? view->mapToGlobal(view->rect().center()) : menuEvent->globalPos());
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool replaces = key->key() == Qt::Key_F2;
    if (key->modifiers() != Qt::NoModifier || (!replaces && key->key() != Qt::Key_Delete))
        return QObject::eventFilter(watched, event);
    takeSelected(watched);
    if (!canReplace())
        return QObject::eventFilter(watched, event);
    if (replaces)
        askForReplacement();
    else
        deleteSource();
    return true;
}

} // namespace fovea::ui
