// links: fovea_app
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "app/decode/word_merge.h"
#include "app/export/exporter.h"
#include "core/io/trace_file.h"
#include "support/diagram_trace.h"
#include "ui/decode/source_menu.h"
#include "ui/translate/translate_page.h"
#include "ui/views/diagram_view.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/links_view.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

/// ma chine learn ing end -> Maschin en lern en end: 2 words and the end symbol on both sides.
std::shared_ptr<const AttentionTrace> pieces()
{
    AttentionTrace trace =
        test::makeTrace({"▁ma", "chine", "▁learn", "ing", "⟨end⟩"}, {"Maschin", "en", "lern", "en", "⟨end⟩"},
                        {{0.5, 0.3, 0.1, 0.05, 0.05},
                         {0.3, 0.5, 0.1, 0.05, 0.05},
                         {0.1, 0.1, 0.5, 0.2, 0.1},
                         {0.1, 0.1, 0.4, 0.3, 0.1},
                         {0.02, 0.03, 0.05, 0.1, 0.8}});
    trace.steps[1].piece = "en";
    trace.steps[3].piece = "en";
    trace.steps[4].piece = "</s>";
    trace.sourceText = "machine learning";
    trace.targetText = "Maschinen lernen";
    return test::shared(test::withStates(std::move(trace)));
}

bool near(double a, double b) { return std::abs(a - b) < 1e-5; }

} // namespace

class TestWordMerge : public QObject
{
    Q_OBJECT

    std::unique_ptr<TranslatePage> page_;

    void setMerging(bool merge)
    {
        MatrixOptions options = page_->matrixOptions();
        options.mergeWords = merge;
        page_->setMatrixOptions(options);
    }

private slots:
    void init()
    {
        page_ = std::make_unique<TranslatePage>();
        page_->resize(1000, 700);
        page_->setWordMerger(app::mergeToWords);
        page_->setTrace(pieces());
        page_->show();
    }

    void weightsAreSummedAndAveraged()
    {
        const MergedTrace merged = app::mergeToWords(pieces());
        QVERIFY(merged.trace);
        QCOMPARE(merged.trace->source.labels, (std::vector<std::string>{"machine", "learning", "⟨end⟩"}));
        QCOMPARE(merged.trace->steps.size(), std::size_t(3));
        QCOMPARE(merged.source, (std::vector<int>{0, 0, 1, 1, 2}));
        QCOMPARE(merged.target, (std::vector<int>{0, 0, 1, 1, 2}));
        QVERIFY(near(merged.trace->steps[0].weights[0], 0.8));
        QVERIFY(near(merged.trace->steps[1].weights[1], 0.7));
        QCOMPARE(merged.rowOf(3), 1);
        QCOMPARE(merged.stepOf(1), 2);
        QCOMPARE(merged.columnOf(4), 2);
        QCOMPARE(merged.positionOf(2), 4);
        QCOMPARE(merged.rowOf(-1), -1);
        QCOMPARE(merged.stepOf(7), -1);
    }

    void whatHasNoWeightsStaysAsItIs()
    {
        QVERIFY(!app::mergeToWords(nullptr).trace);
        const auto none = test::shared(test::withoutMatch(*pieces()));
        const MergedTrace merged = app::mergeToWords(none);
        QCOMPARE(merged.rowOf(3), merged.trace ? 1 : 3);
        page_->setTrace(none);
        setMerging(true);
        page_->setCurrentStep(3);
        QCOMPARE(page_->heatmap()->currentStep(), merged.rowOf(3));
    }

