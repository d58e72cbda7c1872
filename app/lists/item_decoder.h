#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "app/lists/item_source.h"
#include "core/decode/beam_search.h"
#include "core/types/run_control.h"
#include "ui/lists/item.h"

namespace fovea::app
{

/// Items that are decoded and not fetched yet; where the workers and the window meet.
class ItemResults
{
public:
    using Batch = std::vector<std::pair<int, ui::Item>>;

    void put(int number, ui::Item item);
    Batch take();

private:
    std::mutex mutex_;
    Batch waiting_;
};

/// The rows of a source before anything is decoded.
std::vector<ui::Item> itemsOf(const ItemSource &source);

/// Decodes one item and judges its attention; an item that fails says why. Throws Cancelled on a stop request.
ui::Item decodeItem(const ItemSource &source, int item, const BeamOptions &options, const RunControl &control);

/// Decodes the items from `first` on in `threads` threads and puts them into `results` in order. Returns when all is
/// done or soon after a stop request; the items put are then the first ones.
void decodeItems(const ItemSource &source, int first, int threads, const BeamOptions &options,
                 const RunControl &control, ItemResults &results);

} // namespace fovea::app
