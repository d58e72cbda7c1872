// links: fovea_tasks
#include <QTest>

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include "core/nn/initializer.h"
#include "core/tasks/translator.h"
#include "core/text/line.h"
#include "core/types/utf8.h"
#include "support/io_support.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

/// Sentences of different lengths and a target for each, side by side.
TranslationBatch batchOf(const std::vector<std::vector<int>> &sources, const std::vector<std::vector<int>> &targets)
{
    const std::size_t sentences = sources.size();
    const auto longest = [](const std::vector<std::vector<int>> &lists) {
        std::size_t length = 0;
        for (const auto &list : lists)
            length = std::max(length, list.size());
        return length;
    };
    TranslationBatch batch;
    batch.source.assign(longest(sources) * sentences, 0);
    batch.inputs.assign(longest(targets) * sentences, 0);
    batch.targets.assign(batch.inputs.size(), -1);
    for (std::size_t b = 0; b < sentences; ++b) {
        batch.sourceLengths.push_back(static_cast<int>(sources[b].size()));
        for (std::size_t i = 0; i < sources[b].size(); ++i)
            batch.source[i * sentences + b] = sources[b][i];
        for (std::size_t t = 0; t < targets[b].size(); ++t) {
            batch.inputs[t * sentences + b] = t == 0 ? 2 : targets[b][t - 1];
            batch.targets[t * sentences + b] = targets[b][t];
        }
        batch.targetWords += static_cast<Index>(targets[b].size());
    }
    return batch;
}

std::vector<int> randomIds(int length, int vocabulary, std::mt19937 &random)
{
    std::uniform_int_distribution<int> draw(3, vocabulary - 1);
    std::vector<int> ids(static_cast<std::size_t>(length));
    std::generate(ids.begin(), ids.end(), [&] { return draw(random); });
    return ids;
}

bool sameWeights(const AttentionTrace &a, const AttentionTrace &b)
{
    return std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(),
                      [](const AttentionStep &x, const AttentionStep &y) {
                          return x.id == y.id && x.logProbability == y.logProbability && x.weights == y.weights &&
                                 x.state == y.state;
                      });
}

bool isValidUtf8(const std::string &text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (!point.valid)
            return false;
        at += point.length;
    }
    return true;
}

QString joinedLabels(const AttentionTrace &trace)
{
    QStringList labels;
    for (const std::string &label : trace.source.labels)
        labels << QString::fromStdString(label);
    return labels.join(' ');
}

} // namespace

class TestTranslator : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;
    std::shared_ptr<const Translator> translator_; ///< random parameters; outputs of different lengths
    std::shared_ptr<const Translator> endless_;    ///< never emits the end symbol
    std::shared_ptr<const Translator> none_;       ///< match none

    std::shared_ptr<const Translator> make(const char *name, const TinyBundleOptions &options) const
    {
        const std::filesystem::path root = folder_.path().toStdString();
        return Translator::open(writeTinyBundle(root / name, options));
    }

