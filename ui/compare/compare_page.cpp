#include "ui/compare/compare_page.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/compare/compare_column_view.h"
#include "ui/compare/compare_difference_view.h"
#include "ui/compare/compare_table.h"
#include "ui/style/theme.h"
#include "ui/translate/sentence_edit.h"
#include "ui/views/color_bar_view.h"
#include "ui/views/heatmap_view.h"

namespace fovea::ui
{

namespace
{

constexpr std::size_t kWideColumns = 2; // so many have room for two matrices beside each other

} // namespace

ComparePage::ComparePage(QWidget *parent)
    : QWidget(parent), messageBar_(new MessageBar(this)), viewBar_(new ViewBar(this)), stack_(new QStackedWidget(this)),
      difference_(new CompareDifferenceView), table_(new CompareTable(this))
{
    for (int view = 0; view < 3; ++view)
        viewBar_->addView(QString(), QString());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildInput());
    layout->addSpacing(kGrid);
    layout->addWidget(viewBar_);
    stack_->addWidget(buildColumns());
    stack_->addWidget(difference_);
    // The table may be folded away for taller matrices.
    auto *zones = new QSplitter(Qt::Vertical, this);
    zones->addWidget(stack_);
    zones->addWidget(table_);
    zones->setStretchFactor(0, 1);
    zones->setStretchFactor(1, 0);
    zones->setCollapsible(0, false);
    layout->addWidget(zones, 1);
    connectParts();
    retranslateUi();
    setColumns({});
}

ComparePage::~ComparePage() = default;

QWidget *ComparePage::buildInput()
{
    auto *input = new QWidget(this);
    sentenceBar_ = new SentenceBar(input);
    sentenceBar_->models()->hide(); // every column has its own
    add_ = new QToolButton(input);
    matchFunctions_ = new QToolButton(input);
    auto *row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(sentenceBar_, 1);
    for (QToolButton *button : {add_, matchFunctions_}) {
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFixedHeight(sentenceBar_->edit()->singleLineHeight());
        row->addWidget(button, 0, Qt::AlignTop);
    }
    auto *rows = new QVBoxLayout(input);
    rows->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 0);
    rows->setSpacing(kGrid);
    rows->addLayout(row);
    rows->addWidget(messageBar_);
    return input;
}

QWidget *ComparePage::buildColumns()
{
    columnsOrHint_ = new QStackedWidget(this);
    hint_ = new QLabel;
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setProperty("role", "caption");
    auto *columns = new QWidget;
    auto *row = new QHBoxLayout(columns);
    row->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    row->setSpacing(kGrid);
    for (int i = 0; i < kMostCompared; ++i) {
        views_[static_cast<std::size_t>(i)] = new CompareColumnView(i, columns);
        row->addWidget(views_[static_cast<std::size_t>(i)], 1);
        connectColumn(i);
    }
    colorBar_ = new ColorBarView(columns);
    row->addWidget(colorBar_);
    columnsOrHint_->addWidget(hint_);
    columnsOrHint_->addWidget(columns);
    return columnsOrHint_;
}

void ComparePage::connectColumn(int index)
{
    CompareColumnView *view = columnView(index);
    connect(view, &CompareColumnView::modelChosen, this,
            [this, index](const QString &path) { emit modelChosen(index, path); });
    connect(view, &CompareColumnView::openBundleRequested, this, [this, index] { emit openBundleRequested(index); });
    connect(view, &CompareColumnView::removeRequested, this, [this, index] { emit columnRemoveRequested(index); });
    connect(view, &CompareColumnView::stopRequested, this, [this, index] { emit stopRequested(index); });
    for (HeatmapView *matrix : {view->attention(), view->saliency()}) {
        connect(matrix, &HeatmapView::stepSelected, this, &ComparePage::stepSelected);
        connect(matrix, &HeatmapView::cellHovered, this,
                [this, matrix](int, int source) { highlightSource(source, matrix); });
    }
}

