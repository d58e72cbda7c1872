#include "app/window/transport_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <cmath>

#include "app/decode/player.h"
#include "app/window/actions.h"
#include "ui/style/theme.h"

namespace fovea::app
{

namespace
{

constexpr int kSliderSteps = 100;

// The slider is logarithmic: half a step a second and twenty are equally far from the middle's neighbours.
double speedAt(int position)
{
    return kSlowestSpeed * std::pow(kFastestSpeed / kSlowestSpeed, static_cast<double>(position) / kSliderSteps);
}

int positionOf(double speed)
{
    return static_cast<int>(
        std::lround(kSliderSteps * std::log(speed / kSlowestSpeed) / std::log(kFastestSpeed / kSlowestSpeed)));
}

QToolButton *makeButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize({16, 16});
    button->setFixedSize(32, 28);
    return button;
}

} // namespace

TransportBar::TransportBar(const Actions &actions, QWidget *parent)
    : QWidget(parent), play_(new QToolButton(this)), speedLabel_(new QLabel(this)),
      speed_(new QSlider(Qt::Horizontal, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(ui::kGrid, 0, 2 * ui::kGrid, 0);
    layout->setSpacing(ui::kGrid / 2);
    for (const Command command : {Command::Restart, Command::Back, Command::Substep, Command::Step, Command::ToEnd})
        layout->addWidget(makeButton(actions[command], this));

    play_->setObjectName(QStringLiteral("play"));
    play_->setDefaultAction(actions[Command::Play]);
    play_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    play_->setFixedHeight(28);
    play_->setMinimumWidth(72);
    layout->addSpacing(ui::kGrid / 2);
    layout->addWidget(play_);
    layout->addSpacing(ui::kGrid);

    speedLabel_->setBuddy(speed_);
    speedLabel_->setProperty("role", "caption");
    speed_->setRange(0, kSliderSteps);
    speed_->setPageStep(kSliderSteps / 10);
    speed_->setFixedWidth(104);
    layout->addWidget(speedLabel_);
    layout->addWidget(speed_);
    connect(speed_, &QSlider::valueChanged, this, [this](int position) {
        updateSpeedText();
        emit speedChanged(speedAt(position));
    });
    setSpeed(kDefaultSpeed);
    retranslate();
}

void TransportBar::setSpeed(double stepsPerSecond)
{
    const QSignalBlocker quiet(speed_);
    speed_->setValue(positionOf(stepsPerSecond));
    updateSpeedText();
}

void TransportBar::retranslate()
{
    speedLabel_->setText(tr("speed"));
    speed_->setAccessibleName(tr("speed"));
    updateSpeedText();
}

void TransportBar::updateSpeedText()
{
    speed_->setToolTip(tr("%1 steps a second").arg(speedAt(speed_->value()), 0, 'f', 1));
}

void TransportBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace fovea::app
