// links: fovea_ui
#include <cmath>

#include <QTest>

#include "support/overlay_drawing.h"
#include "ui/render/overlay/gallery_painter.h"

using namespace fovea;
using namespace fovea::test;
using namespace fovea::ui;

class TestGalleryPainter : public QObject
{
    Q_OBJECT

private slots:
    void hasAPanelAWord();
    void fitsAndScrolls();
};

void TestGalleryPainter::hasAPanelAWord()
{
    const std::vector<std::string> words{"a", "black", "dog", "runs", "⟨end⟩"};
    const GalleryPainter painter(shared(test::gridTrace(words)), test::plainPicture(300, 200));
    GalleryOptions options;
    options.currentStep = 2;
    const QRectF area(0, 0, 900, 500);
    const GalleryLayout layout = painter.layout(area, 120, options);
    QCOMPARE(layout.panels.size(), std::size_t(6)); // the picture alone comes first
    QImage image(900, 500, QImage::Format_RGB32);
    image.fill(options.overlay.style.background);
    {
        QPainter device(&image);
        QCOMPARE(painter.paint(device, layout, options, area), 6);
    }
    for (const GalleryLayout::Panel &panel : layout.panels) {
        QVERIFY(area.contains(panel.frame));
        QCOMPARE(layout.stepAt(panel.picture.center(), 5), panel.step);
        QVERIFY(std::abs(panel.picture.width() / panel.picture.height() - 1.5) < 0.03);
        const QPoint corner = panel.frame.topLeft().toPoint() + QPoint(60, 1);
        QCOMPARE(image.pixel(corner) == options.overlay.style.accent.rgb(), panel.step == 2);
        if (panel.step < 0)
            QCOMPARE(image.pixel(panel.picture.center().toPoint()), kGrey);
        else {
            // Word t looks at the spot (t + 0.5) / 5 along the diagonal.
            const double place = (panel.step + 0.5) / 5;
            const QPointF spot(panel.picture.left() + place * panel.picture.width(),
                               panel.picture.top() + place * panel.picture.height());
            QVERIFY(image.pixel(spot.toPoint()) != kGrey);
        }
    }
    options.showOriginal = false;
    QCOMPARE(painter.layout(area, 120, options).panels.size(), std::size_t(5));
    // A trace from a file has no picture to begin with.
    const GalleryPainter alone(shared(test::gridTrace(words)), nullptr);
    QCOMPARE(alone.layout(area, 120, GalleryOptions()).panels.front().step, 0);
    // Not complete: one more panel, of no step.
    const GalleryPainter growing(shared(test::gridTrace({"a", "black"})), test::plainPicture(300, 200));
    const GalleryLayout open = growing.layout(area, 120, options);
    QCOMPARE(open.panels.size(), std::size_t(3));
    QCOMPARE(open.stepAt(open.panels[2].picture.center(), 2), -1);
    const QImage thumbnail = painter.thumbnail(options.overlay, 1, {96, 96});
    QCOMPARE(thumbnail.size(), QSize(96, 64));
    QVERIFY(thumbnail.pixel(29, 19) != kGrey);
}

void TestGalleryPainter::fitsAndScrolls()
{
    std::vector<std::string> words(40, "word");
    const GalleryPainter painter(shared(test::gridTrace(words)), test::plainPicture(200, 3000));
    const GalleryOptions options;
    const double width = painter.fittingWidth({1200, 800}, 48, 320, options);
    const GalleryLayout fitting = painter.layout({0, 0, 1200, 800}, width, options);
    QVERIFY(fitting.content.height() <= 800);
    QVERIFY(painter.layout({0, 0, 1200, 800}, width + 4, options).content.height() > 800);
    GalleryLayout large = painter.layout({0, 0, 1200, 800}, 300, options);
    QVERIFY(large.maximumScroll() > 800);
    large.scroll = large.maximumScroll();
    QImage image(1200, 800, QImage::Format_RGB32);
    QPainter device(&image);
    const int drawn = painter.paint(device, large, options, {0, 0, 1200, 800});
    QVERIFY(drawn > 0 && drawn < 20); // what is out of sight costs nothing
    QCOMPARE(large.stepAt(large.panels.back().frame.center() - QPointF(0, large.scroll), 40), -1);
}

QTEST_MAIN(TestGalleryPainter)
#include "test_gallery_painter.moc"
