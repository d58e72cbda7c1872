#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "ui/decode/model_chooser.h"

namespace fovea::app
{

/// A bundle's name without its match function: "zh-en" of "zh-en-additive".
QString languagePairOf(const ui::ModelChoice &model);

/// The models of one language pair that differ in the match function.
struct MatchFunctionModels {
    QString pair;
    std::vector<ui::ModelChoice> installed; ///< in the order none, cosine, additive, bilinear
    QStringList missing;                    ///< names of the bundles that are not there
};

/// Those of the pair of `current`, which stands for its own match function wherever it was opened from.
MatchFunctionModels matchFunctionModels(const ui::ModelChoice &current, const std::vector<ui::ModelChoice> &bundles);

} // namespace fovea::app
