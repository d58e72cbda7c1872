#include "ui/lists/item_progress.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

using Phase = ItemListStatus::Phase;

namespace
{

constexpr int kProgressSteps = 1000;

QString count(int number) { return QLocale().toString(number); }

} // namespace

ItemProgress::ItemProgress(ItemKind kind, QWidget *parent)
    : QWidget(parent), kind_(kind), bar_(new QProgressBar(this)), line_(new QLabel(this)),
      pause_(new QPushButton(this)), stop_(new QPushButton(this))
{
    bar_->setTextVisible(false);
    bar_->setFixedHeight(6);
    bar_->setRange(0, kProgressSteps);
    line_->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(line_, 1);
    row->addWidget(pause_);
    row->addWidget(stop_);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(bar_);
    column->addLayout(row);
    connect(stop_, &QPushButton::clicked, this, &ItemProgress::stopRequested);
    connect(pause_, &QPushButton::clicked, this, [this] {
        if (status_.phase == Phase::Decoding)
            emit pauseRequested();
        else if (status_.phase == Phase::Done)
            emit restartRequested();
        else
            emit resumeRequested();
    });
    retranslateUi();
}

void ItemProgress::setProgress(const ItemListStatus &status, const ItemCounts &counts)
{
    status_ = status;
    counts_ = counts;
    updateState();
}

QString ItemProgress::text() const { return line_->text(); }

void ItemProgress::updateState()
{
    const Phase phase = status_.phase;
    line_->setText(progressText());
    bar_->setRange(0, phase == Phase::Reading ? 0 : kProgressSteps);
    bar_->setValue(counts_.all > 0 ? static_cast<int>(1LL * kProgressSteps * counts_.decided / counts_.all) : 0);
    bar_->setAccessibleDescription(line_->text());
    pause_->setText(phase == Phase::Decoding  ? tr("&Pause")
                    : phase == Phase::Paused  ? tr("&Resume")
                    : phase == Phase::Stopped ? tr("Decode the &rest")
                                              : tr("Decode &again"));
    const QString again = kind_ == ItemKind::Sentences
                              ? tr("Decode all of it with the model and the search of the Translate page")
                              : tr("Decode all of it with the model and the search of the Caption page");
    pause_->setToolTip(phase == Phase::Done       ? again
                       : phase == Phase::Decoding ? tr("Stop for now; what is decoded stays")
                                                  : tr("Go on where decoding stopped"));
    pause_->setVisible(phase != Phase::Reading);
    stop_->setVisible(phase == Phase::Reading || phase == Phase::Decoding || phase == Phase::Paused || status_.writing);
}

QString ItemProgress::progressText() const
{
    const QString done = tr("%1 of %2").arg(count(counts_.decided), count(counts_.all));
    switch (status_.phase) {
    case Phase::Empty:
        return {};
    case Phase::Reading:
        return tr("Reading…");
    case Phase::Decoding:
        return status_.secondsLeft < 0 ? tr("%1 decoded").arg(done)
                                       : tr("%1 decoded · %2 left").arg(done, formatDuration(status_.secondsLeft));
    case Phase::Paused:
        return tr("Paused: %1 decoded").arg(done);
    case Phase::Stopped:
        return tr("Stopped: %1 decoded").arg(done);
    case Phase::Done:
        return summaryText();
    }
    return {};
}

QString ItemProgress::summaryText() const
{
    QStringList parts{tr("%1 decoded in %2").arg(count(counts_.all - counts_.blank), formatDuration(status_.seconds))};
    parts << (counts_.withFindings > 0 ? tr("%1 with findings").arg(count(counts_.withFindings))
                                       : tr("nothing looks broken"));
    if (counts_.failed > 0)
        parts << tr("%1 failed").arg(count(counts_.failed));
    if (counts_.blank > 0)
        parts << tr("%1 blank").arg(count(counts_.blank));
    return parts.join(QStringLiteral(" · "));
}

void ItemProgress::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void ItemProgress::retranslateUi()
{
    bar_->setAccessibleName(tr("Progress"));
    stop_->setText(tr("&Stop"));
    stop_->setToolTip(tr("Stop decoding; what is decoded stays"));
    updateState();
}

} // namespace fovea::ui