    void theMatrixShowsWordsAndTheStepsStay()
    {
        page_->setCurrentStep(3);
        QCOMPARE(page_->heatmap()->currentStep(), 3);
        setMerging(true);
        QCOMPARE(page_->heatmap()->trace()->steps.size(), std::size_t(3));
        QCOMPARE(page_->heatmap()->currentStep(), 1);
        QCOMPARE(page_->currentStep(), 3); // the piece, for the inspector and the token strip
        QCOMPARE(page_->trace()->steps.size(), std::size_t(5));

        // A click on a word is its first piece.
        const QSignalSpy selected(page_.get(), &TranslatePage::stepSelected);
        const QPointF cell = page_->heatmap()->heatmapLayout().cellRect(1, 0).center();
        QTest::mouseClick(page_->heatmap()->viewport(), Qt::LeftButton, {}, cell.toPoint());
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0][0].toInt(), 2);

        setMerging(false);
        QCOMPARE(page_->heatmap()->trace(), page_->trace());
        QCOMPARE(page_->heatmap()->currentStep(), 3);
    }

    void linksFollowAndTheDiagramKeepsThePieces()
    {
        page_->setCurrentStep(1);
        setMerging(true);
        page_->setCurrentView(FigureView::Links);
        QCOMPARE(page_->links()->trace()->steps.size(), std::size_t(3));
        QCOMPARE(page_->links()->currentStep(), 0);
        QCOMPARE(page_->displayedTrace()->steps.size(), std::size_t(3));
        page_->setCurrentView(FigureView::Diagram);
        QCOMPARE(page_->diagram()->trace()->steps.size(), std::size_t(5));
        QCOMPARE(page_->diagram()->currentStep(), 1);
        QCOMPARE(page_->displayedTrace(), page_->trace());
        page_->setCurrentStep(4);
        page_->setCurrentView(FigureView::Links);
        QCOMPARE(page_->links()->currentStep(), 2);
    }

    void aPositionIsLitInBothWorlds()
    {
        setMerging(true);
        const QPointF cell = page_->heatmap()->heatmapLayout().cellRect(0, 1).center();
        QTest::mouseMove(page_->heatmap()->viewport(), cell.toPoint());
        QTRY_COMPARE(page_->sourceMenu()->source(), 2); // the word's first piece
    }

    void exportsAreOfWhatIsShown()
    {
        setMerging(true);
        const QTemporaryDir folder;
        app::Exporter exporter(page_.get());
        QVERIFY(exporter.saveData(*page_->displayedTrace(), folder.filePath("words.csv")));
        QVERIFY(exporter.saveData(*page_->displayedTrace(), folder.filePath("words.json")));
        QFile file(folder.filePath("words.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].contains("machine") && lines[0].contains("learning"));
        QVERIFY(lines[1].startsWith("Maschinen"));
        const auto back = readTraces(folder.filePath("words.json").toStdString());
        QCOMPARE(back.size(), std::size_t(1));
        for (std::size_t t = 0; t < 3; ++t)
            for (Index i = 0; i < 3; ++i)
                QVERIFY(near(back[0].steps[t].weights[i], page_->displayedTrace()->steps[t].weights[i]));
        FigureOptions options = page_->figureOptions();
        options.pngScale = 1;
        const QImage figure = renderFigure(*page_->displayedTrace(), options);
        QVERIFY(figure.width() < renderFigure(*page_->trace(), options).width());
    }

    void theButtonAsksForIt()
    {
        const QSignalSpy changed(page_.get(), &TranslatePage::matrixOptionsChanged);
        QToolButton *words = nullptr;
        for (QToolButton *button : page_->findChildren<QToolButton *>())
            if (button->text() == "words")
                words = button;
        QVERIFY(words && words->isVisible() && !words->toolTip().isEmpty() && !words->accessibleName().isEmpty());
        words->click();
        QCOMPARE(changed.size(), 1);
        QVERIFY(page_->matrixOptions().mergeWords);
        QCOMPARE(page_->heatmap()->trace()->steps.size(), std::size_t(3));
        page_->setCurrentView(FigureView::Tree);
        QVERIFY(!words->isVisible());
    }
};

QTEST_MAIN(TestWordMerge)
#include "test_word_merge.moc"
