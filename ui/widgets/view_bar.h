#pragma once

#include <QWidget>

#include "ui/render/matrix_options.h"

class QComboBox;
class QTabBar;
class QToolButton;

namespace fovea::ui
{

/// The views of the trace as tabs, and how the current one is drawn.
class ViewBar : public QWidget
{
    Q_OBJECT

public:
    explicit ViewBar(QWidget *parent = nullptr);

    /// Adds a tab; its index is that of the view in the owner's stack.
    int addView(const QString &title, const QString &toolTip);
    void setViewText(int index, const QString &title, const QString &toolTip);
    int currentView() const;
    /// As if the person chose the tab.
    void setCurrentView(int index);

    void setOptions(const MatrixOptions &options);
    MatrixOptions options() const;

signals:
    void viewChanged(int index);
    void optionsChanged(const fovea::ui::MatrixOptions &options);
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addButton(const QString &iconName);
    void fillColorMaps();
    void retranslateUi();

    QTabBar *tabs_ = nullptr;
    QComboBox *colorMap_ = nullptr;
    QComboBox *scale_ = nullptr;
    QToolButton *values_ = nullptr;
    QToolButton *zoomOut_ = nullptr;
    QToolButton *fit_ = nullptr;
    QToolButton *zoomIn_ = nullptr;
};

} // namespace fovea::ui
