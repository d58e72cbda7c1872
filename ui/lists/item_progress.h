#pragma once

#include <QWidget>

#include "ui/lists/item.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace fovea::ui
{

/// How far a list of items is decoded: a bar, a line, and pause, go on and stop.
class ItemProgress : public QWidget
{
    Q_OBJECT

public:
    explicit ItemProgress(ItemKind kind, QWidget *parent = nullptr);

    void setProgress(const ItemListStatus &status, const ItemCounts &counts);
    /// The line.
    QString text() const;

signals:
    void pauseRequested();
    void resumeRequested(); ///< after a pause or a stop
    void stopRequested();
    void restartRequested(); ///< decode all of it again

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateState();
    void retranslateUi();
    QString progressText() const;
    QString summaryText() const;

    ItemKind kind_;
    ItemListStatus status_;
    ItemCounts counts_;
    QProgressBar *bar_;
    QLabel *line_;
    QPushButton *pause_; ///< pause, resume, or all again
    QPushButton *stop_;
};

} // namespace fovea::ui
