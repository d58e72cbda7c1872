// links: fovea_app
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "app/caption/caption_controller.h"
#include "support/fake_captioning_model.h"
#include "ui/caption/overlay_bar.h"
#include "ui/style/theme.h"
#include "ui/views/overlay_view.h"

using namespace fovea;
using namespace fovea::test;
using app::CaptionController;
using ui::CaptionPage;

/// Attention painted on a picture, from the pointer to the next word.
class TestCaptionPainting : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<CaptionPage> page_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<CaptionController> controller_;

    bool isPreviewed() const
    {
        for (const QLabel *label : page_->findChildren<QLabel *>())
            if (label->isVisible() && label->text().startsWith("next word with these weights"))
                return true;
        return false;
    }

    QPushButton *button(const QString &name) const
    {
        for (QPushButton *candidate : page_->findChild<ui::OverlayBar *>()->findChildren<QPushButton *>())
            if (candidate->accessibleName() == name)
                return candidate;
        return nullptr;
    }

    void clickCell(int cell)
    {
        ui::OverlayView *overlay = page_->overlay();
        overlay->setTool(ui::OverlayTool::Region);
        QTest::mouseClick(overlay->viewport(), Qt::LeftButton, {},
                          overlay->overlayLayout().cellRect(cell).center().toPoint());
    }

    Scalar weight(int cell) const { return page_->trace()->steps.at(0).weights[cell]; }

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::Appearance::Light); }

    void init()
    {
        page_ = std::make_unique<CaptionPage>();
        undo_ = std::make_unique<QUndoStack>();
        controller_ = std::make_unique<CaptionController>(
            page_.get(), [](const auto &) { return std::make_shared<FakeCaptioningModel>("fake"); },
            [](const auto &) { return std::vector<AttentionTrace>(); }, undo_.get());
        QImage image(60, 30, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(folder_.filePath("red.png")));
        controller_->openModel("/models/fake");
        controller_->openPicture(folder_.filePath("red.png"));
        page_->resize(1100, 700);
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
        QTRY_VERIFY(page_->trace() && page_->picture() && !controller_->isBusy());
    }

    void cleanup()
    {
        controller_.reset();
        undo_.reset();
        page_.reset();
    }

    /// The next word's distribution follows, and Enter decodes on from what was painted.
    void triedAndAppliedByKey()
    {
        clickCell(2);
        QTRY_VERIFY(isPreviewed());
        QVERIFY(page_->overlay()->hasDraft());
        QVERIFY(weight(2) < 1);
        QTest::keyClick(page_->overlay(), Qt::Key_Return);
        QTRY_COMPARE(weight(2), Scalar(1));
        QVERIFY(!page_->overlay()->hasDraft());
        undo_->undo();
        QTRY_VERIFY(weight(2) < 1);
    }

    void appliedByItsButton()
    {
        QVERIFY(!button("Apply")->isVisible());
        clickCell(1);
        QTRY_VERIFY(isPreviewed());
        QVERIFY(button("Apply")->isVisible());
        QTest::mouseClick(button("Apply"), Qt::LeftButton);
        QTRY_COMPARE(weight(1), Scalar(1));
        QVERIFY(!button("Apply")->isVisible());
    }

    /// Cancel and undo lead back, redo forward again.
    void cancelledAndUndone()
    {
        const Scalar before = weight(0);
        clickCell(1);
        QTRY_VERIFY(isPreviewed());
        QTest::mouseClick(button("Cancel"), Qt::LeftButton);
        QTRY_VERIFY(!isPreviewed());
        QVERIFY(!page_->overlay()->hasDraft());
        QVERIFY(!button("Apply")->isVisible());
        QCOMPARE(weight(0), before);
        clickCell(2);
        QTRY_VERIFY(isPreviewed());
        undo_->undo();
        QTRY_VERIFY(!isPreviewed());
        QVERIFY(!page_->overlay()->hasDraft());
        undo_->redo();
        QTRY_VERIFY(isPreviewed());
        QVERIFY(page_->overlay()->hasDraft());
    }
};

QTEST_MAIN(TestCaptionPainting)
#include "test_caption_painting.moc"
