#include "core/autograd/ops.h"

#include <cmath>

namespace fovea
{

namespace
{

/// y += W[:, first .. first + x.rows()) x.
void addProduct(const Parameter &weight, Index first, const MatrixMap &x, MatrixMap &y)
{
    if (weight.half.suits(x.cols()))
        weight.half.addProduct(first, x, y);
    else
        y.noalias() += weight.value.middleCols(first, x.rows()) * x;
}

} // namespace

Var lookup(Tape &tape, const Parameter &table, std::span<const int> ids)
{
    const Var y = tape.make(table.value.rows(), static_cast<Index>(ids.size()));
    MatrixMap out = tape.value(y);
    for (std::size_t j = 0; j < ids.size(); ++j)
        out.col(static_cast<Index>(j)) = table.value.col(ids[j]);
    if (tape.recording())
        tape.record(y, [&tape, &table, y, kept = std::vector<int>(ids.begin(), ids.end())] {
            Matrix &gradient = tape.parameterGradient(table);
            const MatrixMap dy = tape.gradient(y);
            for (std::size_t j = 0; j < kept.size(); ++j)
                gradient.col(kept[j]) += dy.col(static_cast<Index>(j));
        });
    return y;
}

Var affine(Tape &tape, const Parameter &weight, const Parameter *bias, Var x, Var addend)
{
    const Var y = tape.make(weight.value.rows(), tape.cols(x));
    MatrixMap out = tape.value(y);
    if (addend.valid())
        out = tape.value(addend);
    else
        out.setZero();
    addProduct(weight, 0, tape.value(x), out);
    if (bias)
        out.colwise() += bias->value.col(0);
    if (tape.recording())
        tape.record(y, [&tape, &weight, bias, x, addend, y] {
            const MatrixMap dy = tape.gradient(y);
            tape.addOuterProduct(weight, dy, tape.value(x));
            if (bias)
                tape.parameterGradient(*bias).col(0) += dy.rowwise().sum();
            if (addend.valid())
                tape.gradient(addend) += dy;
            if (tape.needsGradient(x))
                tape.gradient(x).noalias() += weight.value.transpose() * dy;
        });
    return y;
}

Var transposedAffine(Tape &tape, const Parameter &table, const Parameter &bias, Var x)
{
    const Var y = tape.make(table.value.cols(), tape.cols(x));
    MatrixMap out = tape.value(y);
    const MatrixMap in = tape.value(x);
    out.colwise() = bias.value.col(0);
    if (table.halfTransposed.suits(in.cols()))
        table.halfTransposed.addProduct(0, in, out);
    else
        out.noalias() += table.value.transpose() * in;
    if (tape.recording())
        tape.record(y, [&tape, &table, &bias, x, y] {
            const MatrixMap dy = tape.gradient(y);
            tape.parameterGradient(table).noalias() += tape.value(x) * dy.transpose();
            tape.parameterGradient(bias).col(0) += dy.rowwise().sum();
            tape.gradient(x).noalias() += table.value * dy;
        });
    return y;
}

Var affineColumns(Tape &tape, const Parameter &weight, Index first, Var x, Var addend)
{
    const Var y = tape.make(weight.value.rows(), tape.cols(x));
    MatrixMap out = tape.value(y);
    out = tape.value(addend);
    addProduct(weight, first, tape.value(x), out);
    return y;
}

Var tanh(Tape &tape, Var x)
{
    const Var y = tape.make(tape.rows(x), tape.cols(x));
    tape.value(y) = tape.value(x).array().tanh();
    if (tape.recording())
        tape.record(y, [&tape, x, y] {
            tape.gradient(x).array() += tape.gradient(y).array() * (1 - tape.value(y).array().square());
        });
    return y;
}

Var concatRows(Tape &tape, std::span<const Var> parts)
{
    Index rows = 0;
    for (const Var part : parts)
        rows += tape.rows(part);
    const Var y = tape.make(rows, tape.cols(parts.front()));
    MatrixMap out = tape.value(y);
    Index row = 0;
    for (const Var part : parts) {
        out.middleRows(row, tape.rows(part)) = tape.value(part);
        row += tape.rows(part);
    }
    if (tape.recording())
        tape.record(y, [&tape, y, kept = std::vector<Var>(parts.begin(), parts.end())] {
            const MatrixMap dy = tape.gradient(y);
            Index first = 0;
            for (const Var part : kept) {
                if (tape.needsGradient(part))
                    tape.gradient(part) += dy.middleRows(first, tape.rows(part));
                first += tape.rows(part);
            }
        });
    return y;
}

Var concatColumns(Tape &tape, std::span<const Var> parts)
{
    Index columns = 0;
    for (const Var part : parts)
        columns += tape.cols(part);
    const Var y = tape.make(tape.rows(parts.front()), columns);
    MatrixMap out = tape.value(y);
    Index column = 0;
    for (const Var part : parts) {
        out.middleCols(column, tape.cols(part)) = tape.value(part);
        column += tape.cols(part);
    }
    if (tape.recording())
        tape.record(y, [&tape, y, kept = std::vector<Var>(parts.begin(), parts.end())] {
            const MatrixMap dy = tape.gradient(y);
            Index first = 0;
            for (const Var part : kept) {
                if (tape.needsGradient(part))
                    tape.gradient(part) += dy.middleCols(first, tape.cols(part));
                first += tape.cols(part);
            }
        });
    return y;
}

Var gatherColumns(Tape &tape, Var x, std::span<const int> indices)
{
    const Var y = tape.make(tape.rows(x), static_cast<Index>(indices.size()));
    MatrixMap out = tape.value(y);
    const MatrixMap in = tape.value(x);
    for (std::size_t j = 0; j < indices.size(); ++j)
        out.col(static_cast<Index>(j)) = in.col(indices[j]);
    if (tape.recording())
        tape.record(y, [&tape, x, y, kept = std::vector<int>(indices.begin(), indices.end())] {
            MatrixMap dx = tape.gradient(x);
            const MatrixMap dy = tape.gradient(y);
            for (std::size_t j = 0; j < kept.size(); ++j)
                dx.col(kept[j]) += dy.col(static_cast<Index>(j));
        });
    return y;
}

Var meanPositions(Tape &tape, Var x, std::span<const int> lengths)
{
    const Index sequences = static_cast<Index>(lengths.size());
    const Var y = tape.make(tape.rows(x), sequences);
    MatrixMap out = tape.value(y);
    const MatrixMap in = tape.value(x);
    out.setZero();
    for (Index b = 0; b < sequences; ++b) {
        const int length = lengths[static_cast<std::size_t>(b)];
        for (Index i = 0; i < length; ++i)
            out.col(b) += in.col(i * sequences + b);
        out.col(b) /= static_cast<Scalar>(length);
    }
    if (tape.recording())
        tape.record(y, [&tape, x, y, sequences, kept = std::vector<int>(lengths.begin(), lengths.end())] {
            MatrixMap dx = tape.gradient(x);
            const MatrixMap dy = tape.gradient(y);
            for (Index b = 0; b < sequences; ++b) {
                const int length = kept[static_cast<std::size_t>(b)];
                for (Index i = 0; i < length; ++i)
                    dx.col(i * sequences + b) += dy.col(b) / static_cast<Scalar>(length);
            }
        });
    return y;
}

Var dropout(Tape &tape, Var x, Scalar rate, std::mt19937 &random)
{
    if (rate <= 0)
        return x;
    const Var y = tape.make(tape.rows(x), tape.cols(x));
    MatrixMap mask = tape.scratch(tape.rows(x), tape.cols(x));
    const Scalar kept = 1 / (1 - rate);
    // Two 16-bit draws from one 32-bit number: the generator is a noticeable share of a training step.
    const std::uint32_t threshold = static_cast<std::uint32_t>(std::lround(rate * 65536));
    Scalar *entry = mask.data();
    for (Index i = 0; i < mask.size(); i += 2) {
        const std::uint32_t bits = static_cast<std::uint32_t>(random());
        entry[i] = (bits & 0xffffU) < threshold ? Scalar(0) : kept;
        if (i + 1 < mask.size())
            entry[i + 1] = (bits >> 16) < threshold ? Scalar(0) : kept;
    }
    tape.value(y) = tape.value(x).cwiseProduct(mask);
    if (tape.recording())
        tape.record(y, [&tape, x, y, mask] { tape.gradient(x) += tape.gradient(y).cwiseProduct(mask); });
    return y;
}

Var scaleByExp(Tape &tape, const Parameter &logScale, Var x)
{
    const Var y = tape.make(tape.rows(x), tape.cols(x));
    const Scalar scale = std::exp(logScale.value(0, 0));
    tape.value(y) = scale * tape.value(x);
    if (tape.recording())
        tape.record(y, [&tape, &logScale, x, y, scale] {
            tape.parameterGradient(logScale)(0, 0) += tape.gradient(y).cwiseProduct(tape.value(y)).sum();
            tape.gradient(x) += scale * tape.gradient(y);
        });
    return y;
}

Var normalizeColumns(Tape &tape, Var x)
{
    const Var y = tape.make(tape.rows(x), tape.cols(x));
    MatrixMap inverseNorm = tape.scratch(1, tape.cols(x));
    inverseNorm = (tape.value(x).colwise().squaredNorm().array() + Scalar(1e-12)).rsqrt().matrix();
    tape.value(y) = tape.value(x) * inverseNorm.row(0).asDiagonal();
    if (tape.recording())
        tape.record(y, [&tape, x, y, inverseNorm] {
            // dx = (dy - y (y . dy)) / |x|
            MatrixMap dx = tape.gradient(x);
            const MatrixMap dy = tape.gradient(y);
            const MatrixMap out = tape.value(y);
            for (Index j = 0; j < dy.cols(); ++j)
                dx.col(j) += inverseNorm(0, j) * (dy.col(j) - out.col(j) * out.col(j).dot(dy.col(j)));
        });
    return y;
}

} // namespace fovea
