#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/text/tokenizer.h"
#include "core/types/decoder_kind.h"
#include "core/types/match_function.h"
#include "core/vision/feature_extractor.h"

namespace fovea
{

/// What `fovea train` reads: a JSON object. Paths are relative to the file's own folder.
struct TrainConfig {
    struct ParallelFiles {
        std::filesystem::path source;
        std::filesystem::path target;
        int times = 1; ///< how often an epoch sees each pair
    };
    /// Guided attention (Chen et al. 2016): + weight decay^epoch times the cross entropy between a target token's
    /// weights and its links, which are over the tokens of both tokenizers.
    struct Guide {
        double weight = 0; ///< 0: attention is learned from the words alone
        double decay = 1;  ///< per epoch
    };
    struct CaptionFiles {
        std::filesystem::path pictures; ///< folder
        std::filesystem::path captions; ///< lines of `picture<TAB>caption`
    };
    /// What captioning has besides.
    struct Captions {
        std::vector<CaptionFiles> train;
        CaptionFiles dev;
        std::filesystem::path backbone; ///< ONNX file; the bundle will refer to a copy in ../backbone
        ExtractorConfig extractor;
        std::filesystem::path featureCache; ///< empty: in the training folder; runs may share one
        bool plainText = true;              ///< lower case, no punctuation: as captions are scored
        bool mirror = true;                 ///< half of the pictures of each batch are seen mirrored
        double doublyStochastic = 1;        ///< lambda, see CaptionLoss
    };
    struct Model {
        MatchFunction match = MatchFunction::Additive;
        int embedding = 192;
        int encoder = 192;    ///< translation: per direction
        int annotation = 256; ///< captioning
        int decoder = 384;
        int attention = 192;
    };
    enum class Task { Translation, Captioning };

    Task task = Task::Translation;
    std::vector<ParallelFiles> train;
    ParallelFiles dev;
    Captions captions;
    TokenizerTraining source{TokenizerTraining::Kind::Character, 4000, 0.9995};
    TokenizerTraining target{TokenizerTraining::Kind::Bpe, 5000, 0.9995};
    DecoderKind decoder = DecoderKind::Plain;
    Model model;

    Guide guide;

    int epochs = 10;
    int batchTokens = 2000;     ///< target tokens of a batch, padding included
    int batchSentences = 160;   ///< at most; captions of a picture stay together
    int maxTokens = 100;        ///< longer sides are left out of training
    double learningRate = 1e-3; ///< at its peak
    int warmupSteps = 400;      ///< linear from 0
    double finalRate = 0.02;    ///< share of the peak at the end; cosine from the peak
    double clip = 1;            ///< largest norm of the gradient of the mean loss
    double dropout = 0.2;
    double labelSmoothing = 0.1;
    double averaging = 0.999; ///< decay of the averaged parameters that are evaluated and saved; 0: none
    unsigned seed = 1;
    int evaluationsPerEpoch = 1; ///< dev-set BLEU, and the best model is kept
    int checkpointSeconds = 60;

    std::string text; ///< the file as read: a resumed run must have the same
};

/// Throws FileError naming the file and the field.
TrainConfig readTrainConfig(const std::filesystem::path &path);

} // namespace fovea
