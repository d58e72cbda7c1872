#pragma once

#include <QStringList>

#include "app/compare/comparison.h"
#include "app/sessions/session_part.h"

class QUndoStack;

namespace fovea::app
{

class CompareController;

/// What the compare page keeps in sessions.
class CompareSessionPart final : public SessionPart
{
public:
    CompareSessionPart(CompareController *controller, const QUndoStack *undo) : controller_(controller), undo_(undo) {}

    std::shared_ptr<const PartSnapshot> snapshot() const override;
    bool isWorthKeeping() const override;
    bool followsOthers() const override { return true; }
    void open(const SessionReader &session, std::function<void()> done) override;

private:
    CompareController *controller_;
    const QUndoStack *undo_;
};

} // namespace fovea::app
