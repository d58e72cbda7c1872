#pragma once

#include <cstdint>
#include <vector>

#include "core/types/matrix.h"

namespace fovea
{

/// A constant matrix in half precision (IEEE 754 binary16) for products with a few vectors: half the bytes of single
/// precision to read, with the same values to the last bit.
class HalfMatrix
{
public:
    HalfMatrix() = default;
    /// Empty when some entry is not exactly a half, and where this build cannot convert in hardware (F16C, which is
    /// part of x86-64-v3) or computes in double: then the caller's own matrix is the faster one.
    static HalfMatrix pack(const Eigen::Ref<const Matrix> &matrix);

    bool empty() const { return halves_.empty(); }
    Index rows() const { return rows_; }
    Index columns() const { return columns_; }

    /// True when a product with so many vectors is faster here than with the matrix itself.
    bool suits(Index vectors) const;
    /// y += W[:, first .. first + x.rows()) x.  x: count x B; y: rows x B. A column of y depends on its own of x only.
    void addProduct(Index first, const MatrixMap &x, MatrixMap &y) const;

private:
    Index rows_ = 0;
    Index columns_ = 0;
    /// Panels of 64 rows, the last one filled up with zeros; in a panel column after column.
    std::vector<std::uint16_t> halves_;
};

} // namespace fovea
