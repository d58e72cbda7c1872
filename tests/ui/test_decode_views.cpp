// links: fovea_ui

#include <QDoubleSpinBox>
#include <QImage>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTest>

#include "support/sample_trace.h"
#include "support/tree_snapshot.h"
#include "ui/inspector/attention_chart.h"
#include "ui/inspector/attention_charts.h"
#include "ui/inspector/inspector.h"
#include "ui/style/theme.h"
#include "ui/translate/translate_page.h"
#include "ui/views/diagram_view.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/links_view.h"
#include "ui/views/tree_view.h"

using namespace fovea;
using namespace fovea::ui;
using fovea::test::sampleTrace;

namespace
{

std::shared_ptr<AttentionTrace> learning() { return sampleTrace({"我", "们", "学", "习"}, {"we", "are", "learning"}); }

} // namespace

/// The views of a page that decodes, as parts of it.
class TestDecodeViews : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme(*qApp, Appearance::Light);
    }

    void init()
    {
        page_ = std::make_unique<TranslatePage>();
        page_->resize(1148, 735);
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
    }

    void cleanup() { page_.reset(); }

    void tabsAreTheViews()
    {
        const std::vector<FigureView> all{FigureView::Matrix, FigureView::Links, FigureView::Diagram, FigureView::Tree};
        QCOMPARE(page_->views(), all);
        QCOMPARE(page_->currentView(), FigureView::Matrix);
        auto *tabs = page_->findChild<QTabBar *>();
        QCOMPARE(tabs->count(), 4);
        QSignalSpy changed(page_.get(), &DecodePage::viewChanged);
        for (int i = 3; i >= 0; --i) {
            tabs->setCurrentIndex(i);
            QCOMPARE(page_->currentView(), all[static_cast<std::size_t>(i)]);
            QVERIFY(page_->view(all[static_cast<std::size_t>(i)])->isVisible());
            QVERIFY(!tabs->tabToolTip(i).isEmpty());
        }
        QCOMPARE(changed.size(), 4);
        page_->setCurrentView(FigureView::Overlay); // not of this page
        QCOMPARE(page_->currentView(), FigureView::Matrix);
        for (const FigureView view : all)
            QCOMPARE(viewOfName(nameOfView(view)), std::optional(view));
        QVERIFY(!viewOfName("plan"));
    }

    void onlyTheViewInSightFollows()
    {
        page_->setTrace(learning());
        page_->setCurrentStep(1);
        QCOMPARE(page_->heatmap()->trace(), page_->trace());
        QVERIFY(!page_->links()->trace());
        QVERIFY(!page_->diagram()->trace());
        page_->setCurrentView(FigureView::Links);
        QCOMPARE(page_->links()->trace(), page_->trace());
        QCOMPARE(page_->links()->currentStep(), 1);
        const auto first = page_->trace();
        page_->setTrace(sampleTrace({"好"}, {"good"}));
        QCOMPARE(page_->links()->trace(), page_->trace());
        QCOMPARE(page_->heatmap()->trace(), first);
        page_->setCurrentView(FigureView::Matrix);
        QCOMPARE(page_->heatmap()->trace(), page_->trace());
    }

    void oneSourceWordIsLitInEveryView()
    {
        page_->setTrace(learning());
        page_->setCurrentStep(1);
        AttentionChart *bars = page_->findChild<Inspector *>()->charts()->weights();
        QVERIFY(bars->isVisible());
        for (const FigureView id : {FigureView::Matrix, FigureView::Links, FigureView::Diagram}) {
            page_->setCurrentView(id);
            emit page_->view(id)->sourceHovered(2);
            QCOMPARE(bars->highlighted(), 2);
            emit page_->view(id)->sourceHovered(-1);
            QCOMPARE(bars->highlighted(), -1);
        }
        // And the other way round.
        page_->setCurrentView(FigureView::Links);
        emit bars->positionHovered(3);
        QCOMPARE(page_->links()->highlightedSource(), 3);
        page_->setCurrentView(FigureView::Diagram);
        QCOMPARE(page_->diagram()->diagramOptions().highlightedColumn, -1); // the pointer is elsewhere now
        emit bars->positionHovered(3);
        QCOMPARE(page_->diagram()->diagramOptions().highlightedColumn, 3);
    }

    void aMatrixCellUnderThePointerLightsItsBar()
    {
        page_->setTrace(learning());
        HeatmapView *matrix = page_->heatmap();
        const QRectF cell = matrix->heatmapLayout().columnRect(2) & matrix->heatmapLayout().rowRect(1);
        QTest::mouseMove(matrix->viewport(), cell.center().toPoint());
        QTRY_COMPARE(page_->findChild<Inspector *>()->charts()->weights()->highlighted(), 2);
    }

    void theTreeFollowsTheStep()
    {
        const auto tree = test::shared(test::smallTree());
        page_->setTree(tree, {1, 2, 3});
        page_->setTrace(learning());
        page_->setCurrentView(FigureView::Tree);
        QCOMPARE(page_->tree()->snapshot(), tree);
        QCOMPARE(page_->tree()->currentNode(), 3);
        page_->setCurrentStep(0);
        QCOMPARE(page_->tree()->currentNode(), 1);
        QSignalSpy selected(page_.get(), &DecodePage::nodeSelected);
        emit page_->tree()->nodeSelected(7);
        QCOMPARE(selected.takeFirst().first().toInt(), 7);
        page_->setTree(nullptr, {});
        page_->setTrace(nullptr);
        QVERIFY(!page_->tree()->snapshot());
    }

    void penaltiesStandBesideTheTree()
    {
        page_->setDecoding({1, 0.6, 0});
        page_->setPenalties(0.6, 0);
        const auto boxes = page_->findChild<ViewBar *>()->findChildren<QDoubleSpinBox *>();
        QCOMPARE(boxes.size(), 2);
        QVERIFY(!boxes[0]->isVisible());
        page_->setCurrentView(FigureView::Tree);
        QVERIFY(boxes[0]->isVisible() && boxes[1]->isVisible());
        QCOMPARE(boxes[0]->value(), 0.6);
        QSignalSpy changed(page_.get(), &DecodePage::decodingChanged);
        boxes[1]->setValue(0.3);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.takeFirst().first().value<DecodingChoice>(), (DecodingChoice{1, 0.6, 0.3}));
        page_->setPenalties(1, 1);
        QVERIFY(changed.isEmpty()); // a setter is silent
        page_->setDecoding({4, 1, 1});
        page_->setPenalties(1, 1);
        QVERIFY(!boxes[0]->isVisible()); // the search has its own, above
        QVERIFY(boxes[1]->isVisible());
    }

    void thresholdStandsBesideTheLinks()
    {
        page_->setTrace(learning());
        auto *slider = page_->findChild<ViewBar *>()->findChild<QSlider *>();
        QVERIFY(!slider->isVisible());
        page_->setCurrentView(FigureView::Links);
        QVERIFY(slider->isVisible());
        page_->links()->grab();
        const int before = page_->links()->lastPaint().links;
        slider->setValue(30); // of the weights 0.6 and 0.13 only the larger ones stay
        QCOMPARE(page_->links()->threshold(), 0.3);
        QCOMPARE(page_->linkThreshold(), 0.3);
        page_->links()->grab();
        QCOMPARE(page_->links()->lastPaint().links, 3);
        QVERIFY(before > 3);
    }

    void zoomGoesToTheViewInSight()
    {
        page_->setTrace(learning());
        const QSizeF cell = page_->heatmap()->cellSize();
        page_->setCurrentView(FigureView::Links);
        page_->zoomIn();
        QVERIFY(page_->links()->zoom() > 1);
        page_->zoomFit();
        QVERIFY(page_->links()->zoom() <= 1);
        page_->setCurrentView(FigureView::Diagram);
        page_->zoomOut();
        QVERIFY(page_->diagram()->zoom() < 1);
        page_->zoomFit();
        QVERIFY(page_->diagram()->diagramLayout().maximumScroll().x() < 1);
        QVERIFY(page_->diagram()->diagramLayout().maximumScroll().y() < 1);
        QCOMPARE(page_->heatmap()->cellSize(), cell);
    }

    void substepsLightStageAfterStage()
    {
        page_->setTrace(learning());
        page_->setCurrentStep(0);
        QVERIFY(!page_->showsStages());
        page_->nextStage();
        QCOMPARE(page_->currentView(), FigureView::Diagram);
        for (const Stage stage :
             {Stage::Match, Stage::Softmax, Stage::WeightedSum, Stage::StateUpdate, Stage::Output}) {
            QCOMPARE(page_->diagram()->stage(), std::optional(stage));
            QCOMPARE(page_->stagesLeft(), stage != Stage::Output);
            if (stage != Stage::Output)
                page_->nextStage();
        }
        QSignalSpy asked(page_.get(), &DecodePage::stepRequested);
        page_->nextStage();
        QCOMPARE(asked.size(), 1);
        page_->setCurrentStep(1); // the controller's answer
        QCOMPARE(page_->diagram()->stage(), std::optional(Stage::Match));
    }

    void figureIsOfTheViewInSight()
    {
        page_->setTrace(learning());
        page_->setTree(test::shared(test::smallTree()), {1, 2, 3});
        page_->setTrace(learning());
        QSize last;
        for (const FigureView id : page_->views()) {
            page_->setCurrentView(id);
            const FigureOptions options = page_->figureOptions();
            QCOMPARE(options.view, id);
            const QSize size = figureSize(*page_->trace(), options);
            QVERIFY(size != last);
            last = size;
        }
    }

    void everyViewInTheDark()
    {
        applyTheme(*qApp, Appearance::Dark);
        page_->setTree(test::shared(test::smallTree()), {1, 2, 3});
        page_->setTrace(learning());
        for (const FigureView id : page_->views()) {
            page_->setCurrentView(id);
            const QImage image = page_->view(id)->grab().toImage();
            QVERIFY2(qGray(image.pixel(3, 3)) < 80, qPrintable(nameOfView(id)));
        }
        applyTheme(*qApp, Appearance::Light);
    }

private:
    std::unique_ptr<TranslatePage> page_;
};

QTEST_MAIN(TestDecodeViews)
#include "test_decode_views.moc"
