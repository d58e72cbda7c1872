#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "core/decode/beam_search.h"
#include "core/types/attention.h"
#include "core/types/attention_report.h"
#include "core/types/run_control.h"

namespace fovea::app
{

/// What comparing needs of a model. Immutable: shared between threads.
class CompareModel
{
public:
    virtual ~CompareModel() = default;

    virtual const ModelInfo &info() const = 0;
    /// The whole output; after a stop the best so far, with complete = false. Progress is (words, limit).
    /// Throws InputError for a blank or too long sentence.
    virtual AttentionTrace decode(std::string_view sentence, const BeamOptions &options,
                                  const RunControl &control) const = 0;
    /// As core/tasks/saliency.h. Progress is (words, T). Throws InputError and Cancelled.
    virtual Saliency saliency(const AttentionTrace &trace, const RunControl &control) const = 0;
};

/// Opens a bundle on a worker thread. Throws FileError or ModelError.
using CompareModelOpener = std::function<std::shared_ptr<const CompareModel>(const std::filesystem::path &bundle)>;

/// The real one: Translator::open.
std::shared_ptr<const CompareModel> openCompareModel(const std::filesystem::path &bundle);

} // namespace fovea::app
