// links: fovea_ui
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include "support/tree_snapshot.h"
#include "ui/views/tree_view.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

void moveTo(HypothesisTreeView &view, QPointF position, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent move(QEvent::MouseMove, position, view.viewport()->mapToGlobal(position), Qt::NoButton, buttons,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &move);
}

void wheel(HypothesisTreeView &view, QPointF position, int delta, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(position, view.viewport()->mapToGlobal(position), {}, {0, delta}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

} // namespace

class TestTreeView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { view_.reset(); }

    void showsTheSnapshot();
    void clickChoosesANode();
    void keysMoveInTheTree();
    void collapsing();
    void doubleClickCollapses();
    void collapsedStaysWhileTheTreeGrows();
    void hover();
    void panAndZoom();
    void currentNodeComesIntoView();
    void emptyState();
    void followsPaletteAndLanguage();
    void describesItself();

private:
    QImage grab() const { return view_->viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    QPoint dot(int node) const
    {
        const TreeLayout &layout = view_->treeLayout();
        return layout.transform().map(layout.places[static_cast<std::size_t>(node)].dot).toPoint();
    }
    void click(QPointF place) const { QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, place.toPoint()); }

    std::unique_ptr<HypothesisTreeView> view_;
};

void TestTreeView::init()
{
    view_ = std::make_unique<HypothesisTreeView>();
    view_->resize(1100, 400);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->activateWindow();
    view_->setFocus();
}

void TestTreeView::showsTheSnapshot()
{
    const auto tree = test::shared(test::smallTree());
    view_->setSnapshot(tree);
    QCOMPARE(view_->snapshot(), tree);
    QCOMPARE(view_->currentNode(), 4);
    QCOMPARE(grab().pixelColor(dot(4)), view_->treeOptions().style.accent);
    QCOMPARE(view_->lastPaint().nodes, 11);
    view_->setCurrentNode(7);
    QCOMPARE(grab().pixelColor(dot(7)), view_->treeOptions().style.accent);
    QVERIFY(grab().pixelColor(dot(4)) != view_->treeOptions().style.accent);
    view_->setCurrentNode(4711);
    QCOMPARE(view_->currentNode(), -1);
}

void TestTreeView::clickChoosesANode()
{
    view_->setSnapshot(test::shared(test::smallTree()));
    QSignalSpy chosen(view_.get(), &HypothesisTreeView::nodeSelected);
    click(dot(8));
    QCOMPARE(chosen.takeLast(), QVariantList{8});
    click(view_->treeLayout().nodeRect(2).center());
    QCOMPARE(chosen.takeLast(), QVariantList{2});
    click({2, 2});
    QTest::mouseClick(view_->viewport(), Qt::RightButton, {}, dot(5));
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(view_->currentNode(), 4); // only the owner changes it
}

void TestTreeView::keysMoveInTheTree()
{
    view_->setSnapshot(test::shared(test::smallTree()));
    QSignalSpy chosen(view_.get(), &HypothesisTreeView::nodeSelected);
    const auto press = [this](Qt::Key key) {
        QTest::keyClick(view_.get(), key);
        return view_->selectedNode();
    };
    QCOMPARE(press(Qt::Key_Down), 7);
    QCOMPARE(press(Qt::Key_Right), 8);
    QCOMPARE(press(Qt::Key_Right), 8);
    QCOMPARE(press(Qt::Key_Left), 7);
    QCOMPARE(press(Qt::Key_Up), 4);
    QCOMPARE(press(Qt::Key_Left), 3);
    QCOMPARE(press(Qt::Key_Right), 4); // on the best path
    QCOMPARE(press(Qt::Key_Home), 0);
    QCOMPARE(press(Qt::Key_Left), 0);
    QCOMPARE(press(Qt::Key_End), 6);
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(chosen.takeLast(), QVariantList{6});
    QVERIFY(view_->treeOptions().focused == 6);
}

