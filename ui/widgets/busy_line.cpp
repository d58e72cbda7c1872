#include "ui/widgets/busy_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kDelayMilliseconds = 200;

} // namespace

BusyLine::BusyLine(QWidget *parent) : QWidget(parent), what_(new QLabel(this)), stop_(new QToolButton(this))
{
    what_->setProperty("role", "caption");
    what_->setTextFormat(Qt::PlainText);
    stop_->setIcon(icon(QStringLiteral("stop")));
    stop_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    stop_->setProperty("flat", true);
    stop_->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(kGrid);
    layout->addWidget(what_);
    layout->addWidget(stop_);
    // Takes its room while hidden: what stands around it must not jump.
    QSizePolicy policy = sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    setSizePolicy(policy);
    delay_.setSingleShot(true);
    delay_.setInterval(kDelayMilliseconds);
    connect(&delay_, &QTimer::timeout, this, &QWidget::show);
    connect(stop_, &QToolButton::clicked, this, &BusyLine::stopRequested);
    retranslateUi();
    hide();
}

void BusyLine::setBusy(bool busy, const QString &what)
{
    what_->setText(what);
    setAccessibleName(what);
    if (busy == busy_)
        return;
    busy_ = busy;
    if (busy) {
        delay_.start();
    } else {
        delay_.stop();
        hide();
    }
}

void BusyLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void BusyLine::retranslateUi()
{
    stop_->setText(tr("Stop"));
    stop_->setToolTip(tr("Stop and keep what is decoded so far"));
    stop_->setAccessibleName(tr("Stop"));
}

} // namespace fovea::ui
