#include "app/export/exporter.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QStandardPaths>

#include <filesystem>

#include "app/export/picture_dialog.h"
#include "app/export/trace_title.h"
#include "app/support/figure_writer.h"
#include "app/support/reason_text.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "ui/text/glyph_coverage.h"

namespace fovea::app
{

namespace
{

std::filesystem::path toPath(const QString &path) { return path.toStdU16String(); }

} // namespace

Exporter::Exporter(QWidget *window) : QObject(window), window_(window) {}

QString Exporter::suggestedPath(QString name, const QString &suffix) const
{
    QString folder = folder_;
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    for (QChar &c : name)
        if (!c.isLetterOrNumber() && c != u'-' && !c.isSurrogate())
            c = u'_';
    return QDir(folder).filePath((name.isEmpty() ? QStringLiteral("attention") : name) + u'.' + suffix);
}

QString Exporter::suggestedName(const AttentionTrace &trace) const { return suggestedPath(trace, {}).chopped(1); }

QString Exporter::suggestedPath(const AttentionTrace &trace, const QString &suffix) const
{
    return suggestedPath(shortened(QString::fromStdString(trace.sourceText).simplified(), 32), suffix);
}

void Exporter::chooseFile(const QString &title, const QString &name, const QStringList &filters,
                          std::function<void(const QString &path)> write)
{
    const QString suffix = QFileInfo(name).suffix();
    choosePath(title, suggestedPath(name.chopped(suffix.size() + 1), suffix), filters,
               [this, write = std::move(write)](const QString &path) { attempt(path, [&] { write(path); }); });
}

void Exporter::choosePath(const QString &title, const QString &suggested, const QStringList &filters,
                          const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QFileDialog(window_, title, QFileInfo(suggested).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog->selectFile(QFileInfo(suggested).fileName());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1, 1).section(u')', 0, 0));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString &path) {
        folder_ = QFileInfo(path).absolutePath();
        chosen(path);
    });
    dialog->open();
}

void Exporter::choosePicture(const Trace &trace, const ui::FigureOptions &options)
{
    if (!trace)
        return;
    auto *dialog = new PictureDialog(*trace, options, pictureScale_, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, trace] {
        const ui::FigureOptions chosen = dialog->options();
        pictureScale_ = chosen.pngScale;
        const QString suffix = dialog->suffix();
        choosePath(tr("Export picture"), suggestedPath(*trace, suffix),
                   {QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix)},
                   [this, trace, chosen](const QString &path) { savePicture(*trace, chosen, path); });
    });
    dialog->open();
}

void Exporter::chooseData(const Trace &trace)
{
    if (!trace)
        return;
    choosePath(tr("Export data"), suggestedPath(*trace, QStringLiteral("csv")),
               {tr("Weights (*.csv)"), tr("Trace (*.json)")},
               [this, trace](const QString &path) { saveData(*trace, path); });
}

bool Exporter::attempt(const QString &path, const std::function<void()> &write)
{
    try {
        write();
    } catch (const FileError &error) {
        emit failed(tr("Nothing was written to %1: %2").arg(path, reasonText(error.problem())));
        return false;
    } catch (const std::exception &error) {
        emit failed(tr("Nothing was written to %1: %2").arg(path, reasonText(error)));
        return false;
    }
    emit done(tr("Saved %1").arg(QDir::toNativeSeparators(path)));
    return true;
}

bool Exporter::savePicture(const AttentionTrace &trace, const ui::FigureOptions &options, const QString &path)
{
    if (!attempt(path, [&] { exportFigure(trace, options, toPath(path)); }))
        return false;
    const QString missing = ui::glyphCoverage(ui::figureText(trace, options), options.font).missing;
    if (!missing.isEmpty())
        emit done(tr("Saved %1. Boxes stand for what no installed font has: %2")
                      .arg(QDir::toNativeSeparators(path), missing));
    return true;
}

bool Exporter::saveData(const AttentionTrace &trace, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return attempt(path, [&] {
        if (suffix == QLatin1String("json"))
            writeTrace(toPath(path), trace);
        else if (suffix == QLatin1String("csv"))
            writeCsv(toPath(path), trace);
        else
            throw InputError(tr("the name must end in .csv or .json").toStdString());
    });
}

bool Exporter::copyPicture(const AttentionTrace &trace, ui::FigureOptions options)
{
    options.title = titleOf(trace);
    options.pngScale = pictureScale_;
    try {
        QGuiApplication::clipboard()->setImage(ui::renderFigure(trace, options));
    } catch (const std::exception &error) {
        emit failed(tr("The picture was not copied. %1").arg(reasonText(error)));
        return false;
    }
    emit done(tr("The picture is on the clipboard"));
    return true;
}

} // namespace fovea::app
