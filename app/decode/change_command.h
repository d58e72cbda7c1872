#pragma once

#include <QUndoCommand>

#include <functional>

#include "app/decode/decode_position.h"

namespace fovea::app
{

/// Groups of changes that become one on the undo stack.
inline constexpr int kNoGroup = 0;
inline constexpr int kTypedGroup = 1;
inline constexpr int kPenaltyGroup = 2;
inline constexpr int kFirstGestureGroup = 3; ///< and above: one per drag of a weight

/// A change the person made on a page that decodes: from one position to another.
class ChangeCommand : public QUndoCommand
{
public:
    using Show = std::function<void(const DecodePosition &)>;

    /// `show` puts a position on the page. The first redo(), by QUndoStack::push, does nothing: it is there already.
    /// Changes of one group (not 0) that follow each other become one.
    ChangeCommand(const QString &text, DecodePosition before, DecodePosition after, int group, Show show);

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    DecodePosition before_;
    DecodePosition after_;
    int group_;
    bool pushed_ = false;
    Show show_;
};

} // namespace fovea::app
