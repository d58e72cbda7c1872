#include "ui/widgets/picture_bar.h"

#include <QActionGroup>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include "ui/theme.h"
#include "ui/widgets/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr int kNarrowField = 26; // ems that the picture's name needs beside the controls

QString escaped(QString text) { return text.replace(QLatin1Char('&'), QLatin1String("&&")); }

} // namespace

PictureBar::PictureBar(QWidget *parent)
    : QWidget(parent), picture_(new QToolButton(this)), paste_(new QToolButton(this)), samples_(new QToolButton(this)),
      samplesMenu_(new QMenu(this)), models_(new ModelChooser(this)), beside_(new QToolButton(this)),
      besideMenu_(new QMenu(this)), beam_(new QSpinBox(this)), lengthPenalty_(new QDoubleSpinBox(this))
{
    rows_ = new QBoxLayout(QBoxLayout::LeftToRight, this);
    rows_->setContentsMargins({});
    rows_->setSpacing(kGrid);
    rows_->addWidget(picture_, 1, Qt::AlignTop);
    controls_ = new QHBoxLayout;
    controls_->setSpacing(kGrid);
    for (QWidget *widget : std::initializer_list<QWidget *>{paste_, samples_, models_, beside_, beam_, lengthPenalty_})
        controls_->addWidget(widget, 0, Qt::AlignTop);
    rows_->addLayout(controls_);

    picture_->setObjectName(QStringLiteral("pictureField"));
    picture_->setIcon(icon(QStringLiteral("picture")));
    picture_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    picture_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    paste_->setIcon(icon(QStringLiteral("paste")));
    samples_->setIcon(icon(QStringLiteral("examples")));
    samples_->setMenu(samplesMenu_);
    samples_->setPopupMode(QToolButton::InstantPopup);
    samples_->setVisible(false);
    samplesMenu_->setToolTipsVisible(true);
    beside_->setIcon(icon(QStringLiteral("compare")));
    beside_->setMenu(besideMenu_);
    beside_->setPopupMode(QToolButton::InstantPopup);
    beside_->setVisible(false);
    for (QToolButton *button : {picture_, paste_, samples_, beside_})
        button->setFocusPolicy(Qt::StrongFocus);
    beam_->setRange(1, kMaximumBeam);
    beam_->setKeyboardTracking(false);
    lengthPenalty_->setRange(0, 2);
    lengthPenalty_->setSingleStep(0.1);
    lengthPenalty_->setDecimals(1);
    lengthPenalty_->setKeyboardTracking(false);
    lengthPenalty_->setVisible(false);

    connect(picture_, &QToolButton::clicked, this, &PictureBar::openRequested);
    connect(paste_, &QToolButton::clicked, this, &PictureBar::pasteRequested);
    connect(beam_, &QSpinBox::valueChanged, this, [this](int beam) {
        lengthPenalty_->setVisible(beam > 1);
        emit decodingChanged(decoding());
    });
    connect(lengthPenalty_, &QDoubleSpinBox::valueChanged, this, [this] { emit decodingChanged(decoding()); });
    arrange();
    retranslateUi();
}

void PictureBar::setPicture(const QString &name, QSize pixels)
{
    name_ = name;
    pixels_ = pixels;
    loading_.clear();
    showPicture();
}

void PictureBar::setLoading(const QString &name)
{
    loading_ = name;
    showPicture();
}

void PictureBar::showPicture()
{
    QString text = tr("Open a picture\u2026");
    if (!pixels_.isEmpty())
        text = tr("%1 \u00b7 %2 \u00d7 %3")
                   .arg(name_.isEmpty() ? tr("picture") : name_)
                   .arg(pixels_.width())
                   .arg(pixels_.height());
    if (!loading_.isEmpty())
        text = tr("Reading %1…").arg(loading_);
    const int room = picture_->width() - picture_->iconSize().width() - 5 * kGrid;
    picture_->setText(escaped(picture_->fontMetrics().elidedText(text, Qt::ElideMiddle, std::max(40, room))));
    picture_->setAccessibleName(pixels_.isEmpty() ? text : tr("Picture: %1").arg(text));
    picture_->setToolTip(plainToolTip((pixels_.isEmpty() ? QString() : text + QLatin1Char('\n')) +
                                      tr("Open another picture: JPEG, PNG, WebP, BMP or TIFF. Dropping and pasting "
                                         "one works, too.")));
}

