#include "ui/decode/source_span.h"

namespace fovea::ui
{

namespace
{

constexpr qsizetype kMostSkipped = 8; ///< characters that normalization may have dropped before a piece

qsizetype skipSpace(const QString &text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
    return at;
}

/// Letters and digits that form words between spaces; Han, kana, Hangul syllables and the like do not.
bool isWordCharacter(QChar character)
{
    if (!character.isLetterOrNumber() && !character.isMark() && character != u'\'' && character != u'’')
        return false;
    switch (character.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
        return false;
    default:
        return true;
    }
}

SourceSpan wholeWord(const QString &sentence, SourceSpan piece)
{
    qsizetype start = piece.start, end = piece.start + piece.length;
    while (start > 0 && isWordCharacter(sentence[start]) && isWordCharacter(sentence[start - 1]))
        --start;
    while (end < sentence.size() && isWordCharacter(sentence[end - 1]) && isWordCharacter(sentence[end]))
        ++end;
    return {start, end - start};
}

} // namespace

std::optional<SourceSpan> sourceSpan(const QString &sentence, const QStringList &labels, int position)
{
    if (position < 0 || position >= labels.size())
        return std::nullopt;
    qsizetype at = 0;
    for (int i = 0; i <= position; ++i) {
        const QString &label = labels[i];
        at = skipSpace(sentence, at);
        const qsizetype found = label.isEmpty() ? -1 : sentence.indexOf(label, at);
        const bool here = found >= 0 && found - at <= kMostSkipped;
        if (i == position)
            return here ? std::optional(wholeWord(sentence, {found, label.size()})) : std::nullopt;
        if (here)
            at = found + label.size();
    }
    return std::nullopt;
}

std::optional<SourceSpan> sourceSpan(const AttentionTrace &trace, int position)
{
    if (trace.source.kind != SourceAxis::Kind::Sequence || position < 0 || position >= trace.source.size())
        return std::nullopt;
    QStringList labels;
    for (int i = 0; i <= position; ++i)
        labels << QString::fromStdString(trace.source.labels[static_cast<std::size_t>(i)]);
    return sourceSpan(QString::fromStdString(trace.sourceText), labels, position);
}

QString withReplacement(const QString &sentence, SourceSpan span, const QString &text)
{
    QString before = sentence.left(span.start);
    QString after = sentence.mid(span.start + span.length);
    if (text.isEmpty()) {
        const bool opens = before.isEmpty() || before.back().isSpace();
        if (opens)
            after = after.mid(skipSpace(after, 0));
        else if (after.trimmed().isEmpty())
            after.clear();
    }
    QString result = before + text + after;
    if (text.isEmpty() && after.isEmpty())
        while (!result.isEmpty() && result.back().isSpace())
            result.chop(1);
    return result;
}

} // namespace fovea::ui
