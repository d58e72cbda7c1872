#pragma once

#include <algorithm>
#include <cmath>

#include "core/types/error.h"
#include "core/vision/feature_extractor.h"

namespace fovea::test
{

/// A picture encoder without a network: the annotation of a cell is the mean colour of its rectangle on the picture and
/// where it lies. Channels 0 to 2 are red, green, blue in [0, 1], 3 and 4 the cell's row and column in [0, 1], and
/// further ones sines of channel 0 + i. The same picture gives the same features, bit for bit.
class FakeExtractor final : public FeatureExtractor
{
public:
    explicit FakeExtractor(int rows = 3, int columns = 4, int size = 5) : rows_(rows), columns_(columns), size_(size) {}

    GridFeatures extract(const Image &image) const override
    {
        if (image.empty())
            throw InputError("there is no picture");
        const GridGeometry grid = geometry(image.width, image.height);
        GridFeatures features{Matrix(size_, static_cast<Index>(rows_) * columns_), rows_, columns_};
        for (int r = 0; r < rows_; ++r)
            for (int c = 0; c < columns_; ++c) {
                auto h = features.values.col(static_cast<Index>(r) * columns_ + c);
                const Eigen::Vector3f colour = meanColour(image, grid.cell(r, c));
                for (int i = 0; i < size_; ++i)
                    h(i) = static_cast<Scalar>(i < 3    ? colour(i)
                                               : i == 3 ? static_cast<float>(r) / static_cast<float>(rows_)
                                               : i == 4 ? static_cast<float>(c) / static_cast<float>(columns_)
                                                        : std::sin(colour(0) + static_cast<float>(i)));
            }
        return features;
    }

    GridGeometry geometry(int width, int height) const override
    {
        return {0, 0, static_cast<double>(width), static_cast<double>(height), rows_, columns_};
    }

    int rows() const override { return rows_; }
    int columns() const override { return columns_; }
    int size() const override { return size_; }

private:
    /// Of the pixels whose centre is in the cell; of the nearest pixel when there is none.
    static Eigen::Vector3f meanColour(const Image &image, const GridGeometry::Cell &cell)
    {
        const auto first = [](double start, int limit) {
            return std::min(limit - 1, std::max(0, static_cast<int>(std::ceil(start - 0.5))));
        };
        const int left = first(cell.left, image.width);
        const int top = first(cell.top, image.height);
        const int right = std::max(left + 1, first(cell.left + cell.width, image.width + 1));
        const int bottom = std::max(top + 1, first(cell.top + cell.height, image.height + 1));
        Eigen::Vector3f sum = Eigen::Vector3f::Zero();
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x)
                for (int c = 0; c < 3; ++c)
                    sum(c) += image.row(y)[3 * x + c];
        return sum / (255.0F * static_cast<float>((right - left) * (bottom - top)));
    }

    int rows_;
    int columns_;
    int size_;
};

} // namespace fovea::test
