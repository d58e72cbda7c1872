// links: fovea_ui
#include <QElapsedTimer>
#include <QPainter>
#include <QTest>

#include "support/tree_snapshot.h"
#include "ui/render/tree/tree_painter.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

const QRectF kArea(10, 10, 1080, 380);

QImage draw(const TreePainter &painter, const TreeOptions &options, const TreeLayout &layout,
            TreePaintCount *count = nullptr)
{
    QImage image(1100, 400, QImage::Format_RGB32);
    image.fill(options.style.background);
    QPainter device(&image);
    const TreePaintCount drawn = painter.paint(device, layout, options, image.rect());
    if (count)
        *count = drawn;
    return image;
}

bool anyPixel(const QImage &image, const QRectF &area, const QColor &color)
{
    const QRect pixels = area.toAlignedRect() & image.rect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

// The dot of a node in the view, its middle.
QPoint dot(const TreeLayout &layout, int node)
{
    return layout.transform().map(layout.places[static_cast<std::size_t>(node)].dot).toPoint();
}

// Pixels of an edge's level part that are not the background, from top to bottom.
int edgeWidth(const QImage &image, const TreeLayout &layout, int node, const QColor &background)
{
    const QPoint end = dot(layout, node) - QPoint(9, 0);
    int width = 0;
    for (int dy = -5; dy <= 5; ++dy)
        width += image.pixelColor(end + QPoint(0, dy)) != background ? 1 : 0;
    return width;
}

} // namespace

class TestTreePainter : public QObject
{
    Q_OBJECT

private slots:
    void placesFollowTheTree();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void hitTestGoesBothWays();
    void collapsingHidesTheSubtree();
    void marks();
    void currentNodeIsAccent();
    void changesAreNamed();
    void aMaskFromThereOnIsSaidOnce();
    void onlyVisibleIsDrawn();
    void hundredsOfNodesAreFast();
    void oddTreesAreDrawn();
    void pictures();
};

void TestTreePainter::placesFollowTheTree()
{
    const TreePainter painter(test::shared(test::smallTree()));
    const TreeLayout layout = painter.layout(kArea, {}, 1, {});
    for (int node = 1; node < painter.nodes(); ++node) {
        const auto &place = layout.places[static_cast<std::size_t>(node)];
        const auto &above = layout.places[static_cast<std::size_t>(painter.parent(node))];
        QVERIFY(place.shown);
        QCOMPARE(place.depth, above.depth + 1);
        QVERIFY(place.dot.x() > above.dot.x() + 20);
        QCOMPARE(place.edgeStart, above.dot);
    }
    // Three leaves, three rows; a parent is in the middle of its children; a chain is straight.
    const auto y = [&](int node) { return layout.places[static_cast<std::size_t>(node)].dot.y(); };
    QCOMPARE(y(5), y(6));
    QVERIFY(y(6) < y(8) && y(8) < y(10));
    QCOMPARE(y(3), (y(4) + y(7)) / 2);
    QCOMPARE(y(1), (y(2) + y(9)) / 2);
    QCOMPARE(painter.mainChild(3), 4);
    QCOMPARE(painter.mainChild(10), -1);
    QVERIFY(painter.isOnBestPath(5) && !painter.isOnBestPath(7));
    QVERIFY(painter.isBelow(8, 3) && !painter.isBelow(9, 2) && painter.isBelow(3, 3));
}

void TestTreePainter::nothingOverlaps_data()
{
    QTest::addColumn<int>("branches");
    QTest::addColumn<int>("length");
    QTest::newRow("small") << 3 << 4;
    QTest::newRow("wide") << 60 << 3;
    QTest::newRow("long") << 4 << 100;
}

void TestTreePainter::nothingOverlaps()
{
    QFETCH(int, branches);
    QFETCH(int, length);
    const TreePainter painter(test::shared(test::wideTree(branches, length)));
    const TreeLayout layout = painter.layout(kArea, {}, 1, {});
    const QRectF whole(QPointF(0, 0), layout.size);
    for (const auto &column : layout.columns)
        for (std::size_t i = 0; i < column.size(); ++i) {
            const auto &place = layout.places[static_cast<std::size_t>(column[i])];
            QVERIFY(whole.contains(place.label));
            QVERIFY(whole.contains(place.dot));
            if (i > 0)
                QVERIFY(place.label.top() >= layout.places[static_cast<std::size_t>(column[i - 1])].label.bottom());
        }
}

