#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

#include "app/lists/item_decoder.h"
#include "app/support/page_commands.h"
#include "app/support/task_runner.h"
#include "ui/lists/items_page.h"

namespace fovea::app
{

/// Joins a page of many inputs with what decodes them: runs a source in the background and brings its results into the
/// page's list, pauses and goes on, and writes the table to a file. Where a source comes from is for others to know.
class ItemsController : public QObject, public PageCommands
{
    Q_OBJECT

    using Phase = ui::ItemListStatus::Phase;

public:
    static constexpr int kThreads = 2;
    static constexpr int kFetch = 250; ///< ms between two looks at what is done

    explicit ItemsController(ui::ItemsPage *page, QObject *parent = nullptr);
    ~ItemsController() override;

    /// The page says that a file or folder of this name is being read; what it showed is gone.
    void setReading(const QString &name);
    /// Decodes the source's items from the first on. `model` says with what, for a person.
    void start(std::shared_ptr<const ItemSource> source, const QString &name, const QString &model,
               const BeamOptions &options);
    /// Nothing is open.
    void clear();
    /// Figures of the items are being written: something to stop.
    void setWriting(bool writing);

    const std::shared_ptr<const ItemSource> &source() const { return source_; }
    bool isDecoding() const { return status_.phase == ui::ItemListStatus::Phase::Decoding; }
    void setFolder(const QString &folder) { folder_ = folder; }

    // The input of a list is what it is filtered by.
    void focusInput() override { page_->focusFilter(); }
    bool canFocusInput() const override { return status_.phase != Phase::Empty; }
    bool isBusy() const override;
    /// What the page's own button does: a file that is being read is stopped too.
    void stop() override { emit page_->stopRequested(); }
    bool hasData() const override { return page_->model()->counts().decided > 0; }
    void exportData() override { chooseExport(); }
    void showError(const QString &text) override { page_->setMessage(ui::MessageKind::Error, text); }
    QString statusText() const override;

public slots:
    void pause();
    void resume();
    void stopDecoding();
    /// Asks for a name; the format follows from its suffix.
    void chooseExport();
    void exportTo(const QString &path);

signals:
    void changed();                  ///< statusText() or what is possible now is different
    void finished();                 ///< all items are decided
    void saved(const QString &path); ///< the table was written

private:
    void run();
    void fetch();
    void finishRun();
    void halt(Phase phase);
    void show(Phase phase);
    int firstWaiting() const;

    QPointer<ui::ItemsPage> page_;
    std::shared_ptr<const ItemSource> source_;
    BeamOptions options_;
    ui::ItemListStatus status_;
    QString folder_; ///< where files are saved
    QString name_;

    std::shared_ptr<ItemResults> results_;
    QTimer fetching_;
    QElapsedTimer running_;
    double secondsBefore_ = 0; ///< of earlier runs
    int firstOfRun_ = 0;

    TaskRunner exporter_;
    TaskRunner decoder_; // last: it uses everything above
};

} // namespace fovea::app
