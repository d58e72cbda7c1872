#include "app/compare/branch_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace fovea::app
{

namespace
{

enum Column { BranchColumn, OutputColumn, ScoreColumn, ColumnCount };

constexpr QSize kFirstSize(720, 420);
constexpr int kFewest = 2;

} // namespace

BranchDialog::BranchDialog(const std::vector<BranchChoice> &branches, int most, QWidget *parent)
    : QDialog(parent), branches_(branches), most_(most), list_(new QTreeWidget(this)), count_(new QLabel(this))
{
    setWindowTitle(tr("Compare branches"));
    auto *hint = new QLabel(tr("Choose the outputs to be shown side by side."), this);
    hint->setWordWrap(true);
    list_->setColumnCount(ColumnCount);
    list_->setHeaderLabels({tr("branch"), tr("output"), tr("score")});
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAllColumnsShowFocus(true);
    list_->setAccessibleName(tr("Branches"));
    list_->setToolTip(tr("Space chooses the marked branch or leaves it out"));
    for (std::size_t i = 0; i < branches_.size(); ++i)
        addRow(branches_[i], static_cast<int>(i) < most_);
    QHeaderView *header = list_->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(BranchColumn, QHeaderView::Interactive);
    header->setSectionResizeMode(OutputColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(ScoreColumn, QHeaderView::Interactive);
    header->resizeSection(ScoreColumn, fontMetrics().horizontalAdvance(tr("score") + QStringLiteral("0000")));
    list_->resizeColumnToContents(BranchColumn);
    header->resizeSection(BranchColumn, std::clamp(header->sectionSize(BranchColumn) + 2 * ui::kGrid,
                                                   kFirstSize.width() / 4, kFirstSize.width() / 2));
    list_->headerItem()->setTextAlignment(ScoreColumn, Qt::AlignRight | Qt::AlignVCenter);
    list_->setCurrentItem(list_->topLevelItem(0));
    count_->setProperty("role", "caption");

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    compare_ = buttons->addButton(tr("Compare"), QDialogButtonBox::AcceptRole);
    compare_->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * ui::kGrid, 3 * ui::kGrid, 3 * ui::kGrid, 2 * ui::kGrid);
    layout->setSpacing(ui::kGrid);
    layout->addWidget(hint);
    layout->addWidget(list_, 1);
    layout->addWidget(count_);
    layout->addWidget(buttons);
    resize(kFirstSize);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list_, &QTreeWidget::itemChanged, this, &BranchDialog::updateState);
    updateState();
}

void BranchDialog::addRow(const BranchChoice &branch, bool chosen)
{
    auto *row = new QTreeWidgetItem(list_);
    row->setText(BranchColumn, branch.title);
    row->setText(OutputColumn, branch.words);
    row->setText(ScoreColumn, branch.finished ? QString::number(branch.score, 'f', 2).replace(u'-', QChar(0x2212))
                                              : QStringLiteral("–"));
    row->setTextAlignment(ScoreColumn, Qt::AlignRight | Qt::AlignVCenter);
    row->setToolTip(OutputColumn, branch.words.toHtmlEscaped());
    row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren);
    row->setCheckState(BranchColumn, chosen ? Qt::Checked : Qt::Unchecked);
}

std::vector<BranchChoice> BranchDialog::chosen() const
{
    std::vector<BranchChoice> chosen;
    for (int i = 0; i < list_->topLevelItemCount(); ++i)
        if (list_->topLevelItem(i)->checkState(BranchColumn) == Qt::Checked)
            chosen.push_back(branches_[static_cast<std::size_t>(i)]);
    return chosen;
}

void BranchDialog::updateState()
{
    const auto count = static_cast<int>(chosen().size());
    count_->setText(tr("%1 of %2 chosen; 2 to %3 can be compared.").arg(count).arg(branches_.size()).arg(most_));
    compare_->setEnabled(count >= kFewest && count <= most_);
}

} // namespace fovea::app
