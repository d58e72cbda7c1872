#pragma once

#include <QStatusBar>

#include <optional>

#include "app/decode/decode_position.h"

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
    /// What a page that does not decode has to say, until the next setStatus(); may be empty.
    void setText(const QString &text);
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateText();

    QLabel *label_;
    DecodeStatus status_;
    std::optional<QString> plain_;
};

} // namespace fovea::app
