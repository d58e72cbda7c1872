// links: fovea_app
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include "app/compare/branch_dialog.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::app;

namespace
{

std::vector<BranchChoice> branches(int count)
{
    std::vector<BranchChoice> list;
    for (int i = 0; i < count; ++i)
        list.push_back({10 + i, QString("branch %1").arg(i), QString("w%1 w2").arg(i), -1.25 * i, i != 1});
    return list;
}

std::vector<int> nodesOf(const std::vector<BranchChoice> &chosen)
{
    std::vector<int> nodes;
    for (const BranchChoice &branch : chosen)
        nodes.push_back(branch.node);
    return nodes;
}

} // namespace

class TestBranchDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::Appearance::Light); }

    void theFirstOnesAreChosen()
    {
        const BranchDialog dialog(branches(6), 4);
        QCOMPARE(nodesOf(dialog.chosen()), (std::vector<int>{10, 11, 12, 13}));
        QVERIFY(dialog.compareButton()->isEnabled());
        const QTreeWidgetItem *row = dialog.list()->topLevelItem(2);
        QCOMPARE(row->text(0), QString("branch 2"));
        QCOMPARE(row->text(1), QString("w2 w2"));
        QCOMPARE(row->text(2), QString("−2.50"));
        QCOMPARE(dialog.list()->topLevelItem(1)->text(2), QString("–")); // it did not end
    }

    void twoToFourCanBeCompared()
    {
        BranchDialog dialog(branches(6), 4);
        const auto check = [&dialog](int row, bool on) {
            dialog.list()->topLevelItem(row)->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
        };
        check(5, true);
        QVERIFY(!dialog.compareButton()->isEnabled()); // five
        check(0, false);
        QVERIFY(dialog.compareButton()->isEnabled());
        QCOMPARE(nodesOf(dialog.chosen()), (std::vector<int>{11, 12, 13, 15}));
        for (const int row : {1, 2, 3})
            check(row, false);
        QVERIFY(!dialog.compareButton()->isEnabled()); // one
    }

    void theKeyboardIsEnough()
    {
        BranchDialog dialog(branches(3), 4);
        dialog.show();
        dialog.list()->setFocus();
        QTest::keyClick(dialog.list(), Qt::Key_Down);
        QTest::keyClick(dialog.list(), Qt::Key_Space);
        QCOMPARE(nodesOf(dialog.chosen()), (std::vector<int>{10, 12}));
        QTest::keyClick(dialog.list(), Qt::Key_Return);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }
};

QTEST_MAIN(TestBranchDialog)
#include "test_branch_dialog.moc"
