#include "app/decode/word_merge.h"

#include "core/metrics/subwords.h"
#include "core/types/error.h"

namespace fovea::app
{

ui::MergedTrace mergeToWords(const std::shared_ptr<const AttentionTrace> &trace)
{
    if (!trace)
        return {};
    try {
        SubwordGroups groups = subwordGroups(*trace);
        auto words = std::make_shared<const AttentionTrace>(mergeSubwords(*trace, groups));
        return {std::move(words), std::move(groups.source), std::move(groups.target)};
    } catch (const InputError &) {
        return {};
    }
}

} // namespace fovea::app
