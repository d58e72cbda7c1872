#pragma once

#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>

class QLockFile;

namespace fovea::app
{

/// What a program that died left behind. While this exists no other instance offers it.
struct LostSession {
    QString path;
    QDateTime time; ///< last written
    std::shared_ptr<QLockFile> lock;
};

/// One file of this instance in a folder that all instances share. Beside it is a lock that dies with the program, so
/// that a file without a living owner is one to recover. The file goes when the program ends as it should.
class Autosave
{
public:
    /// Makes the folder. isValid() is false where that cannot be done.
    explicit Autosave(const QString &folder);
    ~Autosave();
    Autosave(const Autosave &) = delete;
    Autosave &operator=(const Autosave &) = delete;

    bool isValid() const { return lock_ != nullptr; }
    /// Where this instance saves.
    const QString &path() const { return path_; }
    /// Removes this instance's file.
    void clear() const;

    /// The newest file whose owner is gone and which no other instance has taken.
    std::optional<LostSession> takeLost() const;
    /// Removes it for good.
    static void discard(const LostSession &lost);
    /// Keeps a file that cannot be read, but does not offer it again; returns its new name.
    static QString setAside(const LostSession &lost);

private:
    QString folder_;
    QString path_;
    std::unique_ptr<QLockFile> lock_;
};

} // namespace fovea::app
