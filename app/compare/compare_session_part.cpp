#include "app/compare/compare_session_part.h"

#include <QUndoStack>

#include <algorithm>

#include "app/compare/compare_controller.h"
#include "app/decode/decoding_json.h"
#include "app/sessions/session_record.h"

namespace fovea::app
{

namespace
{

constexpr QLatin1String kPage("compare");                                     ///< of the inputs, and key of the view
constexpr const char *kViewNames[] = {"attention", "saliency", "difference"}; // by ComparePage::View

/// A trace as JSON has no ids: they are written as the nodes of a tree without branches.
std::vector<TreeAction> wordsOf(const AttentionTrace &trace)
{
    std::vector<TreeAction> actions;
    for (const AttentionStep &step : trace.steps) {
        if (step.id < 0) // it came from a file
            return {};
        actions.push_back({static_cast<int>(actions.size()), step.id, step.forced, {}, {}});
    }
    return actions;
}

SessionInput inputOf(const ComparisonRecord::Column &column, const QString &sentence)
{
    SessionInput input;
    input.sentence = sentence.toStdString();
    if (column.trace) {
        input.actions = wordsOf(*column.trace);
        input.current = static_cast<int>(input.actions.size());
        input.traces.push_back({input.current, *column.trace});
    }
    return input;
}

/// Every column is an input of its own, with its recorded trace.
class ComparisonSnapshot final : public PartSnapshot
{
public:
    explicit ComparisonSnapshot(ComparisonRecord record) : record_(std::move(record)) {}

    bool sameContent(const PartSnapshot &other) const override
    {
        return record_.sameOutputs(static_cast<const ComparisonSnapshot &>(other).record_);
    }

    void write(SessionWriter &session) const override
    {
        for (const ComparisonRecord::Column &column : record_.columns) {
            SessionInput input = inputOf(column, record_.sentence);
            if (!column.source.path.isEmpty())
                input.bundle = session.bundle(column.source.path);
            session.addInput(kPage, std::move(input),
                             {{QStringLiteral("title"), column.source.title},
                              {QStringLiteral("branch"), column.source.branch != nullptr}});
        }
        QJsonObject view{{QStringLiteral("sentence"), record_.sentence},
                         {QStringLiteral("a"), record_.a},
                         {QStringLiteral("b"), record_.b},
                         {QStringLiteral("step"), record_.step},
                         {QStringLiteral("view"), QLatin1String(kViewNames[std::clamp(record_.view, 0, 2)])}};
        addDecoding(record_.decoding, view);
        session.view()[kPage] = view;
    }

private:
    ComparisonRecord record_;
};

std::shared_ptr<const AttentionTrace> traceOf(const SessionInput &input)
{
    if (input.traces.empty())
        return nullptr;
    auto trace = std::make_shared<AttentionTrace>(input.traces.front().trace);
    if (input.actions.size() == trace->steps.size())
        for (std::size_t t = 0; t < input.actions.size(); ++t)
            trace->steps[t].id = input.actions[t].token;
    return trace;
}

/// A model that is not there leaves its recorded trace.
void addColumn(const InputRecord &input, ComparisonRecord &comparison)
{
    ComparisonRecord::Column column;
    column.trace = traceOf(input.input);
    column.source.path = input.modelPath;
    column.source.title = input.view[QStringLiteral("title")].toString(QString::fromStdString(input.bundle.name));
    const bool branch = input.view[QStringLiteral("branch")].toBool();
    const bool gone = input.modelPath.isEmpty() && !input.bundle.path.empty();
    if (gone)
        comparison.missing << QString::fromStdString(input.bundle.name);
    if (branch || gone)
        column.source.branch = column.trace;
    if (column.source.branch || !column.source.path.isEmpty())
        comparison.columns.push_back(std::move(column));
}

ComparisonRecord comparisonOf(const SessionReader &session)
{
    const QJsonObject view = session.view()[kPage].toObject();
    ComparisonRecord record;
    for (const InputRecord &input : session.inputsOf(kPage))
        if (record.columns.size() < ui::kMostCompared)
            addColumn(input, record);
    record.missing.removeDuplicates();
    record.sentence = view[QStringLiteral("sentence")].toString();
    record.decoding = decodingOf(view);
    const int last = std::max(1, static_cast<int>(record.columns.size()) - 1);
    record.a = std::clamp(view[QStringLiteral("a")].toInt(0), 0, last);
    record.b = std::clamp(view[QStringLiteral("b")].toInt(1), 0, last);
    record.step = view[QStringLiteral("step")].toInt(-1);
    for (int shown = 0; shown < 3; ++shown)
        if (view[QStringLiteral("view")].toString() == QLatin1String(kViewNames[shown]))
            record.view = shown;
    return record;
}

} // namespace

std::shared_ptr<const PartSnapshot> CompareSessionPart::snapshot() const
{
    return std::make_shared<ComparisonSnapshot>(controller_->record());
}

bool CompareSessionPart::isWorthKeeping() const { return undo_->count() > 0; }

/// A file of a program that kept no comparison leaves the one that is shown.
void CompareSessionPart::open(const SessionReader &session, std::function<void()> done)
{
    if (session.view().contains(kPage))
        controller_->openRecord(comparisonOf(session));
    done();
}

} // namespace fovea::app
