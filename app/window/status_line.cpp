#include "app/window/status_line.h"

#include <QEvent>
#include <QLabel>

#include <cmath>

#include "ui/style/theme.h"

namespace fovea::app
{

namespace
{

/// Two decimals with a true minus sign.
QString signedNumber(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const QString digits = QString::number(std::abs(value), 'f', 2);
    return value < 0 && digits != QLatin1String("0.00") ? QChar(0x2212) + digits : digits;
}

} // namespace

StatusLine::StatusLine(QWidget *parent) : QStatusBar(parent), label_(new QLabel(this))
{
    setSizeGripEnabled(false);
    setContentsMargins(ui::kGrid, 0, ui::kGrid, 0);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label_->setProperty("role", "caption");
    addWidget(label_, 1);
    updateText();
}

void StatusLine::setStatus(const DecodeStatus &status)
{
    status_ = status;
    plain_.reset();
    updateText();
}

void StatusLine::setText(const QString &text)
{
    plain_ = text;
    updateText();
}

QString StatusLine::text() const { return label_->text(); }

void StatusLine::updateText()
{
    if (plain_) {
        label_->setText(*plain_);
        return;
    }
    QStringList parts;
    parts << (status_.model.isEmpty() ? tr("no model") : status_.model);
    if (status_.step > 0) {
        parts << (status_.total > 0 ? tr("step %1 of %2").arg(status_.step).arg(status_.total)
                                    : tr("step %1").arg(status_.step));
        parts << tr("log p %1").arg(signedNumber(status_.logProbability));
    }
    if (status_.stepMilliseconds)
        parts << tr("%1 ms a step").arg(*status_.stepMilliseconds, 0, 'f', *status_.stepMilliseconds < 10 ? 2 : 0);
    label_->setText(parts.join(QStringLiteral(" · ")));
}

void StatusLine::changeEvent(QEvent *event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateText();
}

} // namespace fovea::app
