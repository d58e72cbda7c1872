#include "app/compare/branch_choice.h"

#include <QCoreApplication>

#include <algorithm>

namespace fovea::app
{

namespace
{

using Node = HypothesisSnapshot::Node;

class Branches
{
    Q_DECLARE_TR_FUNCTIONS(Branches)

public:
    explicit Branches(const HypothesisSnapshot &tree) : tree_(tree), children_(tree.nodes.size(), 0)
    {
        for (const Node &node : tree.nodes)
            if (node.parent >= 0)
                ++children_[static_cast<std::size_t>(node.parent)];
    }

    std::vector<BranchChoice> choose(int most) const
    {
        const int shown = leafBelow(tree_.current);
        std::vector<int> changed;
        std::vector<int> outputs;
        std::vector<int> open;
        for (int i = 1; i < static_cast<int>(tree_.nodes.size()); ++i) {
            if (children_[static_cast<std::size_t>(i)] > 0 || i == shown)
                continue;
            if (lastChange(i) >= 0)
                changed.push_back(i);
            else
                (at(i).finished ? outputs : open).push_back(i);
        }
        std::reverse(changed.begin(), changed.end());
        std::stable_sort(outputs.begin(), outputs.end(), [this](int a, int b) { return at(a).score > at(b).score; });
        std::stable_sort(open.begin(), open.end(), [this](int a, int b) { return at(a).depth > at(b).depth; });
        std::vector<BranchChoice> choices;
        const auto add = [&](int node) {
            if (static_cast<int>(choices.size()) < most)
                choices.push_back({node, titleOf(node, shown), wordsTo(node), at(node).score, at(node).finished});
        };
        if (shown > 0)
            add(shown);
        for (const std::vector<int> &nodes : {changed, outputs, open})
            for (const int node : nodes)
                add(node);
        return choices;
    }

private:
    const Node &at(int node) const { return tree_.nodes[static_cast<std::size_t>(node)]; }

    /// The end of the best path through a node: what a view shows when the node is chosen.
    int leafBelow(int node) const
    {
        std::vector<bool> below(tree_.nodes.size(), false);
        if (node < 0 || static_cast<std::size_t>(node) >= below.size())
            return -1;
        below[static_cast<std::size_t>(node)] = true;
        int best = node;
        for (std::size_t i = static_cast<std::size_t>(node) + 1; i < tree_.nodes.size(); ++i) {
            const Node &candidate = tree_.nodes[i];
            below[i] = candidate.parent >= 0 && below[static_cast<std::size_t>(candidate.parent)];
            if (!below[i] || children_[i] > 0)
                continue;
            const bool first = children_[static_cast<std::size_t>(best)] > 0;
            if (first || (candidate.finished && (!at(best).finished || candidate.score > at(best).score)))
                best = static_cast<int>(i);
        }
        return best;
    }

    /// Below a mask from there on every node counts as overridden: what has a name is what the person did.
    int lastChange(int node) const
    {
        int unnamed = -1;
        for (; node > 0; node = at(node).parent) {
            if (at(node).forced || !at(node).change.empty())
                return node;
            if (at(node).overridden && unnamed < 0)
                unnamed = node;
        }
        return unnamed;
    }

    QString wordsTo(int node) const
    {
        QStringList words;
        for (; node > 0; node = at(node).parent)
            if (!at(node).finished)
                words.prepend(QString::fromStdString(at(node).token).trimmed());
        return words.join(u' ');
    }

    QString titleOf(int node, int shown) const
    {
        const int change = lastChange(node);
        if (change >= 0 && !at(change).change.empty())
            return QString::fromStdString(at(change).change);
        if (change >= 0)
            return at(change).forced ? tr("forced “%1”").arg(QString::fromStdString(at(change).token))
                                     : tr("changed weights");
        if (node == tree_.best)
            return tr("best output");
        if (node != shown && !at(node).finished)
            return tr("output that did not end");
        return node == shown ? tr("shown output") : tr("output with score %1").arg(at(node).score, 0, 'f', 2);
    }

    const HypothesisSnapshot &tree_;
    std::vector<int> children_;
};

} // namespace

std::vector<BranchChoice> branchesToCompare(const HypothesisSnapshot &tree, int most)
{
    return Branches(tree).choose(most);
}

} // namespace fovea::app
