#pragma once

#include <QWidget>

#include "ui/render/overlay/overlay_options.h"
#include "ui/views/overlay_view.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace fovea::ui
{

/// How weights lie on the picture, and what the pointer does to them: one quiet row above the picture.
class OverlayBar : public QWidget
{
    Q_OBJECT

public:
    explicit OverlayBar(QWidget *parent = nullptr);

    void setChoice(const OverlayChoice &choice);
    OverlayChoice choice() const { return choice_; }
    void setTool(OverlayTool tool);
    OverlayTool tool() const { return tool_; }
    /// False: there is nothing to paint on, or no decoder to try it with.
    void setToolsEnabled(bool enabled);
    /// False where no tool makes sense, over a gallery.
    void setToolsVisible(bool visible);
    /// While something is tried, it can be applied or given up.
    void setDraft(bool exists);
    double brushRadius() const; ///< cells

signals:
    void choiceChanged(const fovea::ui::OverlayChoice &choice);
    void toolChanged(fovea::ui::OverlayTool tool);
    void brushRadiusChanged(double cells);
    void applyRequested();
    void cancelRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    QSlider *addSlider(QLabel *&caption, int most, int width);
    QToolButton *addTool(OverlayTool tool, const QString &iconName);
    void read();
    void showChoice(const OverlayChoice &choice);
    void updateVisibility();
    void retranslateUi();

    OverlayChoice choice_;
    OverlayTool tool_ = OverlayTool::Look;
    bool toolsVisible_ = true;
    bool draft_ = false;
    QComboBox *mode_ = nullptr;
    QLabel *opacityCaption_ = nullptr;
    QSlider *opacity_ = nullptr;
    QLabel *sigmaCaption_ = nullptr;
    QSlider *sigma_ = nullptr;
    QLabel *shareCaption_ = nullptr;
    QSlider *share_ = nullptr;
    QToolButton *fade_ = nullptr;
    QToolButton *grid_ = nullptr;
    QWidget *tools_ = nullptr;
    QButtonGroup *toolGroup_ = nullptr;
    QLabel *brushCaption_ = nullptr;
    QSlider *brush_ = nullptr;
    QPushButton *apply_ = nullptr;
    QPushButton *cancel_ = nullptr;
};

/// The name of a mode as a person reads it.
QString displayName(OverlayMode mode);

} // namespace fovea::ui