private slots:
    void initTestCase()
    {
        translator_ = make("tiny", {.endBias = 2});
        endless_ = make("endless", {.endBias = -20});
        none_ = make("none", {.match = MatchFunction::None, .endBias = 2});
    }

    void opensWithItsName()
    {
        QCOMPARE(translator_->info().name, "tiny");
        QCOMPARE(translator_->info().path, folder_.path().toStdString() + "/tiny");
        QCOMPARE(translator_->info().task, "translation");
        QVERIFY(translator_->info().match == MatchFunction::Additive);
        QVERIFY(none_->info().match == MatchFunction::None);
    }

    void aBundleThatIsNotThereIsAnError()
    {
        const std::string path = folder_.path().toStdString() + "/nothing";
        QCOMPARE(errorOf([&] { Translator::open(path); }), path + ": no such model bundle");
        QVERIFY(errorOf([&] { Translator::open(folder_.path().toStdString()); }).ends_with("it has no config.json"));
    }

    void aBlankSentenceIsAnInputError_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::newRow("empty") << QString();
        QTest::newRow("spaces") << QString("   ");
        QTest::newRow("ideographic space") << QString("　");
        QTest::newRow("control characters") << QString("\t\n\r");
    }
    void aBlankSentenceIsAnInputError()
    {
        QFETCH(QString, sentence);
        const std::string text = sentence.toStdString();
        QCOMPARE(errorOf([&] { translator_->begin(text); }), "the sentence is empty");
        QCOMPARE(errorOf([&] { translator_->translate(text, {}); }), "the sentence is empty");
        QCOMPARE(errorOf([&] { translator_->force(text, "a"); }), "the sentence is empty");
        QVERIFY_EXCEPTION_THROWN(translator_->begin(text), InputError);
    }

    void tooLongASentenceSaysBothNumbers()
    {
        std::string sentence;
        for (int i = 0; i < 5000; ++i)
            sentence += "学";
        QCOMPARE(translator_->maxSourceTokens(), 2000);
        QCOMPARE(errorOf([&] { translator_->begin(sentence); }),
                 "the sentence has 5001 tokens, at most 2000 are possible");
        QVERIFY_EXCEPTION_THROWN(translator_->begin(sentence), InputError);
        sentence.resize(3 * 1999); // of 3 bytes each
        const auto tree = translator_->begin(sentence);
        QCOMPARE(tree->model().sourceLength(), Index{2000});
        QVERIFY(tree->node(tree->step(kRootNode)).depth == 1);
    }

    void unknownSymbolsStayVisible()
    {
        const AttentionTrace trace = translator_->translate("🙂龘學习👨‍👩‍👧", {});
        QCOMPARE(joinedLabels(trace), QString("🙂 龘 學 习 👨‍👩‍👧 ⟨end⟩"));
        QVERIFY(!trace.steps.empty());
        for (const AttentionStep &step : trace.steps) {
            QVERIFY(step.weights.allFinite());
            QVERIFY(std::abs(step.weights.sum() - 1) < 1e-5F);
        }
        QVERIFY(isValidUtf8(trace.targetText));
    }

    void anyBytesDecode()
    {
        const AttentionTrace trace = translator_->translate("学\xff\xc3习\xe4\xbd。", {});
        QCOMPARE(trace.sourceText, "学\ufffd\ufffd习\ufffd。");
        QCOMPARE(joinedLabels(trace), QString("学 \ufffd \ufffd 习 \ufffd 。 ⟨end⟩"));
        std::string noise;
        for (int i = 0; i < 256; ++i)
            noise.push_back(static_cast<char>(i));
        const AttentionTrace all = translator_->translate(noise, {});
        QVERIFY(isValidUtf8(all.sourceText));
        QCOMPARE(all.steps.front().weights.size(), all.source.size());
    }

    void aTraceSaysWhatWasDone()
    {
        const std::string sentence = "  机器学习\t";
        const auto tree = translator_->begin(sentence);
        const AttentionTrace root = translator_->trace(*tree, kRootNode, sentence);
        QVERIFY(root.steps.empty());
        QVERIFY(!root.complete);
        QCOMPARE(root.sourceText, "机器学习");
        QCOMPARE(root.targetText, "");
        QCOMPARE(joinedLabels(root), QString("机 器 学 习 ⟨end⟩"));
        QVERIFY(root.source.kind == SourceAxis::Kind::Sequence);

        const Tokenizer &target = translator_->targetTokenizer();
        const int machine = translator_->targetIds("machine").front();
        const NodeId forced = tree->force(kRootNode, machine);
        const NodeId second = tree->overrideWeights(forced, Vector::Unit(5, 2));
        const NodeId end = tree->force(second, target.endId());
        const AttentionTrace trace = translator_->trace(*tree, end, sentence);
        QCOMPARE(trace.steps.size(), std::size_t{3});
        QVERIFY(trace.complete);
        QCOMPARE(trace.steps[0].id, machine);
        QCOMPARE(trace.steps[0].piece, target.piece(machine));
        QCOMPARE(trace.steps[0].token, target.display(machine));
        QVERIFY(!trace.steps[0].overridden);
        QVERIFY(trace.steps[1].overridden);
        QVERIFY(trace.steps[1].weights == Vector::Unit(5, 2));
        QCOMPARE(trace.steps[2].token, "⟨end⟩");
        const std::vector<int> words{machine, trace.steps[1].id};
        QCOMPARE(trace.targetText, target.decode(words)); // without the end symbol
        QCOMPARE(trace.decoding.score, beamScore(*tree, end, {.lengthPenalty = trace.decoding.lengthPenalty}));
        for (const AttentionStep &step : trace.steps) {
            QCOMPARE(step.energies.size(), Index{5});
            QCOMPARE(step.state.size(), Index{16});
            QCOMPARE(step.context.size(), Index{16});
            QCOMPARE(step.candidates.size(), std::size_t{10});
            QVERIFY(
                std::is_sorted(step.candidates.begin(), step.candidates.end(),
                               [](const Candidate &a, const Candidate &b) { return a.probability > b.probability; }));
            QCOMPARE(step.candidates[0].token, target.display(step.candidates[0].id));
        }
        QVERIFY(std::abs(std::exp(trace.steps[1].logProbability) - trace.steps[1].candidates[0].probability) < 1e-9);
        QVERIFY(!translator_->trace(*tree, second, sentence).complete);
    }

    void anOutputThatNeverEndsStopsAtTheLimit()
    {
        const AttentionTrace trace = endless_->translate("学习", {});
        QCOMPARE(trace.steps.size(), static_cast<std::size_t>(Translator::maxTargetTokens(3)));
        QVERIFY(!trace.complete);
        QVERIFY(!endless_->translate("学习", {.width = 3}).complete);
    }

    void aStoppedTranslationIsNotComplete()
    {
        std::stop_source stop;
        stop.request_stop();
        RunControl control;
        control.stop = stop.get_token();
        const AttentionTrace trace = translator_->translate("学习", {}, control);
        QVERIFY(trace.steps.empty());
        QVERIFY(!trace.complete);
    }

    void widthOneIsGreedyStepping()
    {
        bool ended = false;
        for (const auto &translator : {translator_, none_})
            for (const std::string &sentence : tinySourceLines()) {
                const auto tree = translator->begin(sentence);
                const DecodeResult stepped = tree->runToEnd(kRootNode);
                const AttentionTrace expected = translator->trace(*tree, stepped.leaf, sentence);
                const AttentionTrace trace = translator->translate(sentence, {});
                QVERIFY(sameWeights(trace, expected));
                QCOMPARE(trace.targetText, expected.targetText);
                QCOMPARE(trace.complete, stepped.outcome == DecodeOutcome::Finished);
                QCOMPARE(trace.decoding.score, expected.decoding.score);
                ended |= trace.complete;
            }
        QVERIFY(ended);
    }

    void aWiderBeamFindsNoWorse()
    {
        for (const std::string &sentence : tinySourceLines()) {
            const BeamOptions plain{.width = 1, .lengthPenalty = 0};
            const BeamOptions wide{.width = 8, .lengthPenalty = 0};
            const AttentionTrace greedy = translator_->translate(sentence, plain);
            const AttentionTrace beam = translator_->translate(sentence, wide);
            QCOMPARE(beam.decoding.beam, 8);
            QCOMPARE(beam.decoding.lengthPenalty, 0.0);
            if (greedy.complete)
                QVERIFY(beam.decoding.score >= greedy.decoding.score - 1e-6);
        }
    }

    void forcedWordsAreAligned()
    {
        const std::string words = "Machine learning is interesting.";
        const AttentionTrace trace = translator_->force("机器学习", words);
        QCOMPARE(trace.targetText, words);
        QVERIFY(trace.complete);
        const std::vector<int> ids = translator_->targetIds(words);
        QCOMPARE(trace.steps.size(), ids.size() + 1);
        for (std::size_t t = 0; t < ids.size(); ++t) {
            QCOMPARE(trace.steps[t].id, ids[t]);
            QCOMPARE(trace.steps[t].weights.size(), Index{5});
        }
        QVERIFY(std::any_of(trace.steps.begin(), trace.steps.end(), [](const AttentionStep &s) { return s.forced; }));
        // Forcing what the model would say gives what it says.
        for (const std::string &sentence : tinySourceLines()) {
            const AttentionTrace said = translator_->translate(sentence, {});
            const AttentionTrace forced = translator_->force(sentence, said.targetText);
            if (said.complete && forced.steps.size() == said.steps.size() && forced.steps[0].id == said.steps[0].id)
                QVERIFY(forced.steps[0].weights == said.steps[0].weights);
        }
    }

    void anEmptyOutputCanBeForced()
    {
        const AttentionTrace trace = translator_->force("机器学习", "");
        QCOMPARE(trace.steps.size(), std::size_t{1});
        QCOMPARE(trace.targetText, "");
        QVERIFY(trace.complete);
    }

    void forcingIsNotBoundToWhatASearchMayFind()
    {
        std::string words;
        for (int i = 0; i < 40; ++i)
            words += "machine ";
        QVERIFY(static_cast<int>(translator_->targetIds(words).size()) > Translator::maxTargetTokens(2));
        QVERIFY(translator_->force("学", words).complete);
        for (int i = 0; i < 5000; ++i)
            words += "machine ";
        const std::string problem = errorOf([&] { translator_->force("学", words); });
        QVERIFY2(problem.starts_with("the output has ") && problem.ends_with(" tokens, at most 4020 are possible"),
                 problem.c_str());
    }

    void aDecodeOutlivesItsTranslator()
    {
        auto translator = make("short-lived", {});
        const auto expected = translator->begin("机器学习");
        const NodeId there = expected->step(kRootNode);
        const auto tree = translator->begin("机器学习");
        const std::weak_ptr<const Translator> watched = translator;
        translator.reset();
        QVERIFY(watched.expired());
        const NodeId step = tree->step(kRootNode);
        QCOMPARE(tree->node(step).token, expected->node(there).token);
        QVERIFY(tree->node(step).expansion->weights() == expected->node(there).expansion->weights());
    }

    void threadsShareATranslator()
    {
        std::vector<AttentionTrace> expected;
        for (const std::string &sentence : tinySourceLines())
            expected.push_back(translator_->translate(sentence, {.width = 3}));
        std::vector<std::thread> threads;
        std::vector<std::string> differences(3);
        for (std::string &difference : differences)
            threads.emplace_back([&] {
                for (int round = 0; round < 3; ++round)
                    for (std::size_t i = 0; i < expected.size(); ++i) {
                        const AttentionTrace trace = translator_->translate(tinySourceLines()[i], {.width = 3});
                        if (!sameWeights(trace, expected[i]) || trace.targetText != expected[i].targetText)
                            difference = tinySourceLines()[i];
                    }
            });
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(std::all_of(differences.begin(), differences.end(), [](const auto &text) { return text.empty(); }));
    }

    void aSentenceGivesTheSameAloneAndInABatch_data()
    {
        QTest::addColumn<int>("match");
        for (const MatchFunction match : kMatchFunctions)
            QTest::newRow(name(match).data()) << static_cast<int>(match);
    }
    void aSentenceGivesTheSameAloneAndInABatch()
    {
        QFETCH(int, match);
        Seq2Seq model({static_cast<MatchFunction>(match), 40, 50, 24, 16, 32, 20});
        std::mt19937 random(8);
        model.initialize(random);
        std::vector<std::vector<int>> sources;
        std::vector<std::vector<int>> targets;
        for (const auto &[source, target] : {std::pair(1, 9), {17, 3}, {6, 1}, {11, 14}}) {
            sources.push_back(randomIds(source, 40, random));
            targets.push_back(randomIds(target, 50, random));
        }
        Tape tape;
        const Matrix together = tape.value(model.logits(tape, batchOf(sources, targets), {}, random));
        const Index sentences = static_cast<Index>(sources.size());
        for (std::size_t b = 0; b < sources.size(); ++b) {
            Tape own;
            const Matrix alone = own.value(model.logits(own, batchOf({sources[b]}, {targets[b]}), {}, random));
            QVERIFY(alone.cwiseAbs().maxCoeff() > 0.05F);
            for (Index t = 0; t < alone.cols(); ++t)
                QVERIFY((alone.col(t) - together.col(t * sentences + static_cast<Index>(b))).cwiseAbs().maxCoeff() <
                        1e-5F);
        }
    }

    /// Training and decoding share one step: teacher forcing is what force() sees.
    void teacherForcingIsForcedDecoding()
    {
        const std::string sentence = "我们明天去学校。";
        const AttentionTrace trace = translator_->force(sentence, "We will go to school tomorrow.");
        std::vector<int> source = translator_->sourceTokenizer().encode(sentence);
        source.push_back(translator_->sourceTokenizer().endId());
        std::vector<int> target;
        for (const AttentionStep &step : trace.steps)
            target.push_back(step.id);
        Tape tape;
        std::mt19937 unused;
        Matrix logits = tape.value(translator_->model().logits(tape, batchOf({source}, {target}), {}, unused));
        logSoftmaxColumns(logits);
        for (std::size_t t = 0; t < target.size(); ++t)
            QVERIFY(std::abs(static_cast<double>(logits(target[t], static_cast<Index>(t))) -
                             trace.steps[t].logProbability) < 1e-4);
    }
};

QTEST_APPLESS_MAIN(TestTranslator)
#include "test_translator.moc"
