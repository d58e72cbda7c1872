// links: fovea_ui
//
// How long repaints of an overlay take at 1920 x 1080 over a picture of 24 megapixels: the target is 8 ms.
//
//   QT_QPA_PLATFORM=offscreen bench_overlay
//
// "hover" repaints what is known, "step" shows another word, "sigma" blurs anew, "pan" moves a picture that is zoomed
// in. One line a mode: the median and the largest of 60 repaints, and the mean of the time computed. Then what is done
// once: the picture's small copies (24 and 100 megapixels) and the first repaint.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include "support/grid_trace.h"
#include "ui/render/overlay/gallery_painter.h"
#include "ui/render/overlay/overlay_painter.h"

namespace
{

using namespace fovea;
using namespace fovea::ui;
using Clock = std::chrono::steady_clock;

double milliseconds(const std::function<void()> &work)
{
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// What all threads computed, in milliseconds: an upper bound for a machine that has nothing else to do.
double processorTime()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

void report(const char *what, const std::function<void(int)> &work)
{
    std::vector<double> times;
    work(-1);
    const double start = processorTime();
    for (int i = 0; i < 60; ++i)
        times.push_back(milliseconds([&] { work(i); }));
    const double computed = (processorTime() - start) / static_cast<double>(times.size());
    std::sort(times.begin(), times.end());
    std::printf("%-20s median %6.2f ms   largest %6.2f ms   computing %6.2f ms\n", what, times[times.size() / 2],
                times.back(), computed);
}

QImage noise(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    unsigned state = 1;
    for (int y = 0; y < height; ++y) {
        uchar *line = image.scanLine(y);
        for (int x = 0; x < 3 * width; ++x)
            line[x] = static_cast<uchar>((state = state * 1664525U + 1013904223U) >> 24);
    }
    return image;
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    const QImage original = noise(6000, 4000);
    std::shared_ptr<const Picture> picture;
    std::printf("copies of 24 MP     %8.1f ms\n",
                milliseconds([&] { picture = std::make_shared<const Picture>(original); }));
    {
        const QImage huge = noise(10000, 10000);
        std::printf("copies of 100 MP    %8.1f ms\n", milliseconds([&] { const Picture copies(huge); }));
    }
    const auto trace = std::make_shared<const AttentionTrace>(
        test::gridTrace({"a", "black", "dog", "runs", "on", "the", "beach", ".", "⟨end⟩"}));
    const GridGeometry grid{0, 0, 6000, 4000, 14, 14};
    const OverlayPainter overlay(trace, picture, grid);
    QImage screen(1920, 1080, QImage::Format_RGB32);
    // The picture fills the screen: nothing is saved by margins.
    OverlayOptions options;
    options.showColorBar = false;
    const QRectF all(0, 0, 1920, 1080);
    OverlayLayout layout = overlay.panel(all);
    const auto paint = [&](int step) {
        QPainter painter(&screen);
        painter.fillRect(all, options.style.background);
        overlay.paint(painter, layout, options, step, all);
    };
    std::printf("first repaint       %8.1f ms\n", milliseconds([&] { paint(0); }));
    for (const OverlayMode mode : kOverlayModes) {
        options.choice.mode = mode;
        std::printf("%s\n", name(mode).data());
        report("  hover", [&](int i) {
            options.hovered = i;
            paint(2);
        });
        options.hovered = -1;
        report("  step", [&](int i) { paint((i + 9) % 9); });
        report("  sigma", [&](int i) {
            options.choice.sigma = 0.5 + 0.01 * i;
            paint(2);
        });
        options.choice.sigma = 0.6;
    }
    options.choice.mode = OverlayMode::Smooth;
    layout = overlay.layout(all, options, 4, {0.5, 0.5});
    report("pan at zoom 4", [&](int i) {
        layout = overlay.layout(all, options, 4, {0.4 + 0.003 * i, 0.45 + 0.002 * i});
        paint(2);
    });
    const GalleryPainter gallery(trace, picture, grid);
    GalleryOptions panels;
    const GalleryLayout rows = gallery.layout(all, gallery.fittingWidth(all.size(), 96, 480, panels), panels);
    report("gallery", [&](int i) {
        QPainter painter(&screen);
        painter.fillRect(all, panels.overlay.style.background);
        panels.currentStep = i % 9;
        gallery.paint(painter, rows, panels, all);
    });
    return 0;
}
