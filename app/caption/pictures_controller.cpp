#include "app/caption/pictures_controller.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <set>

#include "app/support/figure_writer.h"
#include "core/types/error.h"
#include "ui/render/figure/picture_figure.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

using ui::ItemsPage;
using ui::MessageKind;

namespace
{

/// NAME.suffix, or NAME-2.suffix and so on when that is taken in the folder or by an earlier picture.
QString freeName(const QDir &folder, const QString &name, const QString &suffix, std::set<QString> &taken)
{
    QString candidate = name + QLatin1Char('.') + suffix;
    for (int i = 2; taken.count(candidate) || folder.exists(candidate); ++i)
        candidate = QStringLiteral("%1-%2.%3").arg(name).arg(i).arg(suffix);
    taken.insert(candidate);
    return candidate;
}

/// Captions a picture again and draws its gallery; false when it was stopped before.
bool writeFigure(const PictureFolder &pictures, const CaptioningModel &model, int item, const BeamOptions &options,
                 const QString &path, const RunControl &control)
{
    const auto input = std::static_pointer_cast<const PictureInput>(pictures.input(item));
    DecodeSession session(input);
    const auto trace = session.begin(options, DecodeSession::Extent::WholeOutput, control).trace;
    if (control.stopRequested())
        return false;
    const LoadedPicture picture = input->picture()->load();
    const GridGeometry grid = model.geometry(picture.image->width, picture.image->height);
    ui::FigureOptions figure = ui::pictureFigureOptions(trace.get(), picture.shown, grid, {});
    figure.view = ui::FigureView::Gallery;
    exportFigure(*trace, figure, ui::toPath(path));
    return true;
}

} // namespace

PicturesController::PicturesController(ItemsPage *page, CaptionController *captions, QObject *parent)
    : QObject(parent), page_(page), captions_(captions), items_(page)
{
    connect(page_, &ItemsPage::openRequested, this, &PicturesController::chooseRequested);
    connect(page_, &ItemsPage::restartRequested, this, &PicturesController::decode);
    connect(page_, &ItemsPage::itemActivated, this, &PicturesController::openItem);
    connect(page_, &ItemsPage::figuresRequested, this, &PicturesController::chooseFigures);
    connect(page_, &ItemsPage::stopRequested, this, [this] {
        if (reader_.busy())
            list_ = {};
        reader_.discard();
        waitsForModel_ = false;
        figures_.stop();
    });
    connect(&figures_, &TaskRunner::busyChanged, &items_, &ItemsController::setWriting);
    connect(captions_, &DecodeController::modelOpened, this, [this] {
        if (waitsForModel_)
            decode();
    });
}

PicturesController::~PicturesController() = default;

void PicturesController::openFolder(const QString &folder)
{
    ListRecord list;
    list.path = folder;
    read(list);
}

void PicturesController::openFiles(const QStringList &paths)
{
    ListRecord list;
    list.files = paths;
    read(list);
}

/// With the model and the search of `record` where it names one that can be opened.
void PicturesController::read(const ListRecord &record)
{
    struct Answer {
        PictureListing listing;
        std::shared_ptr<const DecodeModel> model;
    };
    list_ = record;
    name_ = record.files.isEmpty() ? ui::readableFileName(record.path)
                                   : tr("%n picture(s)", nullptr, static_cast<int>(record.files.size()));
    items_.setReading(name_);
    waitsForModel_ = false;
    reader_.run(
        [record, opener = captions_->opener(),
         known = record.modelPath == captions_->modelPath() ? captions_->model() : nullptr](const RunControl &control) {
            Answer answer;
            answer.listing =
                record.files.isEmpty() ? picturesIn(record.path, control) : PictureListing{record.files, {}};
            answer.model = known || record.modelPath.isEmpty() ? known : openIfThere(opener, record.modelPath);
            return answer;
        },
        [this, record](Answer answer) {
            paths_ = std::move(answer.listing.paths);
            leftOut_ = textOf(answer.listing.leftOut);
            if (!record.path.isEmpty())
                emit opened(record.path);
            if (paths_.isEmpty())
                showNoPictures();
            else if (answer.model)
                decodeWith(std::static_pointer_cast<const CaptioningModel>(answer.model), record.modelPath,
                           record.decoding);
            else
                decode();
        },
        [this, record](const TaskFailure &failure) {
            if (record.modelPath.isEmpty()) // what a session names stays named: the folder may come back
                list_ = {};
            items_.clear();
            page_->setMessage(MessageKind::Error, tr("This folder cannot be opened. %1").arg(failure.text));
            emit openFailed(record.path, failure.text);
        });
}

