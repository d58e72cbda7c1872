#include "app/support/resource_paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

#include "core/io/bundle.h"
#include "core/types/error.h"
#include "ui/text/file_path.h"

// A static library's resources are linked only where something names them; the macro must stand outside a namespace.
static void loadResources() { Q_INIT_RESOURCE(app); }

namespace fovea::app
{

namespace
{

/// What the chooser shows of a config; nothing for a bundle of another task.
std::optional<ui::ModelChoice> choiceOf(const QFileInfo &folder, const std::string &config, const QString &task)
{
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(config)).object();
    if (json.value("task").toString() != task)
        return std::nullopt;
    const auto match = matchFunctionFromName(json.value("match").toString().toStdString());
    return ui::ModelChoice{folder.fileName(), folder.absoluteFilePath(), match.value_or(MatchFunction::Additive), true};
}

} // namespace

QString modelsFolder(const QString &fromSettings)
{
    const QString fromEnvironment = qEnvironmentVariable("FOVEA_MODELS");
    if (!fromEnvironment.isEmpty())
        return fromEnvironment;
    if (!fromSettings.isEmpty())
        return fromSettings;
    QStringList places{QCoreApplication::applicationDirPath() + QStringLiteral("/../share/fovea/models")};
#ifdef FOVEA_SOURCE_MODELS
    places << QStringLiteral(FOVEA_SOURCE_MODELS);
#endif
    for (const QString &place : places)
        if (QFileInfo(place).isDir())
            return QDir::cleanPath(place);
    return {};
}

QString taskOfBundle(const QString &folder)
{
    try {
        const std::string config = readBundleConfig(ui::toPath(folder));
        return QJsonDocument::fromJson(QByteArray::fromStdString(config)).object().value("task").toString();
    } catch (const Error &) {
        return {};
    }
}

std::vector<ui::ModelChoice> findBundles(const QString &folder, const QString &task)
{
    std::vector<ui::ModelChoice> bundles;
    if (folder.isEmpty())
        return bundles;
    const QFileInfoList entries = QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        const QString path = entry.absoluteFilePath();
        if (!isBundle(ui::toPath(path)))
            continue;
        try {
            if (const auto choice = choiceOf(entry, readBundleConfig(ui::toPath(path)), task))
                bundles.push_back(*choice);
        } catch (const Error &) {
            continue; // opening it by hand says what is wrong
        }
    }
    return bundles;
}

QString defaultBundle(const std::vector<ui::ModelChoice> &bundles, const QString &remembered, const QString &preferred)
{
    if (!remembered.isEmpty() && isBundle(ui::toPath(remembered)))
        return remembered;
    const auto best = std::find_if(bundles.begin(), bundles.end(),
                                   [&](const ui::ModelChoice &bundle) { return bundle.name == preferred; });
    if (best != bundles.end())
        return best->path;
    return bundles.empty() ? QString() : bundles.front().path;
}

QStringList exampleSentences(const QString &bundleName)
{
    loadResources();
    QFile file(QStringLiteral(":/fovea/examples/%1.txt").arg(bundleName.section(u'-', 0, 0)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

std::vector<ui::PictureSample> pictureSamples(const QString &language)
{
    QStringList places{QCoreApplication::applicationDirPath() + QStringLiteral("/../share/fovea/samples")};
#ifdef FOVEA_SOURCE_SAMPLES
    places << QStringLiteral(FOVEA_SOURCE_SAMPLES);
#endif
    std::vector<ui::PictureSample> samples;
    for (const QString &place : places) {
        QFile list(place + QStringLiteral("/samples.json"));
        if (!list.open(QIODevice::ReadOnly))
            continue;
        const QString spoken = language.section(u'_', 0, 0);
        const auto text = [&spoken](const QJsonValue &texts) {
            const QString own = texts[spoken].toString();
            return own.isEmpty() ? texts[QStringLiteral("en")].toString() : own;
        };
        for (const QJsonValue &entry : QJsonDocument::fromJson(list.readAll()).array()) {
            const QString path = QDir::cleanPath(place + u'/' + entry["file"].toString());
            if (QFileInfo(path).isFile())
                samples.push_back({text(entry["name"]), path, text(entry["note"]), entry["failure"].toBool(),
                                   entry["model"].toString()});
        }
        break;
    }
    std::stable_partition(samples.begin(), samples.end(),
                          [](const ui::PictureSample &sample) { return !sample.failure; });
    return samples;
}

} // namespace fovea::app
