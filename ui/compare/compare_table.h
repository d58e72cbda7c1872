#pragma once

#include <QWidget>

#include "ui/compare/compare_table_model.h"

class QLabel;
class QSortFilterProxyModel;
class QTableView;
class QToolButton;

namespace fovea::ui
{

/// The compared outputs in numbers: sorted by a click on a header, copied with Ctrl+C (the chosen rows, or all).
class CompareTable : public QWidget
{
    Q_OBJECT

public:
    explicit CompareTable(QWidget *parent = nullptr);

    void setColumns(const std::vector<CompareColumn> &columns);
    QTableView *view() const { return view_; }
    /// As a file: all rows in the order shown.
    QString csv() const;
    /// As shown; the chosen rows, all without a choice.
    QString copiedText() const;

public slots:
    void copy();

signals:
    void exportRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addContextMenu();
    void updateHeight();
    void retranslateUi();
    std::vector<int> allRows() const;

    CompareTableModel *model_ = nullptr;
    QSortFilterProxyModel *sorted_ = nullptr;
    QLabel *caption_ = nullptr;
    QToolButton *copy_ = nullptr;
    QToolButton *export_ = nullptr;
    QTableView *view_ = nullptr;
    QAction *copyAction_ = nullptr;
    QAction *exportAction_ = nullptr;
};

} // namespace fovea::ui
