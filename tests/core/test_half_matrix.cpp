// links: fovea_autograd
#include <QTest>

#include <random>

#include "core/autograd/half_matrix.h"

using namespace fovea;

namespace
{

/// Entries that half precision holds exactly, subnormal ones too.
Matrix halves(Index rows, Index columns)
{
    std::mt19937 random(3);
    Matrix matrix(rows, columns);
    for (Index i = 0; i < matrix.size(); ++i)
        matrix.data()[i] = static_cast<float>(Eigen::half(static_cast<float>(random() % 2001) / 500.0F - 2.0F));
    matrix(0, 0) = 5.9604645e-8F;
    matrix(rows - 1, columns - 1) = -65504;
    return matrix;
}

Vector numbers(Index count)
{
    Vector x(count);
    for (Index i = 0; i < count; ++i)
        x[i] = std::sin(static_cast<float>(3 * i + 1));
    return x;
}

} // namespace

class TestHalfMatrix : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (HalfMatrix::pack(halves(2, 2)).empty())
            QSKIP("this build does not convert half precision in hardware");
    }

    void multipliesAsTheMatrixItself_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("one entry") << 1 << 1;
        QTest::newRow("less than a panel") << 63 << 5;
        QTest::newRow("whole panels") << 128 << 40;
        QTest::newRow("a rest") << 1000 << 17;
    }
    void multipliesAsTheMatrixItself()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const Matrix matrix = halves(rows, columns);
        const HalfMatrix packed = HalfMatrix::pack(matrix);
        QCOMPARE(packed.rows(), rows);
        QCOMPARE(packed.columns(), columns);
        const Vector x = numbers(columns);
        Vector y = numbers(rows);
        const Vector expected = y + matrix * x;
        packed.addProduct(0, columns, x.data(), y.data());
        QVERIFY((y - expected).cwiseAbs().maxCoeff() <= 1e-6F * (1 + matrix.cwiseAbs().maxCoeff()));
    }

    void multipliesABlockOfColumns()
    {
        const Matrix matrix = halves(70, 12);
        const Vector x = numbers(4);
        Vector y = Vector::Zero(70);
        HalfMatrix::pack(matrix).addProduct(5, 4, x.data(), y.data());
        QVERIFY((y - matrix.middleCols(5, 4) * x).cwiseAbs().maxCoeff() < 1e-5F);
    }

    void refusesWhatItCannotHold_data()
    {
        QTest::addColumn<float>("entry");
        QTest::newRow("too precise") << 1.0001F;
        QTest::newRow("too large") << 70000.0F;
        QTest::newRow("too small") << 1e-9F;
    }
    void refusesWhatItCannotHold()
    {
        QFETCH(float, entry);
        Matrix matrix = halves(3, 3);
        matrix(1, 2) = entry;
        QVERIFY(HalfMatrix::pack(matrix).empty());
    }
};

QTEST_GUILESS_MAIN(TestHalfMatrix)
#include "test_half_matrix.moc"
