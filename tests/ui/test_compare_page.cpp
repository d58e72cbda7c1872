// links: fovea_ui
#include <cmath>

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "support/heatmap_trace.h"
#include "ui/compare/compare_column_view.h"
#include "ui/compare/compare_difference_view.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/compare_table.h"
#include "ui/compare/difference_trace.h"
#include "ui/translate/sentence_edit.h"
#include "ui/views/color_bar_view.h"
#include "ui/views/heatmap_view.h"
#include "ui/widgets/busy_line.h"

using namespace fovea;
using namespace fovea::test;
using namespace fovea::ui;

namespace
{

using TracePointer = std::shared_ptr<const AttentionTrace>;

TraceSummary summaryOf(const AttentionTrace &trace, double logProbability, double confidence)
{
    TraceSummary summary;
    summary.model = trace.model.name;
    summary.match = trace.model.match;
    summary.output = trace.targetText;
    summary.complete = trace.complete;
    summary.metrics.attends = trace.model.match != MatchFunction::None;
    summary.metrics.logProbability = logProbability;
    summary.metrics.meanNormalizedEntropy = 0.25;
    summary.metrics.confidence.confidence = confidence;
    return summary;
}

CompareColumn columnOf(const QString &title, TracePointer trace, double logProbability = -1)
{
    CompareColumn column;
    column.title = title;
    column.modelPath = "/models/" + title;
    column.state = CompareColumn::State::Ready;
    column.summary = summaryOf(*trace, logProbability, -logProbability);
    column.trace = std::move(trace);
    return column;
}

/// "a x b" against "a y b" over the source s t: the first row differs by +0.5 and -0.5.
AttentionTrace firstTrace()
{
    AttentionTrace trace = makeTrace({"s", "t"}, {"a", "x", "b"}, {{0.9, 0.1}, {0.5, 0.5}, {0.2, 0.8}});
    trace.targetText = "a x b";
    return trace;
}

AttentionTrace secondTrace()
{
    AttentionTrace trace = makeTrace({"s", "t"}, {"a", "y", "b"}, {{0.4, 0.6}, {0.1, 0.9}, {0.2, 0.8}});
    trace.targetText = "a y b";
    return trace;
}

AttentionTrace withoutAttention()
{
    AttentionTrace trace = firstTrace();
    trace.model.match = MatchFunction::None;
    for (AttentionStep &step : trace.steps) {
        step.weights.resize(0);
        step.energies.resize(0);
    }
    return trace;
}

TraceDifference differenceOfThem()
{
    TraceDifference difference;
    difference.rows = {{0, 0}, {1, -1}, {-1, 1}, {2, 2}};
    difference.rowsA = {0, 2};
    difference.rowsB = {0, 2};
    difference.difference.resize(2, 2);
    difference.difference << Scalar(0.5), Scalar(-0.5), Scalar(0), Scalar(0);
    return difference;
}

CompareDifference comparedPair()
{
    CompareDifference pair;
    pair.difference = differenceOfThem();
    pair.picture = shared(differenceTrace(firstTrace(), secondTrace(), pair.difference, "A", "B"));
    return pair;
}

QColor pixelOf(HeatmapView &view, int row, int column)
{
    const QRectF cell = view.heatmapLayout().cellRect(row, column);
    // Near the corner: the number stands in the middle.
    const QPoint point = (cell.topLeft() + QPointF(cell.width() * 0.2, cell.height() * 0.2)).toPoint();
    return view.viewport()->grab().toImage().pixelColor(point);
}

} // namespace

class TestComparePage : public QObject
{
    Q_OBJECT

    std::unique_ptr<ComparePage> page_;

    HeatmapView *attention(int column) const { return page_->columnView(column)->attention(); }
    HeatmapView *saliency(int column) const { return page_->columnView(column)->saliency(); }

    void showTwo(const TracePointer &a, const TracePointer &b)
    {
        page_->setColumns({columnOf("zh-en-additive", a, -2), columnOf("zh-en-bilinear", b, -1)});
        QCoreApplication::processEvents();
    }

private slots:
    void init()
    {
        page_ = std::make_unique<ComparePage>();
        page_->resize(1140, 700);
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
    }
    void cleanup() { page_.reset(); }

