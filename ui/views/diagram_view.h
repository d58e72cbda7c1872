#pragma once

#include <memory>
#include <optional>

#include <QTimer>
#include <QVariantAnimation>

#include "ui/render/diagram/diagram_painter.h"
#include "ui/views/trace_view.h"

namespace fovea::ui
{

/// One decoder step as a diagram, from the source words up to the next word, stage by stage.
///
/// Mouse: hover shows numbers and lights a source position everywhere, click on a part lights its stage, click on a
/// state goes to its step, the wheel scrolls long sentences, Ctrl + wheel zooms.
/// Keys: Left, Right, Home and End move over the columns, Up and Down through the stages, Escape shows the whole step;
/// + - zoom, 0 returns to the ordinary size.
class DiagramView : public TraceView
{
    Q_OBJECT

public:
    explicit DiagramView(QWidget *parent = nullptr);
    ~DiagramView() override;

    /// A null trace shows the empty text. The stage is kept.
    void setTrace(std::shared_ptr<const AttentionTrace> trace) override;
    const std::shared_ptr<const AttentionTrace> &trace() const { return painter_.trace(); }
    void setEmptyText(const QString &text) override;
    void setMatrixOptions(const MatrixOptions &options) override;
    int selectedSource() const override { return options_.selectedColumn; }
    FigureOptions figureOptions() const override;

    int currentStep() const { return options_.step; }
    /// The lit stage; none while the whole step is shown.
    std::optional<Stage> stage() const { return options_.stage; }
    /// The source position whose numbers the equations show.
    int explainedSource() const { return painter_.explainedColumn(options_); }
    bool isPlaying() const { return timer_.isActive(); }
    double speed() const { return speed_; }
    /// False where the desktop asks for reduced motion: stages then appear at once.
    bool animates() const;
    double zoom() const { return zoom_; }

    /// With these DiagramPainter draws what the view shows.
    const DiagramOptions &diagramOptions() const { return options_; }
    /// Where everything is, in viewport coordinates.
    const DiagramLayout &diagramLayout() const { return layout_; }
    /// What the last repaint drew.
    DiagramPaintCount lastPaint() const { return lastPaint_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// Shows this step and scrolls its strongest source word into view; -1: the inputs only.
    void setCurrentStep(int step) override;
    void setColorMap(fovea::ui::ColorMapId id);
    void setScaleMode(fovea::ui::ScaleMode mode);
    /// Highlights a column for another view that points at this source position; -1: none.
    void setHighlightedSource(int source) override;

    void zoomIn() override;
    void zoomOut() override;
    void resetZoom() override;
    /// The whole diagram in sight, as small as it may get.
    void fit() override;

    void setStage(fovea::ui::Stage stage);
    /// Shows the whole step.
    void clearStage();
    /// The next stage; after the last one asks for the next step, whose first stage is lit as soon as it is set.
    void nextStage();
    /// The stage before; before the first one asks for the step before, whose last stage is then lit.
    void previousStage();
    /// Lights stage after stage, step after step, until the output is complete.
    void setPlaying(bool playing);
    /// Stages per second, in [0.1, 20].
    void setSpeed(double stagesPerSecond);

signals:
    void stageChanged(std::optional<fovea::ui::Stage> stage);
    /// The stages of this step are through: show the next one, decoding it first if need be.
    void stepRequested();
    void backRequested();
    void playingChanged(bool playing);

protected:
    void pointAt(QPointF position, QPoint global) override;
    void pointAway() override;
    void clickAt(QPointF position) override;
    void zoomAt(double factor, QPointF anchor) override;
    bool moveByKey(int key) override;
    void styleChanged() override;
    void languageChanged() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void relayout();
    void setZoom(double zoom);
    void updateTexts();
    void showStage(std::optional<Stage> stage);
    void setHovered(int column);
    void select(int column);
    void reveal(int column);
    void revealStrongest();
    void updateHighlight();
    void paintEmpty(QPainter &painter) const;
    bool isLastStep() const;
    QRectF area() const;
    QString description() const;
    QString toolTipFor(const DiagramHit &hit) const;
    QString columnToolTip(int column) const;
    QString vectorToolTip(const QString &name, const Vector &values) const;

    DiagramPainter painter_;
    DiagramOptions options_;
    DiagramLayout layout_;
    DiagramPaintCount lastPaint_;
    QString emptyText_;
    DiagramHit hit_;     ///< under the pointer
    int hovered_ = -1;   ///< column of hit_
    int elsewhere_ = -1; ///< column that another view points at
    double zoom_ = 1;
    double speed_ = 1.25; ///< stages per second
    QTimer timer_;
    QVariantAnimation appearance_;
    std::optional<Stage> afterStep_; ///< lit when the step that was asked for arrives
    bool layingOut_ = false;         ///< scroll bars that appear while laying out resize the viewport
};

} // namespace fovea::ui
