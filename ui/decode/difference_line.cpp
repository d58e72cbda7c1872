#include "ui/decode/difference_line.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace fovea::ui
{

using Kind = WordChange::Kind;

DifferenceLine::DifferenceLine(QWidget *parent)
    : QFrame(parent), title_(new QLabel(this)), text_(new QLabel(this)), dismiss_(new QToolButton(this))
{
    setObjectName(QStringLiteral("differenceLine"));
    title_->setTextFormat(Qt::PlainText);
    title_->setWordWrap(true);
    title_->setProperty("role", "caption");
    text_->setTextFormat(Qt::RichText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    dismiss_->setIcon(icon(QStringLiteral("dismiss")));
    dismiss_->setProperty("flat", true);
    dismiss_->setFocusPolicy(Qt::StrongFocus);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(2);
    rows->addWidget(title_);
    rows->addWidget(text_);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(kGrid);
    layout->addLayout(rows, 1);
    layout->addWidget(dismiss_, 0, Qt::AlignTop);
    connect(dismiss_, &QToolButton::clicked, this, [this] { setDifference(std::nullopt); });
    retranslateUi();
    setDifference(std::nullopt);
}

void DifferenceLine::setDifference(const std::optional<OutputDifference> &difference)
{
    difference_ = difference;
    words_ = difference ? wordDifference(difference->before, difference->after) : std::vector<WordChange>();
    refresh();
    setVisible(difference.has_value());
}

QString DifferenceLine::summary() const
{
    if (!difference_)
        return {};
    const auto count = [this](Kind kind) {
        return static_cast<int>(
            std::count_if(words_.begin(), words_.end(), [kind](const WordChange &word) { return word.kind == kind; }));
    };
    const int removed = count(Kind::Removed);
    const int added = count(Kind::Added);
    if (removed == 0 && added == 0)
        return tr("%1: the output is the same").arg(difference_->title);
    QStringList parts;
    if (removed > 0)
        parts << tr("words gone: %1").arg(removed);
    if (added > 0)
        parts << tr("new words: %1").arg(added);
    parts << tr("as before: %1").arg(count(Kind::Kept));
    return tr("%1: %2", "what was changed: what it did").arg(difference_->title, parts.join(QStringLiteral(" · ")));
}

QString DifferenceLine::html() const
{
    const Colors c = colors(palette());
    QStringList parts;
    for (const WordChange &change : words_) {
        const QString word = change.word.toHtmlEscaped();
        if (change.kind == Kind::Removed)
            parts << QStringLiteral("<s style=\"color:%1\">%2</s>").arg(c.mutedText.name(), word);
        else if (change.kind == Kind::Added)
            parts << QStringLiteral("<b style=\"color:%1\">%2</b>").arg(c.positive.name(), word);
        else
            parts << word;
    }
    return parts.join(u' ');
}

void DifferenceLine::refresh()
{
    title_->setText(summary());
    text_->setText(html());
    QStringList spoken;
    for (const WordChange &change : words_)
        if (change.kind != Kind::Kept)
            spoken << (change.kind == Kind::Removed ? tr("gone: %1") : tr("new: %1")).arg(change.word);
    setAccessibleName(summary());
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
}

void DifferenceLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        setDifference(std::nullopt);
    else
        QFrame::keyPressEvent(event);
}

void DifferenceLine::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::PaletteChange && text_)
        refresh();
}

void DifferenceLine::retranslateUi()
{
    dismiss_->setToolTip(tr("Hide the difference"));
    dismiss_->setAccessibleName(tr("Hide the difference"));
    text_->setToolTip(tr("The output before and after: words that went are struck through, new ones are bold"));
    refresh();
}

} // namespace fovea::ui
