#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <memory>

#include "app/caption/caption_controller.h"
#include "app/caption/picture_folder.h"
#include "app/caption/picture_listing.h"
#include "app/lists/items_controller.h"
#include "app/lists/list_record.h"

namespace fovea::app
{

/// The pictures of a folder as a list: captioned with the model and the search of the caption page, opened there one by
/// one, and written as figures.
class PicturesController : public QObject, public SessionList
{
    Q_OBJECT

public:
    /// The caption page's controller must live as long.
    PicturesController(ui::ItemsPage *page, CaptionController *captions, QObject *parent = nullptr);
    ~PicturesController() override;

    ItemsController *items() { return &items_; }
    bool isBusy() const { return reader_.busy() || items_.isDecoding(); }
    bool isExporting() const { return figures_.busy(); }
    ListRecord record() const override;
    void openRecord(const ListRecord &record) override;

public slots:
    /// All pictures in a folder.
    void openFolder(const QString &folder);
    /// These pictures, in this order.
    void openFiles(const QStringList &paths);
    /// Asks for a folder and writes a figure of every caption there.
    void chooseFigures();
    /// Writes the gallery of every captioned picture as NAME.`suffix` (png, svg or pdf) into a folder; a name that
    /// exists gets a number.
    void exportFigures(const QString &folder, const QString &suffix);

signals:
    void chooseRequested(); ///< a person wants to open a folder
    void opened(const QString &path);
    void openFailed(const QString &path, const QString &reason);
    void pictureOpened(); ///< the caption page shows one of the pictures now
    void figuresWritten(int count);

private:
    using Model = std::shared_ptr<const CaptioningModel>;

    void read(const ListRecord &record);
    void showNoPictures();
    void decode();
    void decodeWith(Model model, const QString &modelPath, const ui::DecodingChoice &decoding);
    void openItem(int item, ui::ItemMetric by);

    QPointer<ui::ItemsPage> page_;
    CaptionController *captions_;
    ListRecord list_; ///< what is open, or wanted
    QStringList paths_;
    QString leftOut_; ///< of the folder and why, for a person
    QString name_;
    bool waitsForModel_ = false;

    // With what the pictures were captioned.
    std::shared_ptr<const PictureFolder> source_;
    std::shared_ptr<const CaptioningModel> model_;
    QString modelPath_;
    ui::DecodingChoice decoding_;

    ItemsController items_;
    TaskRunner reader_;
    TaskRunner figures_;
};

} // namespace fovea::app
