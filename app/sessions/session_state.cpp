#include "app/sessions/session_state.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace fovea::app
{

namespace
{

std::filesystem::path toPath(const QString &path) { return path.toStdU16String(); }

bool samePage(const PageSnapshot &a, const PageSnapshot &b)
{
    const DecodePosition &p = a.position;
    const DecodePosition &q = b.position;
    return a.page == b.page && a.input == b.input && p.modelPath == q.modelPath && p.session == q.session &&
           p.reply.path.nodes == q.reply.path.nodes && p.document == q.document;
}

QJsonObject namesToJson(const std::map<NodeId, std::string> &names)
{
    QJsonObject object;
    for (const auto &[node, name] : names)
        object[QString::number(node)] = QString::fromStdString(name);
    return object;
}

QJsonObject pageView(const PageSnapshot &snapshot)
{
    const DecodePosition &position = snapshot.position;
    QJsonObject view;
    view[QStringLiteral("page")] = snapshot.page;
    view[QStringLiteral("step")] = position.current;
    view[QStringLiteral("beam")] = position.decoding.beam;
    view[QStringLiteral("lengthPenalty")] = position.decoding.lengthPenalty;
    view[QStringLiteral("coveragePenalty")] = position.decoding.coveragePenalty;
    if (position.session) {
        const DecodePath &path = position.reply.path;
        view[QStringLiteral("leaf")] = path.nodes.empty() ? kRootNode : path.nodes.back();
        view[QStringLiteral("shown")] = path.shown;
    }
    if (position.document)
        view[QStringLiteral("trace")] = position.documentIndex;
    return view;
}

SessionInput recordPosition(const PageSnapshot &snapshot, QJsonObject &view)
{
    const DecodePosition &position = snapshot.position;
    SessionInput input;
    input.sentence = snapshot.input.toStdString();
    if (position.document)
        for (const auto &trace : position.document->traces)
            input.traces.push_back({kRootNode, *trace});
    if (!position.session)
        return input;
    TreeRecord record = position.session->record();
    const DecodePath &path = position.reply.path;
    input.actions = std::move(record.actions);
    input.current = path.shown > 0 ? path.nodes[static_cast<std::size_t>(path.shown) - 1] : kRootNode;
    if (position.reply.trace)
        input.traces.push_back({input.current, *position.reply.trace});
    if (!record.names.empty())
        view[QStringLiteral("names")] = namesToJson(record.names);
    return input;
}

void addPage(Session &session, QJsonArray &views, const PageSnapshot &snapshot, BundleReferences &references)
{
    const DecodePosition &position = snapshot.position;
    QJsonObject view = pageView(snapshot);
    if (position.document && position.document->stored) { // its model is not there: as it was
        const StoredInput &stored = *position.document->stored;
        SessionInput input = stored.input;
        input.bundle = stored.bundle.path.empty() ? -1 : bundleIndex(session, stored.bundle);
        session.inputs.push_back(std::move(input));
        QJsonObject kept = stored.view;
        kept[QStringLiteral("step")] = position.current;
        views.append(kept);
        return;
    }
    SessionInput input = recordPosition(snapshot, view);
    if (!position.document && !position.modelPath.isEmpty())
        input.bundle = bundleIndex(session, references.of(position.modelPath));
    session.inputs.push_back(std::move(input));
    views.append(view);
}

std::map<NodeId, std::string> namesFromJson(const QJsonObject &object)
{
    std::map<NodeId, std::string> names;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        names[entry.key().toInt()] = entry.value().toString().toStdString();
    return names;
}

} // namespace

bool sameContent(const SessionSnapshot &a, const SessionSnapshot &b)
{
    const bool sameComparison = a.comparison.has_value() == b.comparison.has_value() &&
                                (!a.comparison || a.comparison->sameOutputs(*b.comparison));
    return sameComparison &&
           std::equal(
               a.lists.begin(), a.lists.end(), b.lists.begin(), b.lists.end(),
               [](const auto &x, const auto &y) { return x.first == y.first && x.second.sameItems(y.second); }) &&
           std::equal(a.pages.begin(), a.pages.end(), b.pages.begin(), b.pages.end(), samePage);
}

bool hasEdits(const SessionSnapshot &snapshot)
{
    return std::any_of(snapshot.pages.begin(), snapshot.pages.end(), [](const PageSnapshot &page) {
        const auto tree = page.position.session ? page.position.reply.tree : nullptr;
        return tree && std::any_of(tree->nodes.begin(), tree->nodes.end(), [](const HypothesisSnapshot::Node &node) {
                   return node.forced || node.edit.kind != NodeChange::Kind::None;
               });
    });
}

Session toSession(const SessionSnapshot &snapshot, BundleReferences &references)
{
    Session session;
    QJsonArray views;
    for (const PageSnapshot &page : snapshot.pages)
        addPage(session, views, page, references);
    session.currentInput = snapshot.pages.empty() ? 0 : snapshot.currentPage;
    QJsonObject view = snapshot.view;
    if (snapshot.comparison)
        addComparison(session, views, view, *snapshot.comparison, references);
    QJsonObject lists;
    for (const auto &[page, list] : snapshot.lists)
        lists[page] = toJson(list);
    view[QStringLiteral("lists")] = lists;
    view[QStringLiteral("inputs")] = views;
    session.viewJson = QJsonDocument(view).toJson(QJsonDocument::Compact).toStdString();
    return session;
}

StoredSession readStoredSession(const QString &path, const QStringList &models)
{
    Session session = readSession(toPath(path));
    StoredSession stored;
    stored.view = QJsonDocument::fromJson(QByteArray::fromStdString(session.viewJson)).object();
    stored.currentPage = session.currentInput;
    const QJsonArray views = stored.view.take(QStringLiteral("inputs")).toArray();
    for (std::size_t i = 0; i < session.inputs.size(); ++i) {
        StoredPage page;
        page.view = views.at(static_cast<qsizetype>(i)).toObject();
        page.page = page.view[QStringLiteral("page")].toString(QStringLiteral("translate"));
        page.input = std::move(session.inputs[i]);
        if (page.input.bundle >= 0) {
            page.bundle = session.bundles[static_cast<std::size_t>(page.input.bundle)];
            page.modelPath = findModel(page.bundle, models, page.state);
        }
        stored.pages.push_back(std::move(page));
    }
    stored.comparison = takeComparison(stored);
    const QJsonObject lists = stored.view.take(QStringLiteral("lists")).toObject();
    for (auto list = lists.begin(); list != lists.end(); ++list)
        stored.lists[list.key()] = listFromJson(list.value().toObject());
    return stored;
}

ui::DecodingChoice decodingOf(const QJsonObject &object)
{
    const auto penalty = [&object](const char *key) {
        return std::clamp(object[QLatin1String(key)].toDouble(0), 0.0, ui::kMaximumPenalty);
    };
    ui::DecodingChoice decoding;
    decoding.beam = std::clamp(object[QStringLiteral("beam")].toInt(1), 1, ui::kMaximumBeam);
    decoding.lengthPenalty = penalty("lengthPenalty");
    decoding.coveragePenalty = penalty("coveragePenalty");
    return decoding;
}

RecordedPosition toRecorded(const StoredPage &page, const QString &file)
{
    const auto number = [&page](const char *key, int otherwise) {
        return page.view[QLatin1String(key)].toInt(otherwise);
    };
    RecordedPosition recorded;
    recorded.input = QString::fromStdString(page.input.sentence);
    recorded.modelPath = page.modelPath;
    recorded.decoding = decodingOf(page.view);
    recorded.tree = {page.input.actions, namesFromJson(page.view[QStringLiteral("names")].toObject())};
    recorded.leaf = number("leaf", page.input.current);
    recorded.current = number("step", -1);
    int depth = 0; // of the node that was on the screen
    for (int node = page.input.current; node > 0; ++depth)
        node = page.input.actions[static_cast<std::size_t>(node) - 1].parent;
    recorded.shown = number("shown", depth);
    recorded.documentIndex =
        std::clamp(number("trace", 0), 0, std::max(0, static_cast<int>(page.input.traces.size()) - 1));
    auto document = std::make_shared<TraceDocument>();
    document->path = file;
    for (const RecordedTrace &trace : page.input.traces)
        document->traces.push_back(std::make_shared<const AttentionTrace>(trace.trace));
    if (!page.bundle.path.empty())
        document->stored = std::make_shared<const StoredInput>(StoredInput{page.input, page.bundle, page.view});
    recorded.document = std::move(document);
    return recorded;
}

} // namespace fovea::app
