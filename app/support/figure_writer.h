#pragma once

#include <filesystem>

#include "core/io/atomic_file.h"
#include "ui/render/figure/figure.h"

namespace fovea::app
{

/// Writes bytes so that the name shows the old file or all of the new one. Throws FileError.
inline void writeBytes(const std::filesystem::path &path, const QByteArray &bytes)
{
    writeFileAtomically(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

/// Writes the figure as .png, .svg or .pdf by the path's suffix. Throws FileError and InputError as encodeFigure().
inline void exportFigure(const AttentionTrace &trace, const ui::FigureOptions &options,
                         const std::filesystem::path &path)
{
    writeBytes(path, ui::encodeFigure(trace, options, path));
}

} // namespace fovea::app
