#include "app/export/animation_writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QLibrary>
#include <QRegularExpression>
#include <QUuid>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "app/export/film_module.h"
#include "core/io/atomic_file.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

namespace fs = std::filesystem;

fs::path toPath(const QString &path) { return path.toStdU16String(); }

[[noreturn]] void fail(const QString &path, const QString &problem)
{
    throw FileError(path.toStdString(), problem.toStdString());
}

/// A hidden name beside `path` that nobody else uses.
QString besides(const QString &path, const QString &suffix)
{
    const QFileInfo info(path);
    const QString unique = QUuid::createUuid().toString(QUuid::Id128).left(12);
    return info.absoluteDir().filePath(QStringLiteral(".%1.%2%3").arg(info.fileName(), unique, suffix));
}

void rename(const QString &from, const QString &to, const QString &named)
{
    std::error_code code;
    fs::rename(toPath(from), toPath(to), code);
    if (code)
        fail(named, QString::fromStdString(code.message()));
    syncFolder(toPath(QFileInfo(to).absolutePath()));
}

/// The library of app/video, loaded once it is needed.
struct FilmFunctions {
    FilmOpen *open = nullptr;
    FilmAdd *add = nullptr;
    FilmClose *close = nullptr;
};

FilmFunctions loadFilmModule(const QString &path)
{
    QStringList places{QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/fovea/libfovea_video.so")};
#ifdef FOVEA_VIDEO_MODULE
    places.prepend(QStringLiteral(FOVEA_VIDEO_MODULE));
#endif
    QString problem;
    for (const QString &place : places) {
        QLibrary library(place); // stays loaded: FFmpeg does not like to be unloaded
        if (!library.load()) {
            problem = library.errorString();
            continue;
        }
        const auto find = [&library](const char *name) { return library.resolve(name); };
        return {reinterpret_cast<FilmOpen *>(find(kFilmOpen)), reinterpret_cast<FilmAdd *>(find(kFilmAdd)),
                reinterpret_cast<FilmClose *>(find(kFilmClose))};
    }
    fail(path, QStringLiteral("films cannot be written: %1").arg(problem));
}

/// Whether an MP4 file was written to its end. FFmpeg does not say so when the disk is full: its boxes must fill the
/// file and an index ("moov") be among them.
bool isWholeFilm(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    bool index = false;
    qint64 at = 0;
    while (at < file.size()) {
        std::array<unsigned char, 16> head{};
        if (!file.seek(at) || file.read(reinterpret_cast<char *>(head.data()), 16) < 8)
            return false;
        const auto number = [&head](std::size_t from, std::size_t count) {
            quint64 value = 0;
            for (std::size_t i = from; i < from + count; ++i)
                value = value << 8 | head[i];
            return value;
        };
        quint64 length = number(0, 4);
        if (length == 1)
            length = number(8, 8);
        if (length < 8 || length > static_cast<quint64>(file.size() - at))
            return false;
        index = index || std::memcmp(head.data() + 4, "moov", 4) == 0;
        at += static_cast<qint64>(length);
    }
    return index && at == file.size();
}

void syncFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int code = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!synced)
        fail(path, QString::fromLocal8Bit(std::strerror(code)));
}

class FilmWriter final : public AnimationWriter
{
public:
    FilmWriter(const QString &path, QSize size, double framesPerSecond)
        : path_(path), temporary_(besides(path, QStringLiteral(".mp4"))), size_(size), functions_(loadFilmModule(path))
    {
        if (size != filmSize(size))
            fail(path_, QStringLiteral("a film's sides must be even"));
        // FFmpeg's own words for these would be about an encoder.
        QFile probe(temporary_);
        if (!probe.open(QIODevice::WriteOnly))
            fail(path_, probe.errorString());
        probe.close();
        std::array<char, 256> error{};
        film_ = functions_.open(QFile::encodeName(temporary_).constData(), size.width(), size.height(), framesPerSecond,
                                error.data(), static_cast<int>(error.size()));
        if (!film_) {
            QFile::remove(temporary_);
            fail(path_, QString::fromUtf8(error.data()));
        }
    }

    ~FilmWriter() override
    {
        if (film_)
            functions_.close(film_);
        if (!temporary_.isEmpty())
            QFile::remove(temporary_);
    }

