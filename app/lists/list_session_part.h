#pragma once

#include <QString>

#include "app/lists/list_record.h"
#include "app/sessions/session_part.h"

namespace fovea::app
{

/// What a page of many inputs keeps in sessions.
class ListSessionPart final : public SessionPart
{
public:
    /// `name` is the page's in files; the list lives as long.
    ListSessionPart(QString name, SessionList *list) : name_(std::move(name)), list_(list) {}

    std::shared_ptr<const PartSnapshot> snapshot() const override;
    Preparation preparation() const override;
    bool followsOthers() const override { return true; } // with their models
    void open(const SessionReader &session, std::function<void()> done) override;

private:
    QString name_;
    SessionList *list_;
};

} // namespace fovea::app
