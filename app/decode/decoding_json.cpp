#include "app/decode/decoding_json.h"

#include <algorithm>

namespace fovea::app
{

namespace
{

constexpr QLatin1String kBeam("beam");
constexpr QLatin1String kLengthPenalty("lengthPenalty");
constexpr QLatin1String kCoveragePenalty("coveragePenalty");

} // namespace

void addDecoding(const ui::DecodingChoice &decoding, QJsonObject &object)
{
    object[kBeam] = decoding.beam;
    object[kLengthPenalty] = decoding.lengthPenalty;
    object[kCoveragePenalty] = decoding.coveragePenalty;
}

ui::DecodingChoice decodingOf(const QJsonObject &object)
{
    const auto penalty = [&object](QLatin1String key) {
        return std::clamp(object[key].toDouble(0), 0.0, ui::kMaximumPenalty);
    };
    ui::DecodingChoice decoding;
    decoding.beam = std::clamp(object[kBeam].toInt(1), 1, ui::kMaximumBeam);
    decoding.lengthPenalty = penalty(kLengthPenalty);
    decoding.coveragePenalty = penalty(kCoveragePenalty);
    return decoding;
}

} // namespace fovea::app
