#pragma once

#include <QListWidget>

namespace fovea::app
{

/// The list of pages at the left. The names come from the window, which knows its pages.
class Navigation : public QListWidget
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    void addPage(const QString &name);
    void setPageName(int index, const QString &name, const QString &toolTip);
};

} // namespace fovea::app