void TestTreeView::collapsing()
{
    view_->setSnapshot(test::shared(test::smallTree()));
    QSignalSpy chosen(view_.get(), &HypothesisTreeView::nodeSelected);
    click(view_->treeLayout().toggleRect(3).center());
    QVERIFY(view_->isCollapsed(3));
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(view_->selectedNode(), 3); // it was below
    grab();
    QCOMPARE(view_->lastPaint().nodes, 6);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(!view_->isCollapsed(3));
    QCOMPARE(view_->selectedNode(), 3);
    QTest::keyClick(view_.get(), Qt::Key_Space);
    QVERIFY(view_->isCollapsed(3));
    // What another view chooses is never hidden, nor what End reaches.
    view_->setCurrentNode(8);
    QVERIFY(!view_->isCollapsed(3));
    view_->setCollapsed(1, true);
    QTest::keyClick(view_.get(), Qt::Key_End);
    QVERIFY(!view_->isCollapsed(1));
    view_->setCollapsed(10, true); // no children
    QVERIFY(!view_->isCollapsed(10));
    view_->setCollapsed(3, true);
    view_->expandAll();
    grab();
    QCOMPARE(view_->lastPaint().nodes, 11);
}

void TestTreeView::doubleClickCollapses()
{
    view_->setSnapshot(test::shared(test::smallTree()));
    QSignalSpy chosen(view_.get(), &HypothesisTreeView::nodeSelected);
    const QPoint place = dot(2);
    click(place);
    QTest::mouseDClick(view_->viewport(), Qt::LeftButton, {}, place);
    QVERIFY(view_->isCollapsed(2));
    for (const QVariantList &call : chosen)
        QCOMPARE(call, QVariantList{2});
    chosen.clear();
    click(dot(9));
    QCOMPARE(chosen.takeLast(), QVariantList{9});
}

void TestTreeView::collapsedStaysWhileTheTreeGrows()
{
    HypothesisSnapshot tree = test::smallTree();
    tree.current = 0;
    view_->setSnapshot(test::shared(tree));
    view_->setCollapsed(3, true);
    test::addNode(tree, 9, "to", 0.2);
    view_->setSnapshot(test::shared(tree));
    QVERIFY(view_->isCollapsed(3));
    tree.nodes[2].token = "were";
    view_->setSnapshot(test::shared(tree));
    QVERIFY(!view_->isCollapsed(3));
}

void TestTreeView::hover()
{
    view_->setSnapshot(test::shared(test::smallTree()));
    QSignalSpy hovered(view_.get(), &HypothesisTreeView::sourceHovered);
    moveTo(*view_, dot(4));
    QCOMPARE(view_->treeOptions().hovered, 4);
    QVERIFY(QToolTip::text().contains(QStringLiteral("machine")) &&
            QToolTip::text().contains(QStringLiteral("0.8500")));
    QCOMPARE(hovered.size(), 0);
    moveTo(*view_, dot(7));
    QCOMPARE(hovered.takeLast(), QVariantList{4}); // the masked position
    QVERIFY(QToolTip::text().contains(QStringLiteral("forced “robot”")));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view_->viewport(), &leave);
    QCOMPARE(hovered.takeLast(), QVariantList{-1});
    QCOMPARE(view_->treeOptions().hovered, -1);
    view_->setHighlightedSource(4);
    QCOMPARE(view_->treeOptions().highlightedSource, 4);
}

