#include "ui/caption/overlay_bar.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

// A slider counts in hundredths of what it sets.
constexpr double kHundred = 100;
constexpr int kMostSigma = 200;
constexpr int kMostBrush = 500;

} // namespace

QString displayName(OverlayMode mode)
{
    switch (mode) {
    case OverlayMode::Smooth:
        return QCoreApplication::translate("OverlayMode", "smooth");
    case OverlayMode::Cells:
        return QCoreApplication::translate("OverlayMode", "cells");
    case OverlayMode::Spotlight:
        return QCoreApplication::translate("OverlayMode", "spotlight");
    case OverlayMode::Contour:
        return QCoreApplication::translate("OverlayMode", "contour");
    }
    return {};
}

OverlayBar::OverlayBar(QWidget *parent)
    : QWidget(parent), mode_(new QComboBox(this)), toolGroup_(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 4, 2 * kGrid, 0);
    layout->setSpacing(6);
    mode_->setProperty("flat", true);
    mode_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const OverlayMode mode : kOverlayModes)
        mode_->addItem(QString(), static_cast<int>(mode));
    layout->addWidget(mode_);
    opacity_ = addSlider(opacityCaption_, 100, 64);
    sigma_ = addSlider(sigmaCaption_, kMostSigma, 64);
    share_ = addSlider(shareCaption_, 99, 64);
    opacity_->setMinimum(5);
    share_->setMinimum(5);
    const auto addToggle = [&](const QString &iconName) {
        auto *button = new QToolButton(this);
        if (!iconName.isEmpty())
            button->setIcon(icon(iconName));
        button->setProperty("flat", true);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
        connect(button, &QToolButton::toggled, this, &OverlayBar::read);
        return button;
    };
    fade_ = addToggle(QString());
    grid_ = addToggle(QStringLiteral("grid"));
    layout->addStretch(1);

    apply_ = new QPushButton(this);
    cancel_ = new QPushButton(this);
    layout->addWidget(apply_);
    layout->addWidget(cancel_);
    brush_ = addSlider(brushCaption_, kMostBrush, 64);
    brush_->setMinimum(50);
    brush_->setValue(150);
    tools_ = new QWidget(this);
    auto *row = new QHBoxLayout(tools_);
    row->setContentsMargins({});
    row->setSpacing(2);
    layout->addWidget(tools_);
    addTool(OverlayTool::Look, QStringLiteral("tool-look"));
    addTool(OverlayTool::Paint, QStringLiteral("tool-paint"));
    addTool(OverlayTool::Region, QStringLiteral("tool-region"));
    addTool(OverlayTool::Mask, QStringLiteral("tool-mask"));
    toolGroup_->button(0)->setChecked(true);

    connect(mode_, &QComboBox::currentIndexChanged, this, &OverlayBar::read);
    for (QSlider *slider : {opacity_, sigma_, share_})
        connect(slider, &QSlider::valueChanged, this, &OverlayBar::read);
    connect(brush_, &QSlider::valueChanged, this, [this] { emit brushRadiusChanged(brushRadius()); });
    connect(toolGroup_, &QButtonGroup::idClicked, this, [this](int id) {
        setTool(static_cast<OverlayTool>(id));
        emit toolChanged(tool_);
    });
    connect(apply_, &QPushButton::clicked, this, &OverlayBar::applyRequested);
    connect(cancel_, &QPushButton::clicked, this, &OverlayBar::cancelRequested);
    showChoice(choice_);
    retranslateUi();
}

QSlider *OverlayBar::addSlider(QLabel *&caption, int most, int width)
{
    caption = new QLabel(this);
    caption->setProperty("role", "caption");
    auto *slider = new QSlider(Qt::Horizontal, this);
    slider->setRange(0, most);
    slider->setPageStep(most / 10);
    slider->setSingleStep(std::max(1, most / 50));
    slider->setFixedWidth(width);
    caption->setBuddy(slider);
    layout()->addWidget(caption);
    layout()->addWidget(slider);
    return slider;
}

