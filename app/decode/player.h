#pragma once

#include <QObject>
#include <QTimer>

namespace fovea::app
{

inline constexpr double kSlowestSpeed = 0.5; ///< steps per second
inline constexpr double kFastestSpeed = 20;
inline constexpr double kDefaultSpeed = 2;

/// Ticks while it plays, once per step.
class Player : public QObject
{
    Q_OBJECT

public:
    explicit Player(QObject *parent = nullptr);

    bool isPlaying() const { return timer_.isActive(); }
    void setPlaying(bool playing);
    double speed() const { return speed_; }
    /// Steps per second, clamped to [kSlowestSpeed, kFastestSpeed]; takes effect at once.
    void setSpeed(double stepsPerSecond);

signals:
    void tick();
    void playingChanged(bool playing);

private:
    QTimer timer_;
    double speed_ = kDefaultSpeed;
};

} // namespace fovea::app
