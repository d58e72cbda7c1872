#include "core/autograd/tape.h"

#include <algorithm>

namespace fovea
{

namespace
{

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kChunk = std::size_t{1} << 20; // scalars: 4 MB of floats

} // namespace

Scalar *Arena::allocate(Index count)
{
    constexpr std::size_t unit = kAlignment / sizeof(Scalar);
    const std::size_t wanted = (static_cast<std::size_t>(count) + unit - 1) / unit * unit;
    while (chunk_ < chunks_.size() && used_ + wanted > chunks_[chunk_].size) {
        ++chunk_;
        used_ = 0;
    }
    if (chunk_ == chunks_.size()) {
        addChunk(std::max(kChunk, wanted));
        used_ = 0;
    }
    Scalar *result = chunks_[chunk_].memory.get() + used_;
    used_ += wanted;
    return result;
}

void Arena::addChunk(std::size_t size)
{
    auto *memory = static_cast<Scalar *>(::operator new[](size * sizeof(Scalar), std::align_val_t(kAlignment)));
    chunks_.push_back({std::unique_ptr<Scalar[], Free>(memory), size});
}

void Arena::rewind(Mark mark)
{
    chunk_ = mark.chunk;
    used_ = mark.used;
    if (chunk_ > 0 || used_ > 0 || chunks_.size() < 2)
        return;
    // A larger batch skips the chunks that are too small for its largest values: kept, they would add up.
    std::size_t size = 0;
    for (const Chunk &chunk : chunks_)
        size += chunk.size;
    chunks_.clear();
    addChunk(size);
}

void Tape::rewind(Mark mark)
{
    arena_.rewind(mark.memory);
    nodes_.resize(mark.nodes);
    derivatives_.resize(mark.derivatives);
}

Var Tape::make(Index rows, Index columns)
{
    nodes_.push_back({arena_.allocate(rows * columns), nullptr, rows, columns, -1, 0, true});
    return {static_cast<int>(nodes_.size()) - 1};
}

Var Tape::constant(const Eigen::Ref<const Matrix> &value)
{
    const Var result = make(value.rows(), value.cols());
    node(result).needsGradient = false;
    this->value(result) = value;
    return result;
}

Var Tape::columns(Var x, Index start, Index count)
{
    const Node parent = node(x);
    Node view = parent;
    view.value = parent.value + start * parent.rows;
    view.gradient = nullptr;
    view.columns = count;
    view.parent = x.index;
    view.offset = start * parent.rows;
    nodes_.push_back(view);
    return {static_cast<int>(nodes_.size()) - 1};
}

MatrixMap Tape::value(Var x)
{
    const Node &n = node(x);
    return {n.value, n.rows, n.columns};
}

MatrixMap Tape::gradient(Var x)
{
    if (!node(x).gradient) {
        const int parent = node(x).parent;
        if (parent >= 0) {
            Scalar *base = gradient(Var{parent}).data();
            node(x).gradient = base + node(x).offset;
        } else {
            assignGradient(x).setZero();
        }
    }
    const Node &n = node(x);
    return {n.gradient, n.rows, n.columns};
}

MatrixMap Tape::assignGradient(Var x)
{
    if (node(x).parent >= 0) // a view's gradient lies in its parent's, whose other columns must be zero
        return gradient(x);
    Node &n = node(x);
    n.gradient = arena_.allocate(n.rows * n.columns);
    return {n.gradient, n.rows, n.columns};
}

bool Tape::hasGradient(Var x) const
{
    const Node &n = node(x);
    return n.gradient || (n.parent >= 0 && hasGradient(Var{n.parent}));
}

void Tape::record(Var result, std::function<void()> derivative)
{
    derivatives_.push_back({result, std::move(derivative)});
}

void Tape::addOuterProduct(const Parameter &parameter, const Eigen::Ref<const Matrix> &left,
                           const Eigen::Ref<const Matrix> &right)
{
    if (left.cols() * 2 > kCollected) {
        parameterGradient(parameter).noalias() += left * right.transpose();
        return;
    }
    outerProducts_.resize(std::max(outerProducts_.size(), static_cast<std::size_t>(gradients_->size())));
    OuterProducts &collected = outerProducts_[static_cast<std::size_t>(parameter.id)];
    if (collected.left.rows() != left.rows()) {
        collected.left.resize(left.rows(), kCollected);
        collected.right.resize(right.rows(), kCollected);
    }
    if (collected.used + left.cols() > kCollected)
        flush(parameter.id);
    collected.left.middleCols(collected.used, left.cols()) = left;
    collected.right.middleCols(collected.used, right.cols()) = right;
    collected.used += left.cols();
}

void Tape::flush(int parameterId)
{
    OuterProducts &collected = outerProducts_[static_cast<std::size_t>(parameterId)];
    if (collected.used > 0)
        (*gradients_)[parameterId].noalias() +=
            collected.left.leftCols(collected.used) * collected.right.leftCols(collected.used).transpose();
    collected.used = 0;
}

void Tape::backward(Var loss)
{
    gradient(loss).setOnes();
    for (auto derivative = derivatives_.rbegin(); derivative != derivatives_.rend(); ++derivative)
        if (hasGradient(derivative->result))
            derivative->run();
    for (std::size_t id = 0; id < outerProducts_.size(); ++id)
        flush(static_cast<int>(id));
}

} // namespace fovea
