#pragma once

#include "app/decode_controller.h"
#include "app/translation_model.h"
#include "ui/pages/translate_page.h"

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

public slots:
    /// Puts a sentence into the box and decodes its first word; not a change to be undone.
    void startWith(const QString &sentence);

protected:
    bool hasInput() const override;
    std::shared_ptr<const DecodeInput> makeInput() const override;
    std::shared_ptr<const InputState> inputState(const DecodePosition &next) const override;
    void restoreInput(const InputState &state) override;
    void readInput() override;
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
