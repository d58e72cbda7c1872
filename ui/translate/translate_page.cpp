#include "ui/translate/translate_page.h"

#include <QEvent>

#include "ui/translate/sentence_edit.h"

namespace fovea::ui
{

TranslatePage::TranslatePage(QWidget *parent) : DecodePage(parent), sentenceBar_(new SentenceBar)
{
    setInputRow(sentenceBar_);
    addStandardViews({FigureView::Matrix, FigureView::Links, FigureView::Diagram, FigureView::Tree});
    connect(sentenceBar_->edit(), &SentenceEdit::edited, this, &TranslatePage::sentenceEdited);
    connect(sentenceBar_, &SentenceBar::submitted, this, &TranslatePage::sentenceSubmitted);
    connect(sentenceBar_, &SentenceBar::decodingChanged, this, &TranslatePage::decodingChanged);
    connect(sentenceBar_->models(), &ModelChooser::modelChosen, this, &TranslatePage::modelChosen);
    connect(sentenceBar_->models(), &ModelChooser::openBundleRequested, this, &TranslatePage::openBundleRequested);
    retranslateUi();
}

TranslatePage::~TranslatePage() = default;

void TranslatePage::setModels(const std::vector<ModelChoice> &models) { sentenceBar_->models()->setModels(models); }
void TranslatePage::setCurrentModel(const QString &path) { sentenceBar_->models()->setCurrentModel(path); }
QString TranslatePage::currentModel() const { return sentenceBar_->models()->currentModel(); }
void TranslatePage::setExamples(const QStringList &sentences) { sentenceBar_->setExamples(sentences); }
void TranslatePage::setSentence(const QString &sentence) { sentenceBar_->edit()->setSentence(sentence); }
QString TranslatePage::sentence() const { return sentenceBar_->edit()->toPlainText(); }
void TranslatePage::setDecoding(const DecodingChoice &decoding) { sentenceBar_->setDecoding(decoding); }
DecodingChoice TranslatePage::decoding() const { return sentenceBar_->decoding(); }

void TranslatePage::focusInput()
{
    sentenceBar_->edit()->setFocus(Qt::ShortcutFocusReason);
    sentenceBar_->edit()->selectAll();
}

void TranslatePage::changeEvent(QEvent *event)
{
    DecodePage::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void TranslatePage::retranslateUi()
{
    setEmptyText(tr("Type a sentence and press Enter.\nThe attention of each step appears here, row by row."));
}

} // namespace fovea::ui
