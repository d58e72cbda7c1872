// links: fovea_io
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <limits>

#include <sys/resource.h>
#include <sys/stat.h>

#include "core/io/bundle.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

TensorMap tensorsOf(float value) { return {{"w", {{2, 500}, std::vector<float>(1000, value)}}}; }

std::string configOf(int version) { return json("{'task':'translation','version':") + std::to_string(version) + "}"; }

Bundle bundleOf(int version)
{
    return {
        .folder = {}, .name = {}, .configText = configOf(version), .tensors = tensorsOf(static_cast<float>(version))};
}

const std::map<std::string, std::string> kOtherFiles{
    {"source.spm", "S"}, {"target.spm", std::string("T\0T", 3)}, {"README.md", "# card\n"}};

/// As a training does that goes on in a folder: config and tensors are new, the other files stay.
void replaceModel(const fs::path &folder, const std::string &configText, const TensorMap &tensors)
{
    writeBundle(folder, {.folder = folder, .name = {}, .configText = configText, .tensors = tensors}, TensorType::F16);
}

} // namespace

class TestBundle : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;
    fs::path parent_; ///< a fresh folder for each test
    fs::path folder_; ///< the bundle in it, not made yet

    std::string errorFor(const std::function<void()> &action) const
    {
        std::string error = errorOf(action);
        const std::string prefix = parent_.string() + "/";
        return error.starts_with(prefix) ? error.substr(prefix.size()) : error;
    }

    void limitedFileSize(const std::function<void()> &action, std::string &error) const
    {
        error = inChildProcess([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return errorFor(action);
        });
    }

