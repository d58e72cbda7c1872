#include "app/support/opened_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <fstream>

#include "app/support/reason_text.h"
#include "app/support/resource_paths.h"
#include "core/io/bundle.h"
#include "core/io/file_access.h"
#include "core/io/json_format.h"
#include "core/types/error.h"
#include "core/vision/picture_file.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

using Kind = OpenedFile::Kind;
namespace fs = std::filesystem;

QString translated(const char *text) { return QCoreApplication::translate("OpenedFile", text); }

/// Names that a file has inside a bundle, so that it stands for the bundle.
bool isBundlePart(const fs::path &path)
{
    static const QSet<QString> names{"config.json", "source.spm", "target.spm", "README.md", "backbone.onnx"};
    const QString name = ui::pathText(path.filename());
    return names.contains(name) || path.extension() == ".safetensors";
}

/// One of the first files is a picture: worth listing.
bool holdsPictures(const fs::path &folder)
{
    constexpr int kMostFiles = 1000;
    std::error_code error;
    fs::directory_iterator files(folder, error);
    for (int i = 0; !error && files != fs::directory_iterator() && i < kMostFiles; ++i, files.increment(error))
        if (isPicture(files->path()) || isPictureName(ui::pathText(files->path())))
            return true;
    return false;
}

void tellFolder(const fs::path &folder, OpenedFile &file)
{
    std::error_code error;
    if (isBundle(folder) || fs::exists(folder / "config.json", error) ||
        fs::exists(folder / "model.safetensors", error)) {
        file.kind = Kind::Bundle; // where one of the two is missing, opening it says so
        file.task = taskOfBundle(file.path);
    } else if (holdsPictures(folder)) {
        file.kind = Kind::PictureFolder;
    }
}

bool tellJson(const fs::path &path, OpenedFile &file)
{
    const auto json = jsonFormat(path);
    if (!json)
        return false;
    if (json->format == "fovea-session")
        file.kind = Kind::Session;
    else if (json->format == "fovea-trace")
        file.kind = Kind::Trace;
    else
        file.format = QString::fromStdString(json->format).left(60);
    file.axis = json->axis.value_or(SourceAxis::Kind::Sequence);
    return true;
}

Kind kindOfName(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("fovea"))
        return Kind::Session;
    if (isPictureName(path))
        return Kind::Picture;
    if (suffix == QLatin1String("txt"))
        return Kind::Text;
    return suffix == QLatin1String("jsonl") ? Kind::Trace : Kind::Unknown;
}

/// No byte in the first ones that a text has not; UTF-16 counts, so that it is said what is wrong with it.
bool isText(const fs::path &path)
{
    std::string head(4096, '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
        return true;
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    const std::size_t first = head.find_first_not_of(" \t\r\n", head.starts_with(kMark) ? kMark.size() : 0);
    const bool json = first != std::string::npos && (head[first] == '{' || head[first] == '[');
    const auto foreign = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    };
    return !head.empty() && !json && !head.starts_with("%PDF") && std::none_of(head.begin(), head.end(), foreign);
}

void tellFile(const fs::path &path, OpenedFile &file)
{
    if (isBundlePart(path) && isBundle(path.parent_path())) {
        file.path = ui::pathText(path.parent_path());
        tellFolder(path.parent_path(), file);
    } else if (isPicture(path)) {
        file.kind = Kind::Picture;
    } else if (!tellJson(path, file)) {
        file.kind = kindOfName(file.path);
        if (file.kind == Kind::Unknown && isText(path))
            file.kind = Kind::Text;
    }
}

/// Without "." and without ".." where a link before it would lead elsewhere.
fs::path absolutePath(const fs::path &path)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    if (std::find(absolute.begin(), absolute.end(), "..") != absolute.end())
        if (const fs::path found = fs::canonical(absolute, error); !error)
            return found;
    const fs::path normal = absolute.lexically_normal();
    return normal.has_filename() || !normal.has_relative_path() ? normal : normal.parent_path();
}

} // namespace

bool isPictureName(const QString &path)
{
    static const QSet<QString> pictures{"jpg",  "jpeg", "png",  "webp", "bmp",  "tif",
                                        "tiff", "gif",  "heic", "heif", "avif", "svg"};
    return pictures.contains(QFileInfo(path).suffix().toLower());
}

OpenedFile openedFile(const QString &path)
{
    OpenedFile file;
    const fs::path native = absolutePath(ui::toPath(path));
    file.path = ui::pathText(native);
    std::error_code error;
    if (fs::is_directory(native, error))
        tellFolder(native, file);
    else if (fs::is_regular_file(native, error))
        tellFile(native, file);
    else if (!fs::exists(native, error))
        file.kind = kindOfName(file.path); // whoever reads it says that it is not there
    return file;
}

QString unknownFileText(const OpenedFile &file)
{
    const QString name = ui::readableName(QDir::toNativeSeparators(file.path));
    const fs::path path = ui::toPath(file.path);
    std::error_code error;
    if (fs::is_directory(path, error))
        return translated(QT_TRANSLATE_NOOP("OpenedFile", "%1 is neither a model nor a folder with pictures in it."))
            .arg(name);
    try {
        if (InputFile(path).size() == 0)
            throw FileError(path.string(), "the file is empty");
    } catch (const FileError &problem) {
        return translated(QT_TRANSLATE_NOOP("OpenedFile", "This cannot be opened. %1")).arg(reasonText(problem));
    }
    return translated(QT_TRANSLATE_NOOP("OpenedFile",
                                        "Fovea does not know what kind of file %1 is. It opens models (folders with "
                                        "config.json and model.safetensors), sessions (.fovea), traces (.json, "
                                        ".jsonl), pictures (JPEG, PNG, WebP, BMP, TIFF), folders of pictures and "
                                        "text files of sentences."))
        .arg(name);
}

} // namespace fovea::app
