#include "app/decode/change_command.h"

namespace fovea::app
{

ChangeCommand::ChangeCommand(const QString &text, DecodePosition before, DecodePosition after, int group, Show show)
    : QUndoCommand(text), before_(std::move(before)), after_(std::move(after)), group_(group), show_(std::move(show))
{
}

void ChangeCommand::undo() { show_(before_); }

void ChangeCommand::redo()
{
    if (pushed_)
        show_(after_);
    pushed_ = true;
}

int ChangeCommand::id() const { return group_ == kNoGroup ? -1 : 1; }

bool ChangeCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const ChangeCommand *>(other);
    if (next->group_ != group_)
        return false;
    after_ = next->after_;
    return true;
}

} // namespace fovea::app
