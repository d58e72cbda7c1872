#pragma once

#include <string>
#include <vector>

#include "core/types/match_function.h"
#include "core/types/matrix.h"

namespace fovea
{

/// What the n columns of a memory stand for.
struct SourceAxis {
    enum class Kind { Sequence, Grid, Frames };

    Kind kind = Kind::Sequence;
    /// Sequence: one label per position, the end symbol included. Grid and frames: may be empty.
    std::vector<std::string> labels;
    int frames = 1;
    int rows = 1;
    int columns = 0;

    /// n, the number of annotation vectors.
    Index size() const
    {
        return kind == Kind::Sequence ? static_cast<Index>(labels.size()) : static_cast<Index>(frames) * rows * columns;
    }
};

/// One of the most probable next words of a step.
struct Candidate {
    int id = -1;            ///< index into the target vocabulary; -1 when the trace came from a file
    std::string token;      ///< as shown to a person
    double probability = 0; ///< p of this step's distribution, in [0, 1]
};

/// Everything about one decoder step: z_t -> e, a, c_t -> z_{t+1} -> the emitted word.
struct AttentionStep {
    int id = -1;                       ///< emitted target vocabulary index; -1 when the trace came from a file
    std::string token;                 ///< emitted word as shown to a person
    std::string piece;                 ///< the same as the vocabulary spells it, e.g. "▁machine"
    Vector energies;                   ///< n; empty when the match is none or the file has none
    Vector weights;                    ///< n; non-negative, sums to 1; masked positions are exactly 0
    Vector context;                    ///< d; empty when the trace came from a file
    Vector state;                      ///< m, z_{t+1}; empty when the trace came from a file
    double logProbability = 0;         ///< natural log of p(emitted word); NaN: unknown
    bool forced = false;               ///< the person chose this word
    bool overridden = false;           ///< the person changed these weights
    std::vector<Candidate> candidates; ///< most probable first
};

/// Which model made a trace.
struct ModelInfo {
    std::string name; ///< bundle folder name, e.g. "zh-en-additive"
    std::string path; ///< where it was opened from; may be empty
    std::string task; ///< "translation", "caption" or "video"
    MatchFunction match = MatchFunction::Additive;
};

/// How a trace was decoded.
struct DecodingInfo {
    int beam = 1;
    double lengthPenalty = 0;
    double score = 0; ///< length-normalized log-probability of the whole output
};

/// A decoded output with the attention of every step; row t of the picture is steps[t].
struct AttentionTrace {
    ModelInfo model;
    DecodingInfo decoding;
    SourceAxis source;
    std::string sourceText;
    std::string targetText;
    std::vector<AttentionStep> steps;
    Matrix annotations;  ///< d x n, h_i; empty when the trace came from a file
    Vector initialState; ///< m, z_0; empty when the trace came from a file
    /// True when the end symbol was emitted (it is then the last step); false when a limit or a stop ended it.
    bool complete = false;
};

} // namespace fovea
