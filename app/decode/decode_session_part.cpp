#include "app/decode/decode_session_part.h"

#include <QDir>
#include <QUndoStack>

#include <algorithm>

#include "app/decode/decoding_json.h"

namespace fovea::app
{

namespace
{

// Keys of the window's part of a session.
constexpr QLatin1String kViews("views");
constexpr QLatin1String kLinkThreshold("linkThreshold");

QJsonObject namesToJson(const std::map<NodeId, std::string> &names)
{
    QJsonObject object;
    for (const auto &[node, name] : names)
        object[QString::number(node)] = QString::fromStdString(name);
    return object;
}

std::map<NodeId, std::string> namesFromJson(const QJsonObject &object)
{
    std::map<NodeId, std::string> names;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        names[entry.key().toInt()] = entry.value().toString().toStdString();
    return names;
}

/// An input and what was tried on it, at one moment.
class PositionSnapshot final : public PartSnapshot
{
public:
    QString page;
    QString input; ///< the sentence, or the picture's path
    DecodePosition position;
    DecodeSessionPart::InputWriter writeInput;
    QString view;
    double linkThreshold = 0;
    bool hasLinks = false;

    bool sameContent(const PartSnapshot &other) const override
    {
        const auto &b = static_cast<const PositionSnapshot &>(other);
        const DecodePosition &p = position;
        const DecodePosition &q = b.position;
        return input == b.input && p.modelPath == q.modelPath && p.session == q.session &&
               p.reply.path.nodes == q.reply.path.nodes && p.document == q.document;
    }

    bool hasEdits() const override
    {
        const auto tree = position.session ? position.reply.tree : nullptr;
        return tree && std::any_of(tree->nodes.begin(), tree->nodes.end(), [](const HypothesisSnapshot::Node &node) {
                   return node.forced || node.edit.kind != NodeChange::Kind::None;
               });
    }

    void write(SessionWriter &session) const override
    {
        QJsonObject views = session.view()[kViews].toObject();
        views[page] = view;
        session.view()[kViews] = views;
        if (hasLinks)
            session.view()[kLinkThreshold] = linkThreshold;
        if (position.document && position.document->stored)
            writeStored(session, *position.document->stored);
        else
            writePosition(session);
    }

private:
    /// What it needs is not there: as it was.
    void writeStored(SessionWriter &session, const StoredInput &stored) const
    {
        SessionInput record = stored.input;
        record.bundle = stored.bundle.path.empty() ? -1 : session.bundle(stored.bundle);
        QJsonObject kept = stored.view;
        kept[QStringLiteral("step")] = position.current;
        session.addInput(page, std::move(record), std::move(kept));
    }

    void writePosition(SessionWriter &session) const
    {
        QJsonObject looked = lookedAt();
        SessionInput record = tried(looked);
        if (!position.document && !position.modelPath.isEmpty())
            record.bundle = session.bundle(position.modelPath);
        if (writeInput)
            writeInput(session, record, looked);
        session.addInput(page, std::move(record), std::move(looked));
    }

    QJsonObject lookedAt() const
    {
        QJsonObject looked{{QStringLiteral("step"), position.current}};
        addDecoding(position.decoding, looked);
        if (position.session) {
            const DecodePath &path = position.reply.path;
            looked[QStringLiteral("leaf")] = path.nodes.empty() ? kRootNode : path.nodes.back();
            looked[QStringLiteral("shown")] = path.shown;
        }
        if (position.document)
            looked[QStringLiteral("trace")] = position.documentIndex;
        return looked;
    }

