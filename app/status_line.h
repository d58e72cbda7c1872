#pragma once

#include <QStatusBar>

#include "app/decode_position.h"

class QLabel;

namespace fovea::app
{

/// The window's last line: model, step t of n, log-probability, time per step.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setStatus(const DecodeStatus &status);
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateText();

    QLabel *label_;
    DecodeStatus status_;
};

} // namespace fovea::app
