// links: fovea_ui
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include "support/grid_trace.h"
#include "ui/caption/caption_page.h"
#include "ui/caption/overlay_bar.h"
#include "ui/decode/token_chip.h"
#include "ui/decode/token_strip.h"
#include "ui/inspector/attention_charts.h"
#include "ui/inspector/largest_cells.h"
#include "ui/style/theme.h"
#include "ui/views/gallery_view.h"
#include "ui/views/overlay_view.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

const std::vector<ModelChoice> kModels{
    {"captions-en-additive", "/m/captions-en-additive", MatchFunction::Additive, true},
    {"captions-en-none", "/m/captions-en-none", MatchFunction::None, true}};

std::shared_ptr<const AttentionTrace> caption(const std::vector<std::string> &words)
{
    return std::make_shared<const AttentionTrace>(test::gridTrace(words));
}

/// Stands for a translation: every text comes back in brackets.
class Brackets : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        return QLatin1Char('[') + QString::fromUtf8(source) + QLatin1Char(']');
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestCaptionPage : public QObject
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
        page_ = std::make_unique<CaptionPage>();
        page_->resize(1148, 735);
        page_->setModels(kModels);
        page_->setCurrentModel(QStringLiteral("/m/captions-en-additive"));
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
        page_->activateWindow();
    }

    void cleanup() { page_.reset(); }

    void emptyLoadingAndLoaded()
    {
        const QImage empty = page_->overlay()->grab().toImage();
        QSignalSpy open(page_.get(), &CaptionPage::openPictureRequested);
        QTest::mouseClick(page_->overlay()->viewport(), Qt::LeftButton);
        QCOMPARE(open.size(), 1);
        page_->setLoading(QStringLiteral("beach.jpg"));
        QVERIFY(page_->overlay()->grab().toImage() != empty);
        QVERIFY(field()->text().contains(QStringLiteral("beach.jpg")));
        showPicture();
        page_->setLoading(QStringLiteral("beach.jpg"));
        QVERIFY(page_->picture()); // stays until the new one is read
        page_->setPicture(page_->picture(), {0, 0, 600, 400, 14, 14});
        QVERIFY(page_->picture());
        QVERIFY(field()->text().contains(QStringLiteral("plain.png")));
        QVERIFY(field()->text().contains(QStringLiteral("600 × 400")));
        QCOMPARE(page_->overlay()->picture(), page_->picture());
        QTest::mouseClick(page_->overlay()->viewport(), Qt::LeftButton);
        QCOMPARE(open.size(), 1); // a picture is looked at, not replaced
        QTest::mouseClick(field(), Qt::LeftButton);
        QCOMPARE(open.size(), 2);
        page_->setMessage(MessageKind::Error, QStringLiteral("beach.jpg: not a picture"));
        QCOMPARE(page_->message(), QStringLiteral("beach.jpg: not a picture"));
        page_->setPicture(nullptr, {});
        QVERIFY(!page_->picture());
        QVERIFY(!field()->text().contains(QStringLiteral("plain")));
    }

    void viewsShareStepAndOptions()
    {
        showPicture();
        page_->setTrace(caption({"a", "black", "dog", "⟨end⟩"}));
        page_->setCurrentStep(2);
        QCOMPARE(page_->views(), (std::vector<FigureView>{FigureView::Overlay, FigureView::Gallery, FigureView::Matrix,
                                                          FigureView::Diagram, FigureView::Tree}));
        QCOMPARE(page_->overlay()->currentStep(), 2);
        QCOMPARE(page_->overlay()->scaleMode(), ScaleMode::PerRow);
        page_->setMatrixOptions({ColorMapId::Magma, ScaleMode::Maximum, true});
        QCOMPARE(page_->overlay()->colorMap(), ColorMapId::Magma);
        page_->setCurrentView(FigureView::Gallery);
        QCOMPARE(page_->gallery()->currentStep(), 2);
        QCOMPARE(page_->gallery()->colorMap(), ColorMapId::Magma);
        QCOMPARE(page_->figureOptions().view, FigureView::Gallery);
        QVERIFY(bar()->isVisible());
        page_->setCurrentView(FigureView::Matrix);
        QVERIFY(!bar()->isVisible());
        QSignalSpy step(page_.get(), &CaptionPage::stepSelected);
        page_->setCurrentView(FigureView::Gallery);
        QTest::keyClick(page_->gallery(), Qt::Key_Right);
        QCOMPARE(step.takeLast(), QVariantList{3});
    }

    void choicesOfTheOverlay()
    {
        showPicture();
        page_->setTrace(caption({"a", "dog"}));
        QSignalSpy changed(page_.get(), &CaptionPage::overlayChoiceChanged);
        OverlayChoice choice;
        choice.mode = OverlayMode::Spotlight;
        choice.opacity = 0.4;
        page_->setOverlayChoice(choice);
        QCOMPARE(changed.size(), 0);
        QVERIFY(page_->overlay()->choice() == choice && page_->gallery()->choice() == choice);
        auto *mode = bar()->findChild<QComboBox *>();
        mode->setCurrentIndex(mode->findData(static_cast<int>(OverlayMode::Cells)));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(page_->overlayChoice().mode, OverlayMode::Cells);
        QCOMPARE(page_->overlay()->choice().opacity, 0.4);
    }

    void wordsCarryPictures()
    {
        showPicture();
        page_->setTrace(caption({"a", "black", "dog"}));
        auto *strip = page_->findChild<TokenStrip *>();
        const int with = strip->chip(0)->sizeHint().height();
        QVERIFY(strip->chip(0)->box().top() > 30);
        const QImage first = strip->chip(0)->grab().toImage();
        QVERIFY(first.copy(0, 0, 60, 40) != strip->chip(2)->grab().toImage().copy(0, 0, 60, 40));
        AttentionTrace none = test::gridTrace({"a", "black", "dog"});
        none.model.match = MatchFunction::None;
        page_->setTrace(std::make_shared<const AttentionTrace>(none));
        QVERIFY(strip->chip(0)->sizeHint().height() < with);
    }

    void captionInWordsAndNumbers()
    {
        showPicture();
        page_->setTrace(caption({"a", "<b>", "dog"}));
        page_->setCurrentStep(2);
        bool found = false;
        for (const QLabel *label : page_->findChildren<QLabel *>())
            found = found || (label->text().contains(QStringLiteral("a &lt;b&gt; dog")) &&
                              label->text().contains(QStringLiteral("normalized entropy of “dog”")) &&
                              label->text().contains(QStringLiteral("10 % of the cells")));
        QVERIFY(found);
    }

    void paintingIsADraft()
    {
        qRegisterMetaType<WeightDraft>();
        showPicture();
        page_->setTrace(caption({"a", "dog"}));
        page_->setCurrentStep(1);
        QSignalSpy drafts(page_.get(), &CaptionPage::weightDraftEdited);
        QSignalSpy edited(page_.get(), &CaptionPage::weightsEdited);
        QSignalSpy cancelled(page_.get(), &CaptionPage::weightDraftCancelled);
        tool(QStringLiteral("All on one region"))->click();
        QTest::mouseClick(page_->overlay()->viewport(), Qt::LeftButton, {},
                          page_->overlay()->overlayLayout().cellRect(30).center().toPoint());
        QCOMPARE(drafts.size(), 1);
        const auto draft = drafts[0][0].value<WeightDraft>();
        QCOMPARE(draft.step(), 1);
        QCOMPARE(draft.weight(30), 1.0);
        // The controller answers with what the step would say then.
        WeightPreview preview{1, page_->trace()->steps[1], {}};
        preview.result.weights = Vector::Unit(196, 30);
        page_->setPreview(preview);
        QVERIFY(page_->overlay()->hasDraft());
        QVERIFY(button(QStringLiteral("Apply"))->isVisible());
        QCOMPARE(page_->findChild<LargestCells *>()->cells()[0], 30);
        QTest::keyClick(page_->overlay(), Qt::Key_Return);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited[0][2].toString(), QStringLiteral("all on row 3, column 3"));
        page_->setWeightDraft(std::nullopt); // undone
        QVERIFY(!page_->overlay()->hasDraft());
        page_->setWeightDraft(draft);
        QTest::keyClick(page_->overlay(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
    }

    void masksReachTheController()
    {
        qRegisterMetaType<MaskReach>("fovea::MaskReach");
        showPicture();
        page_->setMasks({{}, {5, 6}});
        page_->setTrace(caption({"a", "dog"}));
        page_->setCurrentStep(1);
        QCOMPARE(page_->overlay()->overlayOptions().masked, (std::vector<int>{5, 6}));
        QSignalSpy masked(page_.get(), &CaptionPage::positionsMasked);
        tool(QStringLiteral("Mask a region"))->click();
        QTest::mouseClick(page_->overlay()->viewport(), Qt::LeftButton, {},
                          page_->overlay()->overlayLayout().cellRect(30).center().toPoint());
        QCOMPARE(masked.size(), 1);
        QTest::keyClick(page_->overlay(), Qt::Key_B);
        QCOMPARE(page_->overlay()->tool(), OverlayTool::Paint);
        QVERIFY(tool(QStringLiteral("Paint attention"))->isChecked());
        page_->setForcingEnabled(false); // a trace from a file
        QVERIFY(!tool(QStringLiteral("Mask a region"))->isEnabled());
    }

    void inspectorListsTheLargestCells()
    {
        showPicture();
        AttentionTrace trace = test::oneHotTrace({17}, 14, 14);
        trace.steps[0].weights[17] = Scalar(0.7);
        trace.steps[0].weights[100] = Scalar(0.3);
        page_->setTrace(std::make_shared<const AttentionTrace>(trace));
        page_->setCurrentStep(0);
        auto *cells = page_->findChild<LargestCells *>();
        QVERIFY(cells->isVisible());
        QVERIFY(!page_->findChild<AttentionCharts *>()->isVisible());
        QCOMPARE(cells->cells().size(), std::size_t(6));
        QCOMPARE(cells->cells()[0], 17);
        QCOMPARE(cells->cells()[1], 100);
        QVERIFY(cells->accessibleDescription().contains(QStringLiteral("row 8, column 3: weight 0.3000")));
        // Pointing at a row lights the cell on the picture, and the other way round.
        cells->setFocus();
        QTest::keyClick(cells, Qt::Key_Down);
        QCOMPARE(page_->overlay()->highlightedSource(), 17);
        QTest::keyClick(cells, Qt::Key_Down);
        QCOMPARE(page_->overlay()->highlightedSource(), 100);
    }

    void secondModelBeside()
    {
        showPicture();
        page_->setTrace(caption({"a", "black", "dog"}));
        QVERIFY(!page_->besideOverlay()->isVisible());
        QSignalSpy chosen(page_.get(), &CaptionPage::comparisonChosen);
        QMenu *menu = nullptr;
        for (QMenu *candidate : page_->findChildren<QMenu *>())
            for (QAction *action : candidate->actions())
                if (action->text().contains(QStringLiteral("captions-en-none")))
                    menu = candidate;
        QVERIFY(menu);
        menu->actions().last()->trigger();
        QCOMPARE(chosen.takeLast(), QVariantList{QStringLiteral("/m/captions-en-none")});
        page_->setComparisonModel(QStringLiteral("/m/captions-en-none"));
        QVERIFY(page_->besideOverlay()->isVisible());
        AttentionTrace none = test::gridTrace({"a", "cat"});
        none.model.match = MatchFunction::None;
        none.model.name = "captions-en-none";
        page_->setComparison(std::make_shared<const AttentionTrace>(none));
        page_->setCurrentStep(2);
        QCOMPARE(page_->besideOverlay()->currentStep(), 1); // its caption is shorter
        QCOMPARE(page_->besideOverlay()->picture(), page_->picture());
        page_->setCurrentView(FigureView::Matrix);
        QVERIFY(!page_->besideOverlay()->isVisible());
        page_->setCurrentView(FigureView::Overlay);
        page_->setComparisonModel(QString());
        QVERIFY(!page_->besideOverlay()->isVisible());
    }

    void samples()
    {
        page_->setSamples(
            {{QStringLiteral("Dog & ball"), QStringLiteral("/s/dog.jpg"), QStringLiteral("by A, CC0"), false},
             {QStringLiteral("Cup"), QStringLiteral("/s/cup.jpg"), QStringLiteral("taken for a bowl"), true}});
        QSignalSpy sample(page_.get(), &CaptionPage::sampleChosen);
        QAction *last = nullptr;
        for (QMenu *candidate : page_->findChildren<QMenu *>())
            for (QAction *action : candidate->actions())
                if (action->text() == QStringLiteral("Cup"))
                    last = action;
        QVERIFY(last);
        QVERIFY(last->toolTip().contains(QStringLiteral("taken for a bowl")));
        last->trigger();
        QCOMPARE(sample.takeLast(), QVariantList{QStringLiteral("/s/cup.jpg")});
        // Those captioned wrongly stand below a line that says so and cannot be chosen.
        const QList<QAction *> actions = static_cast<QMenu *>(last->associatedObjects().first())->actions();
        const QAction *title = actions.at(actions.indexOf(last) - 1);
        QCOMPARE(title->text(), QStringLiteral("Captioned wrongly"));
        QVERIFY(!title->isEnabled() && !title->isSeparator());
    }

    /// What the attention shows about a sample stands below its caption, as long as it is the words of that model.
    void theNoteOfTheSampleInSight()
    {
        showPicture();
        AttentionTrace trace = test::gridTrace({"a", "bowl"});
        trace.model.name = "captions-en-additive";
        page_->setTrace(std::make_shared<const AttentionTrace>(trace));
        const QString note = QStringLiteral("taken for a <bowl>");
        page_->setSamples({{QStringLiteral("Cup"), QStringLiteral("/s/cup.jpg"), note, true,
                            QStringLiteral("captions-en-additive")}});
        QVERIFY(!output().contains(note.toHtmlEscaped()));
        page_->setPicturePath(QStringLiteral("/s/cup.jpg"));
        QVERIFY(output().contains(note.toHtmlEscaped()));
        page_->setPicturePath(QStringLiteral("/home/me/cup.jpg"));
        QVERIFY(!output().contains(note.toHtmlEscaped()));
        page_->setPicturePath(QStringLiteral("/s/cup.jpg"));
        trace.model.name = "captions-zh-additive";
        page_->setTrace(std::make_shared<const AttentionTrace>(trace));
        QVERIFY(!output().contains(note.toHtmlEscaped()));
    }

    void dropsAndPastes()
    {
        QSignalSpy files(page_.get(), &CaptionPage::picturesOpened);
        QSignalSpy images(page_.get(), &CaptionPage::picturePasted);
        QMimeData dropped;
        dropped.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.jpg")), QUrl(QStringLiteral("http://x.y/z.png"))});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(page_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({50, 50}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(page_.get(), &drop);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files[0][0].toStringList(), QStringList{QStringLiteral("/tmp/a.jpg")});
        auto *image = new QMimeData;
        QImage red(4, 4, QImage::Format_RGB32);
        red.fill(Qt::red);
        image->setImageData(red);
        QApplication::clipboard()->setMimeData(image);
        page_->pastePicture();
        QCOMPARE(images.size(), 1);
        QCOMPARE(images[0][0].value<QImage>().size(), QSize(4, 4));
        auto *text = new QMimeData;
        text->setText(QStringLiteral("no picture"));
        QApplication::clipboard()->setMimeData(text);
        page_->pastePicture();
        QCOMPARE(images.size() + files.size(), 2);
        QVERIFY(!page_->message().isEmpty());
    }

    /// The window's list of pages has the keyboard right after the page was chosen there.
    void pastesWhereverTheKeyboardIs()
    {
        QWidget window;
        auto *list = new QPushButton(QStringLiteral("Caption"));
        auto *row = new QHBoxLayout(&window);
        row->addWidget(list);
        row->addWidget(page_.get());
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        list->setFocus();
        QSignalSpy images(page_.get(), &CaptionPage::picturePasted);
        QImage red(4, 4, QImage::Format_RGB32);
        red.fill(Qt::red);
        QApplication::clipboard()->setImage(red);
        QTest::keyClick(list, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(images.size(), 1);
        page_->hide(); // another page is shown
        QTest::keyClick(list, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(images.size(), 1);
        page_->setParent(nullptr);
    }

    void settersAreSilent()
    {
        QSignalSpy choice(page_.get(), &CaptionPage::overlayChoiceChanged);
        QSignalSpy model(page_.get(), &CaptionPage::modelChosen);
        QSignalSpy comparison(page_.get(), &CaptionPage::comparisonChosen);
        QSignalSpy decoding(page_.get(), &CaptionPage::decodingChanged);
        QSignalSpy step(page_.get(), &CaptionPage::stepSelected);
        page_->setOverlayChoice({OverlayMode::Contour, 0.5, 1, 0.9, false, true});
        page_->setCurrentModel(QStringLiteral("/m/captions-en-none"));
        page_->setComparisonModel(QStringLiteral("/m/captions-en-none"));
        page_->setDecoding({5, 1.0});
        showPicture();
        page_->setTrace(caption({"a"}));
        page_->setCurrentStep(0);
        QCOMPARE(choice.size() + model.size() + comparison.size() + decoding.size() + step.size(), 0);
        QCOMPARE(page_->decoding().beam, 5);
        QCOMPARE(page_->currentModel(), QStringLiteral("/m/captions-en-none"));
    }

    void otherLanguageAndAppearance()
    {
        showPicture();
        page_->setTrace(caption({"a", "dog"}));
        Brackets brackets;
        QCoreApplication::installTranslator(&brackets);
        QTRY_VERIFY(tool(QStringLiteral("[Mask a region]")));
        QCoreApplication::removeTranslator(&brackets);
        QTRY_VERIFY(tool(QStringLiteral("Mask a region")));
        const QImage light = page_->grab().toImage();
        applyTheme(*qApp, Appearance::Dark);
        QTRY_VERIFY(page_->grab().toImage().pixelColor(4, 300).lightness() < 80);
        applyTheme(*qApp, Appearance::Light);
        QTRY_COMPARE(page_->grab().toImage().pixel(4, 300), light.pixel(4, 300));
    }

private:
    void showPicture() { page_->setPicture(test::plainPicture(600, 400), {0, 0, 600, 400, 14, 14}); }
    OverlayBar *bar() const { return page_->findChild<OverlayBar *>(); }
    QToolButton *field() const { return page_->findChild<QToolButton *>(QStringLiteral("pictureField")); }
    QToolButton *tool(const QString &name) const
    {
        for (QToolButton *button : page_->findChildren<QToolButton *>())
            if (button->accessibleName() == name)
                return button;
        return nullptr;
    }

    QPushButton *button(const QString &name) const
    {
        for (QPushButton *candidate : bar()->findChildren<QPushButton *>())
            if (candidate->accessibleName() == name)
                return candidate;
        return nullptr;
    }
    /// The line above the words so far, as rich text.
    QString output() const
    {
        for (const QLabel *label : page_->findChildren<QLabel *>())
            if (label->text().startsWith(QStringLiteral("<span")))
                return label->text();
        return {};
    }

    std::unique_ptr<CaptionPage> page_;
};

QTEST_MAIN(TestCaptionPage)
#include "test_caption_page.moc"
