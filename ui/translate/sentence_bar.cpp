#include "ui/translate/sentence_bar.h"

#include <QMenu>
#include <QToolButton>

#include "ui/translate/sentence_edit.h"

namespace fovea::ui
{

namespace
{

constexpr double kFieldEms = 22; // what a sentence needs beside the controls
constexpr int kMaximumExampleWidth = 420;

} // namespace

SentenceBar::SentenceBar(QWidget *parent) : SentenceBar(new SentenceEdit, parent) {}

SentenceBar::SentenceBar(SentenceEdit *edit, QWidget *parent) : InputBar(edit, kFieldEms, parent), edit_(edit)
{
    examples_ = addButton(QStringLiteral("examples"));
    examplesMenu_ = new QMenu(this);
    examples_->setMenu(examplesMenu_);
    examples_->setPopupMode(QToolButton::InstantPopup);
    examples_->setVisible(false);
    connect(edit_, &SentenceEdit::submitted, this, &SentenceBar::submitted);
    arrange();
    SentenceBar::retranslateUi();
}

void SentenceBar::setExamples(const QStringList &sentences)
{
    examplesMenu_->clear();
    for (const QString &sentence : sentences) {
        QString text = examplesMenu_->fontMetrics().elidedText(sentence, Qt::ElideRight, kMaximumExampleWidth);
        QAction *action = examplesMenu_->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, sentence] {
            edit_->setSentence(sentence);
            emit submitted(sentence);
        });
    }
    examples_->setVisible(!sentences.isEmpty());
}

int SentenceBar::rowHeight() const { return edit_->singleLineHeight(); }

void SentenceBar::retranslateUi()
{
    InputBar::retranslateUi();
    examples_->setToolTip(tr("Example sentences"));
    examples_->setAccessibleName(tr("Example sentences"));
}

} // namespace fovea::ui
