// links: fovea_app opencv_videoio opencv_core

#include <QDir>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

#include <sys/resource.h>

#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>

#include "app/export/animation_exporter.h"

using namespace fovea::app;

namespace
{

/// Picture i is `height` rows of grey 20 i, and black below.
Animation greys(int pictures, QSize size = {160, 120}, int height = 120)
{
    Animation animation;
    animation.pictures = pictures;
    animation.measure = [size] { return size; };
    animation.perSecond = 4;
    animation.holdSeconds = 0.5;
    animation.draw = [size, height](int i) {
        QImage picture(QSize(size.width(), height), QImage::Format_RGB32);
        picture.fill(QColor(20 * i, 20 * i, 20 * i));
        return picture;
    };
    return animation;
}

bool writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList entries(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace

class TestAnimationExporter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void timing();
    void filmReadsBack();
    void oddSidesAndSmallerPicturesAreFilled();
    void picturesAreNumbered();
    void earlierPicturesAreReplaced();
    void otherFilesAreNotReplaced();
    void cancelKeepsTheOldFile();
    void failureKeepsTheOldFile();
    void fullDiskIsNoticed();
    void drawingErrorsAreReported();

private:
    QString path(const QString &name) const { return folder_->filePath(name); }
    /// Empty when it was written, else the reason.
    QString run(const Animation &animation, AnimationFormat format, const QString &name);

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestAnimationExporter::init() { folder_ = std::make_unique<QTemporaryDir>(); }

QString TestAnimationExporter::run(const Animation &animation, AnimationFormat format, const QString &name)
{
    AnimationExporter exporter;
    const QSignalSpy done(&exporter, &AnimationExporter::done);
    const QSignalSpy failed(&exporter, &AnimationExporter::failed);
    const QSignalSpy progressed(&exporter, &AnimationExporter::progressed);
    exporter.start(animation, format, path(name));
    if (!QTest::qWaitFor([&] { return done.size() + failed.size() > 0; }, 30000))
        return QStringLiteral("timeout");
    if (!failed.isEmpty())
        return failed.front().at(1).toString();
    if (progressed.back().at(0).toInt() != animation.pictures)
        return QStringLiteral("the progress did not reach its end");
    return {};
}

void TestAnimationExporter::timing()
{
    const FilmTiming slow = filmTiming(2, 1);
    QCOMPARE(slow.repeats, 5);
    QCOMPARE(slow.framesPerSecond, 10.0);
    QCOMPARE(slow.lastRepeats, 10);
    const FilmTiming fast = filmTiming(20, 0);
    QCOMPARE(fast.repeats, 1);
    QCOMPARE(fast.framesPerSecond, 20.0);
    QCOMPARE(fast.lastRepeats, 0);
}

void TestAnimationExporter::filmReadsBack()
{
    QCOMPARE(run(greys(10), AnimationFormat::Film, "a.mp4"), QString());
    QCOMPARE(entries(folder_->path()), QStringList{"a.mp4"});
    cv::VideoCapture film(path("a.mp4").toStdString(), cv::CAP_FFMPEG);
    QVERIFY(film.isOpened());
    QCOMPARE(film.get(cv::CAP_PROP_FPS), 12.0); // 4 pictures a second, 3 frames each
    QCOMPARE(film.get(cv::CAP_PROP_FRAME_WIDTH), 160.0);
    QCOMPARE(film.get(cv::CAP_PROP_FRAME_HEIGHT), 120.0);
    cv::Mat frame;
    int frames = 0;
    for (; film.read(frame); ++frames) {
        const int picture = std::min(frames / 3, 9);
        const cv::Vec3b pixel = frame.at<cv::Vec3b>(60, 80);
        for (int channel = 0; channel < 3; ++channel)
            QVERIFY2(std::abs(pixel[channel] - 20 * picture) <= 8, qPrintable(QString::number(frames)));
    }
    QCOMPARE(frames, 10 * 3 + 6);
}

void TestAnimationExporter::oddSidesAndSmallerPicturesAreFilled()
{
    Animation animation = greys(3, {161, 121}, 60);
    animation.draw = [](int) {
        QImage picture(161, 60, QImage::Format_RGB32);
        picture.fill(QColor(200, 200, 200));
        return picture;
    };
    QCOMPARE(run(animation, AnimationFormat::Film, "a.mp4"), QString());
    cv::VideoCapture film(path("a.mp4").toStdString(), cv::CAP_FFMPEG);
    cv::Mat frame;
    QVERIFY(film.read(frame));
    QCOMPARE(frame.cols, 162);
    QCOMPARE(frame.rows, 122);
    QVERIFY(std::abs(frame.at<cv::Vec3b>(121, 161)[0] - 200) < 8);

    QCOMPARE(run(animation, AnimationFormat::Pictures, "pictures"), QString());
    const QImage first(path("pictures/pictures-0001.png"));
    QCOMPARE(first.size(), QSize(161, 121));
    QCOMPARE(first.pixelColor(160, 120), QColor(200, 200, 200));
}

void TestAnimationExporter::picturesAreNumbered()
{
    QCOMPARE(run(greys(12), AnimationFormat::Pictures, "steps"), QString());
    QCOMPARE(entries(folder_->path()), QStringList{"steps"});
    const QStringList files = entries(path("steps"));
    QCOMPARE(files.size(), 12);
    QCOMPARE(files.front(), QStringLiteral("steps-0001.png"));
    QCOMPARE(files.back(), QStringLiteral("steps-0012.png"));
    for (int i = 0; i < 12; ++i)
        QCOMPARE(QImage(path("steps/") + files[i]).pixelColor(5, 5), QColor(20 * i, 20 * i, 20 * i));
}

void TestAnimationExporter::earlierPicturesAreReplaced()
{
    QCOMPARE(run(greys(5), AnimationFormat::Pictures, "steps"), QString());
    QCOMPARE(run(greys(2), AnimationFormat::Pictures, "steps"), QString());
    QCOMPARE(entries(folder_->path()), QStringList{"steps"});
    QCOMPARE(entries(path("steps")), (QStringList{"steps-0001.png", "steps-0002.png"}));
}

void TestAnimationExporter::otherFilesAreNotReplaced()
{
    QVERIFY(QDir(folder_->path()).mkdir("steps"));
    QVERIFY(writeText(path("steps/thesis.tex"), "years of work"));
    const QString reason = run(greys(2), AnimationFormat::Pictures, "steps");
    QVERIFY2(reason.contains("thesis.tex"), qPrintable(reason));
    QCOMPARE(entries(path("steps")), QStringList{"thesis.tex"});
    QCOMPARE(entries(folder_->path()), QStringList{"steps"});
    QVERIFY(writeText(path("file"), "a file"));
    QVERIFY(!run(greys(2), AnimationFormat::Pictures, "file").isEmpty());
    QCOMPARE(read(path("file")), QByteArray("a file"));
}

void TestAnimationExporter::cancelKeepsTheOldFile()
{
    for (const AnimationFormat format : {AnimationFormat::Film, AnimationFormat::Pictures}) {
        const bool film = format == AnimationFormat::Film;
        if (film)
            QVERIFY(writeText(path("a.mp4"), "the old one"));
        Animation animation = greys(1000);
        animation.draw = [draw = animation.draw](int i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            return draw(i % 10);
        };
        AnimationExporter exporter;
        const QSignalSpy cancelled(&exporter, &AnimationExporter::cancelled);
        const QSignalSpy done(&exporter, &AnimationExporter::done);
        const QSignalSpy progressed(&exporter, &AnimationExporter::progressed);
        exporter.start(animation, format, path(film ? "a.mp4" : "steps"));
        QVERIFY(exporter.isBusy());
        QTRY_VERIFY(!progressed.isEmpty() && progressed.back().at(0).toInt() > 2);
        exporter.cancel();
        QTRY_COMPARE(cancelled.size(), 1);
        QVERIFY(done.isEmpty());
        QVERIFY(!exporter.isBusy());
        QCOMPARE(entries(folder_->path()), QStringList{"a.mp4"});
        QCOMPARE(read(path("a.mp4")), QByteArray("the old one"));
    }
}

void TestAnimationExporter::failureKeepsTheOldFile()
{
    QVERIFY(!run(greys(2), AnimationFormat::Film, "no such folder/a.mp4").isEmpty());
    QVERIFY(!run(greys(2), AnimationFormat::Pictures, "no such folder/steps").isEmpty());
    QCOMPARE(entries(folder_->path()), QStringList());
    const QString none = run(greys(0), AnimationFormat::Film, "a.mp4");
    QVERIFY2(none.contains("no step"), qPrintable(none));
    QCOMPARE(entries(folder_->path()), QStringList());
}

// FFmpeg does not report that a file could not be written to its end.
void TestAnimationExporter::fullDiskIsNoticed()
{
    QVERIFY(writeText(path("a.mp4"), "the old one"));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{1500, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    Animation animation = greys(12, {320, 240}, 240);
    animation.draw = [](int i) {
        QImage picture(320, 240, QImage::Format_RGB32);
        for (int y = 0; y < 240; ++y)
            for (int x = 0; x < 320; ++x)
                picture.setPixelColor(x, y, QColor((x * y + 37 * i) % 256, (x * 7 + y * i) % 256, (x + y) % 256));
        return picture;
    };
    const QString film = run(animation, AnimationFormat::Film, "a.mp4");
    const QString pictures = run(animation, AnimationFormat::Pictures, "steps");
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY2(film.contains("could not be written whole"), qPrintable(film));
    QVERIFY2(pictures.contains("could not be written"), qPrintable(pictures));
    QCOMPARE(entries(folder_->path()), QStringList{"a.mp4"});
    QCOMPARE(read(path("a.mp4")), QByteArray("the old one"));
}

void TestAnimationExporter::drawingErrorsAreReported()
{
    Animation animation = greys(3);
    animation.draw = [](int i) -> QImage {
        if (i == 1)
            throw std::runtime_error("the picture is too large");
        QImage picture(160, 120, QImage::Format_RGB32);
        picture.fill(Qt::white);
        return picture;
    };
    QCOMPARE(run(animation, AnimationFormat::Film, "a.mp4"), QStringLiteral("the picture is too large"));
    QCOMPARE(entries(folder_->path()), QStringList());
}

QTEST_GUILESS_MAIN(TestAnimationExporter)
#include "test_animation_exporter.moc"
