#include "app/lists/items_controller.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

#include <malloc.h>

#include "app/lists/item_table_file.h"

namespace fovea::app
{

using ui::ItemsPage;
using ui::MessageKind;

ItemsController::ItemsController(ItemsPage *page, QObject *parent) : QObject(parent), page_(page)
{
    fetching_.setInterval(kFetch);
    connect(&fetching_, &QTimer::timeout, this, &ItemsController::fetch);
    connect(page_, &ItemsPage::pauseRequested, this, &ItemsController::pause);
    connect(page_, &ItemsPage::resumeRequested, this, &ItemsController::resume);
    connect(page_, &ItemsPage::stopRequested, this, &ItemsController::stopDecoding);
    connect(page_, &ItemsPage::exportRequested, this, &ItemsController::chooseExport);
}

ItemsController::~ItemsController() = default;

void ItemsController::setReading(const QString &name)
{
    clear();
    name_ = name;
    status_ = {};
    status_.name = name;
    show(Phase::Reading);
}

void ItemsController::clear()
{
    decoder_.discard();
    fetching_.stop();
    source_.reset();
    results_.reset();
    page_->clearMessage();
    page_->model()->setItems({});
    status_ = {};
    show(Phase::Empty);
}

void ItemsController::start(std::shared_ptr<const ItemSource> source, const QString &name, const QString &model,
                            const BeamOptions &options)
{
    decoder_.discard();
    page_->clearMessage();
    source_ = std::move(source);
    options_ = options;
    name_ = name;
    status_ = {};
    status_.name = name;
    status_.model = model;
    secondsBefore_ = 0;
    page_->model()->setItems(itemsOf(*source_));
    run();
}

int ItemsController::firstWaiting() const
{
    const std::vector<ui::Item> &items = page_->model()->items();
    // Items are decided in order, but blank ones are so from the start.
    const auto waiting = std::find_if(items.begin(), items.end(),
                                      [](const ui::Item &item) { return item.state == ui::Item::State::Waiting; });
    return static_cast<int>(waiting - items.begin());
}

void ItemsController::run()
{
    firstOfRun_ = firstWaiting();
    if (firstOfRun_ >= source_->count()) {
        show(Phase::Done);
        emit finished();
        return;
    }
    results_ = std::make_shared<ItemResults>();
    running_.start();
    fetching_.start();
    show(Phase::Decoding);
    decoder_.run(
        [source = source_, first = firstOfRun_, options = options_, results = results_](const RunControl &control) {
            decodeItems(*source, first, kThreads, options, control, *results);
            return true;
        },
        [this](bool) { finishRun(); },
        [this](const TaskFailure &failure) {
            finishRun();
            page_->setMessage(MessageKind::Error, tr("The list was not decoded to its end. %1").arg(failure.text));
        });
}

void ItemsController::fetch()
{
    if (!results_ || !page_)
        return;
    if (ItemResults::Batch batch = results_->take(); !batch.empty()) {
        page_->model()->setResults(std::move(batch));
        // Thousands of trees leave the workers' heaps in pieces; what is free there goes back to the system.
        ::malloc_trim(0);
    }
    if (isDecoding())
        show(Phase::Decoding);
}

/// The workers are through, or have stopped.
void ItemsController::finishRun()
{
    fetching_.stop();
    fetch();
    results_.reset();
    if (isDecoding()) {
        status_.seconds = secondsBefore_ + static_cast<double>(running_.elapsed()) / 1000;
        show(firstWaiting() < source_->count() ? Phase::Stopped : Phase::Done);
    }
    page_->model()->rearrange();
    if (status_.phase == Phase::Done)
        emit finished();
}

void ItemsController::pause() { halt(Phase::Paused); }

void ItemsController::stopDecoding()
{
    if (status_.phase == Phase::Reading)
        clear();
    else if (status_.phase == Phase::Paused)
        show(Phase::Stopped);
    else
        halt(Phase::Stopped);
}

void ItemsController::halt(Phase phase)
{
    if (!isDecoding())
        return;
    secondsBefore_ += static_cast<double>(running_.elapsed()) / 1000;
    decoder_.stop();
    show(phase);
}

void ItemsController::resume()
{
    if (!source_ || (status_.phase != Phase::Paused && status_.phase != Phase::Stopped))
        return;
    fetch(); // a run that was stopped a moment ago may still have something; what it does from now on is forgotten
    decoder_.discard();
    run();
}

void ItemsController::show(Phase phase)
{
    status_.phase = phase;
    status_.secondsLeft = -1;
    if (phase == Phase::Decoding && source_) {
        const double seconds = static_cast<double>(running_.elapsed()) / 1000;
        const int next = firstWaiting();
        const int done = next - firstOfRun_;
        if (done > 0 && seconds >= 1)
            status_.secondsLeft = seconds / done * (source_->count() - next);
    }
    if (!page_)
        return;
    page_->setStatus(status_);
    emit changed();
}

bool ItemsController::isBusy() const { return isDecoding() || status_.phase == Phase::Reading || status_.writing; }

void ItemsController::setWriting(bool writing)
{
    status_.writing = writing;
    show(status_.phase);
}

QString ItemsController::statusText() const
{
    QStringList parts{status_.name, status_.model, page_->statusText()};
    parts.removeAll(QString());
    return parts.isEmpty() ? tr("no list") : parts.join(QStringLiteral(" · "));
}

// --- export

void ItemsController::chooseExport()
{
    auto *dialog = new QFileDialog(page_, tr("Export table"), folder_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters({tr("Tab-separated values (*.tsv)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("tsv"));
    dialog->selectFile(QFileInfo(name_).completeBaseName() + QStringLiteral(".tsv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1, 1).section(u')', 0, 0));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &ItemsController::exportTo);
    dialog->open();
}

void ItemsController::exportTo(const QString &path)
{
    folder_ = QFileInfo(path).absolutePath();
    const ui::ItemListModel *model = page_->model();
    exporter_.run(
        [file = std::filesystem::path(path.toStdU16String()), kind = model->kind(), items = model->items(),
         shown = model->shownItems()](const RunControl &control) {
            writeItemTable(file, kind, items, shown, control);
            return true;
        },
        [this, path](bool) {
            page_->setMessage(MessageKind::Information, tr("Saved %1").arg(QDir::toNativeSeparators(path)));
            emit saved(path);
        },
        [this](const TaskFailure &failure) {
            page_->setMessage(MessageKind::Error, tr("The table was not saved. %1").arg(failure.text));
        });
}

} // namespace fovea::app
