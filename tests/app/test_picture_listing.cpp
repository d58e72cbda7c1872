// links: fovea_app
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <set>

#include "app/caption/picture_listing.h"
#include "core/types/error.h"
#include "ui/text/file_path.h"

using namespace fovea;
using app::picturesIn;

/// Nothing that a person takes for a picture is left out without a word.
class TestPictureListing : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    void write(const std::string &name, const std::string &bytes) const
    {
        std::ofstream(folder_->path().toStdString() + "/" + name, std::ios::binary) << bytes;
    }
    void picture(const std::string &name) const
    {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(folder_->filePath("new"), "PNG"));
        const std::string folder = folder_->path().toStdString() + "/";
        std::filesystem::rename(folder + "new", folder + name);
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void everyNameIsListed()
    {
        const std::vector<std::string> names{"50%25.jpg",   "a b.jpg",       "a#b.jpg",
                                             "caf\xE9.jpg", "new\nline.jpg", "猫.jpg"};
        for (const std::string &name : names)
            picture(name);
        const app::PictureListing listing = picturesIn(folder_->path());
        QCOMPARE(listing.paths.size(), static_cast<qsizetype>(names.size()));
        std::set<std::string> listed;
        for (const QString &path : listing.paths) {
            QVERIFY(ui::isFile(path));
            listed.insert(ui::toPath(path).filename().native());
        }
        QCOMPARE(listed, std::set<std::string>(names.begin(), names.end()));
        QCOMPARE(app::textOf(listing.leftOut), QString());
    }

    void whatIsLeftOutIsCounted()
    {
        picture("p10.png");
        picture("p9.png");
        write("a.gif", "GIF89a      ");
        write("b.gif", "GIF87a");
        write("c.heic", std::string("\0\0\0\x18"
                                    "ftypheic",
                                    12));
        write("d.jpg", std::string("\0\0\0\x18"
                                   "ftypavif",
                                   12)); // by what it holds
        write("e.png", "");
        write("empty", "");
        write("f.jpg", "text");
        write("notes.txt", "text");
        write("empty.txt", "");
        write(".hidden.jpg", "");
        QVERIFY(QFile::link("/no/such/file", folder_->filePath("g.jpg")));
        QVERIFY(QDir(folder_->path()).mkdir("album.jpg"));
        const app::PictureListing listing = picturesIn(folder_->path());
        QCOMPARE(listing.paths, QStringList({folder_->filePath("p9.png"), folder_->filePath("p10.png")}));
        QCOMPARE(listing.leftOut, (app::LeftOutPictures{{{"AVIF", 1}, {"GIF", 2}, {"HEIC", 1}}, 2, 1, 1}));
        QCOMPARE(app::textOf(listing.leftOut),
                 QString("Left out of this folder: 1 × AVIF, 2 × GIF, 1 × HEIC, 2 empty, 1 that cannot be read, 1 that "
                         "only look like pictures by their names. Fovea reads JPEG, PNG, WebP, BMP and TIFF."));
    }

    void nothingToList()
    {
        QVERIFY_EXCEPTION_THROWN(picturesIn(folder_->path()), FileError);
        QVERIFY_EXCEPTION_THROWN(picturesIn(folder_->filePath("gone")), FileError);
        write("a.gif", "GIF89a      ");
        const app::PictureListing listing = picturesIn(folder_->path());
        QVERIFY(listing.paths.isEmpty()); // it is said what is there
        QCOMPARE(listing.leftOut.formats, (std::map<std::string, int>{{"GIF", 1}}));
    }
};

QTEST_MAIN(TestPictureListing)
#include "test_picture_listing.moc"