private slots:
    void init()
    {
        static int number = 0;
        parent_ = fs::path(temporary_.path().toStdString()) / std::to_string(++number);
        folder_ = parent_ / "zh-en-additive";
        fs::create_directories(parent_);
    }

    void roundTrip()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16, kOtherFiles);
        QVERIFY(isBundle(folder_));
        for (const fs::path &spelling : {folder_, folder_ / "", folder_ / "." / ".." / "zh-en-additive"}) {
            const Bundle bundle = readBundle(spelling);
            QCOMPARE(bundle.name, std::string("zh-en-additive"));
            QCOMPARE(bundle.configText, configOf(1));
            QVERIFY(bundle.tensors.at("w").data == tensorsOf(1).at("w").data);
            QCOMPARE(readBytes(requireFile(bundle, "target.spm")), kOtherFiles.at("target.spm"));
        }
        QCOMPARE(entryCount(folder_), std::size_t{5});
        QCOMPARE(entryCount(parent_), std::size_t{1});
    }

    void writesWithSlashAtTheEnd()
    {
        writeBundle(folder_ / "", bundleOf(1), TensorType::F32);
        QCOMPARE(readBundle(folder_).configText, configOf(1));
        QCOMPARE(entryCount(parent_), std::size_t{1});
    }

    void replaceModelKeepsTheRest()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16, kOtherFiles);
        writeBytes(folder_ / "notes.txt", "mine");
        writeBytes(folder_ / ".hidden", "mine too");
        fs::create_directory(folder_ / "state");
        writeBytes(folder_ / "state" / "adam", "moments");
        replaceModel(folder_, configOf(2), tensorsOf(2));
        const Bundle bundle = readBundle(folder_);
        QCOMPARE(bundle.configText, configOf(2));
        QCOMPARE(bundle.tensors.at("w").data.front(), 2.0F);
        for (const auto &[name, content] : kOtherFiles)
            QCOMPARE(readBytes(folder_ / name), content);
        QCOMPARE(readBytes(folder_ / "notes.txt"), std::string("mine"));
        QCOMPARE(readBytes(folder_ / ".hidden"), std::string("mine too"));
        QCOMPARE(readBytes(folder_ / "state" / "adam"), std::string("moments"));
        QCOMPARE(entryCount(parent_), std::size_t{1});
    }

    void copyKeepsTheOriginalApart()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16, kOtherFiles);
        const fs::path copy = parent_ / "copy";
        writeBundle(copy, readBundle(folder_), TensorType::F32, {{"README.md", "# other\n"}});
        QCOMPARE(readBytes(copy / "README.md"), std::string("# other\n"));
        QCOMPARE(readBytes(copy / "source.spm"), std::string("S"));
        writeBytes(copy / "source.spm", "changed");
        QCOMPARE(readBytes(folder_ / "source.spm"), std::string("S"));
        QCOMPARE(readBytes(folder_ / "README.md"), std::string("# card\n"));
    }

    void replacedBundleLosesItsOwnFilesOnly()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16, kOtherFiles);
        writeBytes(folder_ / "notes.txt", "mine");
        writeBundle(folder_, bundleOf(2), TensorType::F16, {{"source.spm", "new"}});
        QCOMPARE(readBytes(folder_ / "source.spm"), std::string("new"));
        QVERIFY(!fs::exists(folder_ / "target.spm")); // of the replaced model: would not fit the new one
        QCOMPARE(readBytes(folder_ / "notes.txt"), std::string("mine"));
        QCOMPARE(entryCount(parent_), std::size_t{1});
    }

    void linkedFolderStaysALink()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16);
        fs::create_directory_symlink("zh-en-additive", parent_ / "latest");
        replaceModel(parent_ / "latest", configOf(2), tensorsOf(2));
        QVERIFY(fs::is_symlink(parent_ / "latest"));
        QCOMPARE(readBundle(folder_).configText, configOf(2));
        QCOMPARE(readBundle(parent_ / "latest").name, std::string("zh-en-additive"));
    }

    void refusesToReplaceWhatIsNoBundle()
    {
        fs::create_directory(folder_);
        writeBundle(folder_, bundleOf(1), TensorType::F16); // an empty folder may be filled
        fs::remove(folder_ / "config.json");
        writeBytes(parent_ / "file", "x");
        const auto errorAt = [&](const fs::path &folder) {
            return errorFor([&] { writeBundle(folder, bundleOf(1), TensorType::F16); });
        };
        QCOMPARE(errorAt(folder_),
                 std::string("zh-en-additive: exists and is not a model bundle; it is left as it is"));
        QCOMPARE(errorAt(parent_ / "file"), std::string("file: exists and is not a folder"));
        QCOMPARE(errorAt(parent_ / "no" / "b"),
                 "no/b: cannot be written: no such folder: " + (parent_ / "no").string());
        QCOMPARE(errorAt(parent_ / "file" / "b"),
                 std::string("file/b: cannot be written: a part of the path is not a folder"));
        QCOMPARE(errorAt(""), std::string(": no folder name given"));
        QVERIFY(errorAt("/proc/bundle").starts_with("/proc/bundle: cannot be written: "));
        QCOMPARE(entryCount(parent_), std::size_t{2});
    }

    void refusesToStoreNonsense()
    {
        const auto errorWith = [&](const Bundle &bundle, const std::map<std::string, std::string> &files) {
            return errorFor([&] { writeBundle(folder_, bundle, TensorType::F16, files); });
        };
        Bundle bundle = bundleOf(1);
        QCOMPARE(errorWith(bundle, {{"../escape", "x"}}),
                 std::string("zh-en-additive: \"../escape\" cannot be the name of another file of a bundle"));
        QCOMPARE(errorWith(bundle, {{"config.json", "x"}}),
                 std::string("zh-en-additive: \"config.json\" cannot be the name of another file of a bundle"));
        bundle.configText = "[]";
        QCOMPARE(errorWith(bundle, {}), std::string("the model's config is not a JSON object"));
        bundle = bundleOf(1);
        bundle.tensors["w"].data[7] = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(errorWith(bundle, {}), std::string("tensor \"w\" has a value that is not finite: nan"));
        QCOMPARE(entryCount(parent_), std::size_t{0});
    }

    void fullDiskKeepsTheOldBundle()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16, kOtherFiles);
        const std::string problem =
            "zh-en-additive: cannot be written: the file would be larger than the system allows";
        std::string error;
        limitedFileSize([&] { replaceModel(folder_, configOf(2), tensorsOf(2)); }, error);
        QCOMPARE(error, problem);
        limitedFileSize([&] { writeBundle(folder_, bundleOf(2), TensorType::F16); }, error);
        QCOMPARE(error, problem);
        QCOMPARE(readBundle(folder_).configText, configOf(1));
        QCOMPARE(readBytes(folder_ / "source.spm"), std::string("S"));
        QCOMPARE(entryCount(parent_), std::size_t{1});
        limitedFileSize([&] { writeBundle(parent_ / "new", bundleOf(2), TensorType::F16); }, error);
        QCOMPARE(error, std::string("new: cannot be written: the file would be larger than the system allows"));
        QVERIFY(!fs::exists(parent_ / "new"));
        QCOMPARE(entryCount(parent_), std::size_t{1});
    }

    /// Whenever the writer is killed, config and tensors are both of one version.
    void killedWriterLeavesAWholeBundle()
    {
        writeBundle(folder_, bundleOf(0), TensorType::F16, kOtherFiles);
        for (int round = 0; round < 12; ++round) {
            const pid_t writer = ::fork();
            if (writer == 0) {
                for (int version = 1 + 100 * round;; version += version % 100 == 99 ? 0 : 1) // exact in F16
                    replaceModel(folder_, configOf(version), tensorsOf(static_cast<float>(version)));
            }
            QVERIFY(writer > 0);
            QTest::qSleep(3 + 5 * round);
            if (round == 0) // at least once the writer gets somewhere
                QTRY_VERIFY_WITH_TIMEOUT(readBundle(folder_).configText != configOf(0), 20000);
            ::kill(writer, SIGKILL);
            int status = 0;
            ::waitpid(writer, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            const Bundle bundle = readBundle(folder_);
            QCOMPARE(bundle.configText, configOf(static_cast<int>(bundle.tensors.at("w").data.back())));
            QCOMPARE(readBytes(requireFile(bundle, "source.spm")), std::string("S"));
        }
    }

    void readerNeverSeesAHole()
    {
        writeBundle(folder_, bundleOf(0), TensorType::F16, kOtherFiles);
        const pid_t writer = ::fork();
        if (writer == 0) {
            for (int version = 1; version <= 50; ++version)
                replaceModel(folder_, configOf(version), tensorsOf(static_cast<float>(version)));
            ::_exit(0);
        }
        int status = 0;
        int reads = 0;
        std::string error = "no error";
        for (; ::waitpid(writer, &status, WNOHANG) == 0; ++reads)
            if (error == "no error")
                error = errorFor([&] { readBundle(folder_); });
        QCOMPARE(status, 0);
        QCOMPARE(error, std::string("no error"));
        QVERIFY(reads > 0);
        QCOMPARE(readBundle(folder_).configText, configOf(50));
    }

    void badConfig_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("problem");
        QTest::newRow("empty") << QByteArray(" \n") << "is empty";
        QTest::newRow("cut") << QByteArray("{\n  \"task\": \"trans")
                             << "is not valid JSON at line 2, column 16: invalid string: missing closing quote";
        QTest::newRow("list") << QByteArray("[1]") << "is not a JSON object";
        QTest::newRow("text") << QByteArray("\"x\"") << "is not a JSON object";
        QTest::newRow("NaN") << QByteArray("{\"a\": NaN}") << "is not valid JSON at column 7: invalid literal";
        QTest::newRow("zero byte") << QByteArray("{}\0{}", 5) << "is not valid JSON at column 3: a zero byte";
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6) << "is not valid JSON at column 4: a zero byte";
        QTest::newRow("Latin-1") << QByteArray("{\"a\": \"caf\xe9\"}")
                                 << "is not valid JSON at column 12: invalid string: ill-formed UTF-8 byte";
        QTest::newRow("twice") << QByteArray("{\"match\":\"dot\",\"match\":\"none\"}") << "has the key \"match\" twice";
        QTest::newRow("deep") << QByteArray("{\"a\":") + QByteArray(200000, '[')
                              << "is nested too deeply (more than 32 levels)";
        QTest::newRow("large") << QByteArray((4 << 20) + 1, ' ') << "is too large (4.2 MB, at most 4.2 MB)";
    }
    void badConfig()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, problem);
        writeBundle(folder_, bundleOf(1), TensorType::F16);
        writeBytes(folder_ / "config.json", config.toStdString());
        QCOMPARE(QString::fromStdString(errorFor([&] { readBundle(folder_); })),
                 "zh-en-additive/config.json: " + problem);
    }

    void incompleteBundles()
    {
        const auto error = [&] { return errorFor([&] { readBundle(folder_); }); };
        QCOMPARE(error(), std::string("zh-en-additive: no such model bundle"));
        writeBytes(folder_, "x");
        QCOMPARE(error(), std::string("zh-en-additive: is not a folder; a model bundle is one"));
        fs::remove(folder_);
        fs::create_directory(folder_);
        QCOMPARE(error(), std::string("zh-en-additive: is not a model bundle: it has no config.json"));
        writeBytes(folder_ / "config.json", "{}");
        QCOMPARE(error(), std::string("zh-en-additive: has no model.safetensors"));
        fs::create_directory(folder_ / "model.safetensors");
        QCOMPARE(error(), std::string("zh-en-additive/model.safetensors: is a folder, not a file"));
        fs::remove(folder_ / "model.safetensors");
        writeBytes(folder_ / "model.safetensors", "short");
        QCOMPARE(error(),
                 std::string("zh-en-additive/model.safetensors: is too short to be a safetensors file (5 bytes)"));
        fs::remove(folder_ / "config.json");
        ::mkfifo((folder_ / "config.json").c_str(), 0600);
        QCOMPARE(error(), std::string("zh-en-additive/config.json: is not a regular file"));
    }

    void requiredFiles()
    {
        writeBundle(folder_, bundleOf(1), TensorType::F16, {{"source.spm", "S"}, {"empty.spm", ""}});
        fs::create_directory(folder_ / "folder.spm");
        writeBytes(folder_ / "large.spm", "");
        fs::resize_file(folder_ / "large.spm", kMaxBundleFileBytes + 1);
        const Bundle bundle = readBundle(folder_);
        const auto error = [&](const std::string &name) { return errorFor([&] { requireFile(bundle, name); }); };
        QCOMPARE(requireFile(bundle, "source.spm"), folder_ / "source.spm");
        QCOMPARE(error("target.spm"), std::string("zh-en-additive: the bundle has no target.spm"));
        QCOMPARE(error("empty.spm"), std::string("zh-en-additive/empty.spm: is empty"));
        QCOMPARE(error("folder.spm"), std::string("zh-en-additive/folder.spm: is a folder, not a file"));
        QCOMPARE(error("large.spm"),
                 std::string("zh-en-additive/large.spm: is too large (268.4 MB, at most 268.4 MB)"));
        for (const std::string name : {"", "..", "../zh-en-additive/source.spm", "/etc/passwd", "a/b"})
            QVERIFY(error(name).ends_with(" is not the name of a file in the bundle"));
    }
};

QTEST_GUILESS_MAIN(TestBundle)
#include "test_bundle.moc"
