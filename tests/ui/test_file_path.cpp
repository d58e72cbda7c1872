// links: fovea_ui
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <fstream>

#include "ui/text/file_path.h"

using namespace fovea;

class TestFilePath : public QObject
{
    Q_OBJECT

private slots:
    /// Names are bytes: each has one text, and gets its bytes back.
    void everyNameHasAText()
    {
        std::vector<std::string> names{"a.jpg",        "猫.jpg",           "caf\xE9.jpg",  "\xFF\xFE",
                                       "a\xC3",        "\xED\xA0\x80",     "\xEF\x9E\x80", "\xEF\x9F\xBF",
                                       "\xEF\x9C\x80", "\xF0\x9F\x90\xB1", "new\nline"};
        for (int byte = 1; byte < 256; ++byte)
            names.push_back(std::string("x") + static_cast<char>(byte) + "y");
        QSet<QString> texts;
        for (const std::string &name : names) {
            const QString text = ui::pathText(std::string_view(name));
            QCOMPARE(ui::toPath(text).native(), name);
            QVERIFY(!texts.contains(text));
            texts << text;
            QCOMPARE(QString::fromUtf8(text.toUtf8()), text); // as settings and JSON keep it
        }
        QCOMPARE(ui::pathText(std::string_view("猫.jpg")), QString("猫.jpg"));
    }

    void asAPersonReadsIt()
    {
        QCOMPARE(ui::readableFileName(ui::pathText(std::string_view("/a/caf\xE9.jpg"))), QString("caf\uFFFD.jpg"));
        QCOMPARE(ui::readableName(ui::pathText(std::string_view("\xFF\xFEx\xFF"))), QString("\uFFFDx\uFFFD"));
        QCOMPARE(ui::readableFileName("/a/猫/"), QString("猫"));
    }

    void suchFilesAreFound()
    {
        const QTemporaryDir folder;
        const std::string name = folder.path().toStdString() + "/caf\xE9.jpg";
        std::ofstream(name) << "x";
        QVERIFY(ui::isFile(ui::pathText(std::string_view(name))));
        QVERIFY(!ui::isFolder(ui::pathText(std::string_view(name))));
        QVERIFY(ui::isFolder(folder.path()));
        QVERIFY(!ui::isFile(folder.path()));
        QVERIFY(!ui::isFile("/no/such/file"));
    }

    void droppedNamesKeepTheirBytes()
    {
        QMimeData data;
        data.setUrls({QUrl::fromEncoded("file:///tmp/caf%E9%20%23.jpg"), QUrl("https://example.org/a.jpg"),
                      QUrl::fromLocalFile("/tmp/50%25 猫.jpg")});
        const QStringList paths = ui::localPaths(&data);
        QCOMPARE(paths.size(), 2);
        QCOMPARE(ui::toPath(paths[0]).native(), std::string("/tmp/caf\xE9 #.jpg"));
        QCOMPARE(paths[1], QString("/tmp/50%25 猫.jpg"));
    }
};

QTEST_MAIN(TestFilePath)
#include "test_file_path.moc"
