#include "core/train/dev_bleu.h"

#include "core/metrics/bleu.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

std::string translationOf(const std::string &sentence, const Translator &translator)
{
    try {
        return translator.translate(sentence, {}).targetText;
    } catch (const InputError &) {
        return {};
    }
}

} // namespace

std::optional<double> greedyBleu(const Translator &translator, const ParallelLines &lines, Workers &workers,
                                 const std::stop_token &stop)
{
    std::vector<std::string> outputs(lines.source.size());
    workers.run([&](int index) {
        const auto threads = static_cast<std::size_t>(workers.size());
        for (std::size_t i = static_cast<std::size_t>(index); i < outputs.size() && !stop.stop_requested();
             i += threads)
            outputs[i] = translationOf(lines.source[i], translator);
    });
    if (stop.stop_requested())
        return std::nullopt;
    return corpusBleu(outputs, lines.target).score;
}

} // namespace fovea
