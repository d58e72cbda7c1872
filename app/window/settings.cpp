#include "app/window/settings.h"

#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/support/language.h"

namespace fovea::app
{

namespace
{

constexpr QLatin1String kViewsGroup("views/");

template <class Value>
struct Named {
    Value value;
    const char *name;
};

constexpr std::array<Named<ui::Appearance>, 3> kAppearances{{
    {ui::Appearance::System, "system"},
    {ui::Appearance::Light, "light"},
    {ui::Appearance::Dark, "dark"},
}};
constexpr std::array<Named<ui::ScaleMode>, 3> kScales{{
    {ui::ScaleMode::Unit, "unit"},
    {ui::ScaleMode::Maximum, "maximum"},
    {ui::ScaleMode::PerRow, "row"},
}};

template <class Table>
auto valueOf(const Table &table, const QString &name, decltype(table[0].value) otherwise)
{
    for (const auto &entry : table)
        if (name == QLatin1String(entry.name))
            return entry.value;
    return otherwise;
}

template <class Table>
QString nameOf(const Table &table, decltype(table[0].value) value)
{
    for (const auto &entry : table)
        if (entry.value == value)
            return QString::fromLatin1(entry.name);
    return {};
}

double number(const QSettings &store, const QString &key, double otherwise, double low, double high)
{
    bool ok = false;
    const double value = store.value(key, otherwise).toDouble(&ok);
    return ok && std::isfinite(value) ? std::clamp(value, low, high) : otherwise;
}

ui::MatrixOptions loadMatrix(const QSettings &store)
{
    ui::MatrixOptions matrix;
    const std::string colorMap = store.value("view/colorMap").toString().toStdString();
    matrix.colorMap = ui::colorMapFromName(colorMap).value_or(matrix.colorMap);
    matrix.scale = valueOf(kScales, store.value("view/scale").toString(), matrix.scale);
    matrix.showValues = store.value("view/values", matrix.showValues).toBool();
    matrix.mergeWords = store.value("view/words", matrix.mergeWords).toBool();
    return matrix;
}

ui::DecodingChoice loadDecoding(const QSettings &store)
{
    ui::DecodingChoice decoding;
    decoding.beam = static_cast<int>(number(store, "decoding/beam", decoding.beam, 1, ui::kMaximumBeam));
    decoding.lengthPenalty = number(store, "decoding/lengthPenalty", decoding.lengthPenalty, 0, ui::kMaximumPenalty);
    decoding.coveragePenalty =
        number(store, "decoding/coveragePenalty", decoding.coveragePenalty, 0, ui::kMaximumPenalty);
    return decoding;
}

ui::OverlayChoice loadOverlay(const QSettings &store)
{
    ui::OverlayChoice choice;
    choice.mode = ui::overlayModeFromName(store.value("overlay/mode").toString().toStdString()).value_or(choice.mode);
    choice.opacity = number(store, "overlay/opacity", choice.opacity, 0, 1);
    choice.sigma = number(store, "overlay/sigma", choice.sigma, 0, 3);
    choice.share = number(store, "overlay/share", choice.share, 0.01, 1);
    choice.fade = store.value("overlay/fade", choice.fade).toBool();
    choice.showGrid = store.value("overlay/grid", choice.showGrid).toBool();
    return choice;
}

void saveOverlay(const ui::OverlayChoice &choice, QSettings &store)
{
    const std::string_view mode = ui::name(choice.mode);
    store.setValue("overlay/mode", QString::fromLatin1(mode.data(), static_cast<qsizetype>(mode.size())));
    store.setValue("overlay/opacity", choice.opacity);
    store.setValue("overlay/sigma", choice.sigma);
    store.setValue("overlay/share", choice.share);
    store.setValue("overlay/fade", choice.fade);
    store.setValue("overlay/grid", choice.showGrid);
}

std::map<QString, ui::FigureView> loadViews(const QSettings &store)
{
    std::map<QString, ui::FigureView> views;
    for (const QString &key : store.allKeys())
        if (key.startsWith(kViewsGroup))
            if (const auto view = ui::viewOfName(store.value(key).toString()))
                views[key.mid(kViewsGroup.size())] = *view;
    return views;
}

} // namespace

void Settings::addRecentFile(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    recentFiles.removeAll(absolute);
    recentFiles.prepend(absolute);
    if (recentFiles.size() > kMostRecentFiles)
        recentFiles.resize(kMostRecentFiles);
}

Settings loadSettings(const QSettings &store)
{
    Settings settings;
    settings.geometry = store.value("window/geometry").toByteArray();
    settings.model = store.value("model").toString();
    settings.captionModel = store.value("captionModel").toString();
    settings.overlay = loadOverlay(store);
    const QString language = store.value("language").toString();
    settings.language = isLanguage(language) ? language : QString();
    settings.appearance = valueOf(kAppearances, store.value("appearance").toString(), settings.appearance);
    settings.matrix = loadMatrix(store);
    settings.captionScale = valueOf(kScales, store.value("overlay/scale").toString(), settings.captionScale);
    settings.views = loadViews(store);
    settings.linkThreshold = number(store, "view/linkThreshold", settings.linkThreshold, 0, ui::kLargestThreshold);
    settings.doctorFolded = store.value("view/doctorFolded", settings.doctorFolded).toBool();
    settings.decoding = loadDecoding(store);
    settings.speed = number(store, "decoding/speed", settings.speed, kSlowestSpeed, kFastestSpeed);
    settings.pictureScale = number(store, "export/scale", settings.pictureScale, 0.25, 8);
    settings.exportFolder = store.value("export/folder").toString();
    settings.pictureFolder = store.value("pictureFolder").toString();
    settings.recentFiles = store.value("recentFiles").toStringList().mid(0, kMostRecentFiles);
    settings.modelsFolder = store.value("modelsFolder").toString();
    return settings;
}

void saveSettings(const Settings &settings, QSettings &store)
{
    store.setValue("window/geometry", settings.geometry);
    store.setValue("model", settings.model);
    store.setValue("captionModel", settings.captionModel);
    store.setValue("pictureFolder", settings.pictureFolder);
    saveOverlay(settings.overlay, store);
    store.setValue("overlay/scale", nameOf(kScales, settings.captionScale));
    store.setValue("language", settings.language);
    store.setValue("appearance", nameOf(kAppearances, settings.appearance));
    const std::string_view colorMap = ui::name(settings.matrix.colorMap);
    store.setValue("view/colorMap", QString::fromLatin1(colorMap.data(), static_cast<qsizetype>(colorMap.size())));
    store.setValue("view/scale", nameOf(kScales, settings.matrix.scale));
    store.setValue("view/values", settings.matrix.showValues);
    store.setValue("view/words", settings.matrix.mergeWords);
    for (const auto &[page, view] : settings.views)
        store.setValue(kViewsGroup + page, ui::nameOfView(view));
    store.setValue("view/linkThreshold", settings.linkThreshold);
    store.setValue("view/doctorFolded", settings.doctorFolded);
    store.setValue("decoding/coveragePenalty", settings.decoding.coveragePenalty);
    store.setValue("decoding/beam", settings.decoding.beam);
    store.setValue("decoding/lengthPenalty", settings.decoding.lengthPenalty);
    store.setValue("decoding/speed", settings.speed);
    store.setValue("export/scale", settings.pictureScale);
    store.setValue("export/folder", settings.exportFolder);
    store.setValue("recentFiles", settings.recentFiles);
    if (!settings.modelsFolder.isEmpty())
        store.setValue("modelsFolder", settings.modelsFolder);
}

} // namespace fovea::app
