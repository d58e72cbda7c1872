#include "core/autograd/half_matrix.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#if defined(__F16C__) && defined(__FMA__) && !defined(FOVEA_DOUBLE)
#include <immintrin.h>
#define FOVEA_HALF_PRODUCTS
#endif

namespace fovea
{

namespace
{

#ifdef FOVEA_HALF_PRODUCTS

/// Rows that lie side by side: eight registers of eight sums, enough independent additions to hide their latency.
constexpr Index kPanel = 64;
constexpr Index kLanes = 8;
/// Up to so many vectors share one pass over the weights: their sums stay in registers.
constexpr Index kTogether = 5;
/// With more vectors Eigen's product, which packs the weights once for all of them, is the faster one.
constexpr Index kMostVectors = 8 * kTogether;

/// How many registers of rows one pass sums for so many vectors; AVX2 has 16 registers in all.
constexpr Index registersFor(Index vectors) { return vectors == 1 ? 8 : vectors <= 3 ? 4 : 2; }

/// f(0), f(1), ... written out: a loop over an array of sums would keep them in memory instead of in registers.
template <typename Function, Index... I>
[[gnu::always_inline]] inline void each(std::integer_sequence<Index, I...>, const Function &f)
{
    (f(std::integral_constant<Index, I>{}), ...);
}

struct Product {
    const float *x; ///< count x vectors
    Index count;
    float *y; ///< column by column, `stride` apart
    Index stride;
};

/// Y += W X for kPanel rows; weights: kPanel x count.
template <Index Vectors>
void addPanel(const std::uint16_t *weights, const Product &product)
{
    constexpr Index kRegisters = registersFor(Vectors);
    constexpr std::make_integer_sequence<Index, kRegisters * Vectors> all{};
    constexpr std::make_integer_sequence<Index, kRegisters> registers{};
    constexpr std::make_integer_sequence<Index, Vectors> vectors{};
    for (Index row = 0; row < kPanel; row += kRegisters * kLanes) {
        const auto at = [&](Index i) {
            return product.y + (i / kRegisters) * product.stride + row + (i % kRegisters) * kLanes;
        };
        __m256 sums[kRegisters * Vectors];
        each(all, [&](auto i) { sums[i] = _mm256_loadu_ps(at(i)); });
        const std::uint16_t *halves = weights + row;
        for (Index j = 0; j < product.count; ++j, halves += kPanel) {
            __m256 factors[Vectors];
            each(vectors, [&](auto b) { factors[b] = _mm256_broadcast_ss(product.x + b * product.count + j); });
            each(registers, [&](auto k) {
                const __m256 weight =
                    _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i *>(halves + k * kLanes)));
                each(vectors, [&](auto b) {
                    __m256 &sum = sums[b * kRegisters + k];
                    sum = _mm256_fmadd_ps(weight, factors[b], sum);
                });
            });
        }
        each(all, [&](auto i) { _mm256_storeu_ps(at(i), sums[i]); });
    }
}

using AddPanel = void (*)(const std::uint16_t *, const Product &);
constexpr AddPanel kAddPanel[kTogether] = {addPanel<1>, addPanel<2>, addPanel<3>, addPanel<4>, addPanel<5>};

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

bool HalfMatrix::suits(Index vectors) const { return !empty() && vectors <= kMostVectors; }

void HalfMatrix::addProduct(Index first, const MatrixMap &x, MatrixMap &y) const
{
    const auto panel = [&](Index row) { return halves_.data() + row * columns_ + first * kPanel; };
    for (Index b = 0; b < x.cols(); b += kTogether) {
        const Index vectors = std::min(kTogether, x.cols() - b);
        const AddPanel add = kAddPanel[vectors - 1];
        Product product{x.data() + b * x.rows(), x.rows(), y.data() + b * rows_, rows_};
        Index row = 0;
        for (; row + kPanel <= rows_; row += kPanel, product.y += kPanel)
            add(panel(row), product);
        if (row == rows_)
            continue;
        float rest[kPanel * kTogether] = {};
        add(panel(row), {product.x, product.count, rest, kPanel});
        y.block(row, b, rows_ - row, vectors) += Eigen::Map<const Matrix>(rest, kPanel, vectors).topRows(rows_ - row);
    }
}

#else

HalfMatrix HalfMatrix::pack(const Eigen::Ref<const Matrix> &) { return {}; }
bool HalfMatrix::suits(Index) const { return false; }
void HalfMatrix::addProduct(Index, const MatrixMap &, MatrixMap &) const {}

#endif

} // namespace fovea
