#include "app/caption/caption_session_part.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include "app/sessions/session_files.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

constexpr QLatin1String kPicture("picture"); ///< of an input's view: what is kept of its file, or the picture itself
constexpr QLatin1String kPng("png");
constexpr QLatin1String kName("name");

constexpr qsizetype kMostBytes = 64 << 20; ///< of a picture that is kept in the session

} // namespace

CaptionSessionPart::CaptionSessionPart(QString name, ui::CaptionPage *page, CaptionController *controller,
                                       const QUndoStack *undo)
    : DecodeSessionPart(name, page, controller, undo), name_(std::move(name)), page_(page), controller_(controller)
{
}

DecodeSessionPart::InputWriter CaptionSessionPart::inputWriter() const
{
    const std::shared_ptr<const PictureSource> picture = controller_->picture();
    if (!picture)
        return {};
    return [picture](SessionWriter &session, SessionInput &, QJsonObject &view) {
        if (!picture->path().isEmpty()) {
            view[kPicture] = fileRecord(picture->path(), session.folder());
            return;
        }
        const QByteArray png = picture->encoded();
        if (png.size() <= kMostBytes)
            view[kPicture] = QJsonObject{{kPng, QString::fromLatin1(png.toBase64())}, {kName, picture->name()}};
        else
            session.addNote(tr("The picture is too large to be kept in the session: save it as a file and open that."));
    };
}

SessionPart::Preparation CaptionSessionPart::preparation() const
{
    return [name = name_](SessionReader &session) {
        for (InputRecord &record : session.inputs())
            if (record.page == name && !record.input.sentence.empty())
                record.file = findFile(QString::fromStdString(record.input.sentence), record.view[kPicture].toObject(),
                                       session.folder());
    };
}

RecordedPosition CaptionSessionPart::recordedPosition(const InputRecord &record, const SessionReader &session) const
{
    RecordedPosition recorded = DecodeSessionPart::recordedPosition(record, session);
    const QJsonObject picture = record.view[kPicture].toObject();
    if (const QString png = picture[kPng].toString(); !png.isEmpty())
        recorded.state = CaptionController::stateOf(std::make_shared<const PictureSource>(
            QByteArray::fromBase64(png.toLatin1()).toStdString(), picture[kName].toString()));
    if (!record.file)
        return recorded;
    if (record.file->state == FileState::Same)
        recorded.input = record.file->path;
    else
        recorded.modelPath.clear(); // what was recorded is shown
    return recorded;
}

void CaptionSessionPart::shown(const InputRecord &record, const RecordedPosition &recorded)
{
    if (!record.file || record.file->state == FileState::Same)
        return;
    const QString path = QDir::toNativeSeparators(QString::fromStdString(record.input.sentence));
    const QString text =
        record.file->state == FileState::Changed
            ? tr("The picture %1 is not the one of this session. The recorded attention is shown and cannot be gone "
                 "on with.")
            : tr("The picture %1 of this session is not there. The recorded attention is shown and cannot be gone on "
                 "with.");
    QStringList parts{text.arg(ui::readableName(path)), recorded.notice};
    parts.removeAll(QString());
    offerSearch(record, recorded, parts.join(u' '));
}

void CaptionSessionPart::offerSearch(const InputRecord &record, const RecordedPosition &recorded, const QString &text)
{
    if (page_)
        page_->setMessage(ui::MessageKind::Warning, text,
                          {tr("&Find the picture…"), tr("Say where the picture of this session is now"),
                           [this, record, recorded] { search(record, recorded); }});
}

void CaptionSessionPart::search(const InputRecord &record, const RecordedPosition &recorded)
{
    const QString before = QString::fromStdString(record.input.sentence);
    auto *dialog = new QFileDialog(page_, tr("Find the picture %1").arg(ui::readableFileName(before)),
                                   QFileInfo(recorded.document->path).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, record, recorded](const QString &path) {
        if (!isFileOf(path, record.view[kPicture].toObject())) {
            offerSearch(record, recorded, tr("%1 is another picture.").arg(QDir::toNativeSeparators(path)));
            return;
        }
        RecordedPosition found = recorded;
        found.input = path;
        found.modelPath = record.modelPath;
        show(found);
    });
    dialog->open();
}

} // namespace fovea::app
