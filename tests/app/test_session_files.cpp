// links: fovea_app
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/sessions/session_files.h"
#include "ui/text/file_path.h"

using namespace fovea;
using app::FileState;
using app::findFile;

/// How a session finds the files that it names.
class TestSessionFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    QString path(const QString &name) const { return folder_->filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("not written");
        return path(name);
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void theNearestComesFirst()
    {
        const QString old = write("old/pictures/a.png", "a");
        const QString relative = app::relativePath(old, path("old"));
        QCOMPARE(relative, QString("pictures/a.png"));
        QCOMPARE(findFile(old, relative, path("new")), old); // only there
        const QString beside = write("new/a.png", "a");
        QVERIFY(QFile::remove(old));
        QCOMPARE(findFile(old, relative, path("new")), beside);
        const QString moved = write("new/pictures/a.png", "a");
        write("old/pictures/a.png", "a");
        QCOMPARE(findFile(old, relative, path("new")), moved);
        QCOMPARE(findFile(path("old/gone.png"), "gone.png", path("new")), QString());
        QCOMPARE(findFile(QString(), QString(), path("new")), QString());
        QCOMPARE(findFile("pictures/a.png", QString(), path("new")), moved); // written by hand
    }

    void aFileAboveTheSession()
    {
        const QString picture = write("project/pictures/a.png", "a");
        const QString relative = app::relativePath(picture, path("project/sessions"));
        QCOMPARE(relative, QString("../pictures/a.png"));
        QDir().mkpath(path("project/sessions"));
        QVERIFY(QDir().rename(path("project"), path("renamed")));
        QCOMPARE(findFile(picture, relative, path("renamed/sessions")), path("renamed/pictures/a.png"));
    }

    /// A file is known again by its content.
    void anotherFileOfItsName()
    {
        const QString picture = write("old/a.png", "a");
        const QJsonObject record = app::fileRecord(picture, path("old"));
        QCOMPARE(findFile(picture, record, path("old")).state, FileState::Same);
        write("old/a.png", "b");
        QCOMPARE(findFile(picture, record, path("old")).state, FileState::Changed);
        const QString own = write("new/a.png", "a");
        const app::FoundFile found = findFile(picture, record, path("new"));
        QCOMPARE(found.path, own);
        QCOMPARE(found.state, FileState::Same);
        write("new/a.png", "c");
        QCOMPARE(findFile(picture, record, path("new")).state, FileState::Changed);
        QVERIFY(QDir(path("old")).removeRecursively() && QDir(path("new")).removeRecursively());
        QCOMPARE(findFile(picture, record, path("new")).state, FileState::Missing);
        // An older program wrote no record.
        write("new/a.png", "c");
        QCOMPARE(findFile(picture, QJsonObject(), path("new")).state, FileState::Same);
    }

    void links()
    {
        const QString picture = write("data/a.png", "a");
        QDir().mkpath(path("home"));
        QVERIFY(QFile::link(path("data"), path("home/link")));
        QCOMPARE(app::relativePath(picture, path("home/link")), QString("a.png"));
        QCOMPARE(app::relativePath(path("home/link/a.png"), path("data")), QString("a.png"));
        write("data/s.fovea", "");
        QVERIFY(QFile::link(path("data/s.fovea"), path("home/s.fovea")));
        QCOMPARE(app::folderOf(path("home/s.fovea")), QFileInfo(path("data")).canonicalFilePath());
        // A picture that is a link itself is named by it.
        QVERIFY(QFile::link(path("data/a.png"), path("home/b.png")));
        QCOMPARE(app::relativePath(path("home/b.png"), path("home")), QString("b.png"));
    }

    void namesThatAreNotText()
    {
        write("a", "a");
        const QString name = path(ui::pathText(std::string_view("caf\xE9.jpg")));
        std::filesystem::rename(path("a").toStdString(), ui::toPath(name));
        const QJsonObject record = app::fileRecord(name, folder_->path());
        QCOMPARE(findFile("/old/" + ui::pathText(std::string_view("caf\xE9.jpg")), record, folder_->path()).path, name);
    }
};

QTEST_MAIN(TestSessionFiles)
#include "test_session_files.moc"
