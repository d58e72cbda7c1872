#pragma once

#include "app/decode/decode_controller.h"
#include "app/translate/translation_model.h"
#include "ui/translate/translate_page.h"

namespace fovea::app
{

/// Joins the translate page with translation models: the input is the sentence in its box.
class TranslateController : public DecodeController
{
    Q_OBJECT

public:
    TranslateController(ui::TranslatePage *page, ModelOpener opener, TraceReader reader, QUndoStack *undo,
                        QObject *parent = nullptr);
    ~TranslateController() override;

    QString inputText() const override { return sentence_; }

public slots:
    /// Puts a sentence into the box and decodes its first word; not a change to be undone.
    void startWith(const QString &sentence);

public:
    /// Decodes a sentence to the end with a model that is open already, and goes to a step (-1: the last one).
    void openSentence(const QString &sentence, std::shared_ptr<const TranslationModel> model, const QString &modelPath,
                      const ui::DecodingChoice &decoding, int step);

protected:
    bool hasInput() const override;
    std::shared_ptr<const DecodeInput> makeInput() const override;
    std::shared_ptr<const InputState> inputState(const DecodePosition &next) const override;
    void restoreInput(const InputState &state) override;
    void readInput() override;
    bool setInputText(const QString &text) override;
    bool takePendingInput(DecodeSession::Extent extent) override;
    QString readOnlyText() const override;

private:
    void editSentence(const QString &sentence);
    void submitSentence(const QString &sentence);
    void editSource(int position, const QString &text);
    bool shows(const QString &sentence) const;

    QPointer<ui::TranslatePage> page_;
    QString sentence_; ///< what the next decode uses
};

} // namespace fovea::app