    void emptyPageSaysWhatToDo()
    {
        QVERIFY(!page_->columnView(0)->isVisible());
        bool said = false;
        for (const QLabel *label : page_->findChildren<QLabel *>())
            said |= label->isVisible() && label->text().startsWith("Nothing is compared yet");
        QVERIFY(said);
        page_->setColumns({columnOf("one", shared(firstTrace()))});
        QVERIFY(page_->columnView(0)->isVisible());
        QVERIFY(!page_->columnView(1)->isVisible());
    }

    void theMatricesOfNarrowColumnsAreLevel()
    {
        std::vector<CompareColumn> columns;
        for (int i = 0; i < 4; ++i) {
            CompareColumn &column = columns.emplace_back(columnOf(QString("zh-en-%1").arg(i), shared(firstTrace())));
            column.state = CompareColumn::State::Working; // with notes of different lengths while they work
            column.activity = QString(12 * i, 'x');
        }
        page_->resize(900, 700);
        page_->setColumns(columns);
        const auto *busy = page_->columnView(3)->findChild<BusyLine *>();
        QTRY_VERIFY(busy->isVisible());
        for (CompareColumn &column : columns) {
            column.state = CompareColumn::State::Ready;
            column.activity.clear();
        }
        page_->setColumns(columns);
        QTRY_VERIFY(!busy->isVisible());
        QCoreApplication::processEvents();
        for (int i = 0; i < 4; ++i) {
            for (const QLabel *label : page_->columnView(i)->findChildren<QLabel *>())
                if (label->isVisible() && label->text() == page_->columnView(i)->statusText())
                    QVERIFY(label->width() > label->fontMetrics().horizontalAdvance(label->text()));
            QCOMPARE(attention(i)->height(), attention(0)->height());
            QCOMPARE(attention(i)->mapTo(page_.get(), QPoint()).y(), attention(0)->mapTo(page_.get(), QPoint()).y());
        }
    }

    void everyColumnHasItsState()
    {
        CompareColumn working;
        working.title = "zh-en-cosine";
        working.state = CompareColumn::State::Working;
        working.activity = "Opening zh-en-cosine…";
        CompareColumn failed;
        failed.title = "zh-en-none";
        failed.state = CompareColumn::State::Failed;
        failed.problem = "model.safetensors: no such file";
        page_->setColumns({columnOf("zh-en-additive", shared(firstTrace())), working, failed});
        QCOMPARE(page_->columnView(0)->statusText(), QString("words: 3"));
        QVERIFY(attention(0)->trace());
        QVERIFY(!attention(1)->trace());
        const auto messageOf = [this](int column) {
            return page_->columnView(column)->findChild<MessageBar *>()->text();
        };
        QVERIFY(messageOf(0).isEmpty());
        QVERIFY(messageOf(1).isEmpty());
        QCOMPARE(messageOf(2), QString("model.safetensors: no such file"));
        QSignalSpy stop(page_.get(), &ComparePage::stopRequested);
        page_->setActivity(1, "Decoding: 3 words");
        QToolButton *stopButton = nullptr;
        for (QToolButton *button : page_->columnView(1)->findChildren<QToolButton *>())
            if (button->accessibleName() == "Stop")
                stopButton = button;
        QVERIFY(stopButton);
        QTRY_VERIFY(stopButton->isVisible());
        stopButton->click();
        QCOMPARE(stop.value(0).value(0).toInt(), 1);
    }

    void oneScaleForAll()
    {
        showTwo(shared(firstTrace()), shared(secondTrace()));
        QCOMPARE(attention(0)->scaleMaximum(), 1.0); // 0.9 rounded up
        QCOMPARE(attention(1)->scaleMaximum(), 1.0);
        QCOMPARE(page_->colorBar()->range().maximum, 1.0);

        // A weaker pair: the stronger of both decides, so that equal weights have equal colours in both.
        AttentionTrace weak = makeTrace({"s", "t"}, {"a"}, {{0.3, 0.1}});
        AttentionTrace stronger = makeTrace({"s", "t"}, {"a"}, {{0.3, 0.5}});
        showTwo(shared(weak), shared(stronger));
        QCOMPARE(page_->colorBar()->range().maximum, 0.5);
        QCOMPARE(pixelOf(*attention(0), 0, 0), pixelOf(*attention(1), 0, 0));
        QCOMPARE(pixelOf(*attention(0), 0, 0).rgb(), ColorMap(ColorMapId::Viridis).rgb(0.3 / 0.5));
        QVERIFY(pixelOf(*attention(1), 0, 1) != pixelOf(*attention(1), 0, 0));
    }