void ComparePage::connectParts()
{
    connect(sentenceBar_->edit(), &SentenceEdit::edited, this, &ComparePage::sentenceEdited);
    connect(sentenceBar_, &SentenceBar::submitted, this, &ComparePage::sentenceSubmitted);
    connect(sentenceBar_, &SentenceBar::decodingChanged, this, &ComparePage::decodingChanged);
    connect(add_, &QToolButton::clicked, this, &ComparePage::columnAddRequested);
    connect(matchFunctions_, &QToolButton::clicked, this, &ComparePage::matchFunctionsRequested);
    connect(viewBar_, &ViewBar::viewChanged, this, &ComparePage::showViewOf);
    connect(viewBar_, &ViewBar::optionsChanged, this, [this](const MatrixOptions &options) {
        setMatrixOptions(options);
        emit matrixOptionsChanged(options);
    });
    connect(viewBar_, &ViewBar::zoomInRequested, this, &ComparePage::zoomIn);
    connect(viewBar_, &ViewBar::zoomOutRequested, this, &ComparePage::zoomOut);
    connect(viewBar_, &ViewBar::fitRequested, this, &ComparePage::zoomFit);
    connect(difference_, &CompareDifferenceView::pairChosen, this, &ComparePage::pairChosen);
    connect(difference_, &CompareDifferenceView::stepSelected, this, &ComparePage::stepSelected);
    connect(table_, &CompareTable::exportRequested, this, &ComparePage::tableExportRequested);
}

void ComparePage::setSentence(const QString &sentence) { sentenceBar_->edit()->setSentence(sentence); }
QString ComparePage::sentence() const { return sentenceBar_->edit()->toPlainText(); }
void ComparePage::setExamples(const QStringList &sentences) { sentenceBar_->setExamples(sentences); }
void ComparePage::setDecoding(const DecodingChoice &decoding) { sentenceBar_->setDecoding(decoding); }
DecodingChoice ComparePage::decoding() const { return sentenceBar_->decoding(); }

void ComparePage::setModels(const std::vector<ModelChoice> &models)
{
    for (CompareColumnView *view : views_)
        view->setModels(models);
}

void ComparePage::setColumns(const std::vector<CompareColumn> &columns)
{
    columns_ = columns;
    columns_.resize(std::min(columns_.size(), static_cast<std::size_t>(kMostCompared)));
    const auto count = static_cast<int>(columns_.size());
    std::size_t steps = 0;
    for (int i = 0; i < kMostCompared; ++i) {
        CompareColumnView *view = columnView(i);
        view->setColumn(i < count ? columns_[static_cast<std::size_t>(i)] : CompareColumn());
        view->setVisible(i < count);
        view->setRemovable(count > 1);
        if (const auto &trace = view->attention()->trace())
            steps = std::max(steps, trace->steps.size());
    }
    columnsOrHint_->setCurrentIndex(count > 0 ? 1 : 0);
    add_->setEnabled(count < kMostCompared);
    difference_->setColumns(columns_);
    table_->setColumns(columns_);
    shareAll();
    setCurrentStep(currentStep_ < static_cast<int>(steps) ? currentStep_ : -1);
}

void ComparePage::setActivity(int column, const QString &activity)
{
    columns_.at(static_cast<std::size_t>(column)).activity = activity;
    columnView(column)->setActivity(activity);
}

void ComparePage::setDifference(const CompareDifference &difference) { difference_->setDifference(difference); }

void ComparePage::setCurrentStep(int step)
{
    currentStep_ = std::max(-1, step);
    for (CompareColumnView *view : views_)
        view->setCurrentStep(currentStep_);
    difference_->setCurrentStep(currentStep_);
}

void ComparePage::setMatrixOptions(const MatrixOptions &options)
{
    viewBar_->setOptions(options);
    for (CompareColumnView *view : views_)
        for (HeatmapView *matrix : {view->attention(), view->saliency()}) {
            matrix->setColorMap(options.colorMap);
            matrix->setScaleMode(options.scale);
            matrix->setShowValues(options.showValues);
        }
    difference_->setShowValues(options.showValues);
    shareAll();
}

MatrixOptions ComparePage::matrixOptions() const { return viewBar_->options(); }
ComparePage::View ComparePage::view() const { return static_cast<View>(viewBar_->currentView()); }
void ComparePage::showView(View view) { viewBar_->setCurrentView(static_cast<int>(view)); }

void ComparePage::showViewOf(int index)
{
    const auto shown = static_cast<View>(index);
    stack_->setCurrentIndex(shown == View::Difference ? 1 : 0);
    shareAll();
    emit saliencyWanted(shown == View::Saliency);
}

// The matrices in sight have one zoom and one scale.
void ComparePage::shareAll()
{
    for (CompareColumnView *view : views_)
        view->setSaliencyShown(this->view() == View::Saliency, columns_.size() <= kWideColumns);
    std::vector<HeatmapView *> shown;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        shown.push_back(views_[i]->attention());
        if (view() == View::Saliency)
            shown.push_back(views_[i]->saliency());
    }
    lock_.setViews(shown);
    lock_.shareScale();
    const HeatmapView *matrix = representative();
    colorBar_->setVisible(matrix != nullptr);
    if (matrix)
        colorBar_->showScaleOf(matrix->painter(), matrix->heatmapOptions());
}

