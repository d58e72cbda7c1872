// What CompareController writes to files and to the clipboard.
#include "app/compare/compare_controller.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include "app/compare/compare_file.h"
#include "app/export/exporter.h"
#include "app/support/figure_writer.h"
#include "app/support/reason_text.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

std::filesystem::path toPath(const QString &path) { return path.toStdU16String(); }

QString nameOf(const Comparison &comparison)
{
    const QString sentence = comparison.sentence.simplified().left(32).trimmed();
    return sentence.isEmpty() ? QStringLiteral("comparison") : sentence;
}

} // namespace

void CompareController::exportPicture()
{
    if (!hasPicture())
        return;
    ui::CompareFigure figure = page_->figure();
    figure.pngScale = exporter_->pictureScale();
    exporter_->chooseFile(
        tr("Export picture"), nameOf(comparison_) + QStringLiteral(".png"),
        {tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)"), tr("PDF document (*.pdf)")},
        [figure](const QString &path) { writeBytes(toPath(path), ui::encodeFigure(figure, toPath(path))); });
}

void CompareController::exportData()
{
    if (!hasPicture())
        return;
    exporter_->chooseFile(
        tr("Export data"), nameOf(comparison_) + QStringLiteral(".json"),
        {tr("Whole comparison (*.json)"), tr("Traces (*.jsonl)"), tr("Table (*.csv)")},
        [comparison = comparison_, difference = difference_, table = page_->csv()](const QString &path) {
            const QString suffix = QFileInfo(path).suffix().toLower();
            if (suffix == QLatin1String("json"))
                writeComparison(toPath(path), comparison, difference);
            else if (suffix == QLatin1String("jsonl"))
                writeComparedTraces(toPath(path), comparison);
            else if (suffix == QLatin1String("csv"))
                writeText(toPath(path), QChar(QChar::ByteOrderMark) + table); // Excel asks for the mark
            else
                throw InputError(tr("the name must end in .json, .jsonl or .csv").toStdString());
        });
}

void CompareController::exportTable()
{
    exporter_->chooseFile(tr("Save the table"), nameOf(comparison_) + QStringLiteral(".csv"), {tr("Table (*.csv)")},
                          [table = page_->csv()](const QString &path) { writeText(toPath(path), table); });
}

void CompareController::copyPicture()
{
    if (!hasPicture())
        return;
    ui::CompareFigure figure = page_->figure();
    figure.pngScale = exporter_->pictureScale();
    try {
        QGuiApplication::clipboard()->setImage(ui::renderFigure(figure));
    } catch (const std::exception &error) {
        showError(tr("The picture was not copied. %1").arg(reasonText(error)));
    }
}

void CompareController::copyText() { QGuiApplication::clipboard()->setText(page_->tableText()); }

} // namespace fovea::app
