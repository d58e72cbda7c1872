// The part of MainWindow that opens a text file as a list of sentences.
#include "app/window/main_window.h"

#include <QFileDialog>

#include "app/translate/sentences_controller.h"
#include "app/window/actions.h"
#include "app/window/status_line.h"
#include "ui/lists/items_page.h"

namespace fovea::app
{

void MainWindow::buildSentences()
{
    sentencesPage_ = new ui::ItemsPage(ui::ItemKind::Sentences, this);
    sentencesController_ = new SentencesController(sentencesPage_, translateController_, this);
    sentencesIndex_ = static_cast<int>(pageList_.size());
    Page page;
    page.name = QT_TRANSLATE_NOOP("Pages", "Sentences");
    page.toolTip = QT_TRANSLATE_NOOP("Pages", "Decode a text file line by line and find the worst attention");
    page.widget = sentencesPage_;
    page.commands = sentencesController_->items();
    addPage(page);
    connect(sentencesController_->items(), &ItemsController::changed, this, [this] {
        if (shownPage_ == sentencesIndex_)
            updateState();
    });
    on(Command::OpenSentences, [this] { chooseSentences(); });
    connect(sentencesController_, &SentencesController::chooseRequested, this, &MainWindow::chooseSentences);
    connect(sentencesController_, &SentencesController::opened, this, &MainWindow::remember);
    connect(sentencesController_, &SentencesController::sentenceOpened, this, [this] { setCurrentPage(0); });
}

void MainWindow::openSentences(const QString &path)
{
    sentencesController_->open(path);
    setCurrentPage(sentencesIndex_);
}

void MainWindow::chooseSentences()
{
    auto *dialog = new QFileDialog(this, tr("Open sentences"), settings_.exportFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Text files (*.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openSentences);
    dialog->open();
}

} // namespace fovea::app
