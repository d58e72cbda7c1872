#include "ui/pages/caption_page.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/render/gallery_painter.h"
#include "ui/render/trace_text.h"
#include "ui/theme.h"
#include "ui/widgets/gallery_view.h"
#include "ui/widgets/overlay_bar.h"
#include "ui/widgets/overlay_view.h"
#include "ui/widgets/text_format.h"
#include "ui/widgets/token_strip.h"
#include "ui/widgets/weight_editor.h"

namespace fovea::ui
{

namespace
{

constexpr int kThumbnailWidth = 84;
constexpr int kThumbnailHeight = 60;
// Strokes of the brush and gestures of the bars are different changes.
constexpr int kFirstStroke = 1 << 20;

/// Folders and other things are refused by whoever reads the files, with a message.
QStringList localFiles(const QMimeData *mime)
{
    QStringList paths;
    if (mime)
        for (const QUrl &url : mime->urls())
            if (url.isLocalFile())
                paths << url.toLocalFile();
    return paths;
}

} // namespace

CaptionPage::CaptionPage(QWidget *parent)
    : DecodePage(parent), pictureBar_(new PictureBar), overlayBar_(new OverlayBar), overlay_(new OverlayView),
      gallery_(new GalleryView)
{
    setAcceptDrops(true);
    setInputRow(pictureBar_);
    setOptionsRow(overlayBar_);
    buildBeside();
    MatrixOptions options = matrixOptions();
    options.scale = ScaleMode::PerRow;
    setMatrixOptions(options);
    addView(FigureView::Overlay, overlay_);
    addView(FigureView::Gallery, gallery_);
    addStandardViews({FigureView::Matrix, FigureView::Diagram, FigureView::Tree});
    connectParts();
    connectDrafts();
    showChoice();
    retranslateUi();
    refreshTask();
    setFocusProxy(pictureBar_->openButton());
}

CaptionPage::~CaptionPage() = default;

void CaptionPage::buildBeside()
{
    beside_ = new QWidget;
    besideViews_ = new QStackedWidget;
    besideOverlay_ = new OverlayView;
    besideGallery_ = new GalleryView;
    besideOverlay_->setEditable(false);
    besideCaption_ = new QLabel;
    besideCaption_->setWordWrap(true);
    besideCaption_->setTextFormat(Qt::PlainText);
    besideCaption_->setContentsMargins(2 * kGrid, 0, 2 * kGrid, kGrid);
    besideViews_->addWidget(besideOverlay_);
    besideViews_->addWidget(besideGallery_);
    auto *column = new QVBoxLayout(beside_);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(besideViews_, 1);
    column->addWidget(besideCaption_);
    beside_->hide();
    setBeside(beside_);
}

void CaptionPage::connectParts()
{
    connect(pictureBar_, &PictureBar::openRequested, this, &CaptionPage::openPictureRequested);
    connect(pictureBar_, &PictureBar::pasteRequested, this, &CaptionPage::pastePicture);
    connect(pictureBar_, &PictureBar::sampleChosen, this, &CaptionPage::sampleChosen);
    connect(pictureBar_, &PictureBar::decodingChanged, this, &CaptionPage::decodingChanged);
    connect(pictureBar_, &PictureBar::comparisonChosen, this, &CaptionPage::comparisonChosen);
    connect(pictureBar_->models(), &ModelChooser::modelChosen, this, &CaptionPage::modelChosen);
    connect(pictureBar_->models(), &ModelChooser::openBundleRequested, this, &CaptionPage::openBundleRequested);
    connect(overlayBar_, &OverlayBar::choiceChanged, this, [this](const OverlayChoice &choice) {
        setOverlayChoice(choice);
        emit overlayChoiceChanged(choice);
    });
    connect(overlayBar_, &OverlayBar::toolChanged, overlay_, &OverlayView::setTool);
    connect(overlayBar_, &OverlayBar::brushRadiusChanged, overlay_, &OverlayView::setBrushRadius);
    connect(overlayBar_, &OverlayBar::applyRequested, overlay_, &OverlayView::applyDraft);
    connect(overlayBar_, &OverlayBar::cancelRequested, overlay_, &OverlayView::cancelDraft);
    connect(overlay_, &OverlayView::pictureRequested, this, &CaptionPage::openPictureRequested);
    overlay_->setBrushRadius(overlayBar_->brushRadius());
    // One region is lit in both models' pictures.
    connect(overlay_, &OverlayView::sourceHovered, besideOverlay_, &OverlayView::setHighlightedSource);
    connect(besideOverlay_, &OverlayView::sourceHovered, overlay_, &OverlayView::setHighlightedSource);
}

// What is painted is a draft like that of the weight editor: previewed, undone and applied in the same way.
void CaptionPage::connectDrafts()
{
    connect(overlay_, &OverlayView::weightsPreviewed, this, [this](int step, const Vector &weights, int gesture) {
        const auto shown = trace();
        if (!shown || step < 0 || step >= static_cast<int>(shown->steps.size()))
            return;
        WeightDraft draft = weightEditor()->draft();
        if (draft.step() != step || draft.size() != static_cast<int>(weights.size()))
            draft = WeightDraft(step, shown->steps[static_cast<std::size_t>(step)].weights, masksOf(step));
        draft.setAll(weights);
        overlayBar_->setDraft(true);
        emit weightDraftEdited(draft, kFirstStroke + gesture);
    });
    connect(overlay_, &OverlayView::weightsEdited, this,
            [this](int step, const Vector &weights) { emit weightsEdited(step, weights, weightsName(step, weights)); });
    connect(overlay_, &OverlayView::draftCancelled, this, [this] {
        overlayBar_->setDraft(false);
        emit weightDraftCancelled();
    });
    connect(overlay_, &OverlayView::positionsMasked, this, &CaptionPage::positionsMasked);
}

QString CaptionPage::weightsName(int step, const Vector &weights) const
{
    Index cell = 0;
    if (weights.maxCoeff(&cell) > Scalar(0.999))
        return tr("all on %1").arg(cellName(static_cast<int>(cell), overlay_->painter().grid().columns));
    return step >= 0 ? tr("painted attention") : QString();
}

void CaptionPage::setModels(const std::vector<ModelChoice> &models) { pictureBar_->setModels(models); }
void CaptionPage::setCurrentModel(const QString &path) { pictureBar_->models()->setCurrentModel(path); }
QString CaptionPage::currentModel() const { return pictureBar_->models()->currentModel(); }
void CaptionPage::setDecoding(const DecodingChoice &decoding) { pictureBar_->setDecoding(decoding); }
DecodingChoice CaptionPage::decoding() const { return pictureBar_->decoding(); }
void CaptionPage::focusInput() { pictureBar_->openButton()->setFocus(Qt::ShortcutFocusReason); }
void CaptionPage::setSamples(const std::vector<PictureSample> &samples) { pictureBar_->setSamples(samples); }

void CaptionPage::setPicture(std::shared_ptr<const Picture> picture, const GridGeometry &grid)
{
    picture_ = std::move(picture);
    grid_ = grid;
    loading_.clear();
    pictureBar_->setPicture(picture_ ? picture_->name() : QString(), picture_ ? picture_->size() : QSize());
    overlay_->setPicture(picture_, grid_);
    gallery_->setPicture(picture_, grid_);
    besideOverlay_->setPicture(picture_, grid_);
    besideGallery_->setPicture(picture_, grid_);
    retranslateUi();
    refreshTask();
}

std::shared_ptr<const Picture> CaptionPage::picture() const { return picture_; }

void CaptionPage::setLoading(const QString &name)
{
    loading_ = name;
    pictureBar_->setLoading(name);
    retranslateUi();
}

void CaptionPage::setOverlayChoice(const OverlayChoice &choice)
{
    choice_ = choice;
    showChoice();
}

OverlayChoice CaptionPage::overlayChoice() const { return choice_; }

void CaptionPage::showChoice()
{
    overlayBar_->setChoice(choice_);
    overlay_->setChoice(choice_);
    gallery_->setChoice(choice_);
    besideOverlay_->setChoice(choice_);
    besideGallery_->setChoice(choice_);
    showThumbnails();
}

void CaptionPage::setComparison(std::shared_ptr<const AttentionTrace> trace)
{
    comparison_ = std::move(trace);
    showBeside();
}

void CaptionPage::setComparisonModel(const QString &path)
{
    pictureBar_->setComparisonModel(path);
    showBeside();
}

QString CaptionPage::comparisonModel() const { return pictureBar_->comparisonModel(); }

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
    return QStringLiteral("<span style=\"color:%1; font-size:large; font-weight:600\">%2</span>&nbsp;&nbsp; %3")
        .arg(colors(palette()).text.name(), words, parts.join(QStringLiteral(" · ")));
}

