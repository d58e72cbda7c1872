#pragma once

#include "app/caption/caption_controller.h"
#include "app/decode/decode_session_part.h"

namespace fovea::app
{

/// What the caption page keeps in sessions: beside what every page does, which picture it was. A file is found where
/// it is now and known again by its content; a picture without a file is in the session.
class CaptionSessionPart final : public DecodeSessionPart
{
    Q_OBJECT

public:
    CaptionSessionPart(QString name, ui::CaptionPage *page, CaptionController *controller, const QUndoStack *undo);

    Preparation preparation() const override;

protected:
    InputWriter inputWriter() const override;
    RecordedPosition recordedPosition(const InputRecord &record, const SessionReader &session) const override;
    void shown(const InputRecord &record, const RecordedPosition &recorded) override;

private:
    void offerSearch(const InputRecord &record, const RecordedPosition &recorded, const QString &text);
    void search(const InputRecord &record, const RecordedPosition &recorded);

    QString name_;
    QPointer<ui::CaptionPage> page_;
    CaptionController *controller_;
};

} // namespace fovea::app
