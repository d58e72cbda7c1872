#pragma once

#include <QWidget>

#include "ui/render/figure/figure.h"
#include "ui/render/matrix_options.h"

class QComboBox;
class QDoubleSpinBox;
class QSlider;
class QLabel;
class QTabBar;
class QToolButton;

namespace fovea::ui
{

inline constexpr double kLargestThreshold = 0.5;

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

    /// Shows what there is to choose in this view; at first that is the matrix's.
    void setControls(FigureView view);
    /// The smallest weight that is a link, in [0, kLargestThreshold].
    void setThreshold(double threshold);
    double threshold() const;
    /// By which the tree is ranked. `lengthElsewhere`: the input row has a control for it already.
    void setPenalties(double length, double coverage, bool lengthElsewhere = false);

signals:
    void thresholdChanged(double threshold);
    void penaltiesChanged(double length, double coverage);
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
    void buildThreshold();
    void buildPenalties();
    void updateThresholdText();
    void retranslateUi();

    FigureView controls_ = FigureView::Matrix;
    bool lengthElsewhere_ = false;
    QTabBar *tabs_ = nullptr;
    QComboBox *colorMap_ = nullptr;
    QComboBox *scale_ = nullptr;
    QToolButton *values_ = nullptr;
    QToolButton *words_ = nullptr;
    QLabel *thresholdLabel_ = nullptr;
    QSlider *threshold_ = nullptr;
    QDoubleSpinBox *lengthPenalty_ = nullptr;
    QDoubleSpinBox *coveragePenalty_ = nullptr;
    QToolButton *zoomOut_ = nullptr;
    QToolButton *fit_ = nullptr;
    QToolButton *zoomIn_ = nullptr;
};

} // namespace fovea::ui
