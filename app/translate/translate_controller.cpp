#include "app/translate/translate_controller.h"

#include "ui/decode/source_span.h"

namespace fovea::app
{

using Extent = DecodeSession::Extent;
using ui::TranslatePage;

namespace
{

struct SentenceState final : InputState {
    explicit SentenceState(QString text) : sentence(std::move(text)) {}
    QString sentence;
};

} // namespace

TranslateController::TranslateController(TranslatePage *page, ModelOpener opener, TraceReader reader, QUndoStack *undo,
                                         QObject *parent)
    : DecodeController(page, std::move(opener), std::move(reader), undo, parent), page_(page)
{
    connect(page_, &TranslatePage::sentenceEdited, this, &TranslateController::editSentence);
    connect(page_, &TranslatePage::sentenceSubmitted, this, &TranslateController::submitSentence);
    connect(page_, &TranslatePage::sourceEdited, this, &TranslateController::editSource);
}

TranslateController::~TranslateController() = default;

bool TranslateController::hasInput() const { return !sentence_.trimmed().isEmpty(); }

std::shared_ptr<const DecodeInput> TranslateController::makeInput() const
{
    // The opener given to the base class opens translation models only.
    return std::make_shared<SentenceInput>(std::static_pointer_cast<const TranslationModel>(model()),
                                           sentence_.toStdString());
}

std::shared_ptr<const InputState> TranslateController::inputState(const DecodePosition &next) const
{
    return std::make_shared<SentenceState>(next.fromFile() ? QString::fromStdString(next.trace()->sourceText)
                                                           : sentence_);
}

void TranslateController::restoreInput(const InputState &state)
{
    sentence_ = static_cast<const SentenceState &>(state).sentence;
    page_->setSentence(sentence_);
}

void TranslateController::readInput() { sentence_ = page_->sentence(); }

bool TranslateController::setInputText(const QString &text)
{
    sentence_ = text;
    page_->setSentence(text);
    return true;
}

bool TranslateController::takePendingInput(Extent extent)
{
    const QString typed = page_->sentence();
    if (typed == sentence_ || position().fromFile())
        return false;
    if (extent == Extent::FirstWord)
        editSentence(typed);
    else
        submitSentence(typed);
    return true;
}

QString TranslateController::readOnlyText() const
{
    return tr("This trace comes from a file and cannot be changed. Press Enter in the sentence box to "
              "translate the sentence with the model.");
}

void TranslateController::startWith(const QString &sentence)
{
    page_->setSentence(sentence);
    sentence_ = sentence;
    begin(Extent::FirstWord, {}, false);
}

void TranslateController::openSentence(const QString &sentence, std::shared_ptr<const TranslationModel> model,
                                       const QString &modelPath, const ui::DecodingChoice &decoding, int step)
{
    use(std::move(model), modelPath, decoding);
    page_->setSentence(sentence);
    sentence_ = sentence;
    begin(Extent::WholeOutput, tr("sentence"), false, step);
}

void TranslateController::editSentence(const QString &sentence)
{
    if (sentence == sentence_ && !position().fromFile())
        return;
    sentence_ = sentence;
    begin(Extent::FirstWord, tr("sentence"), true);
}

void TranslateController::submitSentence(const QString &sentence)
{
    if (sentence == sentence_ && shows(sentence) && !isDecoding()) {
        toEnd();
        return;
    }
    sentence_ = sentence;
    begin(Extent::WholeOutput, tr("sentence"), false);
}

void TranslateController::editSource(int position, const QString &text)
{
    const auto trace = this->position().trace();
    if (refuseOnFile() || !trace || !this->position().session)
        return;
    const auto span = ui::sourceSpan(*trace, position);
    if (!span) {
        page_->setMessage(ui::MessageKind::Information,
                          tr("This word cannot be changed by itself: edit the sentence instead."));
        return;
    }
    const QString before = QString::fromStdString(trace->sourceText);
    const QString word = before.mid(span->start, span->length);
    const QString after = ui::withReplacement(before, *span, text);
    if (after.trimmed().isEmpty()) {
        page_->setMessage(ui::MessageKind::Information, tr("This is the only word of the sentence."));
        return;
    }
    sentence_ = after;
    page_->setSentence(after);
    if (text.isEmpty())
        beginChanged(tr("deleted source word"), tr("without “%1”").arg(word));
    else
        beginChanged(tr("replaced source word"), tr("“%1” → “%2”").arg(word, text));
}

bool TranslateController::shows(const QString &sentence) const
{
    const auto session = position().session;
    return session && static_cast<const SentenceInput &>(*session->input()).sentence() == sentence.toStdString();
}

} // namespace fovea::app