    SessionInput tried(QJsonObject &looked) const
    {
        SessionInput record;
        record.sentence = input.toStdString();
        if (position.document)
            for (const auto &trace : position.document->traces)
                record.traces.push_back({kRootNode, *trace});
        if (!position.session)
            return record;
        TreeRecord tree = position.session->record();
        const DecodePath &path = position.reply.path;
        record.actions = std::move(tree.actions);
        record.current = path.shown > 0 ? path.nodes[static_cast<std::size_t>(path.shown) - 1] : kRootNode;
        if (position.reply.trace)
            record.traces.push_back({record.current, *position.reply.trace});
        if (!tree.names.empty())
            looked[QStringLiteral("names")] = namesToJson(tree.names);
        return record;
    }
};

} // namespace

DecodeSessionPart::DecodeSessionPart(QString name, ui::DecodePage *page, DecodeController *controller,
                                     const QUndoStack *undo)
    : name_(std::move(name)), page_(page), controller_(controller), undo_(undo)
{
}

DecodeSessionPart::~DecodeSessionPart() = default;

std::shared_ptr<const PartSnapshot> DecodeSessionPart::snapshot() const
{
    auto snapshot = std::make_shared<PositionSnapshot>();
    snapshot->page = name_;
    snapshot->input = controller_->inputText();
    snapshot->position = controller_->position();
    snapshot->writeInput = inputWriter();
    if (page_) {
        snapshot->view = ui::nameOfView(page_->currentView());
        snapshot->linkThreshold = page_->linkThreshold();
        snapshot->hasLinks = page_->view(ui::FigureView::Links) != nullptr;
    }
    return snapshot;
}

bool DecodeSessionPart::isWorthKeeping() const { return undo_->count() > 0; }

void DecodeSessionPart::open(const SessionReader &session, std::function<void()> done)
{
    opening_ = std::make_unique<QObject>();
    applyView(session.view());
    const std::vector<InputRecord> records = session.inputsOf(name_);
    if (records.empty()) {
        done();
        return;
    }
    const InputRecord &record = records.back(); // a page is there twice only in a file made by hand
    const RecordedPosition recorded = recordedPosition(record, session);
    const auto finish = [this, record, recorded, done = std::move(done)] {
        QObject *context = opening_.release();
        controller_->disconnect(context);
        context->deleteLater(); // this very call is its slot
        shown(record, recorded);
        done();
    };
    connect(controller_, &DecodeController::recordedOpened, opening_.get(), finish);
    show(recorded);
    if (!opening_)
        return;
    // A person who does something else meanwhile makes an end of it, too. Queued: a model that is there now goes on to
    // decode.
    const auto look = [this, finish] {
        if (!controller_->isBusy())
            finish();
    };
    connect(controller_, &DecodeController::changed, opening_.get(), look, Qt::QueuedConnection);
}

void DecodeSessionPart::applyView(const QJsonObject &view)
{
    if (!page_)
        return;
    if (const QJsonValue threshold = view[kLinkThreshold]; threshold.isDouble())
        page_->setLinkThreshold(std::clamp(threshold.toDouble(), 0.0, ui::kLargestThreshold));
    if (const auto named = ui::viewOfName(view[kViews].toObject()[name_].toString()))
        page_->setCurrentView(*named);
}

RecordedPosition DecodeSessionPart::recordedPosition(const InputRecord &record, const SessionReader &session) const
{
    RecordedPosition recorded = toRecorded(record, session.path());
    if (record.bundle.path.empty() || record.state == BundleState::Same)
        return recorded;
    const QString name = QString::fromStdString(record.bundle.name);
    const QString path = QDir::toNativeSeparators(QString::fromStdString(record.bundle.path));
    recorded.notice = record.state == BundleState::Changed
                          ? tr("The model %1 of this session is not the one it was made with (%2). The recorded "
                               "attention is shown and cannot be gone on with.")
                          : tr("The model %1 of this session is missing (%2). The recorded attention is shown and "
                               "cannot be gone on with.");
    recorded.notice = recorded.notice.arg(name, path);
    return recorded;
}

RecordedPosition toRecorded(const InputRecord &record, const QString &file)
{
    const auto number = [&record](const char *key, int otherwise) {
        return record.view[QLatin1String(key)].toInt(otherwise);
    };
    RecordedPosition recorded;
    recorded.input = QString::fromStdString(record.input.sentence);
    recorded.modelPath = record.modelPath;
    recorded.decoding = decodingOf(record.view);
    recorded.tree = {record.input.actions, namesFromJson(record.view[QStringLiteral("names")].toObject())};
    recorded.leaf = number("leaf", record.input.current);
    recorded.current = number("step", -1);
    int depth = 0; // of the node that was on the screen
    for (int node = record.input.current; node > 0; ++depth)
        node = record.input.actions[static_cast<std::size_t>(node) - 1].parent;
    recorded.shown = number("shown", depth);
    recorded.documentIndex =
        std::clamp(number("trace", 0), 0, std::max(0, static_cast<int>(record.input.traces.size()) - 1));
    auto document = std::make_shared<TraceDocument>();
    document->path = file;
    for (const RecordedTrace &trace : record.input.traces)
        document->traces.push_back(std::make_shared<const AttentionTrace>(trace.trace));
    if (!record.bundle.path.empty())
        document->stored = std::make_shared<const StoredInput>(StoredInput{record.input, record.bundle, record.view});
    recorded.document = std::move(document);
    return recorded;
}

} // namespace fovea::app
