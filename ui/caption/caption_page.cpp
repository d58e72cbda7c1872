#include "ui/caption/caption_page.h"

#include <QEvent>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/caption/overlay_bar.h"
#include "ui/inspector/weight_editor.h"
#include "ui/style/theme.h"
#include "ui/views/gallery_view.h"
#include "ui/views/overlay_view.h"

namespace fovea::ui
{

namespace
{

// Strokes of the brush and gestures of the bars are different changes.
constexpr int kFirstStroke = 1 << 20;

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
    // While the page is in sight, wherever the keyboard is; fields for text paste on their own.
    connect(new QShortcut(QKeySequence::Paste, this), &QShortcut::activated, this, &CaptionPage::pastePicture);
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
    connect(overlay_, &OverlayView::toolRequested, this, [this](OverlayTool tool) {
        overlayBar_->setTool(tool);
        overlay_->setTool(tool);
    });
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
        weightEditor()->setDraft(draft);
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

void CaptionPage::setSamples(const std::vector<PictureSample> &samples)
{
    pictureBar_->setSamples(samples);
    taskChanged();
}

void CaptionPage::setPicturePath(const QString &path)
{
    if (path == picturePath_)
        return;
    picturePath_ = path;
    taskChanged();
}

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
