#pragma once

#include <optional>
#include <stop_token>

#include "core/parallel/workers.h"
#include "core/tasks/translator.h"
#include "core/train/parallel_corpus.h"

namespace fovea
{

/// Corpus BLEU of greedy translations, the sentences shared by the threads of the team. A sentence that cannot be
/// translated (blank, or too long) counts as an empty output. Nothing when it was stopped.
std::optional<double> greedyBleu(const Translator &translator, const ParallelLines &lines, Workers &workers,
                                 const std::stop_token &stop);

} // namespace fovea
