#include "ui/render/overlay/attention_field.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace fovea::ui
{

namespace
{

// Show, Attend and Tell's 224 samples for 14 cells; a grid of few cells needs no more than this for each.
constexpr int kSamplesAcross = 224;
constexpr int kMostSamplesPerCell = 32;
constexpr int kFewestSamplesPerCell = 4;
// Of the Gaussian, in sigma: what is left out is 3e-4 of it.
constexpr double kReach = 3.6;

int mirrored(int index, int count)
{
    const int period = 2 * count;
    int place = index % period;
    if (place < 0)
        place += period;
    return place < count ? place : period - 1 - place;
}

// Linear interpolation of n values, k samples each: (n k) x n. Outside of the outermost centres the value stays.
Matrix linearEnlargement(int n, int k)
{
    Matrix result = Matrix::Zero(static_cast<Index>(n) * k, n);
    for (int i = 0; i < n * k; ++i) {
        const double place = (i + 0.5) / k - 0.5;
        const int lower = static_cast<int>(std::floor(place));
        const auto part = static_cast<Scalar>(place - lower);
        result(i, std::clamp(lower, 0, n - 1)) += 1 - part;
        result(i, std::clamp(lower + 1, 0, n - 1)) += part;
    }
    return result;
}

Matrix blurred(const Matrix &rows, double sigma)
{
    if (!(sigma > 0))
        return rows;
    const int count = static_cast<int>(rows.rows());
    const int reach = static_cast<int>(std::ceil(kReach * sigma));
    std::vector<double> kernel;
    for (int t = -reach; t <= reach; ++t)
        kernel.push_back(std::exp(-0.5 * t * t / (sigma * sigma)));
    const double total = std::accumulate(kernel.begin(), kernel.end(), 0.0);
    Matrix result = Matrix::Zero(rows.rows(), rows.cols());
    for (int i = 0; i < count; ++i)
        for (int t = -reach; t <= reach; ++t)
            result.row(i) += static_cast<Scalar>(kernel[static_cast<std::size_t>(t + reach)] / total) *
                             rows.row(mirrored(i + t, count));
    return result;
}

// Marching squares. Corners are samples; a square (x, y) has the corners (x, y) .. (x + 1, y + 1), and the samples
// around the field count as below every level. An edge is named by its first corner and its direction.
class LevelTracer
{
public:
    LevelTracer(const Matrix &field, double level)
        : field_(field), level_(level), width_(static_cast<int>(field.rows())), height_(static_cast<int>(field.cols())),
          next_(static_cast<std::size_t>(2 * (width_ + 2) * (height_ + 2)), -1)
    {
    }

    QPainterPath trace(int samplesPerCell)
    {
        for (int y = -1; y < height_; ++y)
            for (int x = -1; x < width_; ++x)
                addSquare(x, y);
        QPainterPath path;
        for (std::size_t start = 0; start < next_.size(); ++start)
            if (next_[start] >= 0)
                addLine(path, static_cast<int>(start), samplesPerCell);
        return path;
    }

private:
    enum Side { Top, Right, Bottom, Left };

    double value(int x, int y) const
    {
        const bool inside = x >= 0 && y >= 0 && x < width_ && y < height_;
        return inside ? static_cast<double>(field_(x, y)) : -std::numeric_limits<double>::infinity();
    }

    int edge(int x, int y, Side side) const
    {
        if (side == Right)
            ++x;
        if (side == Bottom)
            ++y;
        const bool vertical = side == Left || side == Right;
        return 2 * ((y + 1) * (width_ + 2) + x + 1) + (vertical ? 1 : 0);
    }

    // From the edge where the line enters to the edge where it leaves, the high side at its right.
    void link(int x, int y, Side from, Side to) { next_[static_cast<std::size_t>(edge(x, y, from))] = edge(x, y, to); }

    void addSquare(int x, int y)
    {
        const bool a = value(x, y) > level_;
        const bool b = value(x + 1, y) > level_;
        const bool c = value(x + 1, y + 1) > level_;
        const bool d = value(x, y + 1) > level_;
        switch ((a ? 8 : 0) | (b ? 4 : 0) | (c ? 2 : 0) | (d ? 1 : 0)) {
        case 8:
            return link(x, y, Top, Left);
        case 4:
            return link(x, y, Right, Top);
        case 2:
            return link(x, y, Bottom, Right);
        case 1:
            return link(x, y, Left, Bottom);
        case 12:
            return link(x, y, Right, Left);
        case 6:
            return link(x, y, Bottom, Top);
        case 3:
            return link(x, y, Left, Right);
        case 9:
            return link(x, y, Top, Bottom);
        case 14:
            return link(x, y, Bottom, Left);
        case 13:
            return link(x, y, Right, Bottom);
        case 11:
            return link(x, y, Top, Right);
        case 7:
            return link(x, y, Left, Top);
        case 10:
            link(x, y, Top, Left);
            return link(x, y, Bottom, Right);
        case 5:
            link(x, y, Right, Top);
            return link(x, y, Left, Bottom);
        default:
            return;
        }
    }

    QPointF pointOn(int edge, int samplesPerCell) const
    {
        const bool vertical = edge % 2 != 0;
        const int x = edge / 2 % (width_ + 2) - 1;
        const int y = edge / 2 / (width_ + 2) - 1;
        const double first = value(x, y);
        const double second = vertical ? value(x, y + 1) : value(x + 1, y);
        // Towards the border the line stays half a sample away from the last sample: on the border itself.
        double part = 0.5;
        if (std::isfinite(first) && std::isfinite(second) && first != second)
            part = std::clamp((level_ - first) / (second - first), 0.0, 1.0);
        const QPointF sample(x + 0.5 + (vertical ? 0 : part), y + 0.5 + (vertical ? part : 0));
        return sample / samplesPerCell;
    }

    void addLine(QPainterPath &path, int start, int samplesPerCell)
    {
        path.moveTo(pointOn(start, samplesPerCell));
        int edge = start;
        while (true) {
            const int following = next_[static_cast<std::size_t>(edge)];
            next_[static_cast<std::size_t>(edge)] = -1;
            if (following < 0 || following == start)
                break;
            path.lineTo(pointOn(following, samplesPerCell));
            edge = following;
        }
        path.closeSubpath();
    }

    const Matrix &field_;
    double level_;
    int width_;
    int height_;
    std::vector<int> next_; ///< for an edge, the edge that the line reaches next; -1: no line from here
};

} // namespace

FieldEnlarger::FieldEnlarger(int rows, int columns, double sigma)
    : rows_(rows), columns_(columns), sigma_(sigma),
      samples_(std::clamp(kSamplesAcross / std::max({rows, columns, 1}), kFewestSamplesPerCell, kMostSamplesPerCell)),
      across_(blurred(linearEnlargement(columns, samples_), sigma * samples_)),
      down_(blurred(linearEnlargement(rows, samples_), sigma * samples_))
{
}

Matrix FieldEnlarger::enlarge(const Vector &weights) const
{
    const ConstMatrixMap grid(weights.data(), columns_, rows_);
    const Matrix wide = across_ * grid;
    return wide * down_.transpose();
}

std::vector<int> smallestRegion(const Vector &weights, double p)
{
    std::vector<int> cells;
    double total = 0;
    for (Index i = 0; i < weights.size(); ++i)
        if (weights[i] > 0) {
            cells.push_back(static_cast<int>(i));
            total += static_cast<double>(weights[i]);
        }
    std::stable_sort(cells.begin(), cells.end(), [&weights](int a, int b) { return weights[a] > weights[b]; });
    double held = 0;
    std::size_t count = 0;
    // Rounding must not ask for one cell more.
    while (count < cells.size() && held < p * total * (1 - 1e-6))
        held += static_cast<double>(weights[cells[count++]]);
    cells.resize(count);
    return cells;
}

double shareOfLargest(const Vector &weights, double fraction)
{
    if (weights.size() == 0 || !(weights.sum() > 0))
        return 0;
    std::vector<Scalar> values(weights.begin(), weights.end());
    std::sort(values.begin(), values.end(), std::greater<>());
    const auto count = std::clamp<std::ptrdiff_t>(std::lround(fraction * static_cast<double>(values.size())), 1,
                                                  static_cast<std::ptrdiff_t>(values.size()));
    return std::accumulate(values.begin(), values.begin() + count, 0.0) / static_cast<double>(weights.sum());
}

double levelOfShare(const Matrix &field, double p)
{
    const auto held = [&field](Scalar level) {
        return static_cast<double>((field.array() > level).select(field, Scalar(0)).sum());
    };
    const double wanted = p * held(0) * (1 - 1e-5);
    if (!(wanted > 0))
        return std::numeric_limits<double>::infinity();
    // What lies above falls with the level: the last one that still holds enough, to a millionth of the range.
    Scalar low = 0;
    Scalar high = field.maxCoeff();
    for (int i = 0; i < 20; ++i) {
        const Scalar middle = (low + high) / 2;
        (held(middle) >= wanted ? low : high) = middle;
    }
    return static_cast<double>(low);
}

QPainterPath outlineOfCells(const std::vector<int> &cells, int columns)
{
    QPainterPath path;
    for (const int cell : cells)
        path.addRect(cell % columns, cell / columns, 1, 1);
    return path.simplified();
}

QPainterPath outlineOfLevel(const Matrix &field, int samplesPerCell, double level)
{
    if (!std::isfinite(level) || field.size() == 0)
        return {};
    return LevelTracer(field, level).trace(samplesPerCell);
}

} // namespace fovea::ui
