#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include "app/decode/decode_controller.h"
#include "ui/lists/items_page.h"

namespace fovea::app
{

/// What a session keeps of a list: what it is of, and how it is looked at. It is decoded again.
struct ListRecord {
    QString path;      ///< of the text file, or of the folder of pictures; empty: none
    QStringList files; ///< pictures that were opened together
    QString modelPath; ///< bundle that decoded it; empty: none yet
    ui::DecodingChoice decoding;
    int sortColumn = ui::ItemListModel::NumberColumn;
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    ui::ItemFilter filter;

    bool isEmpty() const { return path.isEmpty() && files.isEmpty(); }
    /// The same items: how they are looked at does not count.
    bool sameItems(const ListRecord &other) const { return path == other.path && files == other.files; }
};

/// A list that sessions keep.
class SessionList
{
public:
    virtual ~SessionList() = default;
    virtual ListRecord record() const = 0;
    /// Opens it again and decodes it with its model; where that is gone, with the one in use.
    virtual void openRecord(const ListRecord &record) = 0;
};

/// For a file in `folder`.
QJsonObject toJson(const ListRecord &record, const QString &folder = {});
/// What is missing or makes no sense is the default.
ListRecord listFromJson(const QJsonObject &object);
/// The same list with its files where they are now, for a file in `folder`. For a worker thread.
QJsonObject located(QJsonObject list, const QString &folder);

/// The model of a list; null where it cannot be opened any more.
std::shared_ptr<const DecodeModel> openIfThere(const DecodeModelOpener &opener, const QString &bundle);

/// Writes how a page looks at its list into the record, and back.
void readOrder(const ui::ItemsPage &page, ListRecord &record);
void applyOrder(const ListRecord &record, ui::ItemsPage &page);

} // namespace fovea::app
