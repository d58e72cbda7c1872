#pragma once

#include <filesystem>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include "core/train/train_config.h"
#include "support/io_support.h"

// A language pair that a tiny model learns in seconds: every letter of a "word" is said as a word of its own, in order.
// "bad" -> "bo ao do". Links: fovea_train nlohmann_json::nlohmann_json.

namespace fovea::test
{

class ToyCorpus
{
public:
    explicit ToyCorpus(std::filesystem::path folder, int lines = 400) : folder_(std::move(folder))
    {
        std::filesystem::create_directories(folder_);
        std::mt19937 random(11);
        write("train", lines, random);
        write("dev", 20, random);
        json_ = {
            {"task", "translation"},
            {"train", {{{"source", "train.src"}, {"target", "train.trg"}}}},
            {"dev", {{"source", "dev.src"}, {"target", "dev.trg"}}},
            {"sourceTokenizer", {{"kind", "character"}, {"vocabulary", 40}}},
            {"targetTokenizer", {{"kind", "bpe"}, {"vocabulary", 60}}},
            {"model", {{"match", "additive"}, {"embedding", 16}, {"encoder", 16}, {"decoder", 32}, {"attention", 16}}},
            {"training",
             {{"epochs", 2},
              {"batchTokens", 200},
              {"batchSentences", 30},
              {"learningRate", 0.01},
              {"warmupSteps", 10},
              {"dropout", 0.1},
              {"averaging", 0.9}}}};
    }

    const std::filesystem::path &folder() const { return folder_; }
    std::filesystem::path file(const char *name) const { return folder_ / name; }
    /// What train.json will say; change it before config().
    nlohmann::ordered_json &json() { return json_; }
    TrainConfig config() const
    {
        writeBytes(file("train.json"), json_.dump());
        return readTrainConfig(file("train.json"));
    }

private:
    void write(const std::string &name, int lines, std::mt19937 &random) const
    {
        std::string source;
        std::string target;
        for (int line = 0; line < lines; ++line) {
            const auto length = 3 + random() % 6;
            for (unsigned long i = 0; i < length; ++i) {
                const char letter = static_cast<char>('a' + random() % 12);
                source += letter;
                target += (i ? " " : "") + std::string(1, letter) + "o";
            }
            source += '\n';
            target += '\n';
        }
        writeBytes(folder_ / (name + ".src"), source);
        writeBytes(folder_ / (name + ".trg"), target);
    }

    std::filesystem::path folder_;
    nlohmann::ordered_json json_;
};

} // namespace fovea::test