void TestTreePainter::hitTestGoesBothWays()
{
    const TreePainter painter(test::shared(test::smallTree()));
    for (const double zoom : {0.6, 1.0, 1.7}) {
        const TreeLayout layout = painter.layout(QRectF(10, 10, 3000, 900), {}, zoom, {});
        for (int node = 0; node < painter.nodes(); ++node) {
            QCOMPARE(layout.nodeAt(dot(layout, node)), node);
            QCOMPARE(layout.nodeAt(layout.nodeRect(node).center()), node);
        }
        QCOMPARE(layout.toggleAt(layout.toggleRect(3).center()), 3);
        QVERIFY(layout.toggleRect(4).isEmpty()); // a single child
        QCOMPARE(layout.nodeAt({0, 0}), -1);
        QCOMPARE(layout.toggleAt(dot(layout, 5)), -1);
    }
    const TreeLayout layout = painter.layout(kArea, {}, 1, {});
    QCOMPARE(layout.neighbour(4, 1), 7);
    QCOMPARE(layout.neighbour(7, -1), 4);
    QCOMPARE(layout.neighbour(2, 1), 9);
    QCOMPARE(layout.neighbour(0, 1), -1);
}

void TestTreePainter::collapsingHidesTheSubtree()
{
    const TreePainter painter(test::shared(test::smallTree()));
    TreeOptions options;
    const double before = painter.layout(kArea, {}, 1, options).size.height();
    options.collapsed = {3};
    const TreeLayout layout = painter.layout(kArea, {}, 1, options);
    QCOMPARE(layout.places[3].hidden, 5);
    for (int node = 4; node <= 8; ++node)
        QVERIFY(!layout.places[static_cast<std::size_t>(node)].shown);
    QVERIFY(layout.places[10].shown);
    QVERIFY(layout.size.height() < before);
    TreePaintCount count;
    draw(painter, options, layout, &count);
    QCOMPARE(count.nodes, 6);
    QCOMPARE(count.edges, 5);
    for (int x = 0; x < 1080; x += 3)
        for (int y = 0; y < 380; y += 3) {
            const int hit = layout.nodeAt({double(x), double(y)});
            QVERIFY(hit < 4 || hit > 8);
        }
}

void TestTreePainter::marks()
{
    const TreePainter painter(test::shared(test::smallTree()));
    const TreeOptions options;
    const TreeLayout layout = painter.layout(kArea, {}, 1, options);
    const QImage image = draw(painter, options, layout);
    // The best path is dark and thick, others are not; finished nodes are rings with a score behind.
    QCOMPARE(image.pixelColor(dot(layout, 5)), options.style.text);
    QCOMPARE(image.pixelColor(dot(layout, 7)), options.style.neutralBar);
    QVERIFY(edgeWidth(image, layout, 5, options.style.background) >
            edgeWidth(image, layout, 9, options.style.background));
    for (const int node : {6, 8, 10}) {
        QCOMPARE(image.pixelColor(dot(layout, node)), options.style.background);
        const QRectF score(dot(layout, node) + QPoint(9, -8), QSizeF(50, 16));
        bool written = false;
        for (int x = 0; x < 50; ++x)
            written |= image.pixelColor(score.topLeft().toPoint() + QPoint(x, 8)) != options.style.background;
        QVERIFY(written);
    }
}

void TestTreePainter::currentNodeIsAccent()
{
    const TreePainter painter(test::shared(test::smallTree()));
    for (const Style &style : {Style::lightTheme(), Style::darkTheme()}) {
        TreeOptions options;
        options.style = style;
        const TreeLayout layout = painter.layout(kArea, {}, 1, options);
        QVERIFY(!anyPixel(draw(painter, options, layout), kArea, style.accent));
        options.currentNode = 7;
        const QImage image = draw(painter, options, layout);
        QCOMPARE(image.pixelColor(dot(layout, 7)), style.accent);
        const QRectF label = layout.transform().mapRect(layout.places[7].label);
        QVERIFY(anyPixel(image, label, style.accentSoft));
        // The way to it is accent, what is beside it is not.
        QVERIFY(anyPixel(image, QRectF(dot(layout, 3) - QPoint(12, 1), QSizeF(5, 2)), style.accent));
        QVERIFY(!anyPixel(image, layout.nodeRect(5), style.accent));
    }
}

void TestTreePainter::changesAreNamed()
{
    HypothesisSnapshot tree = test::smallTree();
    tree.nodes[9].overridden = true;
    tree.nodes[9].edit.kind = NodeChange::Kind::OverriddenWeights;
    const TreePainter painter(test::shared(std::move(tree)));
    QCOMPARE(painter.change(7), QStringLiteral("forced “robot”"));
    QVERIFY(!painter.change(9).isEmpty());
    QVERIFY(painter.change(4).isEmpty());
    TreeOptions options;
    const TreeLayout layout = painter.layout(kArea, {}, 1, options);
    const auto tag = [&](int node) {
        return layout.transform().mapRect(layout.places[static_cast<std::size_t>(node)].change);
    };
    QVERIFY(tag(4).isEmpty());
    const QImage image = draw(painter, options, layout);
    QVERIFY(anyPixel(image, tag(7), options.style.noteSurface) && anyPixel(image, tag(9), options.style.noteSurface));
    options.highlightedSource = 4;
    QVERIFY(draw(painter, options, layout).copy(tag(7).toAlignedRect()) != image.copy(tag(7).toAlignedRect()));
    QCOMPARE(draw(painter, options, layout).copy(tag(9).toRect()), image.copy(tag(9).toRect()));
}

