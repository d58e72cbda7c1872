#include "app/change_command.h"

namespace fovea::app
{

ChangeCommand::ChangeCommand(const QString &text, DecodePosition before, DecodePosition after, bool typed,
                             Show show)
    : QUndoCommand(text), before_(std::move(before)), after_(std::move(after)), typed_(typed), show_(std::move(show))
{
}

void ChangeCommand::undo() { show_(before_); }

void ChangeCommand::redo()
{
    if (pushed_)
        show_(after_);
    pushed_ = true;
}

int ChangeCommand::id() const { return typed_ ? 1 : -1; }

bool ChangeCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const ChangeCommand *>(other);
    after_ = next->after_;
    return true;
}

} // namespace fovea::app
