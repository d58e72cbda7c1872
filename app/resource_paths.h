#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "ui/pages/translate_page.h"

namespace fovea::app
{

/// Where the bundled models are: the environment variable FOVEA_MODELS, else the folder from the settings, else
/// ../share/fovea/models from the program's folder, else the source tree it was built from. A folder named by the
/// person is taken even if it does not exist; of the others the first that does. Empty when there is none.
QString modelsFolder(const QString &fromSettings = {});

/// The bundles in a folder, sorted by name; a folder whose config cannot be read is left out.
std::vector<ui::ModelChoice> findBundles(const QString &folder);

/// What to open first: `remembered` if it is still there, else zh-en-additive, else any. Empty when there is none.
QString defaultBundle(const std::vector<ui::ModelChoice> &bundles, const QString &remembered);

/// Sentences to try, for the source language a bundle's name begins with ("zh-en-additive" -> zh).
QStringList exampleSentences(const QString &bundleName);

} // namespace fovea::app
