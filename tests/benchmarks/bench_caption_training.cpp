// links: fovea_train nlohmann_json::nlohmann_json
//
// bench_caption_training [--seconds S] [--threads N]
// Trains a caption model of the bundles' size on made-up features and captions (lengths as in Flickr8k, five a picture)
// and prints the target words per second of the fastest pass as JSON, also per second of processor time, which says
// more on a busy machine (for one thread). compare_captions.py runs it beside PyTorch.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/train/caption_training.h"
#include "core/train/train_step.h"

namespace
{

using namespace fovea;
using Clock = std::chrono::steady_clock;

constexpr int kPictures = 14; // of a batch
constexpr int kCaptions = 5;  // of a picture
constexpr int kBatches = 3;
constexpr Index kPositions = 196;
constexpr CaptionModel::Sizes kSizes{MatchFunction::Additive, 256, 3500, 256, 256, 512, 192};

std::vector<EncodedCaptions> madeUpCaptions()
{
    std::mt19937 random(7);
    std::normal_distribution<double> length(11.5, 3.5);
    std::vector<EncodedCaptions> pictures;
    for (int i = 0; i < kBatches * kPictures; ++i) {
        EncodedCaptions picture{i, {}};
        for (int k = 0; k < kCaptions; ++k) {
            std::vector<int> ids(static_cast<std::size_t>(std::clamp(length(random), 4.0, 30.0)));
            for (int &id : ids)
                id = 4 + static_cast<int>(random() % (kSizes.vocabulary - 4));
            picture.captions.push_back(std::move(ids));
        }
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

double option(int argc, char **argv, std::string_view name, double fallback)
{
    for (int i = 1; i + 1 < argc; ++i)
        if (argv[i] == name)
            return std::atof(argv[i + 1]);
    return fallback;
}

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

} // namespace

int main(int argc, char **argv)
{
    const std::vector<EncodedCaptions> pictures = madeUpCaptions();
    CaptionModel model(kSizes);
    std::mt19937 random(1);
    model.initialize(random);
    const Matrix features = Matrix::Random(kSizes.features, kPositions * kPictures);
    CaptionTrainingLoss loss(model, pictures, kPositions, 2, {0.3F, 0.1F, 1, 1},
                             [&](std::span<const int> items, std::mt19937 &, Matrix &out) {
                                 out = features.leftCols(kPositions * static_cast<Index>(items.size()));
                             });
    Workers workers(static_cast<int>(option(argc, argv, "--threads", 1)));
    TrainStep step(loss, workers, {});

    const double limit = option(argc, argv, "--seconds", 20);
    const Clock::time_point start = Clock::now();
    double best = 0;
    double bestCpu = 0;
    long long updates = 0;
    Index words = 0;
    int passes = 0;
    while (passes < 2 || secondsSince(start) < limit) {
        const Clock::time_point begun = Clock::now();
        const std::clock_t cpuBegun = std::clock();
        words = 0;
        for (int batch = 0; batch < kBatches; ++batch) {
            std::vector<int> chosen;
            for (int i = 0; i < kPictures; ++i)
                chosen.push_back(batch * kPictures + i);
            words += step.run(chosen, ++updates, 1e-3).targetWords;
        }
        const double seconds = secondsSince(begun);
        const double cpuSeconds = static_cast<double>(std::clock() - cpuBegun) / CLOCKS_PER_SEC;
        if (passes++ == 0) // warms up
            continue;
        best = std::max(best, static_cast<double>(words) / seconds);
        bestCpu = std::max(bestCpu, static_cast<double>(words) / cpuSeconds);
    }
    std::cout << nlohmann::json{{"targetWordsPerSecond", best},
                                {"targetWordsPerCpuSecond", bestCpu},
                                {"targetWords", words},
                                {"passes", passes},
                                {"threads", workers.size()}}
              << '\n';
    return EXIT_SUCCESS;
}
