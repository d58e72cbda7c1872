// The part of CaptionPage that shows, besides the views, what follows from the trace, the step and the options.
#include "ui/caption/caption_page.h"

#include <algorithm>
#include <cmath>

#include <QLabel>
#include <QStackedWidget>

#include "ui/caption/overlay_bar.h"
#include "ui/decode/token_strip.h"
#include "ui/inspector/weight_editor.h"
#include "ui/render/overlay/gallery_painter.h"
#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"
#include "ui/views/gallery_view.h"
#include "ui/views/overlay_view.h"

namespace fovea::ui
{

namespace
{

constexpr int kThumbnailWidth = 84;
constexpr int kThumbnailHeight = 60;

} // namespace

void CaptionPage::refreshTask()
{
    if (!overlayBar_ || views().empty())
        return;
    const FigureView view = currentView();
    overlayBar_->setVisible(view == FigureView::Overlay || view == FigureView::Gallery);
    overlayBar_->setToolsVisible(view == FigureView::Overlay);
    overlay_->setEditable(isForcingEnabled());
    overlayBar_->setToolsEnabled(isForcingEnabled() && overlay_->painter().weights(currentStep()));
    showDraft();
    showBeside();
    showThumbnails();
}

void CaptionPage::showDraft()
{
    const WeightDraft &draft = weightEditor()->draft();
    const bool here = draft.step() == currentStep() && currentStep() >= 0 && draft.isChanged();
    overlay_->setMaskedCells(masksOf(currentStep()));
    overlay_->setDraft(currentStep(), here ? draft.values() : Vector());
    gallery_->setDraft(currentStep(), here ? draft.values() : Vector());
    overlayBar_->setDraft(here);
}

void CaptionPage::showBeside()
{
    const FigureView view = currentView();
    const bool pictures = view == FigureView::Overlay || view == FigureView::Gallery;
    const bool shown = pictures && !comparisonModel().isEmpty();
    beside_->setVisible(shown);
    if (!shown)
        return;
    besideViews_->setCurrentWidget(view == FigureView::Overlay ? static_cast<QWidget *>(besideOverlay_)
                                                               : besideGallery_);
    const int last = comparison_ ? static_cast<int>(comparison_->steps.size()) - 1 : -1;
    const int step = std::min(currentStep(), last);
    for (TraceView *side : std::initializer_list<TraceView *>{besideOverlay_, besideGallery_}) {
        side->setMatrixOptions(matrixOptions());
        side->setTrace(comparison_);
        side->setCurrentStep(step);
    }
    QString text = tr("No caption yet");
    if (comparison_) {
        text = QString::fromStdString(comparison_->model.name) + QLatin1Char('\n') +
               QString::fromStdString(comparison_->targetText);
        if (step >= 0)
            text += QLatin1Char('\n') + tr("step %1: “%2”").arg(step + 1).arg(targetLabel(*comparison_, step));
    }
    // Below the picture itself, where it is alone.
    besideOverlay_->setCaption(text);
    besideCaption_->setText(text);
    besideCaption_->setVisible(view == FigureView::Gallery);
}

void CaptionPage::showThumbnails()
{
    const auto shown = shownTrace();
    const ThumbnailKey key{shown, picture_, choice_, matrixOptions()};
    if (key == thumbnails_)
        return;
    thumbnails_ = key;
    std::vector<QImage> pictures;
    if (picture_ && shown && !shown->steps.empty() && hasAttention(*shown)) {
        const GalleryPainter painter(shown, picture_, grid_);
        OverlayOptions options;
        options.choice = choice_;
        options.choice.showGrid = false;
        options.style = Style::fromPalette(palette());
        options.colorMap = matrixOptions().colorMap;
        options.scale = matrixOptions().scale;
        const double ratio = devicePixelRatioF();
        const QSize size(qRound(kThumbnailWidth * ratio), qRound(kThumbnailHeight * ratio));
        for (int step = 0; step < painter.steps(); ++step) {
            pictures.push_back(painter.thumbnail(options, step, size));
            pictures.back().setDevicePixelRatio(ratio);
        }
    }
    tokenStrip()->setPictures(std::move(pictures));
}

// The caption in words and numbers.
QString CaptionPage::outputText() const
{
    const auto shown = trace();
    if (!shown || shown->steps.empty())
        return tr("caption");
    double total = 0;
    for (const AttentionStep &step : shown->steps)
        total += step.logProbability;
    QStringList parts{tr("log p %1").arg(formatNumber(total, 1))};
    const int step = currentStep();
    const Vector *weights = overlay_ ? overlay_->painter().weights(step) : nullptr;
    if (step >= 0 && step < static_cast<int>(shown->steps.size()) && weights && weights->size() > 1) {
        const double most = std::log(static_cast<double>(weights->size()));
        parts << tr("normalized entropy of “%1” %2")
                     .arg(targetLabel(*shown, step).toHtmlEscaped(), formatNumber(entropyOf(*weights) / most, 2));
        parts
            << tr("%1 % of the weight on 10 % of the cells").arg(formatNumber(100 * shareOfLargest(*weights, 0.1), 0));
    }
    const QString words = QString::fromStdString(shown->targetText).toHtmlEscaped();
    QStringList lines{parts.join(QStringLiteral(" · "))};
    if (const QString note = sampleNote(); !note.isEmpty())
        lines << note.toHtmlEscaped();
    return QStringLiteral("<span style=\"color:%1; font-size:large; font-weight:bold\">%2</span><br>%3")
        .arg(colors(palette()).text.name(), words, lines.join(QStringLiteral("<br>")));
}

// A note is about the attention of one model.
QString CaptionPage::sampleNote() const
{
    for (const PictureSample &sample : pictureBar_->samples())
        if (picture_ && sample.path == picturePath_ &&
            (sample.model.isEmpty() || sample.model.toStdString() == trace()->model.name))
            return sample.note;
    return {};
}

} // namespace fovea::ui