void CaptionPage::pastePicture()
{
    if (!takePicture(QApplication::clipboard()->mimeData()))
        setMessage(MessageKind::Information, tr("The clipboard holds no picture."));
}

bool CaptionPage::takePicture(const QMimeData *mime)
{
    const QStringList files = localFiles(mime);
    if (!files.isEmpty()) {
        emit picturesOpened(files);
        return true;
    }
    const QImage image = mime && mime->hasImage() ? qvariant_cast<QImage>(mime->imageData()) : QImage();
    if (image.isNull())
        return false;
    emit picturePasted(image);
    return true;
}

void CaptionPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste))
        pastePicture();
    else
        DecodePage::keyPressEvent(event);
}

void CaptionPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasImage() && localFiles(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    overlay_->setDropHighlighted(true);
}

void CaptionPage::dragLeaveEvent(QDragLeaveEvent *) { overlay_->setDropHighlighted(false); }

void CaptionPage::dropEvent(QDropEvent *event)
{
    overlay_->setDropHighlighted(false);
    if (takePicture(event->mimeData()))
        event->acceptProposedAction();
}

void CaptionPage::changeEvent(QEvent *event)
{
    DecodePage::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && overlayBar_) {
        retranslateUi();
        refreshTask();
    }
}

void CaptionPage::retranslateUi()
{
    if (!loading_.isEmpty())
        setEmptyText(tr("Reading %1…").arg(loading_));
    else
        setEmptyText(tr("Drop a picture here, paste one, or click to open one.\n"
                        "The words of its caption appear below, each with the regions the model looked at."));
}

} // namespace fovea::ui
