#include <algorithm>
#include <set>
#include <string_view>

#include "core/align/aligner.h"

namespace fovea
{

namespace
{

/// By target position first: the order of the result.
struct ByTarget {
    bool operator()(const Link &a, const Link &b) const
    {
        return std::pair(a.target, a.source) < std::pair(b.target, b.source);
    }
};
using Links = std::set<Link, ByTarget>;

/// The links that a growing alignment may take, and those it has.
class Grower
{
public:
    Grower(std::span<const int> forward, std::span<const int> backward)
        : sourceUsed_(backward.size()), targetUsed_(forward.size())
    {
        for (int target = 0; target < static_cast<int>(forward.size()); ++target)
            if (const int source = forward[static_cast<std::size_t>(target)]; source >= 0)
                forward_.insert({source, target});
        for (int source = 0; source < static_cast<int>(backward.size()); ++source)
            if (const int target = backward[static_cast<std::size_t>(source)]; target >= 0)
                backward_.insert({source, target});
        std::set_union(forward_.begin(), forward_.end(), backward_.begin(), backward_.end(),
                       std::inserter(union_, union_.end()), ByTarget());
        for (const Link &link : forward_)
            if (backward_.contains(link))
                add(link);
    }

    /// Takes links of the union beside links it has, while one of their words has none.
    void growDiagonally()
    {
        for (bool grown = true; grown;) {
            grown = false;
            for (const Link &link : union_)
                if (!links_.contains(link) && (isFreeSource(link) || isFreeTarget(link)) && hasNeighbour(link)) {
                    add(link);
                    grown = true;
                }
        }
    }

    /// Takes the links of either direction of which both words have none.
    void finish()
    {
        for (const Links *direction : {&forward_, &backward_})
            for (const Link &link : *direction)
                if (isFreeSource(link) && isFreeTarget(link))
                    add(link);
    }

    const Links &links() const { return links_; }
    const Links &all() const { return union_; }

private:
    bool isFreeSource(const Link &link) const { return !sourceUsed_[static_cast<std::size_t>(link.source)]; }
    bool isFreeTarget(const Link &link) const { return !targetUsed_[static_cast<std::size_t>(link.target)]; }

    bool hasNeighbour(const Link &link) const
    {
        for (int i = -1; i <= 1; ++i)
            for (int j = -1; j <= 1; ++j)
                if ((i != 0 || j != 0) && links_.contains({link.source + i, link.target + j}))
                    return true;
        return false;
    }

    void add(const Link &link)
    {
        links_.insert(link);
        sourceUsed_[static_cast<std::size_t>(link.source)] = true;
        targetUsed_[static_cast<std::size_t>(link.target)] = true;
    }

    Links forward_, backward_, union_, links_;
    std::vector<bool> sourceUsed_, targetUsed_;
};

} // namespace

std::optional<Symmetrization> symmetrizationFromName(std::string_view text)
{
    for (const Symmetrization how : kSymmetrizations)
        if (name(how) == text)
            return how;
    return std::nullopt;
}

std::vector<Link> symmetrize(std::span<const int> forward, std::span<const int> backward, Symmetrization how)
{
    Grower grower(forward, backward);
    if (how == Symmetrization::GrowDiag || how == Symmetrization::GrowDiagFinalAnd)
        grower.growDiagonally();
    if (how == Symmetrization::GrowDiagFinalAnd)
        grower.finish();
    const Links &links = how == Symmetrization::Union ? grower.all() : grower.links();
    return {links.begin(), links.end()};
}

} // namespace fovea
