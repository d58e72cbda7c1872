#pragma once

#include <memory>

#include <QString>

#include "app/decode/decode_input.h"

namespace fovea::app
{

/// Many inputs for one model: the lines of a file, the pictures of a folder. Immutable: shared between threads.
class ItemSource
{
public:
    virtual ~ItemSource() = default;

    virtual int count() const = 0;
    /// As the list names the item: the line itself, the picture's file name.
    virtual QString label(int item) const = 0;
    /// There is nothing to decode, and that is no error.
    virtual bool isBlank(int) const { return false; }
    /// The item for its model. Called on worker threads, once for every decode, so that nothing large stays in memory.
    /// Throws what makes the item fail: FileError, InputError.
    virtual std::shared_ptr<const DecodeInput> input(int item) const = 0;
};

} // namespace fovea::app
