// links: fovea_ui
#include <cmath>

#include <QTest>

#include "support/overlay_drawing.h"
#include "ui/render/overlay/attention_field.h"

using namespace fovea;
using namespace fovea::test;
using namespace fovea::ui;

class TestAttentionField : public QObject
{
    Q_OBJECT

private slots:
    void fieldKeepsTheTotalAndThePlace();
    void smallestRegionHoldsTheShare();
    void contourLiesAroundTheRegion();
};

void TestAttentionField::fieldKeepsTheTotalAndThePlace()
{
    for (const double sigma : {0.0, 0.6, 1.25, 3.0}) {
        const FieldEnlarger enlarger(7, 5, sigma);
        const int k = enlarger.samplesPerCell();
        // A corner cell: what a blur pushes over the border comes back.
        for (const int cell : {0, 17, 34}) {
            const Matrix field = enlarger.enlarge(oneHot(35, cell));
            QCOMPARE(field.rows(), 5 * k);
            QCOMPARE(field.cols(), 7 * k);
            QVERIFY(std::abs(static_cast<double>(field.sum()) / (k * k) - 1) < 1e-4);
            QVERIFY(field.minCoeff() >= 0);
            Index x = 0;
            Index y = 0;
            field.maxCoeff(&x, &y);
            if (cell == 17) {
                QVERIFY(std::abs((static_cast<double>(x) + 0.5) / k - 2.5) < 0.1);
                QVERIFY(std::abs((static_cast<double>(y) + 0.5) / k - 3.5) < 0.1);
            }
        }
        const Matrix flat = enlarger.enlarge(Vector::Constant(35, Scalar(1.0 / 35)));
        QVERIFY((flat.array() - Scalar(1.0 / 35)).abs().maxCoeff() < 1e-6);
    }
}

void TestAttentionField::smallestRegionHoldsTheShare()
{
    Vector weights(6);
    weights << Scalar(0.05), Scalar(0.4), Scalar(0.1), Scalar(0.3), Scalar(0.15), Scalar(0);
    QCOMPARE(smallestRegion(weights, 0.4), (std::vector<int>{1}));
    QCOMPARE(smallestRegion(weights, 0.5), (std::vector<int>{1, 3}));
    QCOMPARE(smallestRegion(weights, 0.71), (std::vector<int>{1, 3, 4}));
    QCOMPARE(smallestRegion(weights, 1).size(), std::size_t(5));
    QVERIFY(smallestRegion(Vector::Zero(4), 0.5).empty());
    QVERIFY(std::abs(shareOfLargest(weights, 0.34) - 0.7) < 1e-6);
    QCOMPARE(shareOfLargest(Vector::Zero(4), 0.5), 0.0);
}

void TestAttentionField::contourLiesAroundTheRegion()
{
    const OverlayPainter painter(shared(test::oneHotTrace({17}, 7, 5)), test::plainPicture(500, 700));
    OverlayOptions options = bare(OverlayMode::Contour);
    options.choice.sigma = 0;
    // Cell 17 is row 3, column 2.
    QCOMPARE(painter.contour(options, 0).boundingRect(), QRectF(2, 3, 1, 1));
    options.choice.sigma = 0.6;
    options.choice.share = 0.5;
    const QPainterPath half = painter.contour(options, 0);
    QVERIFY(half.contains(QPointF(2.5, 3.5)));
    QVERIFY(!half.contains(QPointF(0.5, 0.5)));
    QVERIFY(std::abs(half.boundingRect().center().x() - 2.5) < 0.05);
    options.choice.share = 0.9;
    const QPainterPath most = painter.contour(options, 0);
    QVERIFY(most.boundingRect().contains(half.boundingRect()));
    // The field inside holds the share: by counting samples.
    const FieldEnlarger enlarger(7, 5, 0.6);
    const Matrix field = enlarger.enlarge(*painter.weights(0));
    double inside = 0;
    for (Index y = 0; y < field.cols(); ++y)
        for (Index x = 0; x < field.rows(); ++x)
            if (most.contains(QPointF(static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5) /
                              enlarger.samplesPerCell()))
                inside += static_cast<double>(field(x, y));
    QVERIFY(std::abs(inside / static_cast<double>(field.sum()) - 0.9) < 0.02);
    // All alike: the region is everything, its outline the border.
    AttentionTrace flat = test::oneHotTrace({0}, 7, 5);
    flat.steps[0].weights.setConstant(Scalar(1.0 / 35));
    const OverlayPainter even(shared(flat), test::plainPicture(500, 700));
    options.choice.share = 1;
    const QRectF all = even.contour(options, 0).boundingRect();
    QVERIFY(std::abs(all.width() - 5) < 0.01 && std::abs(all.height() - 7) < 0.01);
}

QTEST_MAIN(TestAttentionField)
#include "test_attention_field.moc"
