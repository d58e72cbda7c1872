// links: fovea_train nlohmann_json::nlohmann_json
#include <QTest>

#include <QTemporaryDir>

#include <atomic>
#include <csignal>
#include <cstring>
#include <limits>
#include <random>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "core/io/bundle.h"
#include "core/tasks/translator.h"
#include "core/train/train_step.h"
#include "core/train/trainer.h"
#include "core/train/translation_training.h"
#include "support/io_support.h"
#include "support/tiny_bundle.h"
#include "support/toy_corpus.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

/// A RunControl that asks to stop once `step` updates are done.
struct StopAt {
    std::stop_source source;
    RunControl control;

    explicit StopAt(long long step)
    {
        control.stop = source.get_token();
        control.progress = [this, step](long long done, long long) {
            if (done >= step)
                source.request_stop();
        };
    }
};

std::string modelBytes(const std::filesystem::path &bundle) { return readBytes(bundle / "model.safetensors"); }

nlohmann::json trainingRecord(const std::filesystem::path &bundle)
{
    return nlohmann::json::parse(readBytes(bundle / "config.json")).at("training");
}

} // namespace

class TestTrainer : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;
    std::unique_ptr<ToyCorpus> toy_;
    TrainConfig config_;              ///< of a short run
    std::filesystem::path reference_; ///< its uninterrupted result with two threads
    TrainResult referenceResult_;

    std::filesystem::path root() const { return folder_.path().toStdString(); }
    /// A bundle folder that no other test uses.
    std::filesystem::path fresh() const
    {
        static int number = 0;
        return root() / ("bundle" + std::to_string(++number));
    }
    static TrainResult run(const TrainConfig &config, const std::filesystem::path &output, bool resume = false,
                           int threads = 2, const RunControl &control = {}, const TrainReport &report = {})
    {
        return train(config, {output, resume, threads}, control, report);
    }
    static TrainResult overwrite(const TrainConfig &config, const std::filesystem::path &output,
                                 const RunControl &control = {})
    {
        return train(config, {output, false, 2, true}, control, {});
    }
    /// A run that ends at an update as if the power failed: no checkpoint, nothing tidied up.
    static bool killedRun(const std::function<void(const RunControl &)> &run, long long step)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            RunControl control;
            control.progress = [step](long long done, long long) {
                if (done == step)
                    ::raise(SIGKILL);
            };
            run(control);
            ::_exit(0);
        }
        int status = 0;
        return ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    }
    /// The letters of a toy text as capitals.
    static void rewrite(const std::filesystem::path &file)
    {
        std::string text = readBytes(file);
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
        writeBytes(file, text);
    }
    static std::filesystem::path checkpointOf(const std::filesystem::path &output)
    {
        return output.string() + ".training/checkpoint.safetensors";
    }
    std::string refusal(const TrainConfig &config, const std::filesystem::path &output, bool resume = false) const
    {
        return errorOf([&] { run(config, output, resume); });
    }
    ToyCorpus another(const char *name) const { return ToyCorpus(root() / name); }
    /// What a run has that an uninterrupted one has not; empty when nothing.
    std::string differences(const std::filesystem::path &output) const
    {
        std::string found;
        if (modelBytes(output) != modelBytes(reference_))
            found += "model ";
        for (const char *field : {"step", "devBleuGreedy", "targetTokens"})
            if (trainingRecord(output).at(field) != trainingRecord(reference_).at(field))
                found += std::string(field) + " ";
        const TensorMap last = readSafetensors(checkpointOf(output));
        for (const auto &[name, tensor] : readSafetensors(checkpointOf(reference_)))
            if (last.at(name).data != tensor.data)
                found += name + " ";
        return found;
    }

