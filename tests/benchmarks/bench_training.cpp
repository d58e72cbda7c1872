// links: fovea_train nlohmann_json::nlohmann_json
//
// bench_training BATCHES.json [--threads N] [--seconds S]
// Trains on the batches that compare.py writes and prints the target words per second of the fastest pass as JSON,
// also per second of processor time, which says more on a busy machine (for one thread).

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>

#include <nlohmann/json.hpp>

#include "core/train/train_step.h"
#include "core/train/translation_training.h"

namespace
{

using Clock = std::chrono::steady_clock;

struct Batches {
    fovea::Seq2Seq::Sizes sizes;
    fovea::LossOptions loss;
    fovea::TrainStep::Options options;
    int beginId = 0;
    std::vector<fovea::EncodedPair> pairs;
    std::vector<std::vector<int>> chosen; ///< the pairs of each batch
    fovea::Index targetWords = 0;
};

Batches readBatches(const char *path)
{
    const nlohmann::json json = nlohmann::json::parse(std::ifstream(path));
    const nlohmann::json &sizes = json.at("sizes");
    Batches result;
    result.sizes = {fovea::matchFunctionFromName(sizes.at("match").get<std::string>()).value(),
                    sizes.at("sourceVocabulary").get<int>(),
                    sizes.at("targetVocabulary").get<int>(),
                    sizes.at("embedding").get<int>(),
                    sizes.at("encoder").get<int>(),
                    sizes.at("decoder").get<int>(),
                    sizes.at("attention").get<int>()};
    result.loss.dropout = sizes.at("dropout").get<float>();
    result.loss.smoothing = sizes.at("smoothing").get<float>();
    result.options.clip = sizes.at("clip").get<double>();
    result.beginId = json.at("beginId").get<int>();
    for (const nlohmann::json &batch : json.at("batches")) {
        std::vector<int> chosen(batch.at("source").size());
        std::iota(chosen.begin(), chosen.end(), static_cast<int>(result.pairs.size()));
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            result.pairs.push_back(
                {batch.at("source")[i].get<std::vector<int>>(), batch.at("target")[i].get<std::vector<int>>()});
            result.targetWords += static_cast<fovea::Index>(result.pairs.back().target.size());
        }
        result.chosen.push_back(std::move(chosen));
    }
    return result;
}

double option(int argc, char **argv, std::string_view name, double fallback)
{
    for (int i = 2; i + 1 < argc; ++i)
        if (argv[i] == name)
            return std::atof(argv[i + 1]);
    return fallback;
}

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::cerr << "usage: bench_training BATCHES.json [--threads N] [--seconds S]\n";
        return 2;
    }
    const Batches batches = readBatches(argv[1]);
    fovea::Seq2Seq model(batches.sizes);
    std::mt19937 random(1);
    model.initialize(random);
    fovea::Workers workers(static_cast<int>(option(argc, argv, "--threads", 2)));
    fovea::TranslationLoss translation(model, batches.pairs, batches.beginId, batches.loss);
    fovea::TrainStep step(translation, workers, batches.options);

    const double limit = option(argc, argv, "--seconds", 20);
    const Clock::time_point start = Clock::now();
    double best = 0;
    double bestCpu = 0;
    double loss = 0;
    long long updates = 0;
    int passes = 0;
    while (passes < 2 || secondsSince(start) < limit) {
        const Clock::time_point begun = Clock::now();
        const std::clock_t cpuBegun = std::clock();
        loss = 0;
        for (const std::vector<int> &chosen : batches.chosen)
            loss += step.run(chosen, ++updates, 1e-3).loss;
        const double seconds = secondsSince(begun);
        const double cpuSeconds = static_cast<double>(std::clock() - cpuBegun) / CLOCKS_PER_SEC;
        if (passes++ == 0) // warms up
            continue;
        best = std::max(best, static_cast<double>(batches.targetWords) / seconds);
        bestCpu = std::max(bestCpu, static_cast<double>(batches.targetWords) / cpuSeconds);
    }
    std::cout << nlohmann::json{{"targetWordsPerSecond", best},
                                {"targetWordsPerCpuSecond", bestCpu},
                                {"passes", passes},
                                {"loss", loss / static_cast<double>(batches.targetWords)},
                                {"threads", workers.size()}}
              << '\n';
    return EXIT_SUCCESS;
}
