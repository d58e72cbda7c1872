#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/decode/hypothesis_tree.h"
#include "core/types/attention.h"

namespace fovea::app
{

/// A model that a page decodes with, opened from a bundle. Immutable: shared between threads.
class DecodeModel
{
public:
    virtual ~DecodeModel() = default;

    virtual const ModelInfo &info() const = 0;
};

/// A model and one input of it: what a session decodes, whatever the task. Immutable: shared between threads.
class DecodeInput
{
public:
    virtual ~DecodeInput() = default;

    virtual const ModelInfo &info() const = 0;
    /// Encodes the input; the tree holds only its root. Throws InputError for an input the model cannot take.
    virtual std::unique_ptr<HypothesisTree> begin() const = 0;
    /// The words from the root to `leaf` with display texts.
    virtual AttentionTrace trace(const HypothesisTree &tree, NodeId leaf) const = 0;
    /// Target ids of a typed text (no end symbol).
    virtual std::vector<int> targetIds(std::string_view text) const = 0;
    /// A target word as a person reads it, the end symbol too.
    virtual std::string display(int id) const = 0;
};

} // namespace fovea::app