private slots:
    void initTestCase()
    {
        toy_ = std::make_unique<ToyCorpus>(root() / "toy");
        toy_->json()["training"]["evaluationsPerEpoch"] = 2;
        config_ = toy_->config();
        reference_ = root() / "reference";
        referenceResult_ = run(config_, reference_);
        QVERIFY(!referenceResult_.stopped);
        QVERIFY(referenceResult_.steps > 20);
    }

    void learnsAToyLanguage()
    {
        ToyCorpus toy(root() / "learns", 1200);
        toy.json()["training"]["epochs"] = 10;
        std::vector<TrainProgress> reports;
        const auto output = fresh();
        const TrainResult result = run(toy.config(), output, false, 2, {}, [&](const TrainProgress &progress) {
            if (progress.evaluated)
                reports.push_back(progress);
        });
        QCOMPARE(reports.size(), std::size_t{10});
        QVERIFY(reports.front().loss > 2);
        QVERIFY(reports.back().loss < 0.5 * reports.front().loss);
        QVERIFY2(result.bestBleu > 90, qPrintable(QString::number(result.bestBleu)));
        QCOMPARE(trainingRecord(output).at("devBleuGreedy").get<double>(), result.bestBleu);

        const auto translator = Translator::open(output);
        const AttentionTrace trace = translator->translate("badge", {});
        QCOMPARE(trace.targetText, "bo ao do go eo");
        QVERIFY(trace.complete);
        // It looks where it reads: a letter is the most attended when its word begins.
        int seen = 0;
        for (const AttentionStep &step : trace.steps)
            if (step.piece.size() > 1 && step.piece.starts_with("\u2581")) {
                Index place = 0;
                step.weights.maxCoeff(&place);
                seen += trace.source.labels[static_cast<std::size_t>(place)] == step.piece.substr(3, 1);
            }
        QVERIFY2(seen >= 4, qPrintable(QString::number(seen)));
    }

    void theSameSeedAndThreadsGiveTheSameModel()
    {
        const auto again = fresh();
        run(config_, again);
        QCOMPARE(differences(again), "");
        const auto alone = fresh();
        const TrainResult result = run(config_, alone, false, 1);
        QCOMPARE(result.steps, referenceResult_.steps);
        const auto aloneAgain = fresh();
        run(config_, aloneAgain, false, 1);
        QVERIFY(modelBytes(alone) == modelBytes(aloneAgain));
    }

    void anotherSeedGivesAnotherModel()
    {
        ToyCorpus toy = another("seed");
        toy.json()["training"]["seed"] = 2;
        const auto output = fresh();
        run(toy.config(), output);
        QVERIFY(modelBytes(output) != modelBytes(reference_));
    }

    void aStoppedRunGoesOnWithTheSameNumbers_data()
    {
        QTest::addColumn<int>("share"); // of all steps, in percent
        for (const int share : {0, 13, 50, 77, 100})
            QTest::newRow(qPrintable(QString("after %1 %").arg(share))) << share;
    }
    void aStoppedRunGoesOnWithTheSameNumbers()
    {
        QFETCH(int, share);
        const auto output = fresh();
        StopAt stop(std::max(1LL, referenceResult_.steps * share / 100));
        const TrainResult first = run(config_, output, false, 2, stop.control);
        QVERIFY(first.stopped);
        QCOMPARE(first.steps, std::max(1LL, referenceResult_.steps * share / 100));
        const TrainResult second = run(config_, output, true);
        QVERIFY(!second.stopped);
        QCOMPARE(second.steps, referenceResult_.steps);
        QCOMPARE(second.bestBleu, referenceResult_.bestBleu);
        QCOMPARE(differences(output), "");
    }

    void aRunStoppedAgainAndAgainArrives()
    {
        const auto output = fresh();
        long long steps = 0;
        int sessions = 0;
        for (bool stopped = true; stopped; ++sessions) {
            StopAt stop(steps + 7);
            const TrainResult result = run(config_, output, true, 2, stop.control);
            stopped = result.stopped;
            QVERIFY(!stopped || result.steps == steps + 7);
            steps = result.steps;
        }
        QVERIFY(sessions > 3);
        QCOMPARE(differences(output), "");
    }

    void aFinishedRunStaysFinished()
    {
        const std::string before = modelBytes(reference_);
        const TrainResult result = run(config_, reference_, true);
        QCOMPARE(result.steps, referenceResult_.steps);
        QCOMPARE(result.bestBleu, referenceResult_.bestBleu);
        QVERIFY(modelBytes(reference_) == before);
    }

    /// SIGKILL: nothing is tidied up. The child stops itself at a step, or is hit at any moment.
    void aKilledRunGoesOnWithTheSameNumbers_data()
    {
        QTest::addColumn<int>("step"); // 0: any moment
        QTest::newRow("in the first batch interval") << 1;
        QTest::newRow("in the second epoch") << static_cast<int>(referenceResult_.steps * 3 / 4);
        std::random_device random;
        for (int i = 0; i < 4; ++i)
            QTest::newRow(qPrintable(QString("after %1 ms").arg(random() % 300))) << 0;
    }
    void aKilledRunGoesOnWithTheSameNumbers()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("ThreadSanitizer allows a forked process no threads");
