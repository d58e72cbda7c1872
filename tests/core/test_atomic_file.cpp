// links: fovea_io
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "core/io/atomic_file.h"
#include "core/io/file_access.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

class TestAtomicFile : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;
    fs::path folder_;

private slots:
    void init()
    {
        QVERIFY(temporary_.isValid());
        folder_ = fs::path(temporary_.path().toStdString()) / QTest::currentTestFunction();
        fs::create_directories(folder_);
    }

    void writesNewFile()
    {
        const std::string bytes("a\0b\r\n\xff", 6);
        writeFileAtomically(folder_ / "new", bytes);
        QVERIFY(readBytes(folder_ / "new") == bytes);
        QCOMPARE(entryCount(folder_), std::size_t{1});
    }

    void replacesAndKeepsPermissions()
    {
        const fs::path path = folder_ / "机器.txt";
        writeBytes(path, "old, and longer than the new");
        fs::permissions(path, fs::perms(0640));
        writeFileAtomically(path, "new");
        QCOMPARE(readBytes(path), std::string("new"));
        QCOMPARE(fs::status(path).permissions(), fs::perms(0640));
    }

    void newFileHasTheUsualPermissions()
    {
        const mode_t mask = ::umask(022);
        writeFileAtomically(folder_ / "new", "x");
        ::umask(mask);
        QCOMPARE(fs::status(folder_ / "new").permissions(), fs::perms(0644));
    }

    void withoutCommitTheOldFileStays()
    {
        writeBytes(folder_ / "f", "old");
        {
            AtomicFile file(folder_ / "f");
            file.write("half of the n");
            QCOMPARE(entryCount(folder_), std::size_t{2});
        }
        QCOMPARE(readBytes(folder_ / "f"), std::string("old"));
        QCOMPARE(entryCount(folder_), std::size_t{1});
    }

    void twoWritersDoNotMeet()
    {
        AtomicFile first(folder_ / "f");
        AtomicFile second(folder_ / "f");
        first.write("first");
        second.write("second");
        second.commit();
        first.commit();
        QCOMPARE(readBytes(folder_ / "f"), std::string("first"));
        QCOMPARE(entryCount(folder_), std::size_t{1});
    }

    void symbolicLinkStaysALink()
    {
        fs::create_directory(folder_ / "elsewhere");
        writeBytes(folder_ / "elsewhere" / "target", "old");
        fs::create_symlink("elsewhere/target", folder_ / "link");
        writeFileAtomically(folder_ / "link", "new");
        QVERIFY(fs::is_symlink(folder_ / "link"));
        QCOMPARE(readBytes(folder_ / "elsewhere" / "target"), std::string("new"));
    }

    void deviceIsWrittenNotReplaced()
    {
        writeFileAtomically("/dev/null", "anything");
        QVERIFY(fs::is_character_file("/dev/null"));
    }

    void longNameNearTheLimit()
    {
        const fs::path path = folder_ / std::string(255, 'n');
        writeFileAtomically(path, "x");
        QCOMPARE(readBytes(path), std::string("x"));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("problem");
        const QString root = temporary_.path();
        writeBytes((root + "/plain").toStdString(), "a file");
        QTest::newRow("no folder") << root + "/missing/f"
                                   << "cannot be written: no such folder: " + root + "/missing";
        QTest::newRow("parent is a file") << root + "/plain/f"
                                          << "cannot be written: not a folder: " + root + "/plain";
        QTest::newRow("is a folder") << root << "is a folder, not a file";
        QTest::newRow("ends with slash") << root + "/new/"
                                         << "is a folder, not a file";
        QTest::newRow("empty") << ""
                               << "no file name given";
        QTest::newRow("name too long") << root + "/" + QString(256, 'n')
                                       << "cannot be written: the file name is too long";
        QTest::newRow("full device") << "/dev/full"
                                     << "cannot be written: the disk is full";
    }
    void refusals()
    {
        QFETCH(QString, path);
        QFETCH(QString, problem);
        const std::string error = errorOf([&] { writeFileAtomically(path.toStdString(), "bytes"); });
        QCOMPARE(QString::fromStdString(error), path + ": " + problem);
    }

    void kernelFolderRefuses()
    {
        // Also for root: nobody creates files in /proc.
        const std::string error = errorOf([] { writeFileAtomically("/proc/fovea-test", "x"); });
        QVERIFY2(error.starts_with("/proc/fovea-test: cannot be written: "), error.c_str());
    }

    void permissionDeniedIsSaid()
    {
        if (::geteuid() == 0)
            QCOMPARE(systemProblem(EACCES), std::string("permission denied")); // root may write anywhere
        else {
            fs::permissions(folder_, fs::perms(0555));
            const std::string error = errorOf([&] { writeFileAtomically(folder_ / "f", "x"); });
            fs::permissions(folder_, fs::perms(0755));
            QCOMPARE(error, (folder_ / "f").string() + ": cannot be written: permission denied");
        }
    }

    void sizeLimitKeepsTheOldFile()
    {
        const fs::path path = folder_ / "f";
        writeBytes(path, "old");
        const std::string error = inChildProcess([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return errorOf([&] { writeFileAtomically(path, std::string(5000, 'x')); });
        });
        QCOMPARE(error, path.string() + ": cannot be written: the file would be larger than the system allows");
        QCOMPARE(readBytes(path), std::string("old"));
        QCOMPARE(entryCount(folder_), std::size_t{1});
    }

    void fullDiskKeepsTheOldFile()
    {
        // A real file system of 64 KB, seen by the child process alone.
        const std::string error = inChildProcess([&]() -> std::string {
            const bool mounted = (::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
                                 ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                                 ::mount("none", folder_.c_str(), "tmpfs", 0, "size=64k") == 0;
            if (!mounted)
                return "cannot mount";
            writeBytes(folder_ / "f", "old");
            const std::string text = errorOf([&] { writeFileAtomically(folder_ / "f", std::string(200000, 'x')); });
            if (readBytes(folder_ / "f") != "old" || entryCount(folder_) != 1)
                return "the old file is not what it was";
            return text;
        });
        if (error == "cannot mount")
            QSKIP("this account may not mount a small file system; /dev/full is tested above");
        QCOMPARE(error, (folder_ / "f").string() + ": cannot be written: the disk is full");
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
