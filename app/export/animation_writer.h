#pragma once

#include <QSize>
#include <QString>

#include <memory>

class QImage;

namespace fovea::app
{

enum class AnimationFormat {
    Film,     ///< one MP4 file
    Pictures, ///< a folder of numbered PNG files
};

/// Writes pictures of one size one after the other. Nothing is at the chosen place before commit(); without it
/// everything written is removed and what was there stays.
/// Members throw FileError.
class AnimationWriter
{
public:
    virtual ~AnimationWriter() = default;
    /// Every picture has the size that the writer was opened with.
    virtual void add(const QImage &picture) = 0;
    virtual void commit() = 0;
};

/// A film's sides must be even: H.264 halves the resolution of colour.
QSize filmSize(QSize size);

/// `path` is the film's file, or the folder of the pictures, which are name-0001.png, name-0002.png, ... where name is
/// the folder's. Such a folder is replaced, but never one with anything else in it.
std::unique_ptr<AnimationWriter> openAnimation(const QString &path, AnimationFormat format, QSize size,
                                               double framesPerSecond);

} // namespace fovea::app
