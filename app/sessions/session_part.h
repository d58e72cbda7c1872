#pragma once

#include <functional>
#include <memory>

namespace fovea::app
{

class SessionReader;
class SessionWriter;

/// A part of the laboratory at one moment: a value, taken in no time, that other threads may read.
class PartSnapshot
{
public:
    virtual ~PartSnapshot() = default;

    /// A person would lose nothing by keeping `other`, of the same part, instead. Where one looks does not count.
    virtual bool sameContent(const PartSnapshot &other) const = 0;
    /// It holds what takes more than typing the input again.
    virtual bool hasEdits() const { return false; }
    /// For a worker thread: may wait for a decode that is under way. Throws InputError for what no file can hold.
    virtual void write(SessionWriter &session) const = 0;
};

/// What a page keeps in sessions.
class SessionPart
{
public:
    virtual ~SessionPart() = default;

    virtual std::shared_ptr<const PartSnapshot> snapshot() const = 0;
    /// The person changed something since the program began: worth saving by itself.
    virtual bool isWorthKeeping() const { return false; }
    /// Finds in a file that was read what the part will need, on a worker thread: where files are now.
    using Preparation = std::function<void(SessionReader &)>;
    virtual Preparation preparation() const { return {}; }
    /// Opened after the parts that do not: it goes on from what they show.
    virtual bool followsOthers() const { return false; }
    /// Shows what the file holds of this part, nothing where it holds none of it, and calls `done` when that is in
    /// sight. A second call makes an end of the first, whose `done` need not come then.
    virtual void open(const SessionReader &session, std::function<void()> done) = 0;
};

} // namespace fovea::app
