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

Matrix numbers(Index rows, Index columns)
{
    Matrix x(rows, columns);
    for (Index i = 0; i < x.size(); ++i)
        x.data()[i] = std::sin(static_cast<float>(3 * i + 1));
    return x;
}

/// addend + W[:, first .. first + x.rows()) x
Matrix sum(const HalfMatrix &packed, Index first, Matrix x, Matrix addend)
{
    MatrixMap y(addend.data(), addend.rows(), addend.cols());
    packed.addProduct(first, MatrixMap(x.data(), x.rows(), x.cols()), y);
    return addend;
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
        for (Index vectors = 1; packed.suits(vectors); ++vectors) {
            const Matrix x = numbers(columns, vectors);
            const Matrix addend = numbers(rows, vectors);
            const Matrix difference = sum(packed, 0, x, addend) - (addend + matrix * x);
            QVERIFY(difference.cwiseAbs().maxCoeff() <= 1e-6F * (1 + matrix.cwiseAbs().maxCoeff()));
        }
    }

    void givesAVectorTheSameAloneAndAmongOthers()
    {
        const HalfMatrix packed = HalfMatrix::pack(halves(200, 30));
        const Matrix x = numbers(30, 9);
        const Matrix zero = Matrix::Zero(200, 9);
        QVERIFY(packed.suits(9));
        const Matrix together = sum(packed, 0, x, zero);
        for (Index b = 0; b < 9; ++b)
            QCOMPARE(sum(packed, 0, x.col(b), zero.col(b)), Matrix(together.col(b)));
    }

    void leavesManyVectorsToTheMatrixItself() { QVERIFY(!HalfMatrix::pack(halves(200, 30)).suits(64)); }

    void multipliesABlockOfColumns()
    {
        const Matrix matrix = halves(70, 12);
        const Matrix x = numbers(4, 1);
        const Matrix y = sum(HalfMatrix::pack(matrix), 5, x, Matrix::Zero(70, 1));
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
