// links: fovea_train
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include "core/train/training_folder.h"
#include "core/types/error.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;

class TestTrainingFolder : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_.emplace();
        bundle_ = std::filesystem::path(folder_->path().toStdString()) / "model";
        config_.text = "{}";
    }

    void aSecondRunIsRefusedWhileTheFirstLives()
    {
        std::optional<TrainingFolder> first(bundle_);
        first->claim(config_, false);
        TrainingFolder second(bundle_);
        try {
            second.claim(config_, true);
            QFAIL("claimed twice");
        } catch (const FileError &error) {
            QVERIFY(QByteArray(error.what()).contains("model.training"));
            QVERIFY(QByteArray(error.what()).contains("in use by another training"));
        }
        first.reset();
        second.claim(config_, true);
    }

    void anotherConfigurationIsRefused()
    {
        TrainingFolder(bundle_).claim(config_, false);
        config_.text = "{ }";
        QVERIFY_EXCEPTION_THROWN(TrainingFolder(bundle_).claim(config_, true), FileError);
        TrainingFolder(bundle_).claim(config_, false); // nothing but a configuration was there
        TrainingFolder(bundle_).claim(config_, true);
    }

    /// A folder of that name which no training made keeps what is in it.
    void aPersonsFolderIsKept()
    {
        const std::filesystem::path folder = bundle_.string() + ".training";
        std::filesystem::create_directory(folder);
        writeBytes(folder / "config.json", "mine");
        for (const bool resume : {false, true})
            QVERIFY_EXCEPTION_THROWN(TrainingFolder(bundle_).claim(config_, resume), FileError);
        QCOMPARE(readBytes(folder / "config.json"), "mine");
    }

    void aFinishedBundleThatIsTrainedIsInUse()
    {
        TrainingFolder first(bundle_);
        first.claim(config_, false);
        std::filesystem::create_directory(bundle_);
        writeBytes(bundle_ / "config.json", "{}");
        writeBytes(bundle_ / "model.safetensors", "");
        for (const bool overwrite : {false, true})
            QVERIFY(errorOf([&] {
                        TrainingFolder(bundle_).claim(config_, false, overwrite);
                    }).ends_with("is in use by another training"));
    }

private:
    std::optional<QTemporaryDir> folder_;
    std::filesystem::path bundle_;
    TrainConfig config_;
};

QTEST_GUILESS_MAIN(TestTrainingFolder)
#include "test_training_folder.moc"