void TestTreePainter::aMaskFromThereOnIsSaidOnce()
{
    HypothesisSnapshot tree = test::smallTree();
    tree.nodes[10].overridden = true; // it follows from 9
    QVERIFY(!TreePainter(test::shared(tree)).change(10).isEmpty());
    tree.nodes[9].overridden = true;
    tree.nodes[9].edit = {NodeChange::Kind::MaskedFromHere, {4}};
    const TreePainter painter(test::shared(tree));
    QVERIFY(!painter.change(9).isEmpty());
    QVERIFY(painter.change(10).isEmpty());
    tree.nodes[9].edit.kind = NodeChange::Kind::OverriddenWeights;
    QVERIFY(TreePainter(test::shared(tree)).change(10).isEmpty());
}

void TestTreePainter::onlyVisibleIsDrawn()
{
    const TreePainter painter(test::shared(test::wideTree(200, 20)));
    TreePaintCount count;
    const TreeOptions options;
    draw(painter, options, painter.layout(kArea, {3000, 500}, 1, options), &count);
    QVERIFY2(count.nodes > 20 && count.nodes < 400, qPrintable(QString::number(count.nodes)));
    // Far out there are no words, but all dots.
    draw(painter, options, painter.layout(kArea, {}, 0.05, options), &count);
    QCOMPARE(count.labels, 0);
    QVERIFY(count.nodes > 400);
}

void TestTreePainter::hundredsOfNodesAreFast()
{
    const TreePainter painter(test::shared(test::wideTree(50, 20)));
    TreeOptions options;
    options.currentNode = 900;
    painter.layout(kArea, {}, 1, options); // measures the words
    QElapsedTimer timer;
    double placing = 1e9;
    double painting = 1e9;
    for (int i = 0; i < 3; ++i) {
        timer.start();
        const TreeLayout layout = painter.layout(kArea, {500, 200}, 1, options);
        placing = std::min(placing, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        timer.start();
        draw(painter, options, layout);
        painting = std::min(painting, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("1001 nodes: layout %.2f ms, a view of them %.1f ms", placing, painting);
    QVERIFY(placing < 50 && painting < 200); // the machine may be busy
}

void TestTreePainter::oddTreesAreDrawn()
{
    const TreeOptions options;
    TreePaintCount count;
    const TreePainter none;
    draw(none, options, none.layout(kArea, {}, 1, options), &count);
    QCOMPARE(count.nodes, 0);
    HypothesisSnapshot root;
    test::addNode(root, -1, "", 1);
    const TreePainter alone(test::shared(root));
    draw(alone, options, alone.layout(kArea, {}, 1, options), &count);
    QCOMPARE(count.nodes, 1);
    QCOMPARE(count.edges, 0);
    // Parents that do not come first, a best node that is none, words of any kind.
    HypothesisSnapshot odd = test::smallTree();
    odd.nodes[4].parent = 9;
    odd.nodes[5].parent = -7;
    odd.nodes[6].token = std::string(500, 'w');
    odd.nodes[7].token = "\n";
    odd.best = 999;
    const TreePainter painter(test::shared(std::move(odd)));
    const TreeLayout layout = painter.layout(kArea, {1e9, 1e9}, 1, options);
    draw(painter, options, layout, &count);
    QCOMPARE(painter.parent(4), 0);
    QVERIFY(layout.places[6].label.width() < 300);
    QVERIFY(!painter.word(7).isEmpty());
    QCOMPARE(layout.scroll, layout.maximumScroll());
}

// FOVEA_PICTURES=folder writes what a person may look at.
void TestTreePainter::pictures()
{
    const QString folder = qEnvironmentVariable("FOVEA_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOVEA_PICTURES is not set");
    const TreePainter painter(test::shared(test::smallTree()));
    TreeOptions options;
    options.currentNode = 4;
    QVERIFY(draw(painter, options, painter.layout(kArea, {}, 1, options)).save(folder + "/tree_light.png"));
    options.style = Style::darkTheme();
    options.currentNode = 7;
    options.focused = 2;
    QVERIFY(draw(painter, options, painter.layout(kArea, {}, 1.3, options)).save(folder + "/tree_dark.png"));
    options.collapsed = {3};
    const TreePainter wide(test::shared(test::wideTree(12, 8)));
    QVERIFY(draw(wide, options, wide.layout(kArea, {}, 0.7, options)).save(folder + "/tree_wide.png"));
}

QTEST_MAIN(TestTreePainter)
#include "test_tree_painter.moc"
