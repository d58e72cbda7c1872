#include "app/sessions/autosave.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QUuid>

namespace fovea::app
{

namespace
{

QString lockOf(const QString &path) { return path + QStringLiteral(".lock"); }

std::unique_ptr<QLockFile> tryLock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(lockOf(path));
    lock->setStaleLockTime(0); // stale only when its program is gone
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

} // namespace

Autosave::Autosave(const QString &folder) : folder_(folder)
{
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return;
    // A session is as private as what it holds.
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString unique = QUuid::createUuid().toString(QUuid::Id128).left(8);
    path_ = QDir(folder).filePath(QStringLiteral("%1-%2.fovea").arg(QCoreApplication::applicationPid()).arg(unique));
    lock_ = tryLock(path_);
}

Autosave::~Autosave()
{
    if (lock_)
        clear();
}

void Autosave::clear() const { QFile::remove(path_); }

std::optional<LostSession> Autosave::takeLost() const
{
    const QDir folder(folder_);
    const auto files = folder.entryInfoList({QStringLiteral("*.fovea")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files) {
        if (file.absoluteFilePath() == QFileInfo(path_).absoluteFilePath())
            continue;
        std::shared_ptr<QLockFile> lock = tryLock(file.absoluteFilePath());
        // Its owner may have ended, and removed it, since the folder was listed.
        if (lock && QFileInfo::exists(file.absoluteFilePath()))
            return LostSession{file.absoluteFilePath(), file.lastModified(), std::move(lock)};
    }
    return std::nullopt;
}

void Autosave::discard(const LostSession &lost)
{
    QFile::remove(lost.path);
    lost.lock->unlock();
}

QString Autosave::setAside(const LostSession &lost)
{
    const QString kept = lost.path + QStringLiteral(".damaged");
    QFile::rename(lost.path, kept);
    lost.lock->unlock();
    return kept;
}

} // namespace fovea::app
