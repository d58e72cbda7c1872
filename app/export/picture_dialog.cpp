#include "app/export/picture_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/export/trace_title.h"
#include "ui/render/figure/picture_figure.h"
#include "ui/style/theme.h"

namespace fovea::app
{

PictureDialog::PictureDialog(const AttentionTrace &trace, const ui::FigureOptions &options, double scale,
                             QWidget *parent)
    : QDialog(parent), trace_(trace), options_(options), title_(new QLineEdit(titleOf(trace), this)),
      format_(new QComboBox(this)), scale_(new QDoubleSpinBox(this)), background_(new QComboBox(this)),
      original_(new QCheckBox(this)), size_(new QLabel(this))
{
    setWindowTitle(tr("Export picture"));
    format_->addItem(tr("PNG, pixels"), QStringLiteral("png"));
    format_->addItem(tr("SVG, for drawing programs"), QStringLiteral("svg"));
    format_->addItem(tr("PDF, for papers"), QStringLiteral("pdf"));
    scale_->setRange(0.5, 8);
    scale_->setSingleStep(0.5);
    scale_->setDecimals(1);
    scale_->setPrefix(QStringLiteral("× "));
    scale_->setValue(scale);
    background_->addItem(tr("Light"), false);
    background_->addItem(tr("Dark"), true);
    background_->setCurrentIndex(options.dark ? 1 : 0);
    original_->setText(tr("&Original resolution of the picture"));
    original_->setToolTip(tr("PNG: a pixel of the figure for each pixel of the picture. SVG and PDF: the picture is "
                             "embedded as it is."));
    original_->setVisible(options.picture.picture != nullptr);
    size_->setProperty("role", "caption");

    auto *form = new QFormLayout;
    form->setVerticalSpacing(ui::kGrid);
    form->setHorizontalSpacing(2 * ui::kGrid);
    form->addRow(tr("&Title"), title_);
    form->addRow(tr("&Format"), format_);
    form->addRow(tr("&Scale"), scale_);
    form->addRow(tr("&Background"), background_);
    form->addRow(QString(), original_);
    form->addRow(QString(), size_);

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton *save = buttons->addButton(tr("Save as…"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * ui::kGrid, 3 * ui::kGrid, 3 * ui::kGrid, 2 * ui::kGrid);
    layout->setSpacing(2 * ui::kGrid);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(420);

    connect(format_, &QComboBox::currentIndexChanged, this, &PictureDialog::updateSize);
    connect(scale_, &QDoubleSpinBox::valueChanged, this, &PictureDialog::updateSize);
    connect(original_, &QCheckBox::toggled, this, &PictureDialog::updateSize);
    connect(title_, &QLineEdit::textChanged, this, &PictureDialog::updateSize);
    updateSize();
}

ui::FigureOptions PictureDialog::options() const
{
    ui::FigureOptions chosen = options_;
    chosen.title = title_->text();
    chosen.pngScale = scale_->value();
    chosen.dark = background_->currentData().toBool();
    chosen.picture.fullResolution = original_->isChecked();
    return chosen;
}

QString PictureDialog::suffix() const { return format_->currentData().toString(); }

void PictureDialog::updateSize()
{
    const bool pixels = suffix() == QLatin1String("png");
    scale_->setEnabled(pixels && !original_->isChecked());
    const ui::FigureOptions chosen = options();
    const QSize size = ui::figureSize(trace_, chosen);
    const QSize shown = pixels ? (QSizeF(size) * ui::pictureFigureScale(trace_, chosen)).toSize() : size;
    size_->setText(pixels ? tr("%1 × %2 pixels").arg(shown.width()).arg(shown.height())
                          : tr("%1 × %2 units, sharp at any size").arg(shown.width()).arg(shown.height()));
}

} // namespace fovea::app
