#include "app/sessions/session_bundles.h"

#include <QDir>
#include <QFileInfo>

#include "core/types/error.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

/// Of the bundle at `path` instead.
BundleState stateAt(const QString &path, BundleReference bundle)
{
    bundle.path = ui::toPath(path).string();
    return stateOf(bundle);
}

} // namespace

BundleReference BundleReferences::of(const QString &path)
{
    std::error_code code;
    const auto time = std::filesystem::last_write_time(ui::toPath(path) / "model.safetensors", code);
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(path); !code && found != known_.end() && found->second.time == time)
        return found->second.reference;
    try {
        BundleReference reference = referenceTo(ui::toPath(path));
        reference.path = path.toStdString(); // as text: a JSON file holds no other
        known_[path] = {time, reference};
        return reference;
    } catch (const FileError &) {
        return {QFileInfo(path).fileName().toStdString(), path.toStdString(), 0, 0};
    }
}

QString findModel(const BundleReference &bundle, const QString &relative, const QString &folder,
                  const QStringList &models, BundleState &state)
{
    const QString path = QString::fromStdString(bundle.path);
    const QString name = QString::fromStdString(bundle.name);
    const auto near = [&folder](const QString &place) { return QDir::cleanPath(folder + u'/' + place); };
    QStringList places;
    if (!relative.isEmpty())
        places << near(relative);
    places << path << near(name);
    for (const QString &model : models)
        if (QFileInfo(model).fileName() == name)
            places << model;
    state = BundleState::Missing;
    for (const QString &place : places) {
        const BundleState here = stateAt(place, bundle);
        if (here == BundleState::Same) {
            state = here;
            return place;
        }
        if (place == path)
            state = here; // another model where it was
    }
    return {};
}

} // namespace fovea::app
