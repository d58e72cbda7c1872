#pragma once

#include <QDialog>

#include <vector>

#include "app/compare/branch_choice.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace fovea::app
{

/// Which branches of a decode are compared, two to `most` of them.
class BranchDialog : public QDialog
{
    Q_OBJECT

public:
    /// The first `most` are chosen.
    BranchDialog(const std::vector<BranchChoice> &branches, int most, QWidget *parent = nullptr);

    /// In the order of the list.
    std::vector<BranchChoice> chosen() const;
    QTreeWidget *list() const { return list_; }
    QPushButton *compareButton() const { return compare_; }

private:
    void addRow(const BranchChoice &branch, bool chosen);
    void updateState();

    std::vector<BranchChoice> branches_;
    int most_;
    QTreeWidget *list_;
    QLabel *count_;
    QPushButton *compare_ = nullptr;
};

} // namespace fovea::app
