#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/decode/step_model.h"
#include "core/nn/decoder.h"

namespace fovea
{

/// A decoder and one memory as a StepModel, for every task: the task gives a function that encodes its input.
class DecoderStepModel : public StepModel
{
public:
    /// Encodes one input of lengths[0] positions on the tape; called once.
    using Remember = std::function<Decoder::Memory(Tape &, std::span<const int> lengths)>;

    /// `decoder` keeps whatever owns it alive: a decode may outlive the model it was begun with.
    DecoderStepModel(std::shared_ptr<const Decoder> decoder, int positions, const Remember &remember, int beginId,
                     int endId);
    DecoderStepModel(const DecoderStepModel &) = delete;
    DecoderStepModel &operator=(const DecoderStepModel &) = delete;

    Index sourceLength() const override { return lengths_.front(); }
    Index vocabularySize() const override { return decoder_->sizes().vocabulary; }
    int beginId() const override { return beginId_; }
    int endId() const override { return endId_; }
    const Vector &initialState() const override { return initialState_; }
    const Matrix &annotations() const override { return annotations_; }
    bool attends() const override { return decoder_->sizes().match != MatchFunction::None; }
    void step(const Inputs &inputs, Outputs &outputs) override;

private:
    std::shared_ptr<const Decoder> decoder_;
    int beginId_;
    int endId_;
    std::vector<int> lengths_; ///< one entry, n
    Tape tape_;                ///< holds the memory; every step starts again at afterMemory_
    Decoder::Memory memory_;
    Tape::Mark afterMemory_;
    Vector initialState_;
    Matrix annotations_;
};

} // namespace fovea
