#pragma once

#include <QObject>
#include <QPointer>

#include <memory>
#include <string>
#include <vector>

#include "app/lists/items_controller.h"
#include "app/lists/list_record.h"
#include "app/support/task_runner.h"
#include "app/translate/translate_controller.h"

namespace fovea::app
{

/// The lines of a text file as a list: decoded with the model and the search of the translate page, and opened there
/// one by one.
class SentencesController : public QObject, public SessionList
{
    Q_OBJECT

public:
    /// The translate page's controller must live as long.
    SentencesController(ui::ItemsPage *page, TranslateController *translate, QObject *parent = nullptr);
    ~SentencesController() override;

    ItemsController *items() { return &items_; }
    bool isBusy() const { return reader_.busy() || items_.isDecoding(); }
    ListRecord record() const override;
    void openRecord(const ListRecord &record) override;

public slots:
    void open(const QString &path);

signals:
    void chooseRequested(); ///< a person wants to open a file
    void opened(const QString &path);
    void openFailed(const QString &path, const QString &reason);
    void sentenceOpened(); ///< the translate page shows a line now

private:
    using Lines = std::shared_ptr<const std::vector<std::string>>;

    using Model = std::shared_ptr<const TranslationModel>;

    void read(const QString &path, const ListRecord &record);
    void decode();
    void decodeWith(Model model, const QString &modelPath, const ui::DecodingChoice &decoding);
    void openItem(int item, ui::ItemMetric by);

    QPointer<ui::ItemsPage> page_;
    TranslateController *translate_;
    QString path_; ///< of the file that is open, or wanted; empty: none
    Lines lines_;
    bool waitsForModel_ = false;

    // With what the lines were decoded.
    std::shared_ptr<const TranslationModel> model_;
    QString modelPath_;
    ui::DecodingChoice decoding_;

    ItemsController items_;
    TaskRunner reader_;
};

} // namespace fovea::app
