#include "app/sentences_controller.h"

#include <QFileInfo>

#include "app/line_file.h"

namespace fovea::app
{

using ui::ItemsPage;
using ui::MessageKind;

SentencesController::SentencesController(ItemsPage *page, TranslateController *translate, QObject *parent)
    : QObject(parent), page_(page), translate_(translate), items_(page)
{
    connect(page_, &ItemsPage::openRequested, this, &SentencesController::chooseRequested);
    connect(page_, &ItemsPage::restartRequested, this, &SentencesController::decode);
    connect(page_, &ItemsPage::itemActivated, this, &SentencesController::openItem);
    connect(page_, &ItemsPage::stopRequested, this, [this] {
        reader_.discard();
        waitsForModel_ = false;
    });
    connect(translate_, &DecodeController::modelOpened, this, [this] {
        if (waitsForModel_)
            decode();
    });
}

SentencesController::~SentencesController() = default;

void SentencesController::open(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    items_.setReading(name);
    waitsForModel_ = false;
    reader_.run(
        [file = std::filesystem::path(path.toStdU16String())](const RunControl &control) {
            return std::make_shared<const std::vector<std::string>>(readLineFile(file, control));
        },
        [this, path](Lines lines) { accept(std::move(lines), path); },
        [this, path](const TaskFailure &failure) {
            items_.clear();
            page_->setMessage(MessageKind::Error, tr("This file cannot be opened. %1").arg(failure.text));
            emit openFailed(path, failure.text);
        });
}

void SentencesController::accept(Lines lines, const QString &path)
{
    lines_ = std::move(lines);
    name_ = QFileInfo(path).fileName();
    emit opened(path);
    decode();
}

void SentencesController::decode()
{
    if (!lines_)
        return;
    // The opener given to the translate page's controller opens translation models only.
    auto model = std::static_pointer_cast<const TranslationModel>(translate_->model());
    waitsForModel_ = model == nullptr;
    if (!model) {
        page_->setMessage(MessageKind::Warning,
                          tr("No model is open yet. Choose one on the Translate page; these lines are decoded then."));
        return;
    }
    model_ = std::move(model);
    modelPath_ = translate_->modelPath();
    decoding_ = translate_->decoding();
    const QString search = decoding_.beam > 1 ? tr("beam %1").arg(decoding_.beam) : tr("greedy");
    items_.start(std::make_shared<LineSource>(lines_, model_), name_,
                 tr("%1 · %2", "model, search").arg(QString::fromStdString(model_->info().name), search),
                 DecodeController::beamOptions(decoding_));
}

void SentencesController::openItem(int item, ui::ItemMetric by)
{
    const std::vector<ui::Item> &items = page_->model()->items();
    if (!model_ || item < 0 || item >= static_cast<int>(items.size()))
        return;
    const ui::Item &chosen = items[static_cast<std::size_t>(item)];
    translate_->openSentence(chosen.input, model_, modelPath_, decoding_, worstStep(chosen, by));
    emit sentenceOpened();
}

} // namespace fovea::app
