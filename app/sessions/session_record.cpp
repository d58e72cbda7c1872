#include "app/sessions/session_record.h"

#include <QJsonDocument>

#include <algorithm>

#include "app/sessions/session_files.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

// Keys of the view.
constexpr QLatin1String kInputs("inputs");
constexpr QLatin1String kBundles("bundles"); ///< relative paths of the session's bundles
constexpr QLatin1String kPage("page");       ///< of an input, and the one that is shown

} // namespace

bool SessionSnapshot::sameContent(const SessionSnapshot &other) const
{
    return std::equal(
        parts.begin(), parts.end(), other.parts.begin(), other.parts.end(),
        [](const auto &a, const auto &b) { return a.first == b.first && a.second->sameContent(*b.second); });
}

bool SessionSnapshot::hasEdits() const
{
    return std::any_of(parts.begin(), parts.end(), [](const auto &part) { return part.second->hasEdits(); });
}

// --- out

SessionWriter::SessionWriter(BundleReferences &references, QString folder)
    : references_(references), folder_(std::move(folder))
{
}

int SessionWriter::bundle(const QString &path) { return bundle(references_.of(path)); }

int SessionWriter::bundle(const BundleReference &reference)
{
    std::vector<BundleReference> &bundles = session_.bundles;
    const auto found = std::find(bundles.begin(), bundles.end(), reference);
    const auto index = static_cast<int>(found - bundles.begin());
    if (found == bundles.end())
        bundles.push_back(reference);
    return index;
}

void SessionWriter::addInput(const QString &page, SessionInput input, QJsonObject view)
{
    view[kPage] = page;
    session_.inputs.push_back(std::move(input));
    inputViews_.append(std::move(view));
    pages_ << page;
}

Session SessionWriter::finish(const QString &shownPage) &&
{
    QJsonArray bundles;
    for (const BundleReference &bundle : session_.bundles)
        bundles << relativePath(QString::fromStdString(bundle.path), folder_);
    session_.currentInput = std::max(0, static_cast<int>(pages_.indexOf(shownPage)));
    view_[kInputs] = inputViews_;
    view_[kBundles] = bundles;
    view_[kPage] = shownPage;
    session_.viewJson = QJsonDocument(view_).toJson(QJsonDocument::Compact).toStdString();
    return std::move(session_);
}

QStringList writeSnapshot(const SessionSnapshot &snapshot, const QString &path, BundleReferences &references)
{
    SessionWriter writer(references, folderOf(path));
    writer.view() = snapshot.view;
    for (const auto &[name, part] : snapshot.parts)
        part->write(writer);
    QStringList notes = writer.notes();
    writeSession(ui::toPath(path), std::move(writer).finish(snapshot.page));
    return notes;
}

// --- in

SessionReader::SessionReader(const QString &path, const QStringList &models) : path_(path)
{
    Session session = readSession(ui::toPath(path));
    view_ = QJsonDocument::fromJson(QByteArray::fromStdString(session.viewJson)).object();
    currentInput_ = session.currentInput;
    const QJsonArray views = view_.take(kInputs).toArray();
    const QJsonArray bundles = view_.take(kBundles).toArray();
    for (std::size_t i = 0; i < session.inputs.size(); ++i) {
        InputRecord record;
        record.view = views.at(static_cast<qsizetype>(i)).toObject();
        record.page = record.view[kPage].toString(QStringLiteral("translate")); // older files have no other
        record.input = std::move(session.inputs[i]);
        if (record.input.bundle >= 0) {
            record.bundle = session.bundles[static_cast<std::size_t>(record.input.bundle)];
            const QString relative = bundles.at(record.input.bundle).toString();
            record.modelPath = findModel(record.bundle, relative, folder(), models, record.state);
        }
        inputs_.push_back(std::move(record));
    }
}

QString SessionReader::folder() const { return folderOf(path_); }

std::vector<InputRecord> SessionReader::inputsOf(const QString &page) const
{
    std::vector<InputRecord> found;
    std::copy_if(inputs_.begin(), inputs_.end(), std::back_inserter(found),
                 [&page](const InputRecord &record) { return record.page == page; });
    return found;
}

QString SessionReader::shownPage() const
{
    const QString named = view_[kPage].toString();
    if (!named.isEmpty() || inputs_.empty())
        return named;
    return inputs_.at(std::min(inputs_.size() - 1, static_cast<std::size_t>(currentInput_))).page;
}

} // namespace fovea::app
