#include "core/autograd/half_matrix.h"

#include <algorithm>

#if defined(__F16C__) && defined(__FMA__) && !defined(FOVEA_DOUBLE)
#include <immintrin.h>
#define FOVEA_HALF_PRODUCTS
#endif

namespace fovea
{

namespace
{

/// Eight registers of eight sums each: enough independent additions to hide their latency.
constexpr Index kPanel = 64;

#ifdef FOVEA_HALF_PRODUCTS

constexpr Index kLanes = 8;
constexpr Index kRegisters = kPanel / kLanes;

/// sums += W x for one panel; weights: kPanel x count.
void addPanel(const std::uint16_t *weights, Index count, const float *x, float *sums)
{
    __m256 sum[kRegisters];
    for (Index k = 0; k < kRegisters; ++k)
        sum[k] = _mm256_loadu_ps(sums + k * kLanes);
    for (Index j = 0; j < count; ++j, weights += kPanel) {
        const __m256 factor = _mm256_broadcast_ss(x + j);
        for (Index k = 0; k < kRegisters; ++k) {
            const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i *>(weights + k * kLanes));
            sum[k] = _mm256_fmadd_ps(_mm256_cvtph_ps(halves), factor, sum[k]);
        }
    }
    for (Index k = 0; k < kRegisters; ++k)
        _mm256_storeu_ps(sums + k * kLanes, sum[k]);
}

/// Converts `count` numbers, at most kPanel, into kPanel halves, the rest zeros. False when one is not exactly a half.
bool packColumn(const float *numbers, Index count, std::uint16_t *halves)
{
    float rest[kPanel] = {};
    if (count < kPanel)
        numbers = std::copy_n(numbers, count, rest) - count;
    for (Index k = 0; k < kPanel; k += kLanes) {
        const __m256 exact = _mm256_loadu_ps(numbers + k);
        const __m128i half = _mm256_cvtps_ph(exact, _MM_FROUND_TO_NEAREST_INT);
        const __m256i lost = _mm256_xor_si256(_mm256_castps_si256(_mm256_cvtph_ps(half)), _mm256_castps_si256(exact));
        if (!_mm256_testz_si256(lost, lost))
            return false;
        _mm_storeu_si128(reinterpret_cast<__m128i *>(halves + k), half);
    }
    return true;
}

#endif

} // namespace

#ifdef FOVEA_HALF_PRODUCTS

HalfMatrix HalfMatrix::pack(const Eigen::Ref<const Matrix> &matrix)
{
    HalfMatrix packed;
    packed.rows_ = matrix.rows();
    packed.columns_ = matrix.cols();
    const Index panels = (matrix.rows() + kPanel - 1) / kPanel;
    packed.halves_.resize(static_cast<std::size_t>(panels * kPanel * matrix.cols()));
    std::uint16_t *to = packed.halves_.data();
    for (Index row = 0; row < matrix.rows(); row += kPanel) {
        const Index count = std::min(kPanel, matrix.rows() - row);
        for (Index j = 0; j < matrix.cols(); ++j, to += kPanel)
            if (!packColumn(matrix.data() + j * matrix.outerStride() + row, count, to))
                return {};
    }
    return packed;
}

void HalfMatrix::addProduct(Index first, Index count, const Scalar *x, Scalar *y) const
{
    for (Index row = 0; row < rows_; row += kPanel) {
        const std::uint16_t *panel = halves_.data() + (row * columns_ + first * kPanel);
        if (rows_ - row >= kPanel) {
            addPanel(panel, count, x, y + row);
            continue;
        }
        float sums[kPanel] = {};
        addPanel(panel, count, x, sums);
        for (Index i = row; i < rows_; ++i)
            y[i] += sums[i - row];
    }
}

#else

HalfMatrix HalfMatrix::pack(const Eigen::Ref<const Matrix> &) { return {}; }
void HalfMatrix::addProduct(Index, Index, const Scalar *, Scalar *) const {}

#endif

} // namespace fovea
