// links: fovea_nn nlohmann_json::nlohmann_json
#include <QTest>

#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/nn/caption_model.h"
#include "support/reference_values.h"

// The decoder with a grid memory against PyTorch: tests/support/make_caption_reference.py made the values.

using namespace fovea;
using namespace fovea::test;

namespace
{

struct Caption {
    int picture = 0;
    std::vector<int> inputs, target;
    Matrix annotations, initialState; ///< d x n, m x 1
    Matrix energies, weights;         ///< n x T; empty for none
    Matrix contexts, states, logits;  ///< d x T, m x T, V x T
};

struct Reference {
    CaptionModel::Sizes sizes;
    CaptionLoss options;
    std::vector<Matrix> pictures; ///< f x n
    std::vector<Caption> captions;
    double loss = 0;
    std::map<std::string, Matrix> parameters, gradients;
};

Caption captionFrom(const nlohmann::json &json, int begin)
{
    Caption caption;
    caption.picture = json.at("picture");
    caption.target = json.at("target").get<std::vector<int>>();
    caption.inputs = caption.target;
    caption.inputs.insert(caption.inputs.begin(), begin);
    caption.inputs.pop_back();
    caption.annotations = transposedFrom(json.at("annotations"));
    caption.initialState = transposedFrom(json.at("initialState"));
    if (json.contains("weights")) {
        caption.energies = transposedFrom(json.at("energies"));
        caption.weights = transposedFrom(json.at("weights"));
    }
    caption.contexts = transposedFrom(json.at("contexts"));
    caption.states = transposedFrom(json.at("states"));
    caption.logits = transposedFrom(json.at("logits"));
    return caption;
}

Reference readReference(MatchFunction match)
{
    std::ifstream file(std::string(FOVEA_SOURCE_DIR "/tests/data/reference/caption-") + std::string(name(match)) +
                       ".json");
    const nlohmann::json json = nlohmann::json::parse(file);
    const auto &sizes = json.at("sizes");
    Reference reference;
    reference.sizes = {match,
                       sizes.at("features"),
                       sizes.at("vocabulary"),
                       sizes.at("annotation"),
                       sizes.at("embedding"),
                       sizes.at("decoder"),
                       sizes.at("attention")};
    reference.options = {0, json.at("smoothing"), json.at("doublyStochastic"), json.at("normalizer")};
    reference.loss = json.at("loss");
    for (const auto &picture : json.at("pictures"))
        reference.pictures.push_back(transposedFrom(picture));
    for (const auto &caption : json.at("captions"))
        reference.captions.push_back(captionFrom(caption, json.at("begin")));
    for (const auto &[name, value] : json.at("parameters").items())
        reference.parameters[name] = matrixFrom(value);
    for (const auto &[name, value] : json.at("gradients").items())
        reference.gradients[name] = matrixFrom(value);
    return reference;
}

/// All captions, which the file has in order of length.
CaptionBatch makeBatch(const Reference &reference)
{
    CaptionBatch batch;
    const Index n = reference.pictures.front().cols();
    batch.positions = n;
    batch.features.resize(reference.sizes.features, n * static_cast<Index>(reference.pictures.size()));
    for (std::size_t s = 0; s < reference.pictures.size(); ++s)
        batch.features.middleCols(static_cast<Index>(s) * n, n) = reference.pictures[s];
    for (const Caption &caption : reference.captions)
        batch.owners.push_back(caption.picture);
    for (std::size_t t = 0; t < reference.captions.front().target.size(); ++t) {
        int active = 0;
        for (const Caption &caption : reference.captions)
            if (t < caption.target.size()) {
                batch.inputs.push_back(caption.inputs[t]);
                batch.targets.push_back(caption.target[t]);
                ++active;
            }
        batch.active.push_back(active);
    }
    return batch;
}

} // namespace

class TestCaptionReference : public QObject
{
    Q_OBJECT

private:
    Reference reference_;
    std::unique_ptr<CaptionModel> model_;

    static void addCases()
    {
        QTest::addColumn<int>("match");
        QTest::newRow("additive") << static_cast<int>(MatchFunction::Additive);
        QTest::newRow("none") << static_cast<int>(MatchFunction::None);
    }
    void load()
    {
        QFETCH(int, match);
        reference_ = readReference(static_cast<MatchFunction>(match));
        model_ = std::make_unique<CaptionModel>(reference_.sizes);
        for (int id = 0; id < model_->parameters().size(); ++id)
            model_->parameters()[id].value = reference_.parameters.at(model_->parameters()[id].name);
    }

private slots:
    void hasEveryParameter_data() { addCases(); }
    void hasEveryParameter()
    {
        load();
        QCOMPARE(static_cast<std::size_t>(model_->parameters().size()), reference_.parameters.size());
        QCOMPARE(reference_.gradients.size(), reference_.parameters.size());
    }

    /// As decoding does it: one picture, one step after the other.
    void stepsAgree_data() { addCases(); }
    void stepsAgree()
    {
        load();
        std::mt19937 random;
        const Decoder &decoder = model_->decoder();
        for (const Caption &expected : reference_.captions) {
            Tape tape;
            const Matrix &features = reference_.pictures[static_cast<std::size_t>(expected.picture)];
            const std::vector<int> lengths{static_cast<int>(features.cols())};
            const Decoder::Memory memory = model_->remember(tape, features, lengths);
            COMPARE_MATRIX("annotations", tape.value(memory.values), expected.annotations);
            COMPARE_MATRIX("initial state", tape.value(memory.initialState), expected.initialState);
            Var state = memory.initialState;
            for (Index t = 0; t < expected.states.cols(); ++t) {
                const int word = expected.inputs[static_cast<std::size_t>(t)];
                const Var embedded = decoder.embed(tape, std::span(&word, 1));
                const Decoder::Step step = decoder.step(tape, memory, state, decoder.projectWords(tape, embedded));
                const Var logits = decoder.readout(tape, step.state, step.context, embedded, 0, random);
                if (expected.weights.size() > 0) {
                    COMPARE_MATRIX("energies", tape.value(step.energies), expected.energies.col(t));
                    COMPARE_MATRIX("weights", tape.value(step.weights), expected.weights.col(t));
                }
                COMPARE_MATRIX("context", tape.value(step.context), expected.contexts.col(t));
                COMPARE_MATRIX("state", tape.value(step.state), expected.states.col(t));
                COMPARE_MATRIX("logits", tape.value(logits), expected.logits.col(t));
                state = step.state;
            }
        }
    }

    /// As training does it: pictures shared by their captions, steps without padding.
    void lossAndGradientsAgree_data() { addCases(); }
    void lossAndGradientsAgree()
    {
        load();
        const CaptionBatch batch = makeBatch(reference_);
        Gradients gradients(model_->parameters());
        Tape tape(&gradients);
        std::mt19937 random;
        const Var loss = model_->loss(tape, batch, reference_.options, random);
        const double value = static_cast<double>(tape.value(loss)(0, 0));
        QVERIFY2(std::abs(value - reference_.loss) < kTolerance, qPrintable(QString::number(value, 'g', 9)));
        tape.backward(loss);
        for (int id = 0; id < gradients.size(); ++id) {
            const std::string &name = model_->parameters()[id].name;
            COMPARE_MATRIX("gradient of " + name, gradients[id], reference_.gradients.at(name));
        }
    }
};

QTEST_APPLESS_MAIN(TestCaptionReference)
#include "test_caption_reference.moc"