/// A matrix that the common colour bar is true for; null when none has weights.
HeatmapView *ComparePage::representative() const
{
    for (std::size_t i = 0; i < columns_.size(); ++i)
        for (HeatmapView *matrix : {views_[i]->attention(), views_[i]->saliency()})
            if (matrix->trace() && matrix->painter().hasAttention() && matrix->values().maximum > 0 &&
                (matrix == views_[i]->attention() || view() == View::Saliency))
                return matrix;
    return nullptr;
}

void ComparePage::highlightSource(int source, const HeatmapView *from)
{
    for (CompareColumnView *view : views_)
        for (HeatmapView *matrix : {view->attention(), view->saliency()})
            matrix->setHighlightedSource(matrix == from ? -1 : source);
}

void ComparePage::setMessage(MessageKind kind, const QString &text) { messageBar_->showMessage(kind, text); }
void ComparePage::clearMessage() { messageBar_->clear(); }
QString ComparePage::message() const { return messageBar_->text(); }
QString ComparePage::csv() const { return table_->csv(); }
QString ComparePage::tableText() const { return table_->copiedText(); }

CompareFigure ComparePage::figure() const
{
    CompareFigure figure;
    const MatrixOptions options = matrixOptions();
    figure.colorMap = options.colorMap;
    figure.scale = options.scale;
    figure.showValues = options.showValues;
    figure.currentStep = currentStep_;
    figure.dark = isDark(palette());
    figure.title = sentence().simplified();
    double largest = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const CompareColumn &column = columns_[i];
        CompareFigure::Column drawn;
        drawn.title = columnLetter(static_cast<int>(i)) + QStringLiteral("  ") + column.title;
        if (column.trace)
            drawn.subtitle = QString::fromStdString(column.trace->targetText);
        drawn.trace = column.trace;
        drawn.saliency = column.saliency;
        drawn.saliencyTitle = columnLetter(static_cast<int>(i)) + QStringLiteral("  ") + views_[i]->correlationText();
        for (const HeatmapView *matrix : {views_[i]->attention(), views_[i]->saliency()})
            largest = std::max(largest, matrix->values().maximum);
        figure.columns.push_back(std::move(drawn));
    }
    figure.scaleMaximum = largest > 0 ? roundUpForScale(largest) : 0.0;
    const CompareDifference &pair = difference_->difference();
    figure.difference = pair.picture;
    if (pair.picture)
        figure.differenceTitle = columnLetter(pair.a) + QStringLiteral(" \u2212 ") + columnLetter(pair.b);
    figure.differenceSubtitle = difference_->summaryText();
    const QAbstractItemModel &table = *table_->view()->model();
    figure.wideTableColumn = CompareTableModel::OutputColumn;
    for (int column = 0; column < table.columnCount(); ++column)
        figure.tableHeader << table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    for (int row = 0; row < table.rowCount(); ++row) {
        QStringList &fields = figure.tableRows.emplace_back();
        for (int column = 0; column < table.columnCount(); ++column)
            fields << table.index(row, column).data().toString();
    }
    return figure;
}

void ComparePage::focusSentence()
{
    sentenceBar_->edit()->setFocus(Qt::ShortcutFocusReason);
    sentenceBar_->edit()->selectAll();
}

// The views are locked to each other: any of them leads.
void ComparePage::zoomIn() { (view() == View::Difference ? difference_->heatmap() : views_[0]->attention())->zoomIn(); }
void ComparePage::zoomOut()
{
    (view() == View::Difference ? difference_->heatmap() : views_[0]->attention())->zoomOut();
}
void ComparePage::zoomFit() { (view() == View::Difference ? difference_->heatmap() : views_[0]->attention())->fit(); }

void ComparePage::focusInEvent(QFocusEvent *) { focusSentence(); }

void ComparePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void ComparePage::retranslateUi()
{
    viewBar_->setViewText(0, tr("Attention"), tr("The attention matrices side by side"));
    viewBar_->setViewText(1, tr("Saliency"), tr("Below the attention, how much each source word really mattered"));
    viewBar_->setViewText(2, tr("Difference"), tr("The weights of one output minus those of another"));
    add_->setText(tr("Add model"));
    add_->setToolTip(tr("Add another model to the comparison (four at most)"));
    add_->setAccessibleName(add_->toolTip());
    matchFunctions_->setText(tr("Match functions"));
    matchFunctions_->setToolTip(tr("Compare none, cosine, additive and bilinear on this sentence"));
    matchFunctions_->setAccessibleName(matchFunctions_->toolTip());
    hint_->setText(tr("Nothing is compared yet. Add a model, or compare the match functions of the sentence above."));
}

} // namespace fovea::ui
