#pragma once

#include <QUndoCommand>

#include <functional>

#include "app/decode_position.h"

namespace fovea::app
{

/// A change the person made on a page that decodes: from one position to another.
class ChangeCommand : public QUndoCommand
{
public:
    using Show = std::function<void(const DecodePosition &)>;

    /// `show` puts a position on the page. The first redo(), by QUndoStack::push, does nothing: it is there already.
    /// Changes typed one after the other become one.
    ChangeCommand(const QString &text, DecodePosition before, DecodePosition after, bool typed, Show show);

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    DecodePosition before_;
    DecodePosition after_;
    bool typed_;
    bool pushed_ = false;
    Show show_;
};

} // namespace fovea::app
