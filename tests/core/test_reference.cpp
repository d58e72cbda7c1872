// links: fovea_nn nlohmann_json::nlohmann_json
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/nn/seq2seq.h"
#include "support/reference_values.h"

// The engine against PyTorch: tests/support/make_reference.py made the values in tests/data/reference.

using namespace fovea;
using namespace fovea::test;

namespace
{

struct Sentence {
    std::vector<int> source, target, inputs;
    Matrix annotations, initialState; ///< d x n, m x 1
    Matrix energies, weights;         ///< n x T; empty for none
    Matrix contexts, states, logits;  ///< d x T, m x T, V x T
};

struct Reference {
    Seq2Seq::Sizes sizes;
    LossOptions options;
    std::vector<Sentence> sentences;
    double loss = 0;
    std::map<std::string, Matrix> parameters, gradients;
};

Sentence sentenceFrom(const nlohmann::json &json, int begin)
{
    Sentence sentence;
    sentence.source = json.at("source").get<std::vector<int>>();
    sentence.target = json.at("target").get<std::vector<int>>();
    sentence.inputs = sentence.target;
    sentence.inputs.insert(sentence.inputs.begin(), begin);
    sentence.inputs.pop_back();
    sentence.annotations = transposedFrom(json.at("annotations"));
    sentence.initialState = transposedFrom(json.at("initialState"));
    if (json.contains("weights")) {
        sentence.energies = transposedFrom(json.at("energies"));
        sentence.weights = transposedFrom(json.at("weights"));
    }
    sentence.contexts = transposedFrom(json.at("contexts"));
    sentence.states = transposedFrom(json.at("states"));
    sentence.logits = transposedFrom(json.at("logits"));
    return sentence;
}

Reference readReference(MatchFunction match, DecoderKind kind)
{
    const std::string prefix = kind == DecoderKind::Conditional ? "conditional-" : "";
    std::ifstream file(FOVEA_SOURCE_DIR "/tests/data/reference/" + prefix + std::string(name(match)) + ".json");
    const nlohmann::json json = nlohmann::json::parse(file);
    const auto &sizes = json.at("sizes");
    Reference reference;
    reference.sizes = {match,
                       sizes.at("sourceVocabulary"),
                       sizes.at("targetVocabulary"),
                       sizes.at("embedding"),
                       sizes.at("encoder"),
                       sizes.at("decoder"),
                       sizes.at("attention"),
                       kind};
    reference.options.smoothing = json.at("smoothing");
    reference.options.normalizer = json.at("normalizer");
    reference.loss = json.at("loss");
    for (const auto &sentence : json.at("sentences"))
        reference.sentences.push_back(sentenceFrom(sentence, json.at("begin")));
    for (const auto &[name, value] : json.at("parameters").items())
        reference.parameters[name] = matrixFrom(value);
    for (const auto &[name, value] : json.at("gradients").items())
        reference.gradients[name] = matrixFrom(value);
    return reference;
}

/// The sentences `which` of a reference, padded to the longest of each side.
TranslationBatch makeBatch(const Reference &reference, const std::vector<std::size_t> &which)
{
    TranslationBatch batch;
    std::size_t n = 0;
    std::size_t steps = 0;
    for (const std::size_t s : which) {
        n = std::max(n, reference.sentences[s].source.size());
        steps = std::max(steps, reference.sentences[s].target.size());
    }
    const std::size_t count = which.size();
    // Padding is a real word on purpose: it must not matter which.
    batch.source.assign(n * count, 6);
    batch.inputs.assign(steps * count, 4);
    batch.targets.assign(steps * count, -1);
    for (std::size_t b = 0; b < count; ++b) {
        const Sentence &sentence = reference.sentences[which[b]];
        batch.sourceLengths.push_back(static_cast<int>(sentence.source.size()));
        batch.targetWords += static_cast<Index>(sentence.target.size());
        for (std::size_t i = 0; i < sentence.source.size(); ++i)
            batch.source[i * count + b] = sentence.source[i];
        for (std::size_t t = 0; t < sentence.target.size(); ++t) {
            batch.inputs[t * count + b] = sentence.inputs[t];
            batch.targets[t * count + b] = sentence.target[t];
        }
    }
    return batch;
}

/// Columns i * S + b of sequence b, `count` of them.
Matrix positionsOf(const Eigen::Ref<const Matrix> &values, Index b, Index sequences, Index count)
{
    Matrix result(values.rows(), count);
    for (Index i = 0; i < count; ++i)
        result.col(i) = values.col(i * sequences + b);
    return result;
}

} // namespace

