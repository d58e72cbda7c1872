#pragma once

#include <QWidget>

#include "ui/models/item_list_model.h"
#include "ui/widgets/message_bar.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace fovea::ui
{

/// What happens to a list of items.
struct ItemListStatus {
    enum class Phase { Empty, Reading, Decoding, Paused, Stopped, Done };

    Phase phase = Phase::Empty;
    QString name;            ///< of the file or folder
    QString model;           ///< that decodes, and how: "zh-en-additive · beam 5"
    double seconds = 0;      ///< of decoding so far
    double secondsLeft = -1; ///< Decoding; negative: not known yet
};

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
    QString statusText() const;
    /// By what the list is sorted; confidence when it is by no metric.
    ItemMetric metric() const;
    int currentItem() const; ///< -1: none

public slots:
    /// Sorts by the metric, worst first, and goes to the first row.
    void goToWorst(fovea::ui::ItemMetric metric);

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
    QWidget *buildProgress();
    QWidget *buildFilter();
    QWidget *buildEmpty();
    void buildTable();
    void buildWorstMenu();
    void connectParts();
    void applyFilter();
    void activate(const QModelIndex &index);
    void arrangeColumns();
    void keepPlace();
    void restorePlace();
    void copyCurrent();
    void updateState();
    void retranslateUi();
    void retranslateChoices();
    QString progressText() const;
    QString summaryText() const;

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
    QProgressBar *bar_ = nullptr;
    QLabel *progress_ = nullptr;
    QPushButton *pause_ = nullptr; ///< pause, resume, or all again
    QPushButton *stop_ = nullptr;
    QLabel *filterLabel_ = nullptr;
    QLineEdit *filter_ = nullptr;
    QComboBox *show_ = nullptr;
    QToolButton *worst_ = nullptr;
    QMenu *worstMenu_ = nullptr;
    QAction *fileOrder_ = nullptr;
    QLabel *shownCount_ = nullptr;
    QTableView *table_ = nullptr;
    QLabel *noMatch_ = nullptr;
    QLabel *hint_ = nullptr;
    QTimer typing_;

    // The place in the table while the model is reset.
    int keptItem_ = -1;
    int keptColumn_ = 0;
    int keptScroll_ = 0;
};

} // namespace fovea::ui
