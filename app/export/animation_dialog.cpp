#include "app/export/animation_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

#include "core/types/error.h"
#include "ui/style/theme.h"

namespace fovea::app
{

namespace
{

QSize sizeOf(const AnimatedView &view)
{
    try {
        return animationSize(view);
    } catch (const InputError &) {
        return {};
    }
}

} // namespace

AnimationDialog::AnimationDialog(const AnimatedView &view, const AnimationChoice &choice, QWidget *parent)
    : QDialog(parent), view_(view), size_(sizeOf(view)), format_(new QComboBox(this)), unit_(new QComboBox(this)),
      speed_(new QDoubleSpinBox(this)), scale_(new QDoubleSpinBox(this)), background_(new QComboBox(this)),
      summary_(new QLabel(this))
{
    setWindowTitle(tr("Export animation"));
    format_->addItem(tr("MP4 film"), static_cast<int>(AnimationFormat::Film));
    format_->addItem(tr("Numbered PNG pictures in a folder"), static_cast<int>(AnimationFormat::Pictures));
    format_->setCurrentIndex(format_->findData(static_cast<int>(choice.format)));
    format_->setToolTip(tr("A film plays everywhere; pictures go into slides and film editors"));
    unit_->addItem(tr("One step"), false);
    if (hasStages(view))
        unit_->addItem(tr("One stage of a step"), true);
    unit_->setCurrentIndex(std::max(0, unit_->findData(choice.stages)));
    unit_->setEnabled(unit_->count() > 1);
    unit_->setToolTip(tr("The diagram can show the stages of a step one after another"));
    speed_->setRange(0.2, 30);
    speed_->setDecimals(1);
    speed_->setSingleStep(0.5);
    speed_->setValue(choice.perSecond);
    speed_->setSuffix(tr(" pictures a second"));
    scale_->setRange(0.5, 4);
    scale_->setSingleStep(0.5);
    scale_->setDecimals(1);
    scale_->setPrefix(QStringLiteral("× "));
    scale_->setValue(choice.scale);
    background_->addItem(tr("Light"), false);
    background_->addItem(tr("Dark"), true);
    background_->setCurrentIndex(view.options.dark ? 1 : 0);
    summary_->setProperty("role", "caption");

    auto *form = new QFormLayout;
    form->setVerticalSpacing(ui::kGrid);
    form->setHorizontalSpacing(2 * ui::kGrid);
    form->addRow(tr("&Format"), format_);
    form->addRow(tr("&A picture for"), unit_);
    form->addRow(tr("&Speed"), speed_);
    form->addRow(tr("S&cale"), scale_);
    form->addRow(tr("&Background"), background_);
    form->addRow(QString(), summary_);

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton *save = buttons->addButton(tr("Save as…"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    save->setEnabled(!size_.isEmpty());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * ui::kGrid, 3 * ui::kGrid, 3 * ui::kGrid, 2 * ui::kGrid);
    layout->setSpacing(2 * ui::kGrid);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(420);

    for (QComboBox *box : {format_, unit_})
        connect(box, &QComboBox::currentIndexChanged, this, &AnimationDialog::updateSize);
    for (QDoubleSpinBox *box : {speed_, scale_})
        connect(box, &QDoubleSpinBox::valueChanged, this, &AnimationDialog::updateSize);
    updateSize();
}

AnimationChoice AnimationDialog::choice() const
{
    return {static_cast<AnimationFormat>(format_->currentData().toInt()), unit_->currentData().toBool(),
            speed_->value(), scale_->value()};
}

AnimatedView AnimationDialog::view() const
{
    AnimatedView view = view_;
    view.options.dark = background_->currentData().toBool();
    return view;
}

void AnimationDialog::updateSize()
{
    if (size_.isEmpty()) {
        summary_->setText(tr("There is no step to show yet."));
        return;
    }
    const AnimationChoice chosen = choice();
    const auto pictures = static_cast<int>(animationFrames(view_, chosen.stages).size());
    const QSize pixels = (QSizeF(size_) * chosen.scale).toSize();
    const QString sides = tr("%1 × %2 pixels").arg(pixels.width()).arg(pixels.height());
    const bool film = chosen.format == AnimationFormat::Film;
    const double seconds = pictures / chosen.perSecond + Animation().holdSeconds;
    speed_->setEnabled(film);
    summary_->setText(
        film ? tr("%1, pictures: %2, seconds: %3").arg(sides).arg(pictures).arg(locale().toString(seconds, 'f', 1))
             : tr("%1, pictures: %2").arg(sides).arg(pictures));
}

} // namespace fovea::app
