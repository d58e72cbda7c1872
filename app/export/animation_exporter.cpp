#include "app/export/animation_exporter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

#include "core/types/error.h"

namespace fovea::app
{

namespace
{

constexpr double kFewestFrames = 10; ///< a second
constexpr int kReportMilliseconds = 100;

/// The picture on a sheet of `size` pixels; `background` where it does not reach.
QImage onSheet(const QImage &picture, QSize size, QRgb background)
{
    QImage sheet(size, QImage::Format_RGB32);
    sheet.fill(background);
    QImage pixels = picture;
    pixels.setDevicePixelRatio(1);
    QPainter painter(&sheet);
    painter.drawImage(0, 0, pixels);
    return sheet;
}

void write(const Animation &animation, AnimationFormat format, const QString &path, std::atomic<int> &written,
           const RunControl &control)
{
    const bool film = format == AnimationFormat::Film;
    const QSize largest = animation.measure();
    const QSize size = film ? filmSize(largest) : largest;
    const FilmTiming timing = filmTiming(animation.perSecond, animation.holdSeconds);
    const auto writer = openAnimation(path, format, size, timing.framesPerSecond);
    QRgb background = qRgb(255, 255, 255);
    for (int i = 0; i < animation.pictures; ++i) {
        const QImage picture = animation.draw(i);
        if (i == 0)
            background = picture.pixel(0, 0);
        const QImage sheet = onSheet(picture, size, background);
        const int last = i + 1 == animation.pictures ? timing.lastRepeats : 0;
        for (int frame = 0; frame < (film ? timing.repeats + last : 1); ++frame) {
            if (control.stopRequested())
                throw Cancelled();
            writer->add(sheet);
        }
        written = i + 1;
    }
    if (control.stopRequested())
        throw Cancelled();
    writer->commit();
}

} // namespace

FilmTiming filmTiming(double picturesPerSecond, double holdSeconds)
{
    FilmTiming timing;
    timing.repeats = std::max(1, static_cast<int>(std::ceil(kFewestFrames / picturesPerSecond)));
    timing.framesPerSecond = picturesPerSecond * timing.repeats;
    timing.lastRepeats = static_cast<int>(std::lround(holdSeconds * timing.framesPerSecond));
    return timing;
}

AnimationExporter::AnimationExporter(QObject *parent) : QObject(parent)
{
    timer_.setInterval(kReportMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &AnimationExporter::report);
    connect(&runner_, &TaskRunner::busyChanged, this, [this](bool busy) {
        if (busy)
            timer_.start();
        else
            timer_.stop();
        emit busyChanged(busy);
    });
}

void AnimationExporter::start(const Animation &animation, AnimationFormat format, const QString &path)
{
    written_ = std::make_shared<std::atomic<int>>(0);
    all_ = animation.pictures;
    runner_.run(
        [animation, format, path, written = written_](const RunControl &control) {
            if (animation.pictures == 0)
                throw InputError("there is no step to show");
            write(animation, format, path, *written, control);
            return true;
        },
        [this, path](bool) {
            report();
            emit done(path);
        },
        [this, path](const TaskFailure &failure) {
            if (failure.kind == TaskFailure::Kind::Stopped)
                emit cancelled();
            else
                emit failed(path, failure.text);
        });
    report();
}

void AnimationExporter::cancel() { runner_.stop(); }

void AnimationExporter::report() { emit progressed(*written_, all_); }

} // namespace fovea::app
