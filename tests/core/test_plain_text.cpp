// links: fovea_text
#include <QTest>

#include "core/text/plain_text.h"

using namespace fovea;

class TestPlainText : public QObject
{
    Q_OBJECT

private slots:
    void plainTexts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");
        const auto row = [](const char *text, const char *plain) { QTest::newRow(text) << text << plain; };
        row("A black dog is running after a white dog in the snow .",
            "a black dog is running after a white dog in the snow");
        row("Two men, one in a T-shirt; the man's hat.", "two men one in a t-shirt the man's hat");
        row("a \"quoted\" 'word' ( here )", "a quoted word here");
        row("at 10:30 , 3.5 metres - far", "at 10:30 3.5 metres far");
        row("end-", "end");
        row("-", "");
        row("", "");
        row("  spaces\t and\nlines ", "spaces and lines");
        row("在雪地中奔跑的狗。", "在雪地中奔跑的狗");
        row("“两个”女孩，在玩！", "两个 女孩 在玩");
        row("Caf\u00e9", "caf\u00e9");
    }
    void plainTexts()
    {
        QFETCH(QString, text);
        QFETCH(QString, plain);
        const std::string result = plainText(text.toStdString());
        QCOMPARE(result, plain.toStdString());
        QCOMPARE(plainText(result), result);
    }

    void anyBytesAreAccepted()
    {
        for (int first = 0; first < 256; ++first)
            for (const char *rest : {"", "a", "\xbf", "\x80\x82"})
                plainText(std::string(1, static_cast<char>(first)) + rest);
        QCOMPARE(plainText("\xff"), "\uFFFD");
    }
};

QTEST_APPLESS_MAIN(TestPlainText)
#include "test_plain_text.moc"