void PictureBar::setSamples(const std::vector<PictureSample> &samples)
{
    sampleList_ = samples;
    fillSamples();
}

void PictureBar::fillSamples()
{
    samplesMenu_->clear();
    for (const bool failure : {false, true}) {
        bool titled = false;
        for (const PictureSample &sample : sampleList_) {
            if (sample.failure != failure)
                continue;
            if (!titled && failure)
                samplesMenu_->addSection(tr("Captioned wrongly"));
            titled = true;
            QAction *action = samplesMenu_->addAction(escaped(sample.name));
            action->setToolTip(sample.note.isEmpty() ? QString() : plainToolTip(sample.note));
            action->setStatusTip(sample.note);
            connect(action, &QAction::triggered, this, [this, path = sample.path] { emit sampleChosen(path); });
        }
    }
    samples_->setVisible(!sampleList_.empty());
}

void PictureBar::setModels(const std::vector<ModelChoice> &models)
{
    modelList_ = models;
    models_->setModels(models);
    fillComparison();
}

void PictureBar::setComparisonModel(const QString &path)
{
    comparison_ = path;
    fillComparison();
}

void PictureBar::fillComparison()
{
    besideMenu_->clear();
    auto *group = new QActionGroup(besideMenu_);
    const auto add = [&](const QString &text, const QString &path) {
        QAction *action = besideMenu_->addAction(escaped(text));
        action->setCheckable(true);
        action->setChecked(path == comparison_);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, path] { emit comparisonChosen(path); });
    };
    add(tr("One model alone"), QString());
    besideMenu_->addSeparator();
    for (const ModelChoice &model : modelList_)
        add(tr("Beside %1").arg(model.name), model.path);
    beside_->setProperty("active", !comparison_.isEmpty());
    beside_->setVisible(modelList_.size() > 1);
}

void PictureBar::setDecoding(const DecodingChoice &decoding)
{
    const QSignalBlocker beamBlocker(beam_);
    const QSignalBlocker penaltyBlocker(lengthPenalty_);
    beam_->setValue(decoding.beam);
    lengthPenalty_->setValue(decoding.lengthPenalty);
    lengthPenalty_->setVisible(beam_->value() > 1);
}

DecodingChoice PictureBar::decoding() const { return {beam_->value(), lengthPenalty_->value()}; }

void PictureBar::arrange()
{
    const int height = (fontMetrics().height() + 2 * kGrid + 3) / 2 * 2;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{picture_, paste_, samples_, models_, beside_, beam_, lengthPenalty_})
        widget->setFixedHeight(height);
    const int side = fontMetrics().height() + 4;
    for (QToolButton *button : {paste_, samples_, beside_}) {
        button->setFixedWidth(height);
        button->setIconSize({side, side});
    }
    picture_->setIconSize({side, side});
}

void PictureBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // In a narrow window the controls go below the picture's name instead of squeezing it.
    const int field = width() - controls_->sizeHint().width() - kGrid;
    const bool narrow = field < kNarrowField * fontMetrics().horizontalAdvance(QLatin1Char('M')) / 2;
    rows_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QMetaObject::invokeMethod(this, &PictureBar::showPicture, Qt::QueuedConnection); // after the layout ran
}

void PictureBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && lengthPenalty_)
        arrange();
}

void PictureBar::retranslateUi()
{
    const auto name = [](QWidget *widget, const QString &text) {
        widget->setToolTip(text);
        widget->setAccessibleName(text);
    };
    name(paste_, tr("Paste a picture"));
    name(samples_, tr("Sample pictures"));
    name(beside_, tr("Put a second model beside this one, on the same picture"));
    beam_->setSpecialValueText(tr("greedy"));
    beam_->setPrefix(tr("beam "));
    beam_->setAccessibleName(tr("Beam width"));
    beam_->setToolTip(tr("Greedy takes the most probable word at each step; a beam keeps several hypotheses."));
    lengthPenalty_->setPrefix(tr("length "));
    lengthPenalty_->setAccessibleName(tr("Length penalty"));
    lengthPenalty_->setToolTip(tr("Length penalty of the beam: 0 favours short outputs, larger values longer ones."));
    fillSamples();
    fillComparison();
    showPicture();
}

} // namespace fovea::ui
