#pragma once

#include <QObject>

#include "app/export/animation_exporter.h"
#include "app/export/animation_plan.h"

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;
class QWidget;

namespace fovea::app
{

/// Export of animations from the window: asks how and where, then shows the progress in the status bar, with a button
/// that stops it. The window stays free meanwhile.
class AnimationController : public QObject
{
    Q_OBJECT

public:
    AnimationController(QWidget *window, QStatusBar *status);

    /// Asks for format, speed and scale, then for a name below `suggested` (a path without a suffix).
    void choose(const AnimatedView &view, const QString &suggested);
    void start(const AnimatedView &view, const AnimationChoice &choice, const QString &path);
    void stop() { exporter_.cancel(); }
    bool isBusy() const { return exporter_.isBusy(); }

signals:
    void done(const QString &message);
    void failed(const QString &message);
    void folderChosen(const QString &folder);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choosePath(const AnimatedView &view, const QString &suggested);
    void retranslate();

    QWidget *window_;
    AnimationChoice choice_;
    QWidget *bar_;
    QLabel *label_;
    QProgressBar *progress_;
    QToolButton *stop_;
    AnimationExporter exporter_;
};

} // namespace fovea::app
