#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/bundle.h"
#include "core/nn/seq2seq.h"
#include "core/tasks/translation_bundle.h"
#include "core/text/tokenizer.h"

// A small translation bundle with random parameters, made by the program's own code: opens in a few milliseconds,
// decodes deterministically, translates nonsense. Links: fovea_tasks.

namespace fovea::test
{

/// Chinese lines and their English; together they hold every character and piece of the tiny tokenizers.
inline const std::vector<std::string> &tinySourceLines()
{
    static const std::vector<std::string> lines{"机器学习很有意思。",     "我喜欢学习。",
                                                "他是一个学生。",         "机器可以学习语言吗？",
                                                "她在图书馆看书。",       "今天天气很好。",
                                                "我们明天去学校。",       "一个人在街上走。",
                                                "学生们在学习机器翻译。", "深度学习是机器学习的一种。"};
    return lines;
}

inline const std::vector<std::string> &tinyTargetLines()
{
    static const std::vector<std::string> lines{"Machine learning is very interesting.",
                                                "I like to learn.",
                                                "He is a student.",
                                                "Can a machine learn a language?",
                                                "She is reading a book in the library.",
                                                "The weather is fine today.",
                                                "We will go to school tomorrow.",
                                                "A person is walking in the street.",
                                                "The students are learning machine translation.",
                                                "Deep learning is a kind of machine learning."};
    return lines;
}

struct TinyBundleOptions {
    MatchFunction match = MatchFunction::Additive;
    unsigned seed = 1;
    /// Added to the end symbol's output bias: 0 gives outputs of very different lengths, some of which reach the limit;
    /// 20 ends every output at once; -20 lets none end.
    float endBias = 0;
};

inline std::string fileText(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Writes the bundle into `folder`, whose parent exists, and returns `folder`.
inline std::filesystem::path writeTinyBundle(const std::filesystem::path &folder, const TinyBundleOptions &options = {})
{
    const std::filesystem::path sourceFile = folder.string() + ".source.spm";
    const std::filesystem::path targetFile = folder.string() + ".target.spm";
    trainSentencePiece(tinySourceLines(), {TokenizerTraining::Kind::Character, 100, 1.0}, sourceFile);
    trainSentencePiece(tinyTargetLines(), {TokenizerTraining::Kind::Bpe, 80, 1.0}, targetFile);
    const std::shared_ptr<const Tokenizer> target = openSentencePiece(targetFile);

    TranslationConfig config;
    config.sizes = {options.match, openSentencePiece(sourceFile)->size(), target->size(), 12, 8, 16, 10};
    Seq2Seq model(config.sizes);
    std::mt19937 random(options.seed);
    model.initialize(random);
    // Random parameters of the usual size are nearly indifferent between words; larger ones have opinions.
    for (int id = 0; id < model.parameters().size(); ++id) {
        Parameter &parameter = model.parameters()[id];
        if (parameter.name.ends_with("embedding"))
            parameter.value *= 4;
        if (parameter.name == "output.bias")
            parameter.value(target->endId()) += options.endBias;
    }
    const Bundle bundle{{}, folder.filename().string(), toJson(config), toTensors(model.parameters())};
    writeBundle(folder, bundle, TensorType::F32,
                {{"source.spm", fileText(sourceFile)}, {"target.spm", fileText(targetFile)}});
    std::filesystem::remove(sourceFile);
    std::filesystem::remove(targetFile);
    return folder;
}

} // namespace fovea::test
