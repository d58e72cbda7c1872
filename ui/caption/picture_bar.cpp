#include "ui/caption/picture_bar.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QToolButton>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr double kFieldEms = 13; // what the picture's name needs beside the controls

QString escaped(QString text) { return text.replace(QLatin1Char('&'), QLatin1String("&&")); }

} // namespace

PictureBar::PictureBar(QWidget *parent) : PictureBar(new QToolButton, parent) {}

PictureBar::PictureBar(QToolButton *picture, QWidget *parent)
    : InputBar(picture, kFieldEms, parent), picture_(picture), samplesMenu_(new QMenu(this)),
      besideMenu_(new QMenu(this))
{
    picture_->setObjectName(QStringLiteral("pictureField"));
    picture_->setIcon(icon(QStringLiteral("picture")));
    picture_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    picture_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    picture_->setFocusPolicy(Qt::StrongFocus);
    paste_ = addButton(QStringLiteral("paste"));
    samples_ = addButton(QStringLiteral("examples"));
    samples_->setMenu(samplesMenu_);
    samplesMenu_->setToolTipsVisible(true);
    beside_ = addButton(QStringLiteral("compare"), Side::AfterModel);
    beside_->setMenu(besideMenu_);
    for (QToolButton *button : {samples_, beside_}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setVisible(false);
    }

    connect(picture_, &QToolButton::clicked, this, &PictureBar::openRequested);
    connect(paste_, &QToolButton::clicked, this, &PictureBar::pasteRequested);
    arrange();
    arrangePicture();
    PictureBar::retranslateUi();
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
            if (!titled && failure) {
                // A section's text is not drawn under a style sheet.
                samplesMenu_->addSeparator();
                samplesMenu_->addAction(tr("Captioned wrongly"))->setEnabled(false);
            }
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
    InputBar::models()->setModels(models);
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

int PictureBar::rowHeight() const { return (fontMetrics().height() + 2 * kGrid + 3) / 2 * 2; }

void PictureBar::arrangePicture()
{
    picture_->setFixedHeight(rowHeight());
    picture_->setIconSize(buttonIconSize());
}

void PictureBar::resizeEvent(QResizeEvent *event)
{
    InputBar::resizeEvent(event);
    QMetaObject::invokeMethod(this, &PictureBar::showPicture, Qt::QueuedConnection); // after the layout ran
}

void PictureBar::changeEvent(QEvent *event)
{
    InputBar::changeEvent(event);
    if (event->type() == QEvent::FontChange && besideMenu_)
        arrangePicture();
}

void PictureBar::retranslateUi()
{
    InputBar::retranslateUi();
    const auto name = [](QWidget *widget, const QString &text) {
        widget->setToolTip(text);
        widget->setAccessibleName(text);
    };
    name(paste_, tr("Paste a picture"));
    paste_->setToolTip(tr("Paste a picture (Ctrl+V)"));
    name(samples_, tr("Sample pictures"));
    name(beside_, tr("Put a second model beside this one, on the same picture"));
    fillSamples();
    fillComparison();
    showPicture();
}

} // namespace fovea::ui
