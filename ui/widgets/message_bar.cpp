#include "ui/widgets/message_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

QString kindName(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Information:
        return QStringLiteral("information");
    case MessageKind::Warning:
        return QStringLiteral("warning");
    case MessageKind::Error:
        return QStringLiteral("error");
    }
    return QStringLiteral("information");
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), mark_(new QLabel(this)), text_(new QLabel(this)), dismiss_(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    dismiss_->setIcon(icon(QStringLiteral("dismiss")));
    dismiss_->setProperty("flat", true);
    dismiss_->setFocusPolicy(Qt::StrongFocus);
    row_ = new QHBoxLayout(this);
    row_->setContentsMargins(kGrid + 4, 4, 4, 4);
    row_->setSpacing(kGrid);
    row_->addWidget(mark_);
    row_->addWidget(text_, 1);
    row_->addWidget(dismiss_);
    connect(dismiss_, &QToolButton::clicked, this, &MessageBar::dismiss);
    retranslateUi();
    hide();
}

void MessageBar::showMessage(MessageKind kind, const QString &text, const QStringList &actions,
                             const QStringList &toolTips)
{
    if (text.isEmpty()) {
        clear();
        return;
    }
    kind_ = kind;
    text_->setText(text);
    setActions(actions, toolTips);
    setProperty("kind", kindName(kind));
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleName(text);
    updateMark();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::setActions(const QStringList &actions, const QStringList &toolTips)
{
    for (QPushButton *button : actions_)
        button->deleteLater(); // it may be the one that was clicked
    actions_.clear();
    for (int i = 0; i < static_cast<int>(actions.size()); ++i) {
        auto *button = new QPushButton(actions[i], this);
        button->setToolTip(toolTips.value(i));
        connect(button, &QPushButton::clicked, this, [this, i] { emit actionTriggered(i); });
        row_->insertWidget(row_->count() - 1, button);
        actions_.push_back(button);
    }
}

void MessageBar::clear()
{
    text_->clear();
    setActions({}, {});
    hide();
}

void MessageBar::dismiss()
{
    clear();
    emit dismissed();
}

QString MessageBar::text() const { return text_->text(); }

void MessageBar::updateMark()
{
    const int size = fontMetrics().height() + 2;
    mark_->setPixmap(icon(kindName(kind_)).pixmap(QSize(size, size), devicePixelRatioF()));
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::PaletteChange && mark_)
        updateMark();
}

void MessageBar::retranslateUi()
{
    dismiss_->setToolTip(tr("Dismiss"));
    dismiss_->setAccessibleName(tr("Dismiss the message"));
}

} // namespace fovea::ui
