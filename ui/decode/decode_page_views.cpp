// The part of DecodePage that holds the views of the trace. Only the one that is shown is kept up to date.
#include "ui/decode/decode_page.h"

#include <algorithm>

#include <QStackedWidget>

#include "ui/decode/source_menu.h"
#include "ui/inspector/doctor_panel.h"
#include "ui/inspector/inspector.h"
#include "ui/views/diagram_view.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/links_view.h"
#include "ui/views/tree_view.h"

namespace fovea::ui
{

namespace
{

struct ViewName {
    FigureView view;
    const char *name;    ///< in the settings
    const char *title;   ///< of the tab
    const char *toolTip; ///< of the tab
};

constexpr ViewName kViewNames[] = {
    {FigureView::Matrix, "matrix", QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Matrix"),
     QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Source words across, target words down, weights as colours")},
    {FigureView::Links, "links", QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Links"),
     QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Two lines of words, joined by links as thick as the weights")},
    {FigureView::Diagram, "diagram", QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Diagram"),
     QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "How this step made its word: match, softmax, weighted sum, state, "
                                                "output")},
    {FigureView::Tree, "tree", QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Tree"),
     QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Every word that was tried: hypotheses and branches")},
    {FigureView::Overlay, "overlay", QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Overlay"),
     QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "The weights of this word on the picture")},
    {FigureView::Gallery, "gallery", QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "Gallery"),
     QT_TRANSLATE_NOOP("fovea::ui::DecodePage", "One small picture for each word")},
};

const ViewName &entryOf(FigureView view)
{
    return *std::find_if(std::begin(kViewNames), std::end(kViewNames),
                         [view](const ViewName &entry) { return entry.view == view; });
}

} // namespace

QString nameOfView(FigureView view) { return QString::fromLatin1(entryOf(view).name); }

std::optional<FigureView> viewOfName(const QString &name)
{
    for (const ViewName &entry : kViewNames)
        if (name == QLatin1String(entry.name))
            return entry.view;
    return std::nullopt;
}

void DecodePage::addView(FigureView id, TraceView *view)
{
    viewBar_->addView(tr(entryOf(id).title), tr(entryOf(id).toolTip));
    viewList_.push_back({id, view, true});
    view->setMatrixOptions(matrixOptions());
    connect(view, &TraceView::stepSelected, this,
            [this, id](int row) { emit stepSelected(merges(id) ? merged_.stepOf(row) : row); });
    connect(view, &TraceView::sourceHovered, this, [this, id, view](int column) {
        const int source = merges(id) ? merged_.positionOf(column) : column;
        highlight(source, view);
        sourceMenu_->setSource(source);
    });
    sourceMenu_->watch(view, [this, id, view] {
        return merges(id) ? merged_.positionOf(view->selectedSource()) : view->selectedSource();
    });
    views_->addWidget(view); // the first one is shown at once
    if (viewList_.size() == 1) {
        viewBar_->setControls(id);
        refreshView();
    }
}

void DecodePage::addStandardViews(std::initializer_list<FigureView> views)
{
    for (const FigureView id : views) {
        if (id == FigureView::Matrix) {
            heatmap_ = new HeatmapView;
            addView(id, heatmap_);
        } else if (id == FigureView::Links) {
            links_ = new LinksView;
            connect(viewBar_, &ViewBar::thresholdChanged, links_, &LinksView::setThreshold);
            viewBar_->setThreshold(links_->threshold());
            addView(id, links_);
        } else if (id == FigureView::Diagram) {
            diagram_ = new DiagramView;
            connect(diagram_, &DiagramView::stepRequested, this, &DecodePage::stepRequested);
            connect(diagram_, &DiagramView::backRequested, this, [this] { emit stepSelected(currentStep_ - 1); });
            addView(id, diagram_);
        } else if (id == FigureView::Tree) {
            tree_ = new HypothesisTreeView;
            connect(tree_, &HypothesisTreeView::nodeSelected, this, &DecodePage::nodeSelected);
            addView(id, tree_);
        }
    }
}

std::vector<FigureView> DecodePage::views() const
{
    std::vector<FigureView> ids;
    for (const View &view : viewList_)
        ids.push_back(view.id);
    return ids;
}

TraceView *DecodePage::view(FigureView id) const
{
    const auto found =
        std::find_if(viewList_.begin(), viewList_.end(), [id](const View &view) { return view.id == id; });
    return found == viewList_.end() ? nullptr : found->widget;
}

FigureView DecodePage::currentView() const { return shownView().id; }

void DecodePage::setCurrentView(FigureView id)
{
    for (std::size_t i = 0; i < viewList_.size(); ++i)
        if (viewList_[i].id == id)
            viewBar_->setCurrentView(static_cast<int>(i));
}

const DecodePage::View &DecodePage::shownView() const
{
    return viewList_.at(static_cast<std::size_t>(std::max(0, views_->currentIndex())));
}

void DecodePage::showView(int index)
{
    if (index < 0 || index >= static_cast<int>(viewList_.size()))
        return;
    const bool focused = views_->currentWidget() && views_->currentWidget()->hasFocus();
    highlight(-1, nullptr);
    views_->setCurrentIndex(index);
    viewBar_->setControls(shownView().id);
    refreshView();
    if (focused)
        views_->currentWidget()->setFocus(Qt::OtherFocusReason);
    taskChanged();
    emit viewChanged(shownView().id);
}

/// What every view shows changed: the one in sight follows now, the others when they come into sight.
void DecodePage::viewsChanged()
{
    for (View &view : viewList_)
        view.stale = true;
    refreshView();
}

void DecodePage::refreshView()
{
    if (viewList_.empty())
        return;
    View &view = viewList_[static_cast<std::size_t>(std::max(0, views_->currentIndex()))];
    if (view.stale) {
        view.stale = false;
        view.widget->setMatrixOptions(matrixOptions());
        view.widget->setTrace(displayedTrace());
        if (view.widget == tree_) {
            tree_->setPath(path_);
            tree_->setSnapshot(snapshot_);
        }
    }
    view.widget->setCurrentStep(merges(view.id) ? merged_.rowOf(currentStep_) : currentStep_);
}

void DecodePage::setWordMerger(WordMerger merger)
{
    merger_ = std::move(merger);
    viewsChanged();
}

/// The diagram and the tree are about single steps of the decoder: they stay with the pieces.
bool DecodePage::merges(FigureView view) const
{
    return merger_ && matrixOptions().mergeWords && view != FigureView::Diagram && view != FigureView::Tree;
}

std::shared_ptr<const AttentionTrace> DecodePage::displayedTrace() const
{
    const auto shown = shownTrace();
    if (viewList_.empty() || !merges(shownView().id))
        return shown;
    if (mergedFrom_ != shown) {
        mergedFrom_ = shown;
        merged_ = merger_(shown);
    }
    return merged_.trace ? merged_.trace : shown;
}

void DecodePage::setTree(std::shared_ptr<const HypothesisSnapshot> snapshot, std::vector<int> path)
{
    snapshot_ = std::move(snapshot);
    path_ = std::move(path);
    for (View &view : viewList_)
        view.stale = true;
}

/// One source position is lit in every view, whichever of them points at it.
void DecodePage::highlight(int source, const QObject *from)
{
    if (viewList_.empty())
        return;
    TraceView *view = shownView().widget;
    if (view != from)
        view->setHighlightedSource(merges(shownView().id) ? merged_.columnOf(source) : source);
    if (from != inspector_)
        inspector_->setHighlightedSource(source);
    if (from != doctor_)
        doctor_->setHighlightedSource(source);
}

void DecodePage::zoomIn() { shownView().widget->zoomIn(); }
void DecodePage::zoomOut() { shownView().widget->zoomOut(); }
void DecodePage::zoomFit() { shownView().widget->fit(); }

FigureOptions DecodePage::figureOptions() const { return shownView().widget->figureOptions(); }

HeatmapView *DecodePage::heatmap() const { return heatmap_; }
LinksView *DecodePage::links() const { return links_; }
DiagramView *DecodePage::diagram() const { return diagram_; }
HypothesisTreeView *DecodePage::tree() const { return tree_; }

// --- sub-steps

bool DecodePage::showsStages() const { return diagram_ && shownView().widget == diagram_; }

bool DecodePage::stagesLeft() const
{
    return showsStages() && trace_ && currentStep_ >= 0 && diagram_->stage() && *diagram_->stage() != Stage::Output;
}

void DecodePage::nextStage()
{
    if (!diagram_)
        return;
    const bool shown = showsStages();
    setCurrentView(FigureView::Diagram);
    if (!shown && diagram_->stage())
        return; // the stage that was lit last is in sight again
    diagram_->nextStage();
}

void DecodePage::setPenalties(double length, double coverage)
{
    viewBar_->setPenalties(length, coverage, decoding().beam > 1);
}

double DecodePage::linkThreshold() const { return viewBar_->threshold(); }

void DecodePage::setLinkThreshold(double threshold)
{
    viewBar_->setThreshold(threshold);
    if (links_)
        links_->setThreshold(threshold);
}

void DecodePage::setEmptyText(const QString &text)
{
    for (const View &view : viewList_)
        if (view.widget != tree_)
            view.widget->setEmptyText(text);
}

void DecodePage::retranslateViews()
{
    for (std::size_t i = 0; i < viewList_.size(); ++i)
        viewBar_->setViewText(static_cast<int>(i), tr(entryOf(viewList_[i].id).title),
                              tr(entryOf(viewList_[i].id).toolTip));
}

} // namespace fovea::ui
