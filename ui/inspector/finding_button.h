#pragma once

#include <QAbstractButton>

namespace fovea::ui
{

/// A finding as a sentence that wraps, with a mark before it. Pressing it leads to what it is about.
class FindingButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FindingButton(QWidget *parent = nullptr);

    void setFinding(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRect textRect(const QRect &box) const;
};

} // namespace fovea::ui
