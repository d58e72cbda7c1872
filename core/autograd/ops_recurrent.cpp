#include "core/autograd/ops.h"

namespace fovea
{

namespace
{

bool isActive(std::span<const int> lengths, Index column, int step)
{
    return lengths.empty() || step < lengths[static_cast<std::size_t>(column)];
}

/// gates: 3m x B with r, u, c; product: 3m x B with U h + b.
void gruForward(const MatrixMap &input, const MatrixMap &product, const MatrixMap &h, MatrixMap &gates, MatrixMap &y,
                std::span<const int> lengths, int step)
{
    const Index m = h.rows();
    for (Index j = 0; j < h.cols(); ++j) {
        auto in = input.col(j).array();
        auto from = product.col(j).array();
        auto gate = gates.col(j).array();
        // sigmoid(x) = (1 + tanh(x / 2)) / 2
        gate.head(2 * m) = Scalar(0.5) + Scalar(0.5) * (Scalar(0.5) * (in.head(2 * m) + from.head(2 * m))).tanh();
        gate.tail(m) = (in.tail(m) + gate.head(m) * from.tail(m)).tanh();
        if (isActive(lengths, j, step))
            y.col(j).array() = gate.tail(m) + gate.segment(m, m) * (h.col(j).array() - gate.tail(m));
        else
            y.col(j) = h.col(j);
    }
}

/// Writes d input and d product (3m x B each) and adds the direct part of dh.
void gruBackward(const MatrixMap &dy, const MatrixMap &gates, const MatrixMap &product, const MatrixMap &h,
                 MatrixMap &dInput, MatrixMap &dProduct, MatrixMap &dh, std::span<const int> lengths, int step)
{
    const Index m = h.rows();
    for (Index j = 0; j < h.cols(); ++j) {
        if (!isActive(lengths, j, step)) {
            dh.col(j) += dy.col(j);
            dInput.col(j).setZero();
            dProduct.col(j).setZero();
            continue;
        }
        const auto r = gates.col(j).head(m).array();
        const auto u = gates.col(j).segment(m, m).array();
        const auto c = gates.col(j).tail(m).array();
        const auto d = dy.col(j).array();
        auto in = dInput.col(j).array();
        in.tail(m) = d * (1 - u) * (1 - c.square());
        in.segment(m, m) = d * (h.col(j).array() - c) * u * (1 - u);
        in.head(m) = in.tail(m) * product.col(j).tail(m).array() * r * (1 - r);
        dProduct.col(j).head(2 * m) = dInput.col(j).head(2 * m);
        dProduct.col(j).tail(m).array() = in.tail(m) * r;
        dh.col(j).array() += d * u;
    }
}

} // namespace

Var gruCell(Tape &tape, Var input, const Parameter &recurrent, const Parameter &bias, Var h,
            std::span<const int> lengths, int step)
{
    const Index m = tape.rows(h);
    const Index columns = tape.cols(h);
    MatrixMap product = tape.scratch(3 * m, columns);
    MatrixMap gates = tape.scratch(3 * m, columns);
    const Var y = tape.make(m, columns);

    product.colwise() = bias.value.col(0);
    if (recurrent.half.suits(columns))
        recurrent.half.addProduct(0, tape.value(h), product);
    else
        product.noalias() += recurrent.value * tape.value(h);
    MatrixMap out = tape.value(y);
    gruForward(tape.value(input), product, tape.value(h), gates, out, lengths, step);

    if (tape.recording())
        tape.record(y, [&tape, input, &recurrent, &bias, h, y, product, gates, lengths, step, m, columns] {
            MatrixMap dInput = tape.scratch(3 * m, columns);
            MatrixMap dProduct = tape.scratch(3 * m, columns);
            MatrixMap dh = tape.gradient(h);
            gruBackward(tape.gradient(y), gates, product, tape.value(h), dInput, dProduct, dh, lengths, step);
            tape.gradient(input) += dInput;
            tape.addOuterProduct(recurrent, dProduct, tape.value(h));
            tape.parameterGradient(bias).col(0) += dProduct.rowwise().sum();
            dh.noalias() += recurrent.value.transpose() * dProduct;
        });
    return y;
}

} // namespace fovea
