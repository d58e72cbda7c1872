// links: fovea_ui
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include "support/grid_trace.h"
#include "ui/views/gallery_view.h"

using namespace fovea;
using namespace fovea::ui;

class TestGalleryView : public QObject
{
    Q_OBJECT

private slots:
    void choosesSteps();
    void zoomsAndReveals();
};

void TestGalleryView::choosesSteps()
{
    GalleryView gallery;
    gallery.resize(900, 640);
    gallery.setPicture(test::plainPicture(600, 400), {});
    gallery.setTrace(std::make_shared<const AttentionTrace>(test::gridTrace({"a", "black", "dog", "runs"})));
    gallery.setCurrentStep(1);
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    QSignalSpy step(&gallery, &GalleryView::stepSelected);
    const auto panel = [&](int wanted) {
        for (const GalleryLayout::Panel &shown : gallery.galleryLayout().panels)
            if (shown.step == wanted)
                return shown.picture.center();
        return QPointF(-1, -1);
    };
    QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, panel(3).toPoint());
    QCOMPARE(step.takeLast(), QVariantList{3});
    QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, panel(-1).toPoint());
    QTest::mouseClick(gallery.viewport(), Qt::RightButton, {}, panel(2).toPoint());
    QCOMPARE(step.size(), 0);
    const QPointF place = panel(2);
    QMouseEvent move(QEvent::MouseMove, place, gallery.viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(gallery.viewport(), &move);
    QCOMPARE(gallery.hoveredStep(), 2);
    QVERIFY(QToolTip::text().contains(QStringLiteral("dog")));
    QTest::keyClick(&gallery, Qt::Key_Right);
    QCOMPARE(step.takeLast(), QVariantList{2});
    QTest::keyClick(&gallery, Qt::Key_End);
    QCOMPARE(step.takeLast(), QVariantList{3});
    QTest::keyClick(&gallery, Qt::Key_Home);
    QCOMPARE(step.takeLast(), QVariantList{0});
    QVERIFY(gallery.accessibleDescription().contains(QStringLiteral("black")));
    QCOMPARE(gallery.figureOptions().view, FigureView::Gallery);
    QCOMPARE(gallery.figureOptions().picture.columns, gallery.galleryLayout().columns);
    gallery.setTrace(nullptr);
    QTest::keyClick(&gallery, Qt::Key_Right);
    QCOMPARE(step.size(), 0);
}

void TestGalleryView::zoomsAndReveals()
{
    GalleryView gallery;
    gallery.resize(700, 400);
    gallery.setPicture(test::plainPicture(300, 300), {});
    gallery.setTrace(std::make_shared<const AttentionTrace>(test::gridTrace(std::vector<std::string>(30, "word"))));
    gallery.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gallery));
    const double automatic = gallery.panelWidth();
    gallery.zoomIn();
    QVERIFY(gallery.panelWidth() > automatic);
    QVERIFY(gallery.verticalScrollBar()->maximum() > 0);
    gallery.setCurrentStep(29);
    const GalleryLayout &layout = gallery.galleryLayout();
    bool seen = false;
    for (const GalleryLayout::Panel &panel : layout.panels)
        seen = seen || (panel.step == 29 && layout.area.contains(panel.frame.translated(0, -layout.scroll).center()));
    QVERIFY(seen);
    gallery.fit();
    QCOMPARE(gallery.panelWidth(), automatic);
}

QTEST_MAIN(TestGalleryView)
#include "test_gallery_view.moc"
