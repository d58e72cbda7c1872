#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>

#include "app/decode/decode_controller.h"
#include "app/sessions/session_record.h"

class QUndoStack;

namespace fovea::app
{

/// What a page that decodes keeps in sessions: its input, everything tried on it, and where one looks.
class DecodeSessionPart : public QObject, public SessionPart
{
    Q_OBJECT

public:
    /// Adds what the task keeps of its input, on a worker thread.
    using InputWriter = std::function<void(SessionWriter &, SessionInput &, QJsonObject &view)>;

    /// `name` is the page's in files.
    DecodeSessionPart(QString name, ui::DecodePage *page, DecodeController *controller, const QUndoStack *undo);
    ~DecodeSessionPart() override;

    std::shared_ptr<const PartSnapshot> snapshot() const override;
    bool isWorthKeeping() const override;
    /// A page that is not in the file, as in those of older programs, stays as it is.
    void open(const SessionReader &session, std::function<void()> done) override;
    /// A stored input is on its way.
    bool isOpening() const { return opening_ != nullptr; }

protected:
    /// Of the input that is shown now.
    virtual InputWriter inputWriter() const { return {}; }
    /// What the controller needs to show a stored input again.
    virtual RecordedPosition recordedPosition(const InputRecord &record, const SessionReader &session) const;
    /// The position is shown; with what the record says of its input.
    virtual void shown(const InputRecord &, const RecordedPosition &) {}
    void show(const RecordedPosition &recorded) { controller_->openRecorded(recorded); }

private:
    void applyView(const QJsonObject &view);

    QString name_;
    QPointer<ui::DecodePage> page_;
    DecodeController *controller_;
    const QUndoStack *undo_;
    std::unique_ptr<QObject> opening_; ///< context of what waits for the controller
};

/// What a controller needs to show a stored input again, the way of looking at it included.
RecordedPosition toRecorded(const InputRecord &record, const QString &file);

} // namespace fovea::app
