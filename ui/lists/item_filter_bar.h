#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/lists/item_list_model.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace fovea::ui
{

/// The row above a list of items: which of them it shows, and by which metric to go to the worst.
class ItemFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit ItemFilterBar(QWidget *parent = nullptr);

    ItemFilter filter() const;
    /// Shows a filter; does not emit.
    void setFilter(const ItemFilter &filter);
    /// How many of all rows the filter lets through; empty: all.
    void setShownText(const QString &text);

public slots:
    void focusFilter();

signals:
    void filterChanged(const fovea::ui::ItemFilter &filter);
    void listRequested(); ///< Enter: the person wants to go on in the list
    void worstRequested(fovea::ui::ItemMetric metric);
    void firstOrderRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildWorstMenu();
    void announce();
    void retranslateUi();
    void retranslateChoices();

    QLabel *label_;
    QLineEdit *text_;
    QComboBox *show_;
    QLabel *shown_;
    QToolButton *worst_;
    QMenu *worstMenu_ = nullptr;
    QAction *firstOrder_ = nullptr;
    QTimer typing_;
};

} // namespace fovea::ui
