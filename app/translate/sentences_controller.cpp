#include "app/translate/sentences_controller.h"

#include <QFileInfo>

#include "app/translate/line_file.h"

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
        if (reader_.busy())
            path_.clear();
        reader_.discard();
        waitsForModel_ = false;
    });
    connect(translate_, &DecodeController::modelOpened, this, [this] {
        if (waitsForModel_)
            decode();
    });
}

SentencesController::~SentencesController() = default;

void SentencesController::open(const QString &path) { read(path, {}); }

/// With the model and the search of `record` where it names one that can be opened.
void SentencesController::read(const QString &path, const ListRecord &record)
{
    struct Answer {
        Lines lines;
        std::shared_ptr<const DecodeModel> model;
    };
    path_ = path;
    items_.setReading(QFileInfo(path).fileName());
    waitsForModel_ = false;
    reader_.run(
        [file = std::filesystem::path(path.toStdU16String()), folder = record.modelPath, opener = translate_->opener(),
         known =
             record.modelPath == translate_->modelPath() ? translate_->model() : nullptr](const RunControl &control) {
            Answer answer;
            answer.lines = std::make_shared<const std::vector<std::string>>(readLineFile(file, control));
            answer.model = known || folder.isEmpty() ? known : openIfThere(opener, folder);
            return answer;
        },
        [this, path, record](Answer answer) {
            lines_ = std::move(answer.lines);
            emit opened(path);
            if (answer.model)
                decodeWith(std::static_pointer_cast<const TranslationModel>(answer.model), record.modelPath,
                           record.decoding);
            else
                decode();
        },
        [this, path, mine = record.isEmpty()](const TaskFailure &failure) {
            if (mine) // what a session names stays named: the file may come back
                path_.clear();
            items_.clear();
            page_->setMessage(MessageKind::Error, tr("This file cannot be opened. %1").arg(failure.text));
            emit openFailed(path, failure.text);
        });
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
    decodeWith(std::move(model), translate_->modelPath(), translate_->decoding());
}

void SentencesController::decodeWith(Model model, const QString &modelPath, const ui::DecodingChoice &decoding)
{
    model_ = std::move(model);
    modelPath_ = modelPath;
    decoding_ = decoding;
    const QString search = decoding_.beam > 1 ? tr("beam %1").arg(decoding_.beam) : tr("greedy");
    items_.start(std::make_shared<LineSource>(lines_, model_), QFileInfo(path_).fileName(),
                 tr("%1 · %2", "model, search").arg(QString::fromStdString(model_->info().name), search),
                 DecodeController::beamOptions(decoding_));
}

// --- sessions

ListRecord SentencesController::record() const
{
    ListRecord record;
    record.path = path_;
    record.modelPath = modelPath_;
    record.decoding = decoding_;
    readOrder(*page_, record);
    return record;
}

void SentencesController::openRecord(const ListRecord &record)
{
    reader_.discard();
    items_.clear();
    lines_.reset();
    path_.clear();
    applyOrder(record, *page_);
    if (!record.isEmpty())
        read(record.path, record);
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
