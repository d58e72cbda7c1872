#include "ui/translate/sentence_edit.h"

#include <cmath>

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kMaximumLines = 4;
constexpr int kPauseMilliseconds = 300;
/// Above and below the text: the style sheet's padding and border and the document's margin.
constexpr int kFrameHeight = 2 * (5 + 1 + 4);

} // namespace

SentenceEdit::SentenceEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("sentence"));
    setTabChangesFocus(true);
    setLineWrapMode(WidgetWidth);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(4);
    pause_.setSingleShot(true);
    pause_.setInterval(kPauseMilliseconds);
    connect(&pause_, &QTimer::timeout, this, [this] {
        if (const QString text = toPlainText(); text != reported_) {
            reported_ = text;
            emit edited(text);
        }
    });
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        pause_.start();
        updateHeight();
    });
    setFont(scaledFont(QApplication::font(), 1.25));
    updateHeight();
    retranslateUi();
}

void SentenceEdit::setSentence(const QString &sentence)
{
    if (sentence != toPlainText()) {
        const QSignalBlocker blocker(this);
        setPlainText(sentence);
        moveCursor(QTextCursor::End);
        updateHeight();
    }
    pause_.stop();
    reported_ = sentence;
}

int SentenceEdit::heightForLines(int lines) const
{
    const double line = QFontMetricsF(font()).lineSpacing();
    return static_cast<int>(std::ceil(lines * line)) + kFrameHeight;
}

int SentenceEdit::singleLineHeight() const { return heightForLines(1); }

void SentenceEdit::updateHeight()
{
    // The layout breaks a block into lines when it is asked for: the document's size may still be that before a paste.
    int needed = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && needed <= kMaximumLines; block = block.next()) {
        document()->documentLayout()->blockBoundingRect(block);
        needed += block.lineCount();
    }
    const int lines = std::clamp(needed, 1, kMaximumLines);
    const bool overflow = needed > kMaximumLines;
    setVerticalScrollBarPolicy(overflow ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (const int height = heightForLines(lines); height != maximumHeight() || lines != lines_) {
        lines_ = lines;
        setFixedHeight(height);
    }
    if (!overflow)
        verticalScrollBar()->setValue(0);
}

void SentenceEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || event->modifiers() & Qt::ShiftModifier) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    pause_.stop();
    reported_ = toPlainText();
    emit submitted(reported_);
}

void SentenceEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateHeight();
}

void SentenceEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::ApplicationFontChange)
        setFont(scaledFont(QApplication::font(), 1.25));
    else if (event->type() == QEvent::FontChange)
        updateHeight();
}

bool SentenceEdit::canInsertFromMimeData(const QMimeData *source) const { return source && source->hasText(); }

void SentenceEdit::insertFromMimeData(const QMimeData *source)
{
    if (!canInsertFromMimeData(source))
        return;
    insertPlainText(source->text());
    ensureCursorVisible();
}

void SentenceEdit::retranslateUi()
{
    setPlaceholderText(tr("Type a sentence and press Enter"));
    setAccessibleName(tr("Sentence"));
    setToolTip(tr("The sentence to translate. Enter decodes it, Shift+Enter starts a new line."));
}

} // namespace fovea::ui
