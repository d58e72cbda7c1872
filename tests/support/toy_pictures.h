#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/train/train_config.h"
#include "support/io_support.h"

// Pictures of a coloured field and what it is, which a tiny caption model learns in seconds. The features are those of
// the project's own backbone. Links: fovea_train nlohmann_json::nlohmann_json.

namespace fovea::test
{

class ToyPictures
{
public:
    explicit ToyPictures(std::filesystem::path folder, int pictures = 12) : folder_(std::move(folder))
    {
        std::filesystem::create_directories(folder_ / "pictures");
        const std::vector<std::pair<std::string, int>> colours{
            {"red", 0xff0000}, {"green", 0x00ff00}, {"blue", 0x0000ff}, {"white", 0xffffff}};
        std::string lines;
        for (int i = 0; i < pictures; ++i) {
            const auto &[colour, rgb] = colours[static_cast<std::size_t>(i) % colours.size()];
            const std::string name = "p" + std::to_string(i) + ".bmp";
            writeBytes(folder_ / "pictures" / name, bitmap(rgb, 24 + i));
            lines += name + "\tA " + colour + " field .\n" + name + "\tthe field is " + colour + "\n";
        }
        writeBytes(folder_ / "train.tsv", lines);
        writeBytes(folder_ / "dev.tsv", lines);
        const std::string backbone = FOVEA_SOURCE_DIR "/resources/models/backbone/backbone.onnx";
        json_ = {{"task", "captioning"},
                 {"train", {{{"pictures", "pictures"}, {"captions", "train.tsv"}}}},
                 {"dev", {{"pictures", "pictures"}, {"captions", "dev.tsv"}}},
                 {"extractor", {{"file", std::filesystem::relative(backbone, folder_).string()}}},
                 {"featureCache", "features.bin"},
                 {"targetTokenizer", {{"kind", "bpe"}, {"vocabulary", 60}}},
                 {"model",
                  {{"match", "additive"}, {"annotation", 16}, {"embedding", 16}, {"decoder", 32}, {"attention", 16}}},
                 {"training",
                  {{"epochs", 3},
                   {"batchTokens", 60},
                   {"learningRate", 0.01},
                   {"warmupSteps", 4},
                   {"dropout", 0.1},
                   {"averaging", 0.5}}}};
    }

    std::filesystem::path file(const char *name) const { return folder_ / name; }
    std::filesystem::path picture(int number) const
    {
        return folder_ / "pictures" / ("p" + std::to_string(number) + ".bmp");
    }
    /// What train.json will say; change it before config().
    nlohmann::ordered_json &json() { return json_; }
    TrainConfig config() const
    {
        writeBytes(file("train.json"), json_.dump());
        return readTrainConfig(file("train.json"));
    }

    /// A BMP of one colour (0xrrggbb) in shades, about size x size; 4 divides its rows' bytes.
    static std::string bitmap(int rgb, int size)
    {
        const int width = size / 4 * 4;
        std::string bytes = "BM";
        const auto number = [&bytes](unsigned value, int count) {
            for (int i = 0; i < count; ++i)
                bytes += static_cast<char>(value >> (8 * i));
        };
        const auto pixels = static_cast<unsigned>(width * size);
        number(54 + 3 * pixels, 4);
        number(0, 4);
        number(54, 4);
        number(40, 4);
        number(static_cast<unsigned>(width), 4);
        number(static_cast<unsigned>(size), 4);
        number(1, 2);
        number(24, 2);
        number(0, 4);
        number(3 * pixels, 4);
        for (int i = 0; i < 4; ++i)
            number(0, 4);
        // Blue, green, red, darker in patches: a picture of one value everywhere is like none that a network has seen.
        for (unsigned i = 0; i < pixels; ++i) {
            const unsigned patch = i % static_cast<unsigned>(width) / 5 + i / static_cast<unsigned>(width) / 7;
            for (int channel = 0; channel < 3; ++channel)
                number(((static_cast<unsigned>(rgb) >> (8 * channel)) & 255U) * (8 - patch % 4) / 8, 1);
        }
        return bytes;
    }

private:
    std::filesystem::path folder_;
    nlohmann::ordered_json json_;
};

} // namespace fovea::test
