#pragma once

#include <QImage>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

#include "app/export/animation_writer.h"
#include "app/support/task_runner.h"

namespace fovea::app
{

/// What is exported: pictures as a function of their number. Both functions are called on a worker thread.
struct Animation {
    int pictures = 0;
    /// Of one size, or smaller: what is missing is filled with the colour of the first picture's corner.
    std::function<QImage(int picture)> draw;
    std::function<QSize()> measure; ///< device pixels of the largest
    double perSecond = 2;           ///< pictures a second
    double holdSeconds = 1;         ///< how much longer the last one stays; films only
};

/// Frames of a film: a player jumps badly in a film of one picture a second, so pictures are repeated.
struct FilmTiming {
    double framesPerSecond = 10;
    int repeats = 1;     ///< frames a picture
    int lastRepeats = 0; ///< more frames of the last one
};
FilmTiming filmTiming(double picturesPerSecond, double holdSeconds);

/// Writes animations in the background, one at a time. A file or folder is replaced only by a whole new one; a failure
/// says why.
class AnimationExporter : public QObject
{
    Q_OBJECT

public:
    explicit AnimationExporter(QObject *parent = nullptr);

    /// Stops one that is under way.
    void start(const Animation &animation, AnimationFormat format, const QString &path);
    void cancel();
    bool isBusy() const { return runner_.busy(); }

signals:
    /// Pictures written, now and then.
    void progressed(int done, int all);
    void busyChanged(bool busy);
    void done(const QString &path);
    void cancelled();
    /// `path` is as before.
    void failed(const QString &path, const QString &reason);

private:
    void report();

    std::shared_ptr<std::atomic<int>> written_;
    int all_ = 0;
    QTimer timer_;
    TaskRunner runner_;
};

} // namespace fovea::app