    void zoomAndScrollAreLocked()
    {
        showTwo(shared(diagonalTrace(40)), shared(diagonalTrace(25)));
        QCOMPARE(attention(0)->cellSize(), attention(1)->cellSize()); // one pitch, though 25 would fit larger
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(attention(1), Qt::Key_Plus);
        QCOMPARE(attention(0)->cellSize(), attention(1)->cellSize());
        QVERIFY(attention(0)->verticalScrollBar()->maximum() > 0);
        attention(0)->verticalScrollBar()->setValue(120);
        attention(0)->horizontalScrollBar()->setValue(60);
        QCOMPARE(attention(1)->verticalScrollBar()->value(), 120);
        QCOMPARE(attention(1)->horizontalScrollBar()->value(), 60);
        attention(1)->verticalScrollBar()->setValue(30);
        QCOMPARE(attention(0)->verticalScrollBar()->value(), 30);
        const QSizeF before = attention(0)->cellSize();
        page_->zoomOut();
        QVERIFY(attention(0)->cellSize().width() < before.width());
        QCOMPARE(attention(0)->cellSize(), attention(1)->cellSize());
        page_->zoomFit();
        QCOMPARE(attention(0)->cellSize(), attention(1)->cellSize());
        QCOMPARE(attention(0)->verticalScrollBar()->maximum(), 0);
    }

    void oneStepInAllColumns()
    {
        showTwo(shared(firstTrace()), shared(secondTrace()));
        QSignalSpy chosen(page_.get(), &ComparePage::stepSelected);
        const QPoint cell = attention(1)->heatmapLayout().cellRect(2, 0).center().toPoint();
        QTest::mouseClick(attention(1)->viewport(), Qt::LeftButton, {}, cell);
        QCOMPARE(chosen.value(0).value(0).toInt(), 2);
        page_->setCurrentStep(2);
        QCOMPARE(attention(0)->currentStep(), 2);
        QCOMPARE(attention(1)->currentStep(), 2);
        page_->setDifference(comparedPair());
        QCOMPARE(page_->differenceView()->heatmap()->currentStep(), 3); // the row of both last words
    }

    void hoverLightsTheSourceWordEverywhere()
    {
        showTwo(shared(firstTrace()), shared(secondTrace()));
        emit attention(0)->cellHovered(1, 1);
        QCOMPARE(attention(1)->heatmapOptions().highlightedColumn, 1);
        QCOMPARE(attention(0)->heatmapOptions().highlightedColumn, -1);
        emit attention(0)->cellHovered(-1, -1);
        QCOMPARE(attention(1)->heatmapOptions().highlightedColumn, -1);
    }

