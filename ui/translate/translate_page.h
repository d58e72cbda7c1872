#pragma once

#include <vector>

#include <QString>
#include <QStringList>

#include "ui/decode/decode_page.h"
#include "ui/translate/sentence_bar.h"

namespace fovea::ui
{

/// The page of the main job: a sentence in, the attention of every step out.
class TranslatePage : public DecodePage
{
    Q_OBJECT

public:
    explicit TranslatePage(QWidget *parent = nullptr);
    ~TranslatePage() override;

    void setModels(const std::vector<ModelChoice> &models) override;
    void setCurrentModel(const QString &path) override;
    QString currentModel() const override;
    void setDecoding(const DecodingChoice &decoding) override;
    DecodingChoice decoding() const override;
    void focusInput() override;

    void setExamples(const QStringList &sentences);
    void setSentence(const QString &sentence);
    QString sentence() const;

signals:
    void sentenceEdited(const QString &sentence);    ///< typing paused (300 ms) with a new text
    void sentenceSubmitted(const QString &sentence); ///< Enter in the sentence box, or an example was chosen

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();

    SentenceBar *sentenceBar_ = nullptr;
};

} // namespace fovea::ui
