// links: fovea_io
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include "core/io/file_access.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

class TestFileAccess : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;
    fs::path folder_;

private slots:
    void initTestCase() { folder_ = temporary_.path().toStdString(); }

    void readsBytes()
    {
        const std::string bytes("\0\xff\r\n", 4);
        writeBytes(folder_ / "f", bytes);
        QVERIFY(readFile(folder_ / "f", 4) == bytes);
    }

    void refusals()
    {
        const auto errorFor = [&](const fs::path &path) {
            return QString::fromStdString(errorOf([&] { readFile(path, 3); }));
        };
        writeBytes(folder_ / "four", "1234");
        ::mkfifo((folder_ / "pipe").c_str(), 0600);
        fs::create_symlink("loop", folder_ / "loop");
        const QString root = temporary_.path();
        QCOMPARE(errorFor(folder_ / "none"), root + "/none: no such file");
        QCOMPARE(errorFor(folder_ / "four" / "f"), root + "/four/f: a part of the path is not a folder");
        QCOMPARE(errorFor(folder_ / "four"), root + "/four: is too large (4 bytes, at most 3 bytes)");
        QCOMPARE(errorFor(folder_), root + ": is a folder, not a file");
        QCOMPARE(errorFor(folder_ / "pipe"), root + "/pipe: is not a regular file"); // and does not wait for a writer
        QCOMPARE(errorFor(folder_ / "loop"), root + "/loop: the symbolic links form a loop");
        QCOMPARE(errorFor("/dev/zero"), QString("/dev/zero: is not a regular file"));
    }

    void fileThatShrinksWhileRead()
    {
        writeBytes(folder_ / "f", std::string(100, 'x'));
        InputFile file(folder_ / "f");
        fs::resize_file(folder_ / "f", 40);
        std::string buffer(100, '\0');
        QCOMPARE(errorOf([&] { file.read(buffer.data(), buffer.size()); }),
                 (folder_ / "f").string() + ": ends too early (60 bytes missing)");
    }

    void sizesForPeople()
    {
        QCOMPARE(byteCount(1), std::string("1 byte"));
        QCOMPARE(byteCount(99999), std::string("99999 bytes"));
        QCOMPARE(byteCount(9'260'000), std::string("9.3 MB"));
    }
};

QTEST_GUILESS_MAIN(TestFileAccess)
#include "test_file_access.moc"
