#include "app/decode/player.h"

#include <algorithm>
#include <cmath>

namespace fovea::app
{

Player::Player(QObject *parent) : QObject(parent)
{
    connect(&timer_, &QTimer::timeout, this, &Player::tick);
    setSpeed(kDefaultSpeed);
}

void Player::setPlaying(bool playing)
{
    if (playing == isPlaying())
        return;
    if (playing)
        timer_.start();
    else
        timer_.stop();
    emit playingChanged(playing);
}

void Player::setSpeed(double stepsPerSecond)
{
    speed_ = std::isfinite(stepsPerSecond) ? std::clamp(stepsPerSecond, kSlowestSpeed, kFastestSpeed) : kDefaultSpeed;
    timer_.setInterval(static_cast<int>(std::lround(1000.0 / speed_)));
}

} // namespace fovea::app
