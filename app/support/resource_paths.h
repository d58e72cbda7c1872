#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "ui/caption/picture_bar.h"
#include "ui/translate/translate_page.h"

namespace fovea::app
{

/// Where the bundled models are: the environment variable FOVEA_MODELS, else the folder from the settings, else
/// ../share/fovea/models from the program's folder, else the source tree it was built from. A folder named by the
/// person is taken even if it does not exist; of the others the first that does. Empty when there is none.
QString modelsFolder(const QString &fromSettings = {});

/// The bundles of a task in a folder, sorted by name; a folder whose config cannot be read is left out.
std::vector<ui::ModelChoice> findBundles(const QString &folder, const QString &task = QStringLiteral("translation"));

/// The task of a bundle; empty when the folder is no bundle that can be read.
QString taskOfBundle(const QString &folder);

/// What to open first: `remembered` if it is still there, else the one named `preferred`, else any. Empty when there is
/// none.
QString defaultBundle(const std::vector<ui::ModelChoice> &bundles, const QString &remembered,
                      const QString &preferred = QStringLiteral("zh-en-additive"));

/// Sentences to try, for the source language a bundle's name begins with ("zh-en-additive" -> zh).
QStringList exampleSentences(const QString &bundleName);

/// The pictures that are installed to try captioning on, with names and notes in a language ("en", "zh_CN"); those
/// captioned well first. Empty when there are none.
std::vector<ui::PictureSample> pictureSamples(const QString &language);

} // namespace fovea::app
