#pragma once

#include <QObject>
#include <QStringList>

namespace fovea::app
{

/// Lets files be dropped anywhere on a window, its text fields included (those would insert the file's name).
class FileDrop : public QObject
{
    Q_OBJECT

public:
    explicit FileDrop(QWidget *window);

signals:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *window_;
};

} // namespace fovea::app
