#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/types/attention.h"
#include "core/types/tree_action.h"

namespace fovea
{

// A laboratory session, one JSON object:
//   {"format":"fovea-session","version":1,
//    "bundles":[{"name","path","modelBytes","modelFnv1a64":"16 hex digits"}],
//    "inputs":[{"sentence","bundle":index or null,"current":node,
//               "nodes":[{"parent","token","forced","change","positions":[],"stepPositions":[],"weights":[]}],
//               "traces":[{"leaf":node,"trace":{...a fovea-trace...}}]}],
//    "currentInput":index,"view":{...}}
// Node 0 is a tree's root and not written. "change" is none, word, weights, maskedStep or maskedFromHere; "positions",
// "stepPositions" and "weights" are there when it needs them. The recorded traces open without the bundle.

/// Nothing larger is read or written: bytes of a file, bundles, inputs, nodes of all trees; of all traces together the
/// steps, source labels and candidates; numbers of all rows of weights and of all masks together.
inline constexpr std::uint64_t kMaxSessionFile = 256U << 20;
inline constexpr std::size_t kMaxSessionBundles = 1'000;
inline constexpr std::size_t kMaxSessionInputs = 10'000;
inline constexpr std::size_t kMaxSessionNodes = 100'000;
inline constexpr std::size_t kMaxSessionSteps = 50'000;
inline constexpr std::size_t kMaxSessionLabels = 1'000'000;
inline constexpr std::size_t kMaxSessionCandidates = 500'000;
inline constexpr std::size_t kMaxSessionCells = 4'000'000;

/// Which model a session was made with, to say so when it is missing or another one.
struct BundleReference {
    std::string name;
    std::string path;
    std::uint64_t modelBytes = 0;   ///< size of model.safetensors
    std::uint64_t modelFnv1a64 = 0; ///< FNV-1a (64 bit) of model.safetensors: tells changes, not forgeries
    bool operator==(const BundleReference &) const = default;
};

enum class BundleState { Same, Changed, Missing };

/// Reads model.safetensors once. Throws FileError.
BundleReference referenceTo(const std::filesystem::path &bundle);
/// Missing when there is no readable bundle at reference.path; its model is read only when the sizes agree.
BundleState stateOf(const BundleReference &reference) noexcept;

struct RecordedTrace {
    int leaf = 0; ///< node of the recorded tree
    AttentionTrace trace;
};

/// One input and all that was tried on it.
struct SessionInput {
    std::string sentence;
    int bundle = -1; ///< index into Session::bundles; -1 for a trace that came from a file
    std::vector<TreeAction> actions;
    int current = 0; ///< node of the recorded tree: 0 the root, k what the k-th action made
    std::vector<RecordedTrace> traces;
};

struct Session {
    std::vector<BundleReference> bundles;
    std::vector<SessionInput> inputs;
    int currentInput = 0;        ///< index into inputs; 0 when there is none
    std::string viewJson = "{}"; ///< a JSON object that belongs to the window: views, options
};

/// Throws FileError naming the field.
Session readSession(const std::filesystem::path &path);
/// readSession of a text; `name` stands for the file's name in errors.
Session parseSession(std::string_view text, const std::string &name);

/// Throws InputError naming the field that a session file cannot hold.
std::string toJson(const Session &session);
/// Replaces the file atomically. Throws InputError and FileError.
void writeSession(const std::filesystem::path &path, const Session &session);

} // namespace fovea
