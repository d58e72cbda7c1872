#pragma once

#include <chrono>
#include <cmath>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "app/translate/translation_model.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"

namespace fovea::test
{

/// A model whose translation of anything is known: w2 w3 w4 ⟨end⟩. After another word than expected it goes on with
/// the next number up to w7 and then ends. A sentence with "endless" in it never ends, one with "slow" takes time.
class FakeTranslationModel final : public app::TranslationModel
{
public:
    static constexpr int kWords = 8;
    static constexpr int kLimit = 12;

    explicit FakeTranslationModel(const std::string &name = "fake", std::shared_ptr<StepLog> log = nullptr)
        : info_{name, "/models/" + name, "translation", MatchFunction::Additive}, log_(std::move(log))
    {
    }

    const ModelInfo &info() const override { return info_; }

    std::unique_ptr<HypothesisTree> begin(std::string_view sentence) const override
    {
        const std::string text(sentence);
        if (text.size() > 200)
            throw InputError("the sentence has too many tokens");
        const bool endless = text.find("endless") != std::string::npos;
        const bool slow = text.find("slow") != std::string::npos;
        auto next = [endless, slow](const std::vector<int> &words) {
            if (slow)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            const int last = words.empty() ? 1 : words.back();
            int best = last + 1;
            if (endless)
                best = 2;
            else if (last == 4 || best >= kWords)
                best = 0;
            std::vector<double> p(kWords, 0.3 / (kWords - 1));
            p[static_cast<std::size_t>(best)] = 0.7;
            return p;
        };
        return std::make_unique<HypothesisTree>(PrefixStepModel::make(kWords, next, log_), kLimit);
    }

    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const override
    {
        AttentionTrace trace;
        trace.model = info_;
        trace.sourceText = sentence;
        trace.source.labels = {"甲", "乙", "丙"};
        for (const NodeId id : tree.path(leaf)) {
            const HypothesisNode &node = tree.node(id);
            AttentionStep step;
            step.id = node.token;
            step.token = word(node.token);
            step.weights = node.expansion->weights();
            step.energies = node.expansion->energies();
            step.logProbability = node.logProbability;
            step.forced = node.forced;
            step.candidates = topCandidates(*node.expansion, 4);
            for (Candidate &candidate : step.candidates)
                candidate.token = word(candidate.id);
            trace.complete = node.finished;
            if (!node.finished)
                trace.targetText += (trace.targetText.empty() ? "" : " ") + step.token;
            trace.steps.push_back(std::move(step));
        }
        return trace;
    }

    std::vector<int> targetIds(std::string_view text) const override
    {
        std::istringstream words{std::string(text)};
        std::vector<int> ids;
        for (std::string one; words >> one;)
            ids.push_back(std::stoi(one.substr(1)));
        return ids;
    }

    std::string display(int id) const override { return word(id); }

    static std::string word(int id) { return id == 0 ? "⟨end⟩" : "w" + std::to_string(id); }

private:
    ModelInfo info_;
    std::shared_ptr<StepLog> log_;
};

/// The words of a trace with a space between them.
inline std::string wordsOf(const std::shared_ptr<const AttentionTrace> &trace)
{
    std::string words;
    if (trace)
        for (const AttentionStep &step : trace->steps)
            words += (words.empty() ? "" : " ") + step.token;
    return words;
}

} // namespace fovea::test
