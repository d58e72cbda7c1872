#include "app/sessions/session_bundles.h"

#include <QFileInfo>

#include <algorithm>

#include "core/types/error.h"

namespace fovea::app
{

namespace
{

std::filesystem::path toPath(const QString &path) { return path.toStdU16String(); }
QString toQString(const std::filesystem::path &path) { return QString::fromStdU16String(path.u16string()); }

} // namespace

BundleReference BundleReferences::of(const QString &path)
{
    std::error_code code;
    const auto time = std::filesystem::last_write_time(toPath(path) / "model.safetensors", code);
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(path); !code && found != known_.end() && found->second.time == time)
        return found->second.reference;
    try {
        const BundleReference reference = referenceTo(toPath(path));
        known_[path] = {time, reference};
        return reference;
    } catch (const FileError &) {
        return {QFileInfo(path).fileName().toStdString(), path.toStdString(), 0, 0};
    }
}

int bundleIndex(Session &session, const BundleReference &bundle)
{
    const auto found = std::find(session.bundles.begin(), session.bundles.end(), bundle);
    const auto index = static_cast<int>(found - session.bundles.begin());
    if (found == session.bundles.end())
        session.bundles.push_back(bundle);
    return index;
}

QString findModel(const BundleReference &bundle, const QStringList &models, BundleState &state)
{
    state = stateOf(bundle);
    if (state == BundleState::Same)
        return toQString(std::filesystem::path(bundle.path));
    for (const QString &model : models) {
        BundleReference other = bundle;
        other.path = model.toStdString();
        if (QFileInfo(model).fileName().toStdString() == bundle.name && stateOf(other) == BundleState::Same) {
            state = BundleState::Same;
            return model;
        }
    }
    return {};
}

} // namespace fovea::app
