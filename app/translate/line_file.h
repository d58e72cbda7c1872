#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/lists/item_source.h"
#include "app/translate/translation_model.h"
#include "core/types/run_control.h"

namespace fovea::app
{

inline constexpr int kMostLines = 100'000;

/// The lines of a text file, as normalizeLine() makes them; blank ones are kept, empty. Throws FileError for a file
/// that cannot be read, is no UTF-8 text, has no line or more than kMostLines, or is larger than any such text.
std::vector<std::string> readLineFile(const std::filesystem::path &path, const RunControl &control = {});

/// The lines of a text for a translation model.
class LineSource final : public ItemSource
{
public:
    using Lines = std::shared_ptr<const std::vector<std::string>>;

    LineSource(Lines lines, std::shared_ptr<const TranslationModel> model)
        : lines_(std::move(lines)), model_(std::move(model))
    {
    }

    int count() const override { return static_cast<int>(lines_->size()); }
    QString label(int item) const override { return QString::fromStdString(line(item)); }
    bool isBlank(int item) const override { return line(item).empty(); }
    std::shared_ptr<const DecodeInput> input(int item) const override
    {
        return std::make_shared<SentenceInput>(model_, line(item));
    }

private:
    const std::string &line(int item) const { return lines_->at(static_cast<std::size_t>(item)); }

    Lines lines_;
    std::shared_ptr<const TranslationModel> model_;
};

} // namespace fovea::app