#endif
        QFETCH(int, step);
        const auto output = fresh();
        const pid_t child = ::fork();
        if (child == 0) {
            RunControl control;
            control.progress = [step](long long done, long long) {
                if (done == step)
                    ::raise(SIGKILL);
            };
            run(config_, output, true, 2, control);
            ::_exit(0);
        }
        if (step == 0) {
            const QString moment = QTest::currentDataTag();
            ::usleep(1000 * moment.split(' ').at(1).toUInt());
            ::kill(child, SIGKILL);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        if (step > 0)
            QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        const TrainResult result = run(config_, output, true);
        QCOMPARE(result.steps, referenceResult_.steps);
        QCOMPARE(differences(output), "");
    }

    void aStartedRunIsNotStartedAnew()
    {
        QCOMPARE(refusal(config_, reference_), reference_.string() +
                                                   ".training: holds a started run: go on with --resume, or start "
                                                   "anew with --overwrite");
    }

    void aRunOfAnotherConfigurationIsRefused()
    {
        ToyCorpus toy = another("other");
        toy.json()["training"]["dropout"] = 0.3;
        QCOMPARE(refusal(toy.config(), reference_, true),
                 reference_.string() +
                     ".training: holds a run with another configuration: start anew with --overwrite");
    }

    /// What a run has left that was killed before its first checkpoint, or could not begin, is not used.
    void aNewRunUsesNothingOfAnotherText_data()
    {
        QTest::addColumn<bool>("killed"); // or it ended with an error
        QTest::addColumn<bool>("resume");
        QTest::addColumn<bool>("configured"); // with another configuration
        QTest::newRow("killed") << true << false << false;
        QTest::newRow("killed, resumed") << true << true << false;
        QTest::newRow("killed, another configuration") << true << false << true;
        QTest::newRow("error") << false << false << false;
        QTest::newRow("error, resumed") << false << true << false;
        QTest::newRow("error, another configuration") << false << false << true;
    }
    void aNewRunUsesNothingOfAnotherText()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("ThreadSanitizer allows a forked process no threads");