class TestReference : public QObject
{
    Q_OBJECT

private slots:
    void hasEveryParameter_data() { addCases(false); }
    void hasEveryParameter()
    {
        load();
        QCOMPARE(static_cast<std::size_t>(model_->parameters().size()), reference_.parameters.size());
        QCOMPARE(reference_.gradients.size(), reference_.parameters.size());
    }

    void stepsAgree_data() { addCases(true); }
    void stepsAgree()
    {
        load();
        QFETCH(std::vector<std::size_t>, which);
        const TranslationBatch batch = makeBatch(reference_, which);
        const Index sequences = batch.size();
        Tape tape;
        std::mt19937 random;
        const Decoder &decoder = model_->decoder();
        const Decoder::Memory memory = model_->remember(tape, batch.source, batch.sourceLengths, {}, random);
        for (Index b = 0; b < sequences; ++b) {
            const Sentence &expected = sentence(which, b);
            COMPARE_MATRIX("annotations",
                           positionsOf(tape.value(memory.values), b, sequences, expected.annotations.cols()),
                           expected.annotations);
            COMPARE_MATRIX("initial state", tape.value(memory.initialState).col(b), expected.initialState);
        }
        Var state = memory.initialState;
        const Index steps = static_cast<Index>(batch.inputs.size()) / sequences;
        for (Index t = 0; t < steps; ++t) {
            const auto words =
                std::span(batch.inputs)
                    .subspan(static_cast<std::size_t>(t * sequences), static_cast<std::size_t>(sequences));
            const Var embedded = decoder.embed(tape, words);
            const Decoder::Step step = decoder.step(tape, memory, state, decoder.projectWords(tape, embedded));
            const Var logits = decoder.readout(tape, step.state, step.context, embedded, 0, random);
            for (Index b = 0; b < sequences; ++b)
                if (const Sentence &expected = sentence(which, b); t < expected.states.cols()) {
                    compareStep(tape, step, logits, b, expected, t);
                    if (QTest::currentTestFailed())
                        return;
                }
            state = step.state;
        }
    }

