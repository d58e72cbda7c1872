#include "app/resource_paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

#include "core/io/bundle.h"
#include "core/types/error.h"

// A static library's resources are linked only where something names them; the macro must stand outside a namespace.
static void loadResources() { Q_INIT_RESOURCE(app); }

namespace fovea::app
{

namespace
{

/// What the chooser shows of a config; nothing for a bundle of another task.
std::optional<ui::ModelChoice> choiceOf(const QFileInfo &folder, const std::string &config)
{
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(config)).object();
    if (json.value("task").toString() != QLatin1String("translation"))
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

std::vector<ui::ModelChoice> findBundles(const QString &folder)
{
    std::vector<ui::ModelChoice> bundles;
    if (folder.isEmpty())
        return bundles;
    const QFileInfoList entries = QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        const QString path = entry.absoluteFilePath();
        if (!isBundle(path.toStdU16String()))
            continue;
        try {
            if (const auto choice = choiceOf(entry, readBundleConfig(path.toStdU16String())))
                bundles.push_back(*choice);
        } catch (const Error &) {
            continue; // opening it by hand says what is wrong
        }
    }
    return bundles;
}

QString defaultBundle(const std::vector<ui::ModelChoice> &bundles, const QString &remembered)
{
    if (!remembered.isEmpty() && isBundle(remembered.toStdU16String()))
        return remembered;
    const auto best = std::find_if(bundles.begin(), bundles.end(), [](const ui::ModelChoice &bundle) {
        return bundle.name == QLatin1String("zh-en-additive");
    });
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

} // namespace fovea::app