#endif
        QFETCH(bool, killed);
        QFETCH(bool, resume);
        QFETCH(bool, configured);
        ToyCorpus toy = another("wrong");
        toy.json() = toy_->json();
        const auto output = fresh();
        const std::vector<const char *> files{"train.src", "train.trg"};
        if (configured)
            toy.json()["training"]["seed"] = 2;
        for (const char *file : files)
            rewrite(toy.file(file));
        if (!killed) // every sentence is too long
            writeBytes(toy.file("train.src"), std::string(200, 'A') + "\n" + std::string(200, 'B') + "\n");
        if (!killed)
            writeBytes(toy.file("train.trg"), "A\nB\n");
        const TrainConfig wrong = toy.config();
        if (killed)
            QVERIFY(killedRun([&](const RunControl &control) { run(wrong, output, false, 2, control); }, 1));
        else
            QVERIFY(refusal(wrong, output).ends_with("no sentence pair that can be used"));
        QVERIFY(exists(std::filesystem::path(output.string() + ".training/source.spm")));
        for (const char *file : files)
            writeBytes(toy.file(file), readBytes(toy_->file(file)));
        toy.json() = toy_->json();
        run(toy.config(), output, resume);
        QCOMPARE(differences(output), "");
    }

    void aRunOfOtherDataIsRefused()
    {
        const ToyCorpus toy = another("shrinks");
        const TrainConfig config = toy.config();
        const auto output = fresh();
        StopAt stop(20);
        run(config, output, false, 2, stop.control);
        for (const char *name : {"train.src", "train.trg"}) {
            const std::string text = readBytes(toy.file(name));
            writeBytes(toy.file(name), text.substr(0, text.find('\n') + 1));
        }
        const std::string problem =
            output.string() + ".training: holds a run with other training data: start anew with --overwrite";
        QCOMPARE(refusal(config, output, true), problem);
        ToyCorpus(toy.folder()); // as it was
        StopAt later(25);
        QVERIFY(run(config, output, true, 2, later.control).stopped);
        rewrite(toy.file("dev.trg"));
        QCOMPARE(refusal(config, output, true), problem);
    }

    void aFinishedBundleIsOverwrittenOnRequestOnly()
    {
        const auto output = fresh();
        std::filesystem::copy(reference_, output);
        writeBytes(output / "README.md", "the card of another model");
        writeBytes(output / "notes.txt", "mine");
        const std::string before = modelBytes(output);
        ToyCorpus toy = another("overwriting");
        toy.json()["training"]["seed"] = 5;
        const TrainConfig config = toy.config();
        const std::string problem = ": is a finished model: replace it with --overwrite, or give another folder";
        for (const bool resume : {false, true}) // there is no run that could go on
            for (const char *slash : {"", "/"})
                QCOMPARE(refusal(config, output.string() + slash, resume), output.string() + problem);
        QVERIFY(!exists(std::filesystem::path(output.string() + ".training")));
        QVERIFY(modelBytes(output) == before);

#ifndef __SANITIZE_THREAD__
        // Killed before it had a model of its own: the old one is still asked for.
        QVERIFY(killedRun([&](const RunControl &control) { overwrite(config, output, control); }, 1));
        QCOMPARE(refusal(config, output), output.string() + problem);
        QVERIFY(modelBytes(output) == before);
        QCOMPARE(readBytes(output / "README.md"), "the card of another model");
#endif
        overwrite(config, output);
        QVERIFY(modelBytes(output) != before);
        QVERIFY(!exists(output / "README.md"));
        QCOMPARE(readBytes(output / "notes.txt"), "mine");
    }

    void aStartedRunIsOverwrittenOnRequest()
    {
        const auto output = fresh();
        ToyCorpus toy = another("begun");
        toy.json()["training"]["seed"] = 3;
        StopAt stop(5);
        QVERIFY(run(toy.config(), output, false, 2, stop.control).stopped);
        QVERIFY(refusal(config_, output).find("holds a started run") != std::string::npos);
        overwrite(config_, output);
        QCOMPARE(differences(output), "");
    }

    /// What a person adds to the bundle while it is trained stays.
    void aCardWrittenWhileTrainingIsKept()
    {
        ToyCorpus toy(root() / "card", 1200);
        toy.json()["training"]["epochs"] = 5;
        const auto output = fresh();
        std::stop_source stop;
        RunControl control;
        control.stop = stop.get_token();
        control.progress = [&](long long, long long) {
            if (exists(output))
                stop.request_stop();
        };
        QVERIFY(run(toy.config(), output, false, 2, control).stopped);
        writeBytes(output / "README.md", "my card");
        const std::string before = modelBytes(output);
        run(toy.config(), output, true);
        QVERIFY(modelBytes(output) != before);
        QCOMPARE(readBytes(output / "README.md"), "my card");
    }

    void aCheckpointOfAnotherModelIsRefused()
    {
        const auto output = fresh();
        StopAt stop(3);
        run(config_, output, false, 2, stop.control);
        TensorMap tensors = readSafetensors(checkpointOf(output));
        tensors.at("second/match.v") = {{3}, {1, 2, 3}};
        writeSafetensors(checkpointOf(output), tensors, TensorType::F32, {{"state", "{\"step\":3}"}});
        QCOMPARE(refusal(config_, output, true),
                 checkpointOf(output).string() +
                     ": not a checkpoint of this model: second/match.v is missing or has another size");
    }

    void aDamagedCheckpointIsRefused_data()
    {
        QTest::addColumn<QString>("state");
        QTest::newRow("none") << QString();
        QTest::newRow("no JSON") << QString("step 3");
        QTest::newRow("not an object") << QString("3");
        QTest::newRow("empty") << QString("{}");
        QTest::newRow("wrong type") << json("{'step':'three'}").c_str();
    }
    void aDamagedCheckpointIsRefused()
    {
        QFETCH(QString, state);
        const auto output = fresh();
        StopAt stop(3);
        run(config_, output, false, 2, stop.control);
        std::map<std::string, std::string> metadata;
        if (!state.isNull())
            metadata["state"] = state.toStdString();
        writeSafetensors(checkpointOf(output), readSafetensors(checkpointOf(output)), TensorType::F32, metadata);
        QCOMPARE(refusal(config_, output, true),
                 checkpointOf(output).string() + ": not a checkpoint: its state cannot be read");
        writeBytes(checkpointOf(output), "half a fi");
        QVERIFY(refusal(config_, output, true).starts_with(checkpointOf(output).string() + ": "));
    }

    /// Of the first version: without the step of the last evaluation and the data's fingerprint.
    void anOldCheckpointGoesOn()
    {
        const auto output = fresh();
        StopAt stop(referenceResult_.steps / 2 + 3);
        run(config_, output, false, 2, stop.control);
        auto state = nlohmann::json::parse(readSafetensorsHeader(checkpointOf(output)).metadata.at("state"));
        QCOMPARE(state.erase("inputs") + state.erase("evaluatedStep"), std::size_t{2});
        writeSafetensors(checkpointOf(output), readSafetensors(checkpointOf(output)), TensorType::F32,
                         {{"state", state.dump()}});
        run(config_, output, true);
        QCOMPARE(differences(output), "");
    }

    void unequalLineCountsAreRefusedBeforeAnythingIsWritten()
    {
        const ToyCorpus toy = another("unequal");
        const TrainConfig config = toy.config();
        writeBytes(toy.file("train.trg"), "one line\n");
        const auto output = fresh();
        QCOMPARE(refusal(config, output),
                 toy.file("train.src").string() + ": 400 lines, but " + toy.file("train.trg").string() + " has 1");
        QVERIFY(!exists(std::filesystem::path(output.string() + ".training")));
    }

    void unreadableDataAreNamed()
    {
        const ToyCorpus toy = another("unreadable");
        const TrainConfig config = toy.config();
        std::filesystem::remove(toy.file("dev.trg"));
        QCOMPARE(refusal(config, fresh()), toy.file("dev.trg").string() + ": cannot be read: no such file or folder");
        std::filesystem::remove(toy.file("train.src"));
        QCOMPARE(refusal(config, fresh()), toy.file("train.src").string() + ": cannot be read: no such file or folder");
    }

    void aTokenizerThatCannotBeTrainedNamesTextAndField()
    {
        ToyCorpus toy = another("alphabet");
        toy.json()["targetTokenizer"]["vocabulary"] = 12;
        QCOMPARE(refusal(toy.config(), fresh()),
                 toy.file("train.trg").string() +
                     ": \"targetTokenizer\" cannot be trained: a vocabulary of 12 is too small: the characters of the "
                     "text alone need 18; give a larger \"vocabulary\" or a smaller \"coverage\"");
    }

    void dataWithoutAPairAreRefused()
    {
        ToyCorpus toy = another("pairless");
        toy.json()["training"]["maxTokens"] = 2; // one letter and the end symbol
        QCOMPARE(refusal(toy.config(), fresh()),
                 toy.file("train.src").string() + ": no sentence pair that can be used");
        const ToyCorpus blank = another("blank");
        const TrainConfig config = blank.config();
        writeBytes(blank.file("train.src"), "\n \n");
        writeBytes(blank.file("train.trg"), "\n \n");
        QVERIFY(refusal(config, fresh()).find("text to be trained on") != std::string::npos);
        const ToyCorpus devless = another("devless");
        const TrainConfig withoutDev = devless.config();
        writeBytes(devless.file("dev.src"), "");
        writeBytes(devless.file("dev.trg"), "");
        QCOMPARE(refusal(withoutDev, fresh()), devless.file("dev.src").string() + ": no sentence to evaluate on");
    }

    void anOutputThatCannotBeIsRefusedAtOnce()
    {
        const std::string place = (root() / "taken").string();
        std::filesystem::create_directory(place);
        writeBytes(place + "/letter.txt", "dear");
        const std::string problem = ": exists and is not a model bundle: it will not be overwritten";
        QCOMPARE(refusal(config_, place), place + problem);
        QCOMPARE(refusal(config_, place + "/"), place + problem);
        QCOMPARE(refusal(config_, place + "/letter.txt"), place + "/letter.txt" + problem);
        QCOMPARE(refusal(config_, place + "/letter.txt/model").substr(0, place.size() + 11), place + "/letter.txt");
        QCOMPARE(entryCount(place), std::size_t{1});
        QVERIFY(refusal(config_, "/proc/fovea/model").starts_with("/proc/fovea/model"));
    }

    void aModelTooLargeToBeResumedIsRefused()
    {
        ToyCorpus toy = another("large");
        toy.json()["model"]["embedding"] = 4096;
        toy.json()["model"]["decoder"] = 4096;
        QCOMPARE(refusal(toy.config(), fresh()), "the sizes ask for more than 33488896 parameters");
    }

    void devSentencesThatCannotBeTranslatedCountAsEmpty()
    {
        const ToyCorpus toy = another("dev");
        const TrainConfig config = toy.config();
        writeBytes(toy.file("dev.src"), "\n" + std::string(3000, 'a') + "\nbad\n");
        writeBytes(toy.file("dev.trg"), "bo\nao\nbo ao do\n");
        const TrainResult result = run(config, fresh());
        QVERIFY(!result.stopped);
        QVERIFY(result.bestBleu >= 0);
    }

    void moreThreadsThanSentencesWork()
    {
        ToyCorpus toy = another("threads");
        toy.json()["training"]["batchSentences"] = 3;
        toy.json()["training"]["epochs"] = 1;
        std::vector<double> losses;
        const TrainResult result = run(toy.config(), fresh(), false, 5, {},
                                       [&](const TrainProgress &progress) { losses.push_back(progress.loss); });
        QVERIFY(result.steps >= 400 / 3);
        QVERIFY(std::isfinite(losses.back()) && losses.back() > 0);
    }

    void progressIsSane()
    {
        const auto output = fresh();
        std::vector<TrainProgress> reports;
        std::vector<long long> steps;
        RunControl control;
        control.progress = [&](long long done, long long total) {
            QCOMPARE(total, referenceResult_.steps);
            steps.push_back(done);
        };
        run(config_, output, false, 2, control, [&](const TrainProgress &progress) { reports.push_back(progress); });
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps.back(), referenceResult_.steps);
        QVERIFY(steps.size() <= 1000);

        const auto evaluations =
            std::count_if(reports.begin(), reports.end(), [](const TrainProgress &p) { return p.evaluated; });
        QCOMPARE(evaluations, 4); // two epochs, two each
        double best = -1;
        for (const TrainProgress &progress : reports) {
            QCOMPARE(progress.epochs, 2);
            QCOMPARE(progress.steps, referenceResult_.steps);
            QVERIFY(progress.epoch == 1 || progress.epoch == 2);
            QVERIFY(progress.step > 0 && progress.step <= progress.steps);
            QVERIFY(progress.loss > 0 && progress.loss < 10);
            QVERIFY(progress.tokensPerSecond > 0);
            QVERIFY(progress.secondsLeft >= 0);
            if (progress.evaluated) {
                QVERIFY(progress.bleu >= 0 && progress.bleu <= 100);
                best = std::max(best, progress.bleu);
                QCOMPARE(progress.bestBleu, best);
            }
        }
        QCOMPARE(reports.back().step, referenceResult_.steps);
        QCOMPARE(reports.back().secondsLeft, 0.0);
        QCOMPARE(reports.back().epoch, 2);
    }

    void theBestModelIsKept()
    {
        QCOMPARE(trainingRecord(reference_).at("devBleuGreedy").get<double>(), referenceResult_.bestBleu);
        QVERIFY(trainingRecord(reference_).at("step") <= referenceResult_.steps);
        const auto translator = Translator::open(reference_);
        QVERIFY(translator->info().match == MatchFunction::Additive);
    }

    void aTranslatorWorksWhileATrainerDoes()
    {
        const auto translator = Translator::open(writeTinyBundle(root() / "tiny"));
        const std::string sentence = "机器学习很有意思。";
        const AttentionTrace expected = translator->translate(sentence, {});
        std::atomic<bool> done = false;
        std::atomic<int> same = 0;
        std::atomic<int> other = 0;
        std::thread translating([&] {
            while (!done || same == 0)
                ++(translator->translate(sentence, {}).targetText == expected.targetText ? same : other);
        });
        const auto output = fresh();
        run(config_, output);
        done = true;
        translating.join();
        QVERIFY(same > 0);
        QCOMPARE(other.load(), 0);
        QCOMPARE(differences(output), "");
    }

    void twoTrainersWorkAtTheSameTime()
    {
        const auto first = fresh();
        const auto second = fresh();
        std::thread other([&] { run(config_, first); });
        run(config_, second);
        other.join();
        QCOMPARE(differences(first), "");
        QCOMPARE(differences(second), "");
    }

    void aDivergingRunIsAModelError()
    {
        const auto output = fresh();
        StopAt stop(5);
        run(config_, output, false, 2, stop.control);
        TensorMap tensors = readSafetensors(checkpointOf(output));
        std::vector<float> &bias = tensors.at("parameter/output.bias").data;
        for (std::size_t i = 0; i < bias.size(); ++i)
            bias[i] = (i % 2 ? 1.0F : -1.0F) * std::numeric_limits<float>::max();
        writeSafetensors(checkpointOf(output), tensors, TensorType::F32,
                         readSafetensorsHeader(checkpointOf(output)).metadata);
        const std::string before = readBytes(checkpointOf(output));
        QVERIFY_EXCEPTION_THROWN(run(config_, output, true), ModelError);
        QCOMPARE(refusal(config_, output, true),
                 "training diverged at step 6: the loss is not finite; lower the learning rate");
        QVERIFY(readBytes(checkpointOf(output)) == before);
    }

    void aGradientThatIsNoNumberChangesNothing()
    {
        Seq2Seq model({MatchFunction::Additive, 9, 9, 4, 4, 8, 4});
        std::mt19937 random(1);
        model.initialize(random);
        // A large logit has a finite loss; the square of its gradient overflows.
        for (int id = 0; id < model.parameters().size(); ++id)
            if (model.parameters()[id].name == "decoder.embedding")
                model.parameters()[id].value.col(7) *= 1e25F; // a word that is not in the pairs
        Workers workers(2);
        const std::vector<EncodedPair> pairs{{{4, 5, 3}, {6, 3}}, {{7, 3}, {8, 4, 3}}};
        TranslationLoss loss(model, pairs, 2, {});
        TrainStep step(loss, workers, {});
        const std::vector<int> chosen{0, 1};
        const Matrix before = model.parameters()[0].value;
        QCOMPARE(errorOf([&] { step.run(chosen, 1, 0.1); }),
                 "training diverged at step 1: the gradient is not finite; lower the learning rate");
        QVERIFY(model.parameters()[0].value == before);
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "test_trainer.moc"