QToolButton *OverlayBar::addTool(OverlayTool tool, const QString &iconName)
{
    auto *button = new QToolButton(tools_);
    button->setIcon(icon(iconName));
    button->setProperty("flat", true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    toolGroup_->addButton(button, static_cast<int>(tool));
    tools_->layout()->addWidget(button);
    return button;
}

double OverlayBar::brushRadius() const { return brush_->value() / kHundred; }

void OverlayBar::read()
{
    OverlayChoice choice;
    choice.mode = static_cast<OverlayMode>(mode_->currentData().toInt());
    choice.opacity = opacity_->value() / kHundred;
    choice.sigma = sigma_->value() / kHundred;
    choice.share = share_->value() / kHundred;
    choice.fade = fade_->isChecked();
    choice.showGrid = grid_->isChecked();
    if (choice == choice_)
        return;
    choice_ = choice;
    updateVisibility();
    retranslateUi();
    emit choiceChanged(choice_);
}

void OverlayBar::setChoice(const OverlayChoice &choice)
{
    choice_ = choice;
    showChoice(choice);
    retranslateUi();
}

void OverlayBar::showChoice(const OverlayChoice &choice)
{
    const QSignalBlocker blockers[] = {QSignalBlocker(mode_),  QSignalBlocker(opacity_), QSignalBlocker(sigma_),
                                       QSignalBlocker(share_), QSignalBlocker(fade_),    QSignalBlocker(grid_)};
    mode_->setCurrentIndex(mode_->findData(static_cast<int>(choice.mode)));
    opacity_->setValue(qRound(choice.opacity * kHundred));
    sigma_->setValue(qRound(choice.sigma * kHundred));
    share_->setValue(qRound(choice.share * kHundred));
    fade_->setChecked(choice.fade);
    grid_->setChecked(choice.showGrid);
    updateVisibility();
}

// Only what the mode uses.
void OverlayBar::updateVisibility()
{
    const bool colored = choice_.mode == OverlayMode::Smooth || choice_.mode == OverlayMode::Cells;
    const bool blurred = choice_.mode != OverlayMode::Cells;
    const bool contour = choice_.mode == OverlayMode::Contour;
    for (QWidget *widget : std::initializer_list<QWidget *>{sigmaCaption_, sigma_})
        widget->setVisible(blurred);
    for (QWidget *widget : std::initializer_list<QWidget *>{shareCaption_, share_})
        widget->setVisible(contour);
    fade_->setVisible(colored);
    tools_->setVisible(toolsVisible_);
    const bool paints = toolsVisible_ && tool_ == OverlayTool::Paint && tools_->isEnabled();
    brushCaption_->setVisible(paints);
    brush_->setVisible(paints);
    apply_->setVisible(toolsVisible_ && draft_);
    cancel_->setVisible(toolsVisible_ && draft_);
}

void OverlayBar::setTool(OverlayTool tool)
{
    tool_ = tool;
    toolGroup_->button(static_cast<int>(tool))->setChecked(true);
    updateVisibility();
}

void OverlayBar::setToolsEnabled(bool enabled)
{
    tools_->setEnabled(enabled);
    updateVisibility();
}

void OverlayBar::setToolsVisible(bool visible)
{
    toolsVisible_ = visible;
    updateVisibility();
}

void OverlayBar::setDraft(bool exists)
{
    draft_ = exists;
    updateVisibility();
}

void OverlayBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void OverlayBar::retranslateUi()
{
    const auto name = [](QWidget *widget, const QString &text, const QString &toolTip) {
        widget->setAccessibleName(text);
        widget->setToolTip(toolTip);
    };
    for (int i = 0; i < mode_->count(); ++i)
        mode_->setItemText(i, displayName(static_cast<OverlayMode>(mode_->itemData(i).toInt())));
    const auto explain = [this](OverlayMode mode, const QString &text) {
        mode_->setItemData(mode_->findData(static_cast<int>(mode)), text, Qt::ToolTipRole);
    };
    explain(OverlayMode::Smooth, tr("Weights enlarged linearly and blurred, as in Show, Attend and Tell"));
    explain(OverlayMode::Cells, tr("Every region in the colour of its weight"));
    explain(OverlayMode::Spotlight, tr("What is not attended is dimmed"));
    explain(OverlayMode::Contour, tr("A line around the smallest region that holds a share of the weight"));
    name(mode_, tr("How weights are drawn on the picture"), tr("How weights are drawn on the picture"));
    opacityCaption_->setText(tr("opacity"));
    name(opacity_, tr("Opacity"), tr("Opacity: %1 %").arg(opacity_->value()));
    sigmaCaption_->setText(tr("blur"));
    name(sigma_, tr("Blur"), tr("Gaussian of sigma %1 cells").arg(choice_.sigma, 0, 'f', 2));
    shareCaption_->setText(tr("holds %1 %").arg(share_->value()));
    name(share_, tr("Share of the weight inside the line"),
         tr("The line surrounds the smallest region that holds %1 % of the weight").arg(share_->value()));
    fade_->setText(tr("fade"));
    name(fade_, tr("Low weights are transparent"),
         tr("Low weights are transparent; off: one opacity everywhere, as in Show, Attend and Tell"));
    name(grid_, tr("Outline of the grid"), tr("Outline of the grid of regions"));
    const auto tool = [&](OverlayTool which, const QString &text, const QString &toolTip) {
        name(toolGroup_->button(static_cast<int>(which)), text, toolTip);
    };
    tool(OverlayTool::Look, tr("Look"), tr("Look: point at a region, drag to move the picture (V)"));
    tool(OverlayTool::Paint, tr("Paint attention"),
         tr("Paint where this word should have looked; the right button or Shift wipes it away (B)"));
    tool(OverlayTool::Region, tr("All on one region"),
         tr("Click the one region that this word should have looked at (R)"));
    tool(OverlayTool::Mask, tr("Mask a region"), tr("Drag a rectangle of regions that this word must not look at (M)"));
    brushCaption_->setText(tr("brush"));
    name(brush_, tr("Size of the brush"), tr("Radius of the brush in regions"));
    apply_->setText(tr("Apply"));
    name(apply_, tr("Apply"), tr("Go on from what you painted (Enter)"));
    cancel_->setText(tr("Cancel"));
    name(cancel_, tr("Cancel"), tr("Back to where the model looked (Escape)"));
}

} // namespace fovea::ui
