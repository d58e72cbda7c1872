#include "app/compare/session_comparison.h"

#include <algorithm>

#include "app/sessions/session_state.h"
#include "ui/compare/compare_values.h"

namespace fovea::app
{

namespace
{

constexpr auto kPage = "compare";
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

std::shared_ptr<const AttentionTrace> traceOf(SessionInput &input)
{
    if (input.traces.empty())
        return nullptr;
    auto trace = std::make_shared<AttentionTrace>(std::move(input.traces.front().trace));
    if (input.actions.size() == trace->steps.size())
        for (std::size_t t = 0; t < input.actions.size(); ++t)
            trace->steps[t].id = input.actions[t].token;
    return trace;
}

void takeColumn(StoredPage &page, StoredComparison &comparison)
{
    ComparisonRecord::Column column;
    column.trace = traceOf(page.input);
    column.source.path = page.modelPath;
    column.source.title = page.view[QStringLiteral("title")].toString(QString::fromStdString(page.bundle.name));
    const bool branch = page.view[QStringLiteral("branch")].toBool();
    const bool gone = page.modelPath.isEmpty() && !page.bundle.path.empty();
    if (gone)
        comparison.missing << QString::fromStdString(page.bundle.name);
    if (branch || gone)
        column.source.branch = column.trace;
    if (column.source.branch || !column.source.path.isEmpty())
        comparison.record.columns.push_back(std::move(column));
}

} // namespace

void addComparison(Session &session, QJsonArray &inputViews, QJsonObject &view, const ComparisonRecord &record,
                   BundleReferences &references)
{
    for (const ComparisonRecord::Column &column : record.columns) {
        SessionInput input;
        input.sentence = record.sentence.toStdString();
        if (!column.source.path.isEmpty())
            input.bundle = bundleIndex(session, references.of(column.source.path));
        if (column.trace) {
            input.actions = wordsOf(*column.trace);
            input.current = static_cast<int>(input.actions.size());
            input.traces.push_back({input.current, *column.trace});
        }
        session.inputs.push_back(std::move(input));
        inputViews.append(QJsonObject{{QStringLiteral("page"), QLatin1String(kPage)},
                                      {QStringLiteral("title"), column.source.title},
                                      {QStringLiteral("branch"), column.source.branch != nullptr}});
    }
    view[QLatin1String(kPage)] = QJsonObject{
        {QStringLiteral("sentence"), record.sentence},
        {QStringLiteral("beam"), record.decoding.beam},
        {QStringLiteral("lengthPenalty"), record.decoding.lengthPenalty},
        {QStringLiteral("coveragePenalty"), record.decoding.coveragePenalty},
        {QStringLiteral("a"), record.a},
        {QStringLiteral("b"), record.b},
        {QStringLiteral("step"), record.step},
        {QStringLiteral("view"), QLatin1String(kViewNames[std::clamp(record.view, 0, 2)])},
    };
}

std::optional<StoredComparison> takeComparison(StoredSession &stored)
{
    if (!stored.view.contains(QLatin1String(kPage)))
        return std::nullopt;
    const QJsonObject view = stored.view.take(QLatin1String(kPage)).toObject();
    StoredComparison comparison;
    for (StoredPage &page : stored.pages)
        if (page.page == QLatin1String(kPage) && comparison.record.columns.size() < ui::kMostCompared)
            takeColumn(page, comparison);
    std::erase_if(stored.pages, [](const StoredPage &page) { return page.page == QLatin1String(kPage); });
    ComparisonRecord &record = comparison.record;
    record.sentence = view[QStringLiteral("sentence")].toString();
    record.decoding = decodingOf(view);
    const int last = std::max(1, static_cast<int>(record.columns.size()) - 1);
    record.a = std::clamp(view[QStringLiteral("a")].toInt(0), 0, last);
    record.b = std::clamp(view[QStringLiteral("b")].toInt(1), 0, last);
    record.step = view[QStringLiteral("step")].toInt(-1);
    for (int shown = 0; shown < 3; ++shown)
        if (view[QStringLiteral("view")].toString() == QLatin1String(kViewNames[shown]))
            record.view = shown;
    comparison.missing.removeDuplicates();
    return comparison;
}

} // namespace fovea::app
