#pragma once

#include <QWidget>

#include "ui/lists/item_list_model.h"
#include "ui/widgets/message_bar.h"

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace fovea::ui
{

class ItemFilterBar;
class ItemProgress;

/// Many inputs decoded in the background: a table of outputs and metrics, to be sorted, filtered, exported, and to go
/// from to the worst. Takes values and emits intents.
class ItemsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ItemsPage(ItemKind kind, QWidget *parent = nullptr);

    ItemListModel *model() const { return model_; }
    QTableView *table() const { return table_; }
    void setStatus(const ItemListStatus &status);
    const ItemListStatus &status() const { return status_; }
    void setMessage(MessageKind kind, const QString &text) { message_->showMessage(kind, text); }
    void clearMessage() { message_->clear(); }
    QString message() const { return message_->text(); }
    /// How far it is decoded, or how it went; empty when nothing is open.
    QString statusText() const;
    void sortBy(int column, Qt::SortOrder order);
    /// Shows only these items, as if the person had chosen so.
    void setFilter(const ItemFilter &filter);
    /// By what the list is sorted; confidence when it is by no metric.
    ItemMetric metric() const;
    int currentItem() const; ///< -1: none

public slots:
    /// Sorts by the metric, worst first, and goes to the first row.
    void goToWorst(fovea::ui::ItemMetric metric);
    void focusFilter();

signals:
    void openRequested();
    void pauseRequested();
    void resumeRequested(); ///< after a pause or a stop
    void stopRequested();
    void restartRequested(); ///< decode all of it again
    void exportRequested();
    void figuresRequested(); ///< pictures: a figure of every output that is shown
    /// Show this item, and there what is worst by this metric.
    void itemActivated(int item, fovea::ui::ItemMetric by);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildHeader();
    QWidget *buildEmpty();
    void buildTable();
    void connectParts();
    void connectTable();
    void activate(const QModelIndex &index);
    void arrangeColumns();
    void keepPlace();
    void restorePlace();
    void copyCurrent();
    void updateState();
    void retranslateUi();

    ItemListModel *model_;
    ItemListStatus status_;
    MessageBar *message_ = nullptr;
    QStackedWidget *stack_ = nullptr; ///< nothing open | the list
    QLabel *emptyText_ = nullptr;
    QPushButton *emptyOpen_ = nullptr;
    QLabel *title_ = nullptr;
    QLabel *subtitle_ = nullptr;
    QPushButton *open_ = nullptr;
    QPushButton *export_ = nullptr;
    QPushButton *figures_ = nullptr; ///< of pictures only
    ItemProgress *progress_ = nullptr;
    ItemFilterBar *filter_ = nullptr;
    QAction *find_ = nullptr;
    QTableView *table_ = nullptr;
    QLabel *noMatch_ = nullptr;
    QLabel *hint_ = nullptr;

    // The place in the table while the model is reset.
    int keptItem_ = -1;
    int keptColumn_ = 0;
    int keptScroll_ = 0;
};

} // namespace fovea::ui
