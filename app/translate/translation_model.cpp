#include "app/translate/translation_model.h"

#include "core/tasks/translator.h"
#include "core/text/tokenizer.h"

namespace fovea::app
{

namespace
{

class TranslatorModel final : public TranslationModel
{
public:
    explicit TranslatorModel(std::shared_ptr<const Translator> translator) : translator_(std::move(translator)) {}

    const ModelInfo &info() const override { return translator_->info(); }
    std::unique_ptr<HypothesisTree> begin(std::string_view sentence) const override
    {
        return translator_->begin(sentence);
    }
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const override
    {
        return translator_->trace(tree, leaf, sentence);
    }
    std::vector<int> targetIds(std::string_view text) const override { return translator_->targetIds(text); }
    std::string display(int id) const override { return translator_->targetTokenizer().display(id); }

private:
    std::shared_ptr<const Translator> translator_;
};

} // namespace

std::shared_ptr<const TranslationModel> openTranslationModel(const std::filesystem::path &bundle)
{
    return std::make_shared<TranslatorModel>(Translator::open(bundle));
}

} // namespace fovea::app
