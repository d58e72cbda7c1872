// links: fovea_engine_double
#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <stop_token>

#include "core/nn/initializer.h"
#include "core/nn/saliency.h"
#include "core/types/error.h"

using namespace fovea;

static_assert(std::is_same_v<Scalar, double>, "derivatives can only be checked in double");

namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A random model and 40 words for 4 source tokens that are all different: a token's embedding is its position's.
struct Fixture {
    explicit Fixture(MatchFunction match, DecoderKind kind = DecoderKind::Plain)
        : model({.match = match,
                 .sourceVocabulary = 7,
                 .targetVocabulary = 9,
                 .embedding = 5,
                 .encoder = 4,
                 .decoder = 8,
                 .attention = 6,
                 .kind = kind})
    {
        std::mt19937 random(3);
        model.initialize(random);
        for (int id = 0; id < model.parameters().size(); ++id) {
            if (model.parameters()[id].name.ends_with("embedding"))
                normal(model.parameters()[id].value, 0.9, random);
            if (model.parameters()[id].name == "encoder.embedding")
                table = &model.parameters()[id].value;
        }
        inputs.push_back(1);
        for (int t = 0; t < 40; ++t) {
            targets.push_back((t * t + 3 * t) % 9);
            inputs.push_back(targets.back());
        }
        inputs.pop_back();
    }

    SaliencyInput input(const Matrix *replaced = nullptr) const { return {source, inputs, targets, replaced}; }

    /// log p(y_t), one word after the other.
    Vector logProbabilities(const Matrix *replaced = nullptr) const
    {
        Tape tape;
        std::mt19937 unused;
        const std::vector<int> lengths{static_cast<int>(source.size())};
        const Decoder::Memory memory = model.remember(tape, source, lengths, {}, unused);
        Vector result(static_cast<Index>(targets.size()));
        Var state = memory.initialState;
        for (std::size_t t = 0; t < targets.size(); ++t) {
            const auto column = static_cast<Index>(t);
            const Matrix weights = replaced ? Matrix(replaced->col(column)) : Matrix();
            const Var embedded = model.decoder().embed(tape, {&inputs[t], 1});
            const Decoder::Step step =
                model.decoder().step(tape, memory, state, model.decoder().projectWords(tape, embedded),
                                     replaced && !std::isnan(weights(0, 0)) ? &weights : nullptr);
            state = step.state;
            Matrix logits = tape.value(model.decoder().readout(tape, step.state, step.context, embedded, 0, unused));
            logSoftmaxColumns(logits);
            result[column] = logits(targets[t], 0);
        }
        return result;
    }

    /// Gradient x input by central differences, T x n.
    Matrix byDifferences(const Matrix *replaced = nullptr)
    {
        const double h = 1e-5;
        Matrix squares = Matrix::Zero(static_cast<Index>(targets.size()), static_cast<Index>(source.size()));
        for (Index i = 0; i < squares.cols(); ++i)
            for (Index k = 0; k < table->rows(); ++k) {
                double &value = (*table)(k, source[static_cast<std::size_t>(i)]);
                const double kept = value;
                value = kept + h;
                const Vector above = logProbabilities(replaced);
                value = kept - h;
                const Vector below = logProbabilities(replaced);
                value = kept;
                squares.col(i) += ((above - below) / (2 * h) * kept).array().square().matrix();
            }
        return squares.array().sqrt();
    }

    Seq2Seq model;
    Matrix *table = nullptr;
    std::vector<int> source{3, 6, 1, 2};
    std::vector<int> inputs, targets;
};

double largestDifference(const Matrix &a, const Matrix &b) { return (a - b).cwiseAbs().maxCoeff(); }

} // namespace

class TestSaliencyGradients : public QObject
{
    Q_OBJECT

private slots:
    void gradientTimesInputMatchesFiniteDifferences_data()
    {
        QTest::addColumn<int>("match");
        QTest::addColumn<int>("kind");
        for (const MatchFunction match : kMatchFunctions)
            for (const DecoderKind kind : kDecoderKinds)
                QTest::addRow("%s, %s", name(match).data(), name(kind).data())
                    << static_cast<int>(match) << static_cast<int>(kind);
    }

    void gradientTimesInputMatchesFiniteDifferences()
    {
        QFETCH(int, match);
        QFETCH(int, kind);
        Fixture fixture(static_cast<MatchFunction>(match), static_cast<DecoderKind>(kind));
        const Matrix saliency = gradientTimesInput(fixture.model, fixture.input());
        QCOMPARE(saliency.rows(), Index(40)); // more than are done at once
        QCOMPARE(saliency.cols(), Index(4));
        QVERIFY(saliency.minCoeff() > 0);
        QVERIFY(saliency.maxCoeff() > 1e-2);
        QVERIFY(largestDifference(saliency, fixture.byDifferences()) < 1e-7);
    }

    void replacedWeightsAreConstants()
    {
        Fixture fixture(MatchFunction::Additive);
        Matrix replaced = Matrix::Constant(4, 40, kNaN);
        replaced.col(0) << 0, 0, 1, 0;
        replaced.col(7) << 0.25, 0.25, 0.5, 0;
        replaced.col(39) << 1, 0, 0, 0;
        const Matrix saliency = gradientTimesInput(fixture.model, fixture.input(&replaced));
        QVERIFY(largestDifference(saliency, fixture.byDifferences(&replaced)) < 1e-7);
        QVERIFY(largestDifference(saliency, gradientTimesInput(fixture.model, fixture.input())) > 1e-3);
    }

    void laterWordsDoNotMatter()
    {
        Fixture fixture(MatchFunction::Bilinear);
        const Matrix all = gradientTimesInput(fixture.model, fixture.input());
        const std::span<const int> inputs(fixture.inputs), targets(fixture.targets);
        const Matrix some =
            gradientTimesInput(fixture.model, {fixture.source, inputs.first(5), targets.first(5), nullptr});
        QVERIFY(largestDifference(some, all.topRows(5)) < 1e-12);
        QCOMPARE(gradientTimesInput(fixture.model, {fixture.source, {}, {}, nullptr}).rows(), Index(0));
    }

    void itStopsReportsAndRefusesWhatIsTooLong()
    {
        Fixture fixture(MatchFunction::Additive);
        long long last = 0;
        std::stop_source stop;
        const RunControl control{stop.get_token(), [&](long long done, long long) { last = done; }};
        gradientTimesInput(fixture.model, fixture.input(), control);
        QCOMPARE(last, 40LL);
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(gradientTimesInput(fixture.model, fixture.input(), control), Cancelled);
        const std::vector<int> source(3000, 2), words(3000, 2);
        QVERIFY_EXCEPTION_THROWN(gradientTimesInput(fixture.model, {source, words, words, nullptr}), InputError);
    }
};

QTEST_APPLESS_MAIN(TestSaliencyGradients)
#include "test_saliency_gradients.moc"
