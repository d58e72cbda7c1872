#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/autograd/arena.h"
#include "core/autograd/parameter.h"

namespace fovea
{

/// A value on a tape. Plain handle: valid until the tape is rewound to before it.
struct Var {
    int index = -1;
    bool valid() const { return index >= 0; }
};

/// Records coarse operations and runs their derivatives in reverse order.
///
/// Values and gradients live in one arena that rewind() reuses. Without a Gradients object nothing is recorded
/// (inference). A tape belongs to one thread; parameters are read only.
class Tape
{
public:
    /// `gradients`: where backward() adds the parameters' gradients; null for inference. Must outlive the tape.
    explicit Tape(Gradients *gradients = nullptr) : gradients_(gradients) {}

    bool recording() const { return gradients_ != nullptr; }

    struct Mark {
        Arena::Mark memory;
        std::size_t nodes = 0;
        std::size_t derivatives = 0;
    };
    Mark mark() const { return {arena_.mark(), nodes_.size(), derivatives_.size()}; }
    /// Forgets everything made after the mark and keeps the memory.
    void rewind(Mark mark);
    void rewind() { rewind(Mark{}); }

    /// A new value, uninitialized.
    Var make(Index rows, Index columns);
    /// A new value that no gradient flows into.
    Var constant(const Eigen::Ref<const Matrix> &value);
    /// Columns [start, start + count) of x, sharing its memory and its gradient.
    Var columns(Var x, Index start, Index count);

    MatrixMap value(Var x);
    Index rows(Var x) const { return node(x).rows; }
    Index cols(Var x) const { return node(x).columns; }

    /// d loss / d x; zero when first asked for. Only inside backward().
    MatrixMap gradient(Var x);
    /// True when some derivative wrote to gradient(x): others need not be computed.
    bool hasGradient(Var x) const;
    bool needsGradient(Var x) const { return node(x).needsGradient; }
    /// Memory for gradient(x) that is not zeroed, for a derivative that assigns every entry.
    MatrixMap assignGradient(Var x);

    /// Scratch that lives until the next rewind, uninitialized.
    MatrixMap scratch(Index rows, Index columns) { return MatrixMap(arena_.allocate(rows * columns), rows, columns); }

    /// Records the derivative of the operation that made `result`. backward() calls it only when result has a gradient.
    void record(Var result, std::function<void()> derivative);

    /// Gradient accumulator of a parameter. Only while recording.
    Matrix &parameterGradient(const Parameter &parameter) { return (*gradients_)[parameter.id]; }
    /// Adds left * right^T to a parameter's gradient. Narrow products are collected and multiplied together:
    /// one product of T*B columns runs several times faster than T products of B columns.
    void addOuterProduct(const Parameter &parameter, const Eigen::Ref<const Matrix> &left,
                         const Eigen::Ref<const Matrix> &right);

    /// Runs all derivatives, starting from d loss / d loss = 1 (loss: 1 x 1).
    void backward(Var loss);

private:
    struct Node {
        Scalar *value = nullptr;
        Scalar *gradient = nullptr;
        Index rows = 0;
        Index columns = 0;
        int parent = -1;  ///< of a view
        Index offset = 0; ///< of a view: first scalar in the parent
        bool needsGradient = true;
    };
    struct Derivative {
        Var result;
        std::function<void()> run;
    };
    struct OuterProducts {
        Matrix left;  ///< rows x kCollected
        Matrix right; ///< columns x kCollected
        Index used = 0;
    };

    static constexpr Index kCollected = 512;

    const Node &node(Var x) const { return nodes_[static_cast<std::size_t>(x.index)]; }
    Node &node(Var x) { return nodes_[static_cast<std::size_t>(x.index)]; }
    void flush(int parameterId);

    Gradients *gradients_;
    Arena arena_;
    std::vector<Node> nodes_;
    std::vector<Derivative> derivatives_;
    std::vector<OuterProducts> outerProducts_; ///< by parameter id
};

} // namespace fovea
