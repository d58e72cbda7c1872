#pragma once

#include <chrono>

#include "app/decode/decode_session.h"

namespace fovea::app
{

/// Measures the model's share of an answer: nothing when every word was known already.
class DecodeSession::Stopwatch
{
public:
    explicit Stopwatch(const HypothesisTree &tree)
        : tree_(tree), size_(tree.size()), start_(std::chrono::steady_clock::now())
    {
    }
    /// `words`: words that the path gained, the steps that were run if any was.
    void stop(int words)
    {
        milliseconds_ = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
        computedSteps_ = tree_.size() > size_ ? words : 0;
    }
    void writeTo(DecodeReply &reply) const
    {
        reply.computedSteps = computedSteps_;
        reply.milliseconds = computedSteps_ > 0 ? milliseconds_ : 0;
    }

private:
    const HypothesisTree &tree_;
    int size_;
    std::chrono::steady_clock::time_point start_;
    double milliseconds_ = 0;
    int computedSteps_ = 0;
};

} // namespace fovea::app