    void differenceIsBlueAndOrange()
    {
        showTwo(shared(firstTrace()), shared(secondTrace()));
        page_->setDifference(comparedPair());
        page_->showView(ComparePage::View::Difference);
        QCoreApplication::processEvents();
        HeatmapView &view = *page_->differenceView()->heatmap();
        const ColorMap map(ColorMapId::Diverging);
        QCOMPARE(pixelOf(view, 0, 0).rgb(), map.rgb(1)); // A looks more by the largest difference
        QCOMPARE(pixelOf(view, 0, 1).rgb(), map.rgb(0)); // B does
        const QColor more = pixelOf(view, 0, 0);
        const QColor less = pixelOf(view, 0, 1);
        QVERIFY2(more.red() > more.blue() + 60, "orange");
        QVERIFY2(less.blue() > less.red() + 60, "blue");
        QCOMPARE(pixelOf(view, 3, 0).rgb(), map.rgb(0.5));         // no difference
        QCOMPARE(pixelOf(view, 1, 0).rgb(), ColorMap::nanColor()); // a word of A only
        QCOMPARE(view.painter().targetLabel(1), QString("x · A"));
        QCOMPARE(view.painter().targetLabel(2), QString("y · B"));
        QVERIFY(page_->differenceView()->summaryText().contains("2 of 4 rows"));

        QSignalSpy chosen(page_.get(), &ComparePage::stepSelected);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.heatmapLayout().cellRect(2, 1).center().toPoint());
        QCOMPARE(chosen.value(0).value(0).toInt(), 1); // the step of B, which alone has the word
    }

    void pairIsChosen()
    {
        page_->setColumns({columnOf("one", shared(firstTrace())), columnOf("two", shared(secondTrace())),
                           columnOf("three", shared(withoutAttention()))});
        page_->setDifference(comparedPair());
        QSignalSpy chosen(page_.get(), &ComparePage::pairChosen);
        const auto boxes = page_->differenceView()->findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), 2);
        QComboBox *b = boxes[1];
        QCOMPARE(b->currentText(), QString("B  two"));
        emit b->activated((b->setCurrentIndex(2), 2));
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{0, 2}));
        emit b->activated((b->setCurrentIndex(0), 0)); // A's own place: the two change places
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{1, 0}));
    }

    void saliencyStandsBelow()
    {
        CompareColumn column = columnOf("zh-en-additive", shared(firstTrace()));
        column.saliency = shared(secondTrace());
        column.rankCorrelation = {1, -1, 0.5};
        QSignalSpy wanted(page_.get(), &ComparePage::saliencyWanted);
        page_->setColumns({column, columnOf("zh-en-bilinear", shared(secondTrace()))});
        QVERIFY(!saliency(0)->isVisible());
        page_->showView(ComparePage::View::Saliency);
        QCOMPARE(wanted.value(0).value(0).toBool(), true);
        QVERIFY(saliency(0)->isVisible());
        page_->setCurrentStep(1);
        const QString text = page_->columnView(0)->correlationText();
        QVERIFY2(text.contains("−1.00") && text.contains("0.17"), qPrintable(text));
        QCoreApplication::processEvents();
        QCOMPARE(saliency(0)->cellSize(), attention(1)->cellSize());
        QCOMPARE(saliency(0)->scaleMaximum(), attention(0)->scaleMaximum());
        page_->showView(ComparePage::View::Attention);
        QCOMPARE(wanted.value(1).value(0).toBool(), false);
        QVERIFY(!saliency(0)->isVisible());
    }

    void tableSortsAndIsCopied()
    {
        page_->setColumns({columnOf("zh-en-none", shared(withoutAttention()), -3),
                           columnOf("zh-en-additive", shared(firstTrace()), -2),
                           columnOf("zh-en-bilinear", shared(secondTrace()), -1)});
        QTableView *table = page_->table()->view();
        const auto names = [table] {
            QStringList letters;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                letters << table->model()->index(row, CompareTableModel::NameColumn).data().toString().left(1);
            return letters.join(QString());
        };
        QCOMPARE(names(), QString("ABC"));
        table->sortByColumn(CompareTableModel::LogProbabilityColumn, Qt::DescendingOrder);
        QCOMPARE(names(), QString("CBA"));
        // A model without attention has a dash, which stays last in both directions.
        table->sortByColumn(CompareTableModel::ConfidenceColumn, Qt::AscendingOrder);
        QCOMPARE(names(), QString("BCA"));
        table->sortByColumn(CompareTableModel::ConfidenceColumn, Qt::DescendingOrder);
        QCOMPARE(names(), QString("CBA"));
        QCOMPARE(table->model()->index(2, CompareTableModel::ConfidenceColumn).data().toString(), QString("–"));

        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList copied = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(copied.size(), 2); // the header and the chosen row
        QVERIFY(copied[1].startsWith("C  zh-en-bilinear\tadditive\ta y b\t−1.00"));

        const QStringList lines = page_->csv().split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("model,match,output,log p"));
        QVERIFY(lines[1].startsWith("C  zh-en-bilinear,additive,a y b,-1,"));
        QVERIFY(lines[3].endsWith(",,,,")); // no attention: nothing, not 0
    }

    void csvQuotesWhatNeedsIt()
    {
        AttentionTrace trace = firstTrace();
        trace.targetText = "he said \"a, b\"";
        page_->setColumns({columnOf("m", shared(trace))});
        QVERIFY(page_->csv().contains(",\"he said \"\"a, b\"\"\","));
    }

    void figureHoldsEverything()
    {
        CompareColumn column = columnOf("zh-en-additive", shared(firstTrace()));
        column.saliency = shared(secondTrace());
        column.rankCorrelation = {1, -1, 0.5};
        page_->setColumns({column, columnOf("zh-en-bilinear", shared(secondTrace()))});
        page_->setDifference(comparedPair());
        page_->setSentence("机器学习");
        const CompareFigure figure = page_->figure();
        QCOMPARE(figure.title, QString("机器学习"));
        QCOMPARE(figure.columns.size(), std::size_t(2));
        QVERIFY(figure.difference);
        QCOMPARE(figure.tableRows.size(), std::size_t(2));
        const QImage image = renderFigure(figure);
        // Colours of all its parts are there: a weight of A at the common scale, and both ends of the difference.
        const auto has = [&image](QRgb color) {
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixel(x, y) == color)
                        return true;
            return false;
        };
        QVERIFY(has(ColorMap(figure.colorMap).rgb(static_cast<double>(Scalar(0.8)) / figure.scaleMaximum)));
        QVERIFY(has(ColorMap(ColorMapId::Diverging).rgb(0)));
        QVERIFY(has(ColorMap(ColorMapId::Diverging).rgb(1)));

        QTemporaryDir folder;
        for (const char *suffix : {"png", "svg", "pdf"}) {
            const QString path = folder.filePath(QStringLiteral("compared.%1").arg(suffix));
            const QByteArray bytes = encodeFigure(figure, path.toStdU16String());
            QVERIFY(bytes.size() > 2000);
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }
        QFile svg(folder.filePath("compared.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(svg.readAll());
        for (const char *expected :
             {"机器学习", "A zh-en-additive", "B zh-en-bilinear", "a x b", "confidence", "x · A"})
            QVERIFY2(text.contains(QString::fromUtf8(expected)), expected);
    }

    void choosersAskForTheirColumn()
    {
        page_->setModels({{"zh-en-additive", "/models/zh-en-additive", MatchFunction::Additive, true},
                          {"zh-en-cosine", "/models/zh-en-cosine", MatchFunction::Cosine, true}});
        showTwo(shared(firstTrace()), shared(secondTrace()));
        QSignalSpy chosen(page_.get(), &ComparePage::modelChosen);
        ModelChooser *chooser = page_->columnView(1)->chooser();
        chooser->setCurrentIndex(1);
        emit chooser->activated(1);
        QCOMPARE(chosen.value(0).value(0).toInt(), 1);
        QCOMPARE(chosen.value(0).value(1).toString(), QString("/models/zh-en-cosine"));
        QVERIFY(page_->columnView(0)->attention()->accessibleName().contains("zh-en-additive"));
    }

    void theLastColumnStays()
    {
        showTwo(shared(firstTrace()), shared(secondTrace()));
        QSignalSpy removed(page_.get(), &ComparePage::columnRemoveRequested);
        const auto removeButton = [this](int column) {
            for (QToolButton *button : page_->columnView(column)->findChildren<QToolButton *>())
                if (button->accessibleName().startsWith("Take "))
                    return button;
            return static_cast<QToolButton *>(nullptr);
        };
        removeButton(1)->click();
        QCOMPARE(removed.value(0).value(0).toInt(), 1);
        page_->setColumns({columnOf("one", shared(firstTrace()))});
        QVERIFY(!removeButton(0)->isEnabled());
    }

    void everythingIsReachableByKeyboard()
    {
        showTwo(shared(firstTrace()), shared(secondTrace()));
        QSet<QWidget *> reached;
        QWidget *widget = page_->findChild<SentenceEdit *>();
        for (int i = 0; i < 200 && !reached.contains(widget); ++i) {
            reached << widget;
            do
                widget = widget->nextInFocusChain();
            while (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisibleTo(page_.get()) ||
                   !widget->isEnabled());
        }
        for (QWidget *wanted :
             {static_cast<QWidget *>(attention(0)), static_cast<QWidget *>(attention(1)),
              static_cast<QWidget *>(page_->table()->view()), static_cast<QWidget *>(page_->columnView(0)->chooser())})
            QVERIFY(reached.contains(wanted));
        for (const auto *button : page_->findChildren<QToolButton *>())
            if (button->isVisible()) {
                QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->toolTip()));
                QVERIFY(!button->toolTip().isEmpty());
            }
    }
};

QTEST_MAIN(TestComparePage)
#include "test_compare_page.moc"