void PicturesController::showNoPictures()
{
    items_.clear();
    page_->setMessage(MessageKind::Error, tr("There is no picture in %1 that can be read. %2")
                                              .arg(ui::readableName(QDir::toNativeSeparators(list_.path)), leftOut_));
}

void PicturesController::decode()
{
    if (paths_.isEmpty())
        return;
    // The opener given to the caption page's controller opens caption models only.
    auto model = std::static_pointer_cast<const CaptioningModel>(captions_->model());
    waitsForModel_ = model == nullptr;
    if (!model) {
        page_->setMessage(
            MessageKind::Warning,
            tr("No model is open yet. Choose one on the Caption page; these pictures are captioned then."));
        return;
    }
    decodeWith(std::move(model), captions_->modelPath(), captions_->decoding());
}

void PicturesController::decodeWith(Model model, const QString &modelPath, const ui::DecodingChoice &decoding)
{
    model_ = std::move(model);
    modelPath_ = modelPath;
    decoding_ = decoding;
    source_ = std::make_shared<const PictureFolder>(paths_, model_);
    const QString search = decoding_.beam > 1 ? tr("beam %1").arg(decoding_.beam) : tr("greedy");
    items_.start(source_, name_,
                 tr("%1 · %2", "model, search").arg(QString::fromStdString(model_->info().name), search),
                 DecodeController::beamOptions(decoding_));
    if (!leftOut_.isEmpty())
        page_->setMessage(MessageKind::Information, leftOut_);
}

// --- sessions

ListRecord PicturesController::record() const
{
    ListRecord record = list_;
    record.modelPath = modelPath_;
    record.decoding = decoding_;
    readOrder(*page_, record);
    return record;
}

void PicturesController::openRecord(const ListRecord &record)
{
    reader_.discard();
    items_.clear();
    list_ = {};
    paths_.clear();
    source_.reset();
    applyOrder(record, *page_);
    if (!record.isEmpty())
        read(record);
}

void PicturesController::openItem(int item, ui::ItemMetric by)
{
    const std::vector<ui::Item> &items = page_->model()->items();
    if (!source_ || item < 0 || item >= static_cast<int>(items.size()) || item >= source_->count())
        return;
    captions_->openPicture(std::make_shared<const PictureSource>(source_->path(item)), model_, modelPath_, decoding_,
                           worstStep(items[static_cast<std::size_t>(item)], by));
    emit pictureOpened();
}

// --- figures

void PicturesController::chooseFigures()
{
    if (!source_)
        return;
    auto *dialog = new QFileDialog(page_, tr("Export figures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setAcceptMode(QFileDialog::AcceptOpen);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { exportFigures(folder, QStringLiteral("png")); });
    dialog->open();
}

void PicturesController::exportFigures(const QString &folder, const QString &suffix)
{
    if (!source_)
        return;
    // In the order of the table, and only what it shows: a filter chooses the figures.
    std::vector<std::pair<int, QString>> chosen;
    std::set<QString> taken;
    const std::vector<ui::Item> &items = page_->model()->items();
    for (const int item : page_->model()->shownItems())
        if (items[static_cast<std::size_t>(item)].state == ui::Item::State::Done) {
            const QString name = QFileInfo(source_->label(item)).completeBaseName();
            chosen.emplace_back(item, QDir(folder).filePath(freeName(QDir(folder), name, suffix, taken)));
        }
    const int all = static_cast<int>(chosen.size());
    page_->setMessage(MessageKind::Information, tr("Writing %n figure(s)…", nullptr, all));
    figures_.run(
        [source = source_, model = model_, chosen = std::move(chosen),
         options = DecodeController::beamOptions(decoding_)](const RunControl &control) {
            int written = 0;
            try {
                for (const auto &[item, path] : chosen) {
                    if (!writeFigure(*source, *model, item, options, path, control))
                        break;
                    ++written;
                }
            } catch (const Cancelled &) { // what is written stays
            }
            return written;
        },
        [this, folder, all](int written) {
            const QString where = QDir::toNativeSeparators(folder);
            page_->setMessage(MessageKind::Information,
                              written == all ? tr("%n figure(s) written to %1.", nullptr, written).arg(where)
                                             : tr("Stopped after %n figure(s).", nullptr, written));
            emit figuresWritten(written);
        },
        [this](const TaskFailure &failure) {
            page_->setMessage(MessageKind::Error, tr("The figures were not all written. %1").arg(failure.text));
        });
}

} // namespace fovea::app
