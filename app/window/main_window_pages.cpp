// The pages of MainWindow: which there are, and what changes when another one is shown.
#include "app/window/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QStackedWidget>
#include <QUndoGroup>
#include <QUndoStack>

#include "app/decode/word_merge.h"
#include "app/window/actions.h"
#include "app/window/menus.h"
#include "app/window/navigation.h"
#include "app/window/status_line.h"
#include "app/window/transport_bar.h"
#include "ui/inspector/doctor_panel.h"

namespace fovea::app
{

namespace
{

constexpr int kUndoLimit = 100; ///< each step back may keep a whole session

QString translated(const char *text) { return QCoreApplication::translate("Pages", text); }

} // namespace

void MainWindow::buildPages()
{
    auto *undo = new QUndoStack(this);
    translatePage_ = new ui::TranslatePage(this);
    translateController_ =
        new TranslateController(translatePage_, services_.openModel, services_.readTraces, undo, this);
    addPage({QT_TRANSLATE_NOOP("Pages", "Translate"), QT_TRANSLATE_NOOP("Pages", "The translation page"),
             translatePage_, translatePage_, translateController_, undo});
    buildCaptions();
    buildSentences();
    buildPictures();
    buildCompare();
}

void MainWindow::addPage(const Page &page)
{
    const auto index = static_cast<int>(pageList_.size());
    pageList_.push_back(page);
    if (page.undo) {
        page.undo->setUndoLimit(kUndoLimit);
        undo_->addStack(page.undo);
    }
    auto *action = new QAction(this);
    if (index < 9)
        action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(index + 1)));
    connect(action, &QAction::triggered, this, [this, index] { setCurrentPage(index); });
    addAction(action);
    pageActions_.push_back(action);
    menus_->addPage(action);
    pages_->addWidget(page.widget);
    if (page.decoding) {
        page.decoding->setWordMerger(mergeToWords);
        connect(page.decoding, &ui::DecodePage::openBundleRequested, this, &MainWindow::chooseBundle);
        connect(page.decoding, &ui::DecodePage::matrixOptionsChanged, this, &MainWindow::setMatrixOptions);
        connect(page.decoding, &ui::DecodePage::viewChanged, this, [this, index] {
            if (index == shownPage_)
                updateState();
        });
        connect(page.decoding, &ui::DecodePage::weightEditingChanged, this, &MainWindow::updateState);
        connect(page.decoding->doctor(), &ui::DoctorPanel::foldedChanged, this, &MainWindow::setDoctorFolded);
    }
    if (DecodeController *controller = page.controller) {
        connect(controller, &DecodeController::changed, this, [this, index] {
            if (index == shownPage_)
                updateState();
        });
        connect(controller, &DecodeController::playingChanged, this, [this, index](bool playing) {
            if (index == shownPage_)
                actions_->setPlaying(playing);
        });
        connect(controller, &DecodeController::tracesOpened, this, &MainWindow::remember);
    }
    navigation_->addPage(translated(page.name)); // shows the first page
    retranslatePages();
}

const Page &MainWindow::shown() const { return pageList_[static_cast<std::size_t>(shownPage_)]; }

std::shared_ptr<const AttentionTrace> MainWindow::shownTrace() const
{
    return shown().decoding ? shown().decoding->displayedTrace() : nullptr;
}

int MainWindow::currentPage() const { return shownPage_; }
void MainWindow::setCurrentPage(int index) { navigation_->setCurrentRow(index); }

void MainWindow::pageShown(int index)
{
    if (index < 0 || index >= static_cast<int>(pageList_.size()))
        return;
    if (shownPage_ >= 0 && shown().controller)
        shown().controller->setPlaying(false);
    shownPage_ = index;
    pages_->setCurrentIndex(index);
    undo_->setActiveStack(shown().undo);
    if (index == compareIndex_)
        compareShown();
    if (index == captionIndex_)
        captionShown();
    showMatrixOptions();
    updateState();
}

/// A person who does not want to see the doctor does not want it on any page.
void MainWindow::setDoctorFolded(bool folded)
{
    settings_.doctorFolded = folded;
    for (const Page &page : pageList_)
        if (page.decoding)
            page.decoding->doctor()->setFolded(folded);
}

void MainWindow::retranslatePages()
{
    for (std::size_t i = 0; i < pageActions_.size(); ++i) {
        QAction *action = pageActions_[i];
        const QString name = translated(pageList_[i].name);
        const QString toolTip = translated(pageList_[i].toolTip);
        action->setText(name);
        action->setToolTip(action->shortcut().isEmpty()
                               ? toolTip
                               : tr("%1 (%2)", "tool tip, shortcut")
                                     .arg(toolTip, action->shortcut().toString(QKeySequence::NativeText)));
        navigation_->setPageName(static_cast<int>(i), name, action->toolTip());
    }
}

} // namespace fovea::app
