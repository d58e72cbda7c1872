#include "app/compare/match_functions.h"

#include <algorithm>

namespace fovea::app
{

namespace
{

constexpr MatchFunction kCompared[] = {MatchFunction::None, MatchFunction::Cosine, MatchFunction::Additive,
                                       MatchFunction::Bilinear};

QString nameOf(MatchFunction match)
{
    const std::string_view text = name(match);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QString languagePairOf(const ui::ModelChoice &model)
{
    const QString suffix = u'-' + nameOf(model.match);
    return model.name.endsWith(suffix) ? model.name.chopped(suffix.size()) : model.name;
}

MatchFunctionModels matchFunctionModels(const ui::ModelChoice &current, const std::vector<ui::ModelChoice> &bundles)
{
    MatchFunctionModels models{languagePairOf(current), {}, {}};
    for (const MatchFunction match : kCompared) {
        if (match == current.match) {
            models.installed.push_back(current);
            continue;
        }
        const auto found = std::find_if(bundles.begin(), bundles.end(), [&](const ui::ModelChoice &bundle) {
            return bundle.match == match && languagePairOf(bundle) == models.pair;
        });
        if (found != bundles.end())
            models.installed.push_back(*found);
        else
            models.missing << models.pair + u'-' + nameOf(match);
    }
    return models;
}

} // namespace fovea::app
