#pragma once

#include <QDialog>

#include "app/export/animation_plan.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace fovea::app
{

/// How an animation of a view is to move, and in which format.
class AnimationDialog : public QDialog
{
    Q_OBJECT

public:
    AnimationDialog(const AnimatedView &view, const AnimationChoice &choice, QWidget *parent = nullptr);

    AnimationChoice choice() const;
    /// With the background that was chosen.
    AnimatedView view() const;

private:
    void updateSize();

    AnimatedView view_;
    QSize size_; ///< at scale 1; empty: there is nothing to draw
    QComboBox *format_;
    QComboBox *unit_;
    QDoubleSpinBox *speed_;
    QDoubleSpinBox *scale_;
    QComboBox *background_;
    QLabel *summary_;
};

} // namespace fovea::app
