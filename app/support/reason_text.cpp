#include "app/support/reason_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <vector>

#include "core/types/error.h"

namespace fovea::app
{

namespace
{

// The core knows no languages: these are its sentences, with %1, %2 for what varies. The first that fits counts.
constexpr const char *kReasons[] = {
    // Files.
    QT_TRANSLATE_NOOP("Reasons", "no such file"),
    QT_TRANSLATE_NOOP("Reasons", "no such file or folder"),
    QT_TRANSLATE_NOOP("Reasons", "no such folder: %1"),
    QT_TRANSLATE_NOOP("Reasons", "not a folder: %1"),
    QT_TRANSLATE_NOOP("Reasons", "a part of the path is not a folder"),
    QT_TRANSLATE_NOOP("Reasons", "is a folder, not a file"),
    QT_TRANSLATE_NOOP("Reasons", "is not a regular file"),
    QT_TRANSLATE_NOOP("Reasons", "is not a folder that can be read"),
    QT_TRANSLATE_NOOP("Reasons", "permission denied"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is read-only"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full"),
    QT_TRANSLATE_NOOP("Reasons", "the disk quota is used up"),
    QT_TRANSLATE_NOOP("Reasons", "the file name is too long"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written: %1"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read: %1"),
    QT_TRANSLATE_NOOP("Reasons", "is empty"),
    QT_TRANSLATE_NOOP("Reasons", "the file is empty"),
    QT_TRANSLATE_NOOP("Reasons", "is empty: no trace"),
    QT_TRANSLATE_NOOP("Reasons", "is too large (%1, at most %2)"),
    QT_TRANSLATE_NOOP("Reasons", "ends too early (%1 missing)"),
    QT_TRANSLATE_NOOP("Reasons", "needs more memory than there is"),
    QT_TRANSLATE_NOOP("Reasons", "is not a text file"),
    QT_TRANSLATE_NOOP("Reasons", "is UTF-16 text: save it as UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "has %1 lines; at most %2 can be opened"),
    QT_TRANSLATE_NOOP("Reasons", "is not valid JSON at %1: %2"),
    QT_TRANSLATE_NOOP("Reasons", "line %1, column %2"),
    QT_TRANSLATE_NOOP("Reasons", "column %1"),
    QT_TRANSLATE_NOOP("Reasons", "line %1: %2"),
    QT_TRANSLATE_NOOP("Reasons", "line %1 is not UTF-8 text: save it as UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "holds more than %1 decoding steps"),
    QT_TRANSLATE_NOOP("Reasons", "format is missing"),
    QT_TRANSLATE_NOOP("Reasons", "format is not \"fovea-trace\""),
    QT_TRANSLATE_NOOP("Reasons", "format is not \"fovea-session\""),
    QT_TRANSLATE_NOOP("Reasons", "version is not 1: written by a newer program?"),
    QT_TRANSLATE_NOOP("Reasons", "is not a picture that can be read (JPEG, PNG, WebP, BMP or TIFF)"),
    QT_TRANSLATE_NOOP("Reasons", "has no pictures in it (JPEG, PNG, WebP, BMP or TIFF)"),
    QT_TRANSLATE_NOOP("Reasons", "has %1 pictures; at most %2 can be opened"),
    // Models.
    QT_TRANSLATE_NOOP("Reasons", "no such model bundle"),
    QT_TRANSLATE_NOOP("Reasons", "is not a folder; a model bundle is one"),
    QT_TRANSLATE_NOOP("Reasons", "is not a model bundle: it has no config.json"),
    QT_TRANSLATE_NOOP("Reasons", "has no model.safetensors"),
    QT_TRANSLATE_NOOP("Reasons", "the bundle has no %1"),
    QT_TRANSLATE_NOOP("Reasons", "not a Fovea bundle: \"format\" is not \"fovea-bundle\""),
    QT_TRANSLATE_NOOP("Reasons", "\"version\" is not 1: made by a newer Fovea?"),
    QT_TRANSLATE_NOOP("Reasons", "a bundle for %1, not for translation"),
    QT_TRANSLATE_NOOP("Reasons", "a bundle for %1, not for captioning"),
    QT_TRANSLATE_NOOP("Reasons", "does not fit the bundle's config.json: %1"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 is missing"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 does not belong to this model"),
    QT_TRANSLATE_NOOP("Reasons", "is damaged or not an ONNX file"),
    QT_TRANSLATE_NOOP("Reasons", "is not the file that config.json names: its SHA-256 differs"),
    // What a person asks for.
    QT_TRANSLATE_NOOP("Reasons", "the sentence is empty"),
    QT_TRANSLATE_NOOP("Reasons", "the sentence has %1 tokens, at most %2 are possible"),
    QT_TRANSLATE_NOOP("Reasons", "the output has ended: there is no step after the end symbol"),
    QT_TRANSLATE_NOOP("Reasons", "the limit of %1 words is reached"),
    QT_TRANSLATE_NOOP("Reasons", "there is no word in this text"),
    QT_TRANSLATE_NOOP("Reasons", "there is no step %1 in this output"),
    QT_TRANSLATE_NOOP("Reasons", "there is no step to show"),
    QT_TRANSLATE_NOOP("Reasons", "this model has no attention weights to change"),
    QT_TRANSLATE_NOOP("Reasons", "there are no weights to write: this model has no attention"),
    QT_TRANSLATE_NOOP("Reasons", "every source position would be masked: at least one must stay"),
    QT_TRANSLATE_NOOP("Reasons", "the weights are all zero: at least one must be positive"),
    QT_TRANSLATE_NOOP("Reasons", "the weights are all zero where the source is not masked"),
    QT_TRANSLATE_NOOP("Reasons", "the trace is of the model \"%1\", not of \"%2\""),
    QT_TRANSLATE_NOOP("Reasons", "the name must end in .tsv or .json"),
    QT_TRANSLATE_NOOP("Reasons", "%1 is missing"),
};

struct Reason {
    const char *text;
    QRegularExpression pattern;
};

const std::vector<Reason> &reasons()
{
    static const std::vector<Reason> all = [] {
        static const QRegularExpression place(QStringLiteral("\\\\%[1-9]"));
        std::vector<Reason> list;
        for (const char *text : kReasons) {
            QString pattern = QRegularExpression::escape(QString::fromUtf8(text));
            pattern.replace(place, QStringLiteral("(.+)"));
            list.push_back({text, QRegularExpression(QRegularExpression::anchoredPattern(pattern))});
            list.back().pattern.optimize(); // several threads match with it
        }
        return list;
    }();
    return all;
}

QString inWords(const QString &problem)
{
    for (const Reason &reason : reasons()) {
        const QRegularExpressionMatch match = reason.pattern.match(problem);
        if (!match.hasMatch())
            continue;
        const QString text = QCoreApplication::translate("Reasons", reason.text);
        const QString first = inWords(match.captured(1)); // a reason may give another
        switch (match.lastCapturedIndex()) {
        case 0:
            return text;
        case 1:
            return text.arg(first);
        default:
            return text.arg(first, inWords(match.captured(2)));
        }
    }
    return problem;
}

} // namespace

QString reasonText(const std::string &problem) { return inWords(QString::fromStdString(problem)); }

QString reasonText(const std::exception &error)
{
    if (const auto *file = dynamic_cast<const FileError *>(&error))
        return QCoreApplication::translate("Reasons", "%1: %2", "file, what is wrong with it")
            .arg(QString::fromStdString(file->path()), reasonText(file->problem()));
    return reasonText(std::string(error.what()));
}

} // namespace fovea::app