void TestTreeView::panAndZoom()
{
    view_->setSnapshot(test::shared(test::wideTree(60, 20)));
    QScrollBar *across = view_->horizontalScrollBar();
    QScrollBar *down = view_->verticalScrollBar();
    QVERIFY(across->maximum() > 300 && down->maximum() > 300);
    across->setValue(200);
    down->setValue(100);
    QSignalSpy chosen(view_.get(), &HypothesisTreeView::nodeSelected);
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, {500, 200});
    moveTo(*view_, {440, 170}, Qt::LeftButton);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, {440, 170});
    QCOMPARE(across->value(), 260);
    QCOMPARE(down->value(), 130);
    QCOMPARE(chosen.size(), 0);
    // The place under the pointer stays there.
    const QPointF anchor(500, 200);
    const QPointF before = view_->treeLayout().transform().inverted().map(anchor);
    wheel(*view_, anchor, 120, Qt::ControlModifier);
    QVERIFY(view_->zoom() > 1.1);
    const QPointF moved = view_->treeLayout().transform().map(before) - anchor;
    QVERIFY(moved.manhattanLength() < 3);
    QTest::keyClick(view_.get(), Qt::Key_0);
    QCOMPARE(view_->zoom(), 1.0);
    view_->fit();
    QVERIFY(view_->zoom() < 1);
    QVERIFY(view_->treeLayout().maximumScroll().isNull());
    grab();
    QCOMPARE(view_->lastPaint().nodes, 1201);
    for (int i = 0; i < 60; ++i)
        QTest::keyClick(view_.get(), Qt::Key_Plus);
    QCOMPARE(view_->zoom(), 4.0);
}

void TestTreeView::currentNodeComesIntoView()
{
    view_->setSnapshot(test::shared(test::wideTree(60, 20)));
    for (const int node : {1200, 1, 600}) {
        view_->setCurrentNode(node);
        QVERIFY(view_->treeLayout().area.contains(view_->treeLayout().nodeRect(node)));
    }
}

void TestTreeView::emptyState()
{
    const auto marks = [this] {
        const QImage image = grab();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) != image.pixel(0, 0) ? 1 : 0;
        return count;
    };
    QVERIFY(marks() > 100); // the built-in text
    view_->setEmptyText(QStringLiteral("x"));
    QVERIFY(marks() < 100);
    QSignalSpy chosen(view_.get(), &HypothesisTreeView::nodeSelected);
    for (const auto key : {Qt::Key_Left, Qt::Key_End, Qt::Key_Return, Qt::Key_Space, Qt::Key_Plus})
        QTest::keyClick(view_.get(), key);
    click({400, 200});
    view_->fit();
    view_->setCurrentNode(2);
    view_->setCollapsed(0, true);
    QCOMPARE(view_->currentNode(), -1);
    QCOMPARE(chosen.size(), 0);
    view_->setSnapshot(test::shared(test::smallTree()));
    view_->setSnapshot(nullptr);
    QVERIFY(marks() < 100);
    QCOMPARE(view_->currentNode(), -1);
}

void TestTreeView::followsPaletteAndLanguage()
{
    view_->setSnapshot(test::shared(test::smallTree()));
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x161a22));
    dark.setColor(QPalette::WindowText, QColor(0xe6e9ef));
    view_->setPalette(dark);
    QCOMPARE(grab().pixel(2, 2), qRgb(0x16, 0x1a, 0x22));
    QVERIFY(view_->treeOptions().style.dark);
    const QString text = view_->accessibleDescription();
    view_->setAccessibleDescription({});
    QEvent language(QEvent::LanguageChange);
    QCoreApplication::sendEvent(view_.get(), &language);
    QCOMPARE(view_->accessibleDescription(), text);
    QCOMPARE(view_->currentNode(), 4);
    const double width = view_->treeLayout().size.width();
    QFont large = view_->font();
    large.setPixelSize(30);
    view_->setFont(large);
    QVERIFY(view_->treeLayout().size.width() > 1.5 * width);
}

void TestTreeView::describesItself()
{
    QVERIFY(!view_->accessibleName().isEmpty());
    view_->setSnapshot(test::shared(test::smallTree()));
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("machine")));
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("0.85")));
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("forced “robot”")));
    QTest::keyClick(view_.get(), Qt::Key_End);
    const QString best = view_->accessibleDescription();
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QVERIFY(view_->accessibleDescription() != best);
}

QTEST_MAIN(TestTreeView)
#include "test_tree_view.moc"
