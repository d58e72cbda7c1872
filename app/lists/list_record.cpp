#include "app/lists/list_record.h"

#include <QJsonArray>

#include <algorithm>

#include "app/decode/decoding_json.h"
#include "app/lists/item_table_file.h"
#include "app/sessions/session_files.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

using ui::ItemFilter;
using ui::ItemListModel;

constexpr int kMostFiles = 10'000; ///< a session is no list of files
constexpr int kFindingKinds = static_cast<int>(Finding::Kind::RepeatedPhrase) + 1;

QString keyOfColumn(int column)
{
    if (ItemListModel::isMetric(column))
        return QLatin1String(keyOf(ItemListModel::metricOfColumn(column)));
    return column == ItemListModel::InputColumn    ? QStringLiteral("input")
           : column == ItemListModel::OutputColumn ? QStringLiteral("output")
                                                   : QStringLiteral("number");
}

int columnOfKey(const QString &key)
{
    for (int column = 0; column < ItemListModel::FirstMetricColumn + static_cast<int>(ui::kItemMetrics.size());
         ++column)
        if (keyOfColumn(column) == key)
            return column;
    return ItemListModel::NumberColumn;
}

QString keyOfShown(const ItemFilter &filter)
{
    switch (filter.show) {
    case ItemFilter::Show::WithFindings:
        return QStringLiteral("findings");
    case ItemFilter::Show::Failed:
        return QStringLiteral("failed");
    case ItemFilter::Show::OfKind:
        return QLatin1String(keyOf(filter.kind));
    case ItemFilter::Show::All:
        break;
    }
    return QStringLiteral("all");
}

void readShown(const QString &key, ItemFilter &filter)
{
    if (key == QLatin1String("findings"))
        filter.show = ItemFilter::Show::WithFindings;
    else if (key == QLatin1String("failed"))
        filter.show = ItemFilter::Show::Failed;
    for (int kind = 0; kind < kFindingKinds; ++kind)
        if (key == QLatin1String(keyOf(static_cast<Finding::Kind>(kind)))) {
            filter.show = ItemFilter::Show::OfKind;
            filter.kind = static_cast<Finding::Kind>(kind);
        }
}

} // namespace

QJsonObject toJson(const ListRecord &record, const QString &folder)
{
    QStringList relativeFiles;
    for (const QString &file : record.files.mid(0, kMostFiles))
        relativeFiles << relativePath(file, folder);
    QJsonObject list{{QStringLiteral("path"), record.path},
                     {QStringLiteral("relativePath"), relativePath(record.path, folder)},
                     {QStringLiteral("files"), QJsonArray::fromStringList(record.files.mid(0, kMostFiles))},
                     {QStringLiteral("relativeFiles"), QJsonArray::fromStringList(relativeFiles)},
                     {QStringLiteral("model"), record.modelPath},
                     {QStringLiteral("relativeModel"), relativePath(record.modelPath, folder)},
                     {QStringLiteral("sort"), keyOfColumn(record.sortColumn)},
                     {QStringLiteral("descending"), record.sortOrder == Qt::DescendingOrder},
                     {QStringLiteral("text"), record.filter.text},
                     {QStringLiteral("show"), keyOfShown(record.filter)}};
    addDecoding(record.decoding, list);
    return list;
}

QJsonObject located(QJsonObject list, const QString &folder)
{
    const auto locate = [&folder](const QJsonValue &path, const QJsonValue &relative) {
        const QString found = findFile(path.toString(), relative.toString(), folder);
        return found.isEmpty() ? path.toString() : found; // whoever reads it says that it is not there
    };
    list[QStringLiteral("path")] = locate(list[QStringLiteral("path")], list[QStringLiteral("relativePath")]);
    list[QStringLiteral("model")] = locate(list[QStringLiteral("model")], list[QStringLiteral("relativeModel")]);
    const QJsonArray relativeFiles = list[QStringLiteral("relativeFiles")].toArray();
    QJsonArray files = list[QStringLiteral("files")].toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(files.size(), kMostFiles); ++i)
        files[i] = locate(files[i], relativeFiles.at(i));
    list[QStringLiteral("files")] = files;
    return list;
}

ListRecord listFromJson(const QJsonObject &object)
{
    ListRecord record;
    record.path = object[QStringLiteral("path")].toString();
    for (const QJsonValue &file : object[QStringLiteral("files")].toArray())
        if (file.isString() && record.files.size() < kMostFiles)
            record.files << file.toString();
    record.modelPath = object[QStringLiteral("model")].toString();
    record.decoding = decodingOf(object);
    record.sortColumn = columnOfKey(object[QStringLiteral("sort")].toString());
    record.sortOrder = object[QStringLiteral("descending")].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder;
    record.filter.text = object[QStringLiteral("text")].toString();
    readShown(object[QStringLiteral("show")].toString(), record.filter);
    return record;
}

std::shared_ptr<const DecodeModel> openIfThere(const DecodeModelOpener &opener, const QString &bundle)
{
    try {
        return opener(std::filesystem::path(bundle.toStdU16String()));
    } catch (const FileError &) {
    } catch (const ModelError &) {
    }
    return nullptr;
}

void readOrder(const ui::ItemsPage &page, ListRecord &record)
{
    record.sortColumn = page.model()->sortColumn();
    record.sortOrder = page.model()->sortOrder();
    record.filter = page.model()->filter();
}

void applyOrder(const ListRecord &record, ui::ItemsPage &page)
{
    page.sortBy(record.sortColumn, record.sortOrder);
    page.setFilter(record.filter);
}

} // namespace fovea::app
