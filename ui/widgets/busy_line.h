#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace fovea::ui
{

/// Says what runs and offers to stop it. Work that ends soon (200 ms) never shows it.
class BusyLine : public QWidget
{
    Q_OBJECT

public:
    explicit BusyLine(QWidget *parent = nullptr);

    void setBusy(bool busy, const QString &what);
    bool isBusy() const { return busy_; }

signals:
    void stopRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();

    QLabel *what_ = nullptr;
    QToolButton *stop_ = nullptr;
    QTimer delay_;
    bool busy_ = false;
};

} // namespace fovea::ui
