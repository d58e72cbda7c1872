// links: fovea_app
#include <QTest>

#include "app/compare/branch_choice.h"

using namespace fovea;
using namespace fovea::app;

namespace
{

using Node = HypothesisSnapshot::Node;

Node node(int parent, const std::string &token, double score = 0, bool finished = false)
{
    Node result;
    result.parent = parent;
    result.token = token;
    result.score = score;
    result.finished = finished;
    return result;
}

/// root -> a -> end(2, -1) ; a -> b -> end(4, -0.5) ; root -> c (5) -> end(6, -3)
HypothesisSnapshot tree()
{
    HypothesisSnapshot snapshot;
    snapshot.nodes = {node(-1, ""),
                      node(0, "a"),
                      node(1, "end", -1, true),
                      node(1, "b"),
                      node(3, "end", -0.5, true),
                      node(0, "c"),
                      node(5, "end", -3, true)};
    snapshot.current = 1;
    snapshot.best = 4;
    return snapshot;
}

std::vector<int> nodesOf(const std::vector<BranchChoice> &choices)
{
    std::vector<int> nodes;
    for (const BranchChoice &choice : choices)
        nodes.push_back(choice.node);
    return nodes;
}

} // namespace

class TestBranchChoice : public QObject
{
    Q_OBJECT

private slots:
    void theShownOneThenByScore()
    {
        const auto choices = branchesToCompare(tree(), 4);
        QCOMPARE(nodesOf(choices), (std::vector<int>{4, 2, 6})); // the best below the shown node leads
        QCOMPARE(choices[0].title, QString("best output"));
        QCOMPARE(choices[2].title, QString("output with score -3.00"));
    }

    void changesComeBeforeScores()
    {
        HypothesisSnapshot snapshot = tree();
        snapshot.nodes[5].forced = true;
        snapshot.nodes[5].change = "forced “c”";
        const auto choices = branchesToCompare(snapshot, 2);
        QCOMPARE(nodesOf(choices), (std::vector<int>{4, 6}));
        QCOMPARE(choices[1].title, QString("forced “c”"));
    }

    void pathsThatDidNotEndComeLast()
    {
        HypothesisSnapshot snapshot = tree();
        snapshot.nodes.push_back(node(5, "open"));
        QCOMPARE(nodesOf(branchesToCompare(snapshot, 4)), (std::vector<int>{4, 2, 6, 7}));
        QCOMPARE(branchesToCompare(snapshot, 4).back().title, QString("output that did not end"));
        QCOMPARE(nodesOf(branchesToCompare(snapshot, 3)), (std::vector<int>{4, 2, 6}));
        snapshot.current = 7;
        QCOMPARE(nodesOf(branchesToCompare(snapshot, 4)).front(), 7);
        snapshot.current = 0;
        snapshot.nodes[7].overridden = true;
        const auto choices = branchesToCompare(snapshot, 4);
        QCOMPARE(choices[1].node, 7);
        QCOMPARE(choices[1].title, QString("changed weights"));
    }

    void aMaskFromThereOnIsNamedByWhereItBegan()
    {
        HypothesisSnapshot snapshot = tree();
        snapshot.nodes[5].change = "masked “s” from here on";
        snapshot.nodes[5].overridden = true;
        snapshot.nodes[6].overridden = true; // it follows
        QCOMPARE(branchesToCompare(snapshot, 2)[1].title, QString("masked “s” from here on"));
        QCOMPARE(branchesToCompare(snapshot, 2)[1].words, QString("c"));
    }

    void nothingDecodedIsNothing()
    {
        HypothesisSnapshot snapshot;
        snapshot.nodes = {node(-1, "")};
        QVERIFY(branchesToCompare(snapshot, 4).empty());
    }
};

QTEST_MAIN(TestBranchChoice)
#include "test_branch_choice.moc"
