#pragma once

#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace fovea::app
{

class Actions;

/// Restart, back, step, to the end, play, and how fast.
class TransportBar : public QWidget
{
    Q_OBJECT

public:
    explicit TransportBar(const Actions &actions, QWidget *parent = nullptr);

    /// Steps per second; emits nothing.
    void setSpeed(double stepsPerSecond);
    void retranslate();

signals:
    void speedChanged(double stepsPerSecond);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateSpeedText();

    QToolButton *play_;
    QLabel *speedLabel_;
    QSlider *speed_;
};

} // namespace fovea::app
