#include "ui/decode/view_bar.h"

#include <cmath>

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSlider>
#include <QTabBar>
#include <QToolButton>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kSwatchWidth = 40;
constexpr int kSwatchHeight = 10;

/// The colours of a map, left to right, small enough for a list.
QIcon swatch(ColorMapId id, double scale)
{
    const ColorMap map(id);
    QPixmap picture(QSize(qRound(kSwatchWidth * scale), qRound(kSwatchHeight * scale)));
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    for (int x = 0; x < picture.width(); ++x)
        painter.fillRect(x, 0, 1, picture.height(), map.color((x + 0.5) / picture.width()));
    picture.setDevicePixelRatio(scale);
    return QIcon(picture);
}

/// The tabs and, at their right, the controls; where the tabs would be cut short, the controls above them.
class Rows final : public QBoxLayout
{
public:
    Rows(QWidget *bar, QTabBar *tabs) : QBoxLayout(LeftToRight, bar), tabs_(tabs), controls_(new QHBoxLayout)
    {
        setContentsMargins(2 * kGrid, 0, 2 * kGrid, 0);
        setSpacing(4);
        controls_->setSpacing(4);
        controls_->addStretch(1);
        addWidget(tabs, 0, Qt::AlignLeft | Qt::AlignBottom);
        addLayout(controls_, 1);
    }

    QBoxLayout *controls() const { return controls_; }

    void setGeometry(const QRect &place) override
    {
        const int needed = tabs_->sizeHint().width() + spacing() + controls_->sizeHint().width();
        const Direction wanted = place.width() - 4 * kGrid < needed ? BottomToTop : LeftToRight;
        if (wanted != direction())
            setDirection(wanted); // asks for another height: the place comes again
        QBoxLayout::setGeometry(place);
    }

private:
    QTabBar *tabs_;
    QHBoxLayout *controls_;
};

QBoxLayout *controls(const QWidget *bar) { return static_cast<const Rows *>(bar->layout())->controls(); }

} // namespace