    void manyHypothesesOfOneSentenceAgree_data() { addCases(false); }
    void manyHypothesesOfOneSentenceAgree()
    {
        load();
        const Sentence &expected = reference_.sentences[0];
        const TranslationBatch batch = makeBatch(reference_, {0});
        Tape tape;
        std::mt19937 random;
        const Decoder &decoder = model_->decoder();
        const Decoder::Memory memory = model_->remember(tape, batch.source, batch.sourceLengths, {}, random);
        // All steps at once, as a beam of T hypotheses: z_0, z_1, ... and the words that led on.
        Matrix before(expected.states.rows(), expected.states.cols());
        before << expected.initialState, expected.states.leftCols(expected.states.cols() - 1);
        const Var embedded = decoder.embed(tape, expected.inputs);
        const Decoder::Step step =
            decoder.step(tape, memory, tape.constant(before), decoder.projectWords(tape, embedded));
        const Var logits = decoder.readout(tape, step.state, step.context, embedded, 0, random);
        for (Index t = 0; t < before.cols(); ++t) {
            compareStep(tape, step, logits, t, expected, t);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void lossAndGradientsAgree_data() { addCases(false); }
    void lossAndGradientsAgree()
    {
        load();
        // Once as one padded batch, once as two batches whose losses and gradients add up.
        for (const auto &batches : {std::vector<std::vector<std::size_t>>{{0, 1}}, {{1, 0}}, {{0}, {1}}}) {
            Gradients gradients(model_->parameters());
            Tape tape(&gradients);
            std::mt19937 random;
            double loss = 0;
            for (const auto &which : batches) {
                const TranslationBatch batch = makeBatch(reference_, which);
                const Var result = model_->loss(tape, batch, reference_.options, random);
                loss += static_cast<double>(tape.value(result)(0, 0));
                tape.backward(result);
                tape.rewind();
            }
            QVERIFY2(std::abs(loss - reference_.loss) < kTolerance, qPrintable(QString::number(loss, 'g', 9)));
            for (int id = 0; id < gradients.size(); ++id) {
                const std::string &name = model_->parameters()[id].name;
                COMPARE_MATRIX("gradient of " + name, gradients[id], reference_.gradients.at(name));
            }
        }
    }

    void logitsOfTheTrainingPassAgree_data() { addCases(false); }
    void logitsOfTheTrainingPassAgree()
    {
        load();
        const TranslationBatch batch = makeBatch(reference_, {0, 1});
        Tape tape;
        std::mt19937 random;
        const MatrixMap logits = tape.value(model_->logits(tape, batch, {}, random));
        for (Index b = 0; b < 2; ++b) {
            const Matrix &expected = reference_.sentences[static_cast<std::size_t>(b)].logits;
            COMPARE_MATRIX("logits", positionsOf(logits, b, 2, expected.cols()), expected);
        }
    }

private:
    /// One row per match function; with `batches` also alone, padded and in the other order.
    void addCases(bool batches)
    {
        QTest::addColumn<int>("match");
        QTest::addColumn<int>("decoder");
        QTest::addColumn<std::vector<std::size_t>>("which");
        const std::vector<std::pair<const char *, std::vector<std::size_t>>> kinds{
            {"first alone", {0}}, {"second alone", {1}}, {"padded", {0, 1}}, {"padded, swapped", {1, 0}}};
        for (const MatchFunction match : kMatchFunctions)
            for (const DecoderKind decoder : kDecoderKinds)
                for (const auto &[kind, which] : kinds)
                    if (batches || which == kinds.front().second)
                        QTest::addRow("%s, %s%s%s", name(match).data(), name(decoder).data(), batches ? ", " : "",
                                      batches ? kind : "")
                            << static_cast<int>(match) << static_cast<int>(decoder) << which;
    }

    /// Reads the reference of the row and gives its parameters to a model.
    void load()
    {
        QFETCH(int, match);
        QFETCH(int, decoder);
        reference_ = readReference(static_cast<MatchFunction>(match), static_cast<DecoderKind>(decoder));
        model_ = std::make_unique<Seq2Seq>(reference_.sizes);
        for (int id = 0; id < model_->parameters().size(); ++id) {
            Parameter &parameter = model_->parameters()[id];
            const Matrix &value = reference_.parameters.at(parameter.name);
            if (value.rows() != parameter.value.rows() || value.cols() != parameter.value.cols())
                throw std::runtime_error(parameter.name + " has another shape than in the reference");
            parameter.value = value;
        }
    }

    const Sentence &sentence(const std::vector<std::size_t> &which, Index b) const
    {
        return reference_.sentences[which[static_cast<std::size_t>(b)]];
    }

    /// Column b of a step against step t of a sentence.
    void compareStep(Tape &tape, const Decoder::Step &step, Var logits, Index b, const Sentence &expected, Index t)
    {
        const std::string at = " of step " + std::to_string(t);
        if (step.weights.valid()) {
            const Index n = expected.weights.rows();
            const auto weights = tape.value(step.weights).col(b);
            COMPARE_MATRIX("energies" + at, tape.value(step.energies).col(b).head(n), expected.energies.col(t));
            COMPARE_MATRIX("weights" + at, weights.head(n), expected.weights.col(t));
            QVERIFY((weights.tail(weights.size() - n).array() == Scalar(0)).all()); // padding: exactly 0
        }
        QCOMPARE(step.weights.valid(), expected.weights.size() > 0);
        COMPARE_MATRIX("context" + at, tape.value(step.context).col(b), expected.contexts.col(t));
        COMPARE_MATRIX("state" + at, tape.value(step.state).col(b), expected.states.col(t));
        COMPARE_MATRIX("logits" + at, tape.value(logits).col(b), expected.logits.col(t));
    }

    Reference reference_;
    std::unique_ptr<Seq2Seq> model_;
};

QTEST_APPLESS_MAIN(TestReference)
#include "test_reference.moc"
