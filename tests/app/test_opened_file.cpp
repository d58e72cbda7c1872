// links: fovea_app
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "app/support/opened_file.h"
#include "support/tiny_bundle.h"
#include "ui/text/file_path.h"

using namespace fovea;
using app::openedFile;
using app::OpenedFile;
using Kind = OpenedFile::Kind;

/// What a file is is told by what it holds; a name counts only where that says nothing.
class TestOpenedFile : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;

    QString path(const QString &name) const { return folder_.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("not written");
        return path(name);
    }
    QString picture(const QString &name) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        if (!image.save(path(name), "PNG"))
            qFatal("no picture");
        return path(name);
    }

private slots:
    void files_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Kind>("kind");
        const QByteArray grid = R"({"format":"fovea-trace","version":1,"source":{"kind":"grid","rows":1}})";
        const QByteArray session =
            R"({"format":"fovea-session","version":1,"inputs":[{"traces":[{"trace":)" + grid + "}]}]}";
        const auto row = [](const char *what, const QString &name, const QByteArray &bytes, Kind kind) {
            QTest::newRow(what) << name << bytes << kind;
        };
        row("session", "a.fovea", session, Kind::Session);
        row("session of another name", "a.json", session, Kind::Session);
        row("damaged session", "a.fovea", "{\"form", Kind::Session);
        row("trace", "a.json", grid, Kind::Trace);
        row("trace called session", "a.fovea", grid, Kind::Trace);
        row("trace called text", "a.txt", grid, Kind::Trace);
        row("broken trace", "a.json", grid.chopped(5), Kind::Trace);
        row("lines of traces", "a.jsonl", grid + "\n" + grid + "\n", Kind::Trace);
        row("picture by its bytes", "a.dat", QByteArray("\x89PNG\r\n\x1a\n____", 12), Kind::Picture);
        row("picture by its name", "a.JPG", "no", Kind::Picture);
        row("a format that is not read", "a.heic",
            QByteArray("\0\0\0\x18"
                       "ftypheic",
                       12),
            Kind::Picture);
        row("text", "a.txt", "one\ntwo\n", Kind::Text);
        row("text of another name", "train.zh", "机器学习\n", Kind::Text);
        row("text in another encoding", "a.zh", "\xBB\xFA\xC6\xF7\n", Kind::Text);
        row("UTF-16", "a.zh", QByteArray("\xFF\xFEx\0", 4), Kind::Text);
        row("empty text", "a.txt", "", Kind::Text);
        row("other JSON", "a.json", "{\"a\": 1}", Kind::Unknown);
        row("other format", "a.json", "{\"format\": \"fovea-comparison\"}", Kind::Unknown);
        row("binary", "a.bin",
            QByteArray("\x7f"
                       "ELF\x01\x01\x00",
                       7),
            Kind::Unknown);
        row("PDF", "a.pdf", "%PDF-1.7\n", Kind::Unknown);
        row("empty", "a", "", Kind::Unknown);
    }

    void files()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(Kind, kind);
        const OpenedFile file = openedFile(write(name, bytes));
        QCOMPARE(file.kind, kind);
        QCOMPARE(file.path, path(name));
        if (bytes.startsWith(R"({"format":"fovea-trace")"))
            QCOMPARE(file.axis, SourceAxis::Kind::Grid);
        if (kind == Kind::Unknown)
            QVERIFY(app::unknownFileText(file).contains(bytes.isEmpty() ? "empty" : "does not know"));
        QVERIFY(QFile::remove(path(name)));
    }

    void foldersAndBundles()
    {
        test::writeTinyBundle(path("model").toStdString());
        for (const QString &name :
             {path("model"), path("model") + "/", path("model/config.json"), path("model/source.spm"),
              path("model/model.safetensors"), path("model/../model")}) {
            const OpenedFile bundle = openedFile(name);
            QCOMPARE(bundle.kind, Kind::Bundle);
            QCOMPARE(bundle.path, path("model"));
            QCOMPARE(bundle.task, QString("translation"));
        }
        QVERIFY(QFile::link(path("model"), path("link")));
        QCOMPARE(openedFile(path("link")).kind, Kind::Bundle);
        QVERIFY(QFile::remove(path("model/model.safetensors"))); // opening it says so
        QCOMPARE(openedFile(path("model")).kind, Kind::Bundle);
        picture("album/a.png");
        write("album/notes.txt", "x");
        QCOMPARE(openedFile(path("album")).kind, Kind::PictureFolder);
        QDir().mkpath(path("nothing"));
        const OpenedFile nothing = openedFile(path("nothing"));
        QCOMPARE(nothing.kind, Kind::Unknown);
        QVERIFY(app::unknownFileText(nothing).contains("neither a model nor a folder with pictures"));
        QCOMPARE(openedFile(write("alone/config.json", "{}")).kind, Kind::Unknown);
    }

    /// Whoever reads such a file says that it is not there.
    void whatIsNotThereHasItsName()
    {
        QCOMPARE(openedFile(path("gone.fovea")).kind, Kind::Session);
        QCOMPARE(openedFile(path("gone.png")).kind, Kind::Picture);
        QCOMPARE(openedFile(path("gone")).kind, Kind::Unknown);
        QVERIFY(app::unknownFileText(openedFile(path("gone"))).contains("no such file"));
        QCOMPARE(openedFile("/dev/zero").kind, Kind::Unknown); // nothing is read from it
    }

    void namesThatAreNotText()
    {
        const QString name = ui::pathText(std::string_view("caf\xE9.jpg"));
        QVERIFY(QFile::copy(picture("a.png"), path("copy")));
        std::filesystem::rename(path("copy").toStdString(), ui::toPath(path(name)));
        const OpenedFile file = openedFile(path(name));
        QCOMPARE(file.kind, Kind::Picture);
        QCOMPARE(ui::toPath(file.path).native(), folder_.path().toStdString() + "/caf\xE9.jpg");
    }
};

QTEST_MAIN(TestOpenedFile)
#include "test_opened_file.moc"