ViewBar::ViewBar(QWidget *parent)
    : QWidget(parent), tabs_(new QTabBar(this)), colorMap_(new QComboBox(this)), scale_(new QComboBox(this)),
      values_(new QToolButton(this)), words_(new QToolButton(this))
{
    new Rows(this, tabs_);
    for (QWidget *widget : std::initializer_list<QWidget *>{colorMap_, scale_, values_, words_})
        controls(this)->addWidget(widget);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a narrow window is not widened by it
    for (QComboBox *box : {colorMap_, scale_}) {
        box->setProperty("flat", true);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    colorMap_->setIconSize({kSwatchWidth, kSwatchHeight});
    // The longest name is long; the others must not pay for it in the quiet row.
    colorMap_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    colorMap_->setMinimumContentsLength(8);
    values_->setProperty("flat", true);
    values_->setCheckable(true);
    values_->setChecked(true);
    values_->setFocusPolicy(Qt::StrongFocus);
    values_->setText(QStringLiteral("0.0"));
    words_->setProperty("flat", true);
    words_->setCheckable(true);
    words_->setFocusPolicy(Qt::StrongFocus);
    buildThreshold();
    buildPenalties();
    zoomOut_ = addButton(QStringLiteral("zoom-out"));
    fit_ = addButton(QStringLiteral("zoom-fit"));
    zoomIn_ = addButton(QStringLiteral("zoom-in"));
    fillColorMaps();
    for (const ScaleMode mode : {ScaleMode::Maximum, ScaleMode::Unit, ScaleMode::PerRow})
        scale_->addItem(QString(), static_cast<int>(mode));

    const auto changed = [this] { emit optionsChanged(options()); };
    // The current tab is bold: the tabs' width depends on which one it is.
    connect(tabs_, &QTabBar::currentChanged, tabs_, [this] { tabs_->updateGeometry(); });
    connect(tabs_, &QTabBar::currentChanged, this, &ViewBar::viewChanged);
    connect(colorMap_, &QComboBox::currentIndexChanged, this, changed);
    connect(scale_, &QComboBox::currentIndexChanged, this, changed);
    connect(values_, &QToolButton::toggled, this, changed);
    connect(words_, &QToolButton::toggled, this, changed);
    connect(zoomOut_, &QToolButton::clicked, this, &ViewBar::zoomOutRequested);
    connect(fit_, &QToolButton::clicked, this, &ViewBar::fitRequested);
    connect(zoomIn_, &QToolButton::clicked, this, &ViewBar::zoomInRequested);
    setControls(FigureView::Matrix);
    retranslateUi();
}

void ViewBar::buildThreshold()
{
    thresholdLabel_ = new QLabel(this);
    thresholdLabel_->setProperty("role", "caption");
    threshold_ = new QSlider(Qt::Horizontal, this);
    threshold_->setRange(0, static_cast<int>(std::lround(100 * kLargestThreshold))); // percent
    threshold_->setPageStep(5);
    threshold_->setFixedWidth(16 * kGrid);
    thresholdLabel_->setBuddy(threshold_);
    controls(this)->addWidget(thresholdLabel_);
    controls(this)->addWidget(threshold_);
    connect(threshold_, &QSlider::valueChanged, this, [this] {
        updateThresholdText();
        emit thresholdChanged(threshold());
    });
}

void ViewBar::buildPenalties()
{
    const auto build = [this] {
        auto *box = new QDoubleSpinBox(this);
        box->setRange(0, 2);
        box->setSingleStep(0.1);
        box->setDecimals(1);
        controls(this)->addWidget(box);
        connect(box, &QDoubleSpinBox::valueChanged, this,
                [this] { emit penaltiesChanged(lengthPenalty_->value(), coveragePenalty_->value()); });
        return box;
    };
    lengthPenalty_ = build();
    coveragePenalty_ = build();
}

void ViewBar::setControls(FigureView view)
{
    controls_ = view;
    const bool pictures = view == FigureView::Overlay || view == FigureView::Gallery;
    colorMap_->setVisible(view == FigureView::Matrix || view == FigureView::Diagram || pictures);
    scale_->setVisible(view == FigureView::Matrix || view == FigureView::Diagram || pictures);
    values_->setVisible(view == FigureView::Matrix);
    words_->setVisible(view != FigureView::Diagram && view != FigureView::Tree);
    thresholdLabel_->setVisible(view == FigureView::Links);
    threshold_->setVisible(view == FigureView::Links);
    lengthPenalty_->setVisible(view == FigureView::Tree && !lengthElsewhere_);
    coveragePenalty_->setVisible(view == FigureView::Tree);
}

void ViewBar::setThreshold(double threshold)
{
    const QSignalBlocker blocker(threshold_);
    threshold_->setValue(static_cast<int>(std::lround(100 * threshold)));
    updateThresholdText();
}

double ViewBar::threshold() const { return threshold_->value() / 100.0; }

void ViewBar::setPenalties(double length, double coverage, bool lengthElsewhere)
{
    lengthElsewhere_ = lengthElsewhere;
    setControls(controls_);
    const QSignalBlocker lengthBlocker(lengthPenalty_);
    const QSignalBlocker coverageBlocker(coveragePenalty_);
    lengthPenalty_->setValue(length);
    coveragePenalty_->setValue(coverage);
}

void ViewBar::updateThresholdText()
{
    // As wide as its longest text, so that the slider stays under the pointer.
    const QString text = tr("weight ≥ %1 %");
    thresholdLabel_->setMinimumWidth(fontMetrics().horizontalAdvance(text.arg(99)));
    thresholdLabel_->setText(text.arg(threshold_->value()));
}

QToolButton *ViewBar::addButton(const QString &iconName)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setProperty("flat", true);
    button->setFocusPolicy(Qt::StrongFocus);
    controls(this)->addWidget(button);
    return button;
}

void ViewBar::fillColorMaps()
{
    for (const ColorMapId id : kColorMapIds)
        colorMap_->addItem(swatch(id, devicePixelRatioF()), QString(), static_cast<int>(id));
}