    FilmWriter(const FilmWriter &) = delete;
    FilmWriter &operator=(const FilmWriter &) = delete;

    void add(const QImage &picture) override
    {
        if (picture.size() != size_)
            fail(path_, QStringLiteral("a picture has another size than the film"));
        const QImage pixels = picture.convertToFormat(QImage::Format_BGR888);
        std::array<char, 256> error{};
        if (!functions_.add(film_, pixels.constBits(), static_cast<int>(pixels.bytesPerLine()), error.data(),
                            static_cast<int>(error.size())))
            fail(path_, QString::fromUtf8(error.data()));
    }

    void commit() override
    {
        functions_.close(std::exchange(film_, nullptr));
        if (!isWholeFilm(temporary_))
            fail(path_, QStringLiteral("the film could not be written whole: is the disk full?"));
        syncFile(temporary_);
        rename(temporary_, path_, path_);
        temporary_.clear();
    }

private:
    QString path_;
    QString temporary_;
    QSize size_;
    FilmFunctions functions_;
    void *film_ = nullptr;
};

class PictureWriter final : public AnimationWriter
{
public:
    PictureWriter(const QString &folder, QSize size)
        : folder_(QDir::cleanPath(QFileInfo(folder).absoluteFilePath())), name_(QFileInfo(folder_).fileName()),
          temporary_(besides(folder_, QString())), size_(size)
    {
        requireOwnFolder();
        if (!QDir().mkdir(temporary_))
            fail(folder_, QStringLiteral("the folder cannot be made"));
    }

    ~PictureWriter() override
    {
        if (!temporary_.isEmpty())
            QDir(temporary_).removeRecursively();
    }

    PictureWriter(const PictureWriter &) = delete;
    PictureWriter &operator=(const PictureWriter &) = delete;

    void add(const QImage &picture) override
    {
        if (picture.size() != size_)
            fail(folder_, QStringLiteral("a picture has another size than the others"));
        const QString file = QStringLiteral("%1-%2.png").arg(name_).arg(++count_, 4, 10, QLatin1Char('0'));
        QFile out(QDir(temporary_).filePath(file));
        if (!out.open(QIODevice::WriteOnly) || !picture.save(&out, "PNG") || !out.flush() || ::fsync(out.handle()) != 0)
            fail(folder_, QStringLiteral("%1 could not be written: %2").arg(file, out.errorString()));
    }

    void commit() override
    {
        QString old;
        if (QFileInfo::exists(folder_)) {
            requireOwnFolder(); // still
            old = besides(folder_, QStringLiteral(".old"));
            rename(folder_, old, folder_);
        }
        try {
            rename(temporary_, folder_, folder_);
        } catch (...) {
            if (!old.isEmpty())
                rename(old, folder_, folder_);
            throw;
        }
        temporary_.clear();
        if (!old.isEmpty())
            QDir(old).removeRecursively();
    }

private:
    /// What is there already must be an earlier animation.
    void requireOwnFolder() const
    {
        if (!QFileInfo::exists(folder_))
            return;
        if (!QFileInfo(folder_).isDir())
            fail(folder_, QStringLiteral("there is a file of this name, where a folder is needed"));
        const QRegularExpression own(QLatin1Char('^') + QRegularExpression::escape(name_) +
                                     QStringLiteral("-\\d{4,}\\.png$"));
        const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        for (const QString &entry : QDir(folder_).entryList(all))
            if (!own.match(entry).hasMatch())
                fail(folder_, QStringLiteral("the folder holds other files (%1); choose another name").arg(entry));
    }

    QString folder_;
    QString name_;
    QString temporary_;
    QSize size_;
    int count_ = 0;
};

} // namespace

QSize filmSize(QSize size) { return {size.width() + size.width() % 2, size.height() + size.height() % 2}; }

std::unique_ptr<AnimationWriter> openAnimation(const QString &path, AnimationFormat format, QSize size,
                                               double framesPerSecond)
{
    if (format == AnimationFormat::Film)
        return std::make_unique<FilmWriter>(path, size, framesPerSecond);
    return std::make_unique<PictureWriter>(path, size);
}

} // namespace fovea::app
