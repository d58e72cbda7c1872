#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

#include "core/types/matrix.h"

namespace fovea
{

/// Bump allocator for the values of a tape. rewind() frees everything behind a mark at once and keeps the
/// memory, so a tape that repeats the same work allocates only the first time. Work of varying size settles on one
/// chunk of about the largest need: rewind() to the start joins the chunks that were added since.
class Arena
{
public:
    struct Mark {
        std::size_t chunk = 0;
        std::size_t used = 0;
    };

    /// Uninitialized, 64-byte aligned. The pointer stays valid until a rewind to before it.
    Scalar *allocate(Index count);

    Mark mark() const { return {chunk_, used_}; }
    void rewind(Mark mark);

private:
    struct Free {
        void operator()(Scalar *memory) const { ::operator delete[](memory, std::align_val_t(64)); }
    };
    struct Chunk {
        std::unique_ptr<Scalar[], Free> memory;
        std::size_t size = 0;
    };

    void addChunk(std::size_t size);

    std::vector<Chunk> chunks_;
    std::size_t chunk_ = 0;
    std::size_t used_ = 0;
};

} // namespace fovea