int ViewBar::addView(const QString &title, const QString &toolTip)
{
    const int index = tabs_->addTab(title);
    tabs_->setTabToolTip(index, toolTip);
    tabs_->updateGeometry(); // a tab bar that is not visible yet keeps its new size to itself
    return index;
}

void ViewBar::setViewText(int index, const QString &title, const QString &toolTip)
{
    tabs_->setTabText(index, title);
    tabs_->setTabToolTip(index, toolTip);
    tabs_->updateGeometry();
}

int ViewBar::currentView() const { return tabs_->currentIndex(); }
void ViewBar::setCurrentView(int index) { tabs_->setCurrentIndex(index); }

void ViewBar::setOptions(const MatrixOptions &options)
{
    const QSignalBlocker colorBlocker(colorMap_);
    const QSignalBlocker scaleBlocker(scale_);
    const QSignalBlocker valuesBlocker(values_);
    colorMap_->setCurrentIndex(colorMap_->findData(static_cast<int>(options.colorMap)));
    scale_->setCurrentIndex(scale_->findData(static_cast<int>(options.scale)));
    const QSignalBlocker wordsBlocker(words_);
    values_->setChecked(options.showValues);
    words_->setChecked(options.mergeWords);
}

MatrixOptions ViewBar::options() const
{
    return {static_cast<ColorMapId>(colorMap_->currentData().toInt()),
            static_cast<ScaleMode>(scale_->currentData().toInt()), values_->isChecked(), words_->isChecked()};
}

void ViewBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colors(palette()).gridLine);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

void ViewBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void ViewBar::retranslateUi()
{
    for (int i = 0; i < colorMap_->count(); ++i)
        colorMap_->setItemText(i, displayName(static_cast<ColorMapId>(colorMap_->itemData(i).toInt())));
    colorMap_->view()->setMinimumWidth(colorMap_->view()->sizeHintForColumn(0) + 4 * kGrid);
    tabs_->setAccessibleName(tr("Views"));
    colorMap_->setAccessibleName(tr("Colour map"));
    colorMap_->setToolTip(tr("Colour map of the picture"));
    const auto setScale = [this](ScaleMode mode, const QString &text, const QString &toolTip) {
        const int index = scale_->findData(static_cast<int>(mode));
        scale_->setItemText(index, text);
        scale_->setItemData(index, toolTip, Qt::ToolTipRole);
    };
    setScale(ScaleMode::Maximum, tr("to maximum"), tr("One scale from 0 to the largest weight"));
    setScale(ScaleMode::Unit, tr("0 to 1"), tr("One scale from 0 to 1, the same for every sentence"));
    setScale(ScaleMode::PerRow, tr("per word"), tr("Each word from 0 to its own largest weight"));
    scale_->setAccessibleName(tr("Colour scale"));
    scale_->setToolTip(tr("What the ends of the colour scale stand for"));
    const auto name = [](QToolButton *button, const QString &text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    updateThresholdText();
    const QString thresholdText = tr("Smaller weights have no link");
    threshold_->setToolTip(thresholdText);
    thresholdLabel_->setToolTip(thresholdText);
    threshold_->setAccessibleName(tr("Smallest weight of a link"));
    lengthPenalty_->setPrefix(tr("length "));
    lengthPenalty_->setAccessibleName(tr("Length penalty"));
    lengthPenalty_->setToolTip(tr("Length penalty of the scores: 0 favours short outputs, larger values longer ones"));
    coveragePenalty_->setPrefix(tr("coverage "));
    coveragePenalty_->setAccessibleName(tr("Coverage penalty"));
    coveragePenalty_->setToolTip(
        tr("Coverage penalty of the scores: larger values favour outputs that look at every source word"));
    name(values_, tr("Values in the cells, where they fit"));
    words_->setText(tr("words"));
    name(words_, tr("Whole words: pieces of a word make one row and one column"));
    name(zoomOut_, tr("Zoom out"));
    name(fit_, tr("Fit the whole picture"));
    name(zoomIn_, tr("Zoom in"));
}

} // namespace fovea::ui
