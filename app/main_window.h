#pragma once

#include <QMainWindow>

#include <memory>

#include "app/settings.h"
#include "app/translate_controller.h"
#include "ui/render/figure.h"

class QSettings;
class QStackedWidget;
class QUndoStack;

namespace fovea::app
{

class Actions;
class Exporter;
class LanguageSwitch;
class Menus;
class Navigation;
class StatusLine;
class TransportBar;
enum class Command;

/// What the window is given, so that a test can give something else.
struct WindowServices {
    ModelOpener openModel;
    TraceReader readTraces;
    LanguageSwitch *language = nullptr; ///< not owned
    std::unique_ptr<QSettings> store;
};

/// The desktop program's window: pages at the left, menus and transport above, status below. It owns what is
/// remembered and hands every job to the page's controller.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(WindowServices services, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens these files, or the default bundle on its first example. The window may be shown before.
    void start(const QStringList &files);
    /// A folder is a bundle, a file inside a bundle stands for it, any other file is a trace.
    void openPath(const QString &path);

    const Actions &actions() const { return *actions_; }
    Exporter *exporter() const { return exporter_; }
    TranslateController *translateController() const { return controller_; }
    ui::TranslatePage *translatePage() const { return page_; }
    QString statusText() const;
    const Settings &settings() const { return settings_; }

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildZones();
    void connectFileActions();
    void connectEditActions();
    void connectViewActions();
    void connectDecodeActions();
    void connectController();
    void connectPage();
    void applySettings();
    void storeSettings();

    void on(Command command, std::function<void()> run);
    void setMatrixOptions(const ui::MatrixOptions &options);
    void setAppearance(ui::Appearance appearance);
    void chooseBundle();
    void chooseTrace();
    void remember(const QString &path);
    void updateState();
    void updateExamples();
    void updateTitle();
    void retranslate();
    void reportMissingFont();
    ui::FigureOptions figureOptions() const;

    WindowServices services_;
    Settings settings_;
    QUndoStack *undo_;
    Actions *actions_;
    ui::TranslatePage *page_;
    TranslateController *controller_;
    Exporter *exporter_;
    Menus *menus_ = nullptr;
    TransportBar *transport_ = nullptr;
    Navigation *navigation_ = nullptr;
    QStackedWidget *pages_ = nullptr;
    ui::MessageBar *notice_ = nullptr; ///< about the program, not about a page
    StatusLine *status_ = nullptr;
};

} // namespace fovea::app
