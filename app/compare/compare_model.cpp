#include "app/compare/compare_model.h"

#include "core/tasks/saliency.h"
#include "core/tasks/translator.h"

namespace fovea::app
{

namespace
{

class ComparedTranslator final : public CompareModel
{
public:
    explicit ComparedTranslator(std::shared_ptr<const Translator> translator) : translator_(std::move(translator)) {}

    const ModelInfo &info() const override { return translator_->info(); }
    AttentionTrace decode(std::string_view sentence, const BeamOptions &options,
                          const RunControl &control) const override
    {
        return translator_->translate(sentence, options, control);
    }
    Saliency saliency(const AttentionTrace &trace, const RunControl &control) const override
    {
        return fovea::saliency(*translator_, trace, control);
    }

private:
    std::shared_ptr<const Translator> translator_;
};

} // namespace

std::shared_ptr<const CompareModel> openCompareModel(const std::filesystem::path &bundle)
{
    return std::make_shared<ComparedTranslator>(Translator::open(bundle));
}

} // namespace fovea::app
