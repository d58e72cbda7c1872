// links: fovea_train
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include "core/train/training_folder.h"
#include "core/types/error.h"

using namespace fovea;

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
    }

private:
    std::optional<QTemporaryDir> folder_;
    std::filesystem::path bundle_;
    TrainConfig config_;
};

QTEST_GUILESS_MAIN(TestTrainingFolder)
#include "test_training_folder.moc"
