// links: fovea_vision
//
// bench_extraction BACKBONE.onnx [PICTURE...]
// Prints as JSON the milliseconds of the fastest and the median of 30 feature extractions of a 640 x 480 picture, and,
// of each picture named, the fastest of 5 times to read the file and of reading and extraction together.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <vector>

#include "core/types/error.h"
#include "core/vision/feature_extractor.h"
#include "core/vision/picture_file.h"

namespace
{

using Clock = std::chrono::steady_clock;

template <class Work>
std::vector<double> milliseconds(int times, const Work &work)
{
    std::vector<double> result;
    for (int i = 0; i < times; ++i) {
        const auto start = Clock::now();
        work();
        result.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::cerr << "bench_extraction BACKBONE.onnx [PICTURE...]\n";
        return 2;
    }
    try {
        const auto extractor = fovea::openOnnxExtractor(argv[1], {});
        fovea::Image image{640, 480, std::vector<std::uint8_t>(std::size_t{3} * 640 * 480)};
        for (std::size_t i = 0; i < image.rgb.size(); ++i)
            image.rgb[i] = static_cast<std::uint8_t>(i * i >> 7);
        const auto times = milliseconds(30, [&] { extractor->extract(image); });
        std::cout << "{\"extractionFastest\": " << times.front()
                  << ", \"extractionMedian\": " << times[times.size() / 2] << ", \"pictures\": [";
        for (int i = 2; i < argc; ++i) {
            const auto reading = milliseconds(5, [&] { image = fovea::readPicture(argv[i]); });
            const auto both = milliseconds(5, [&] { extractor->extract(fovea::readPicture(argv[i])); });
            std::cout << (i > 2 ? ", " : "") << "{\"width\": " << image.width << ", \"height\": " << image.height
                      << ", \"reading\": " << reading.front() << ", \"readingAndExtraction\": " << both.front() << "}";
        }
        std::cout << "]}\n";
    } catch (const fovea::Error &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}
