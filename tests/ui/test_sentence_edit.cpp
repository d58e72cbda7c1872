// links: fovea_ui
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "ui/translate/sentence_edit.h"

using fovea::ui::SentenceEdit;

namespace
{

struct PasteTarget : SentenceEdit {
    using SentenceEdit::canInsertFromMimeData;
    using SentenceEdit::insertFromMimeData;
};

} // namespace

class TestSentenceEdit : public QObject
{
    Q_OBJECT

private slots:
    void pasteFromAnEmptyClipboardChangesNothing()
    {
        PasteTarget edit;
        edit.setSentence("机器学习");
        edit.selectAll();
        QVERIFY(!edit.canInsertFromMimeData(nullptr));
        edit.insertFromMimeData(nullptr);
        const QMimeData empty;
        QVERIFY(!edit.canInsertFromMimeData(&empty));
        edit.insertFromMimeData(&empty);
        QCOMPARE(edit.toPlainText(), QString("机器学习"));
    }

    void pasteReplacesTheSelectionWithPlainText()
    {
        PasteTarget edit;
        edit.setSentence("old");
        edit.selectAll();
        QMimeData clipboard;
        clipboard.setText("深度学习");
        clipboard.setHtml("<b>深度学习</b>");
        edit.insertFromMimeData(&clipboard);
        QCOMPARE(edit.toPlainText(), QString("深度学习"));
    }

    /// A text that needs two lines gets them, whatever was there before.
    void growsWithWhatIsPasted()
    {
        PasteTarget edit;
        edit.resize(520, 40);
        edit.show();
        QVERIFY(QTest::qWaitForWindowExposed(&edit));
        edit.setSentence("机器学习");
        QCOMPARE(edit.height(), edit.singleLineHeight());
        edit.selectAll();
        QMimeData clipboard;
        clipboard.setText("我们昨天在北京大学的图书馆里学习了机器翻译和注意力机制，今天我们要去公园散步，明天再来。");
        edit.insertFromMimeData(&clipboard);
        QTRY_VERIFY(edit.height() > edit.singleLineHeight());
        edit.setSentence("机器学习");
        QTRY_COMPARE(edit.height(), edit.singleLineHeight());
        edit.setSentence(clipboard.text());
        QTRY_VERIFY(edit.height() > edit.singleLineHeight());
    }

    void enterSubmitsAndShiftEnterStartsALine()
    {
        SentenceEdit edit;
        QSignalSpy submitted(&edit, &SentenceEdit::submitted);
        QTest::keyClicks(&edit, "one");
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(submitted.size(), 0);
        QTest::keyClicks(&edit, "two");
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted.front().front().toString(), QString("one\ntwo"));
    }
};

QTEST_MAIN(TestSentenceEdit)
#include "test_sentence_edit.moc"
