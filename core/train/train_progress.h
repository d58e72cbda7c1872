#pragma once

#include <functional>

namespace fovea
{

/// One line of progress.
struct TrainProgress {
    /// Pictures whose features are computed before training begins, and of how many; 0 of 0 once it has begun.
    long long prepared = 0;
    long long toPrepare = 0;

    int epoch = 1; ///< from 1
    int epochs = 1;
    long long step = 0;
    long long steps = 0; ///< in the whole run
    double loss = 0;     ///< mean cross entropy per target word since the last report, smoothing included
    double bleu = -1;    ///< of the last evaluation on the dev set (BLEU-4 for captions); -1 before the first
    double bestBleu = -1;
    double tokensPerSecond = 0; ///< target tokens, since the last report
    double secondsLeft = 0;
    bool evaluated = false; ///< this report follows an evaluation
};

using TrainReport = std::function<void(const TrainProgress &)>;

} // namespace fovea
