#pragma once

#include <QMainWindow>

#include <memory>
#include <vector>

#include "app/caption/captioning_model.h"
#include "app/compare/compare_model.h"
#include "app/export/animation_plan.h"
#include "app/support/opened_file.h"
#include "app/translate/translate_controller.h"
#include "app/window/actions.h"
#include "app/window/settings.h"
#include "ui/render/figure/figure.h"

class QAction;
class QSettings;
class QStackedWidget;
class QUndoGroup;
class QUndoStack;

namespace fovea::ui
{
class CaptionPage;
class ComparePage;
class ItemsPage;
} // namespace fovea::ui

namespace fovea::app
{

struct BranchChoice;
class CaptionController;
class CaptionSessionPart;
class CompareController;
class Exporter;
class LanguageSwitch;
class Menus;
class AnimationController;
class Navigation;
class PageCommands;
class PicturesController;
class SentencesController;
class SessionController;
class SessionPart;
class StatusLine;
class TaskRunner;
class TransportBar;

/// The commands that choose a view of a page.
constexpr std::pair<Command, ui::FigureView> kViewCommands[]{
    {Command::ViewMatrix, ui::FigureView::Matrix},   {Command::ViewLinks, ui::FigureView::Links},
    {Command::ViewDiagram, ui::FigureView::Diagram}, {Command::ViewTree, ui::FigureView::Tree},
    {Command::ViewOverlay, ui::FigureView::Overlay}, {Command::ViewGallery, ui::FigureView::Gallery},
};

/// What the window is given, so that a test can give something else.
struct WindowServices {
    ModelOpener openModel;
    TraceReader readTraces;
    LanguageSwitch *language = nullptr; ///< not owned
    std::unique_ptr<QSettings> store;
    CompareModelOpener openCompared = openCompareModel;
    CaptioningModelOpener openCaptioner = openCaptioningModel;
    QString autosaveFolder = {}; ///< shared by all instances; empty: nothing is saved by itself
};

/// A page of the window. Only the first three are always there.
struct Page {
    const char *name = nullptr;    ///< in the list at the left and in the View menu; QT_TRANSLATE_NOOP("Pages", ...)
    const char *toolTip = nullptr; ///< the same context
    QWidget *widget = nullptr;
    ui::DecodePage *decoding = nullptr;     ///< the widget, when it decodes: picture, export and zoom go to it
    DecodeController *controller = nullptr; ///< what step, back, play and so on go to
    QUndoStack *undo = nullptr;             ///< what undo and redo go to while the page is shown
    PageCommands *commands = nullptr;       ///< what export, zoom, stop and the like go to where nothing decodes
};

/// The desktop program's window: pages at the left, menus and transport above, status below. It owns what is
/// remembered and hands every job to the controller of the page that is shown.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(WindowServices services, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens these files, or the default bundle on its first example. The window may be shown before.
    void start(const QStringList &files);
    /// What these files are decides which page opens them; that page comes to the front.
    void open(const QStringList &paths);

    const Actions &actions() const { return *actions_; }
    Exporter *exporter() const { return exporter_; }
    SessionController *sessions() const { return sessions_; }
    AnimationController *animations() const { return animations_; }
    ui::MessageBar *recoveryBar() const { return recovery_; }
    TranslateController *translateController() const { return translateController_; }
    ui::TranslatePage *translatePage() const { return translatePage_; }
    ui::ItemsPage *sentencesPage() const { return sentencesPage_; }
    ui::CaptionPage *captionPage() const { return captionPage_; }
    CaptionController *captionController() const { return captionController_; }
    ui::ItemsPage *picturesPage() const { return picturesPage_; }
    PicturesController *picturesController() const { return picturesController_; }
    ui::ComparePage *comparePage() const { return comparePage_; }
    CompareController *compareController() const { return compareController_; }
    const std::vector<Page> &pages() const { return pageList_; }
    int currentPage() const;
    void setCurrentPage(int index);
    QString statusText() const;
    const Settings &settings() const { return settings_; }

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildZones();
    void buildPages();
    /// The next row of the list at the left, with the next of the shortcuts Ctrl+1, Ctrl+2, ...
    void addPage(const Page &page);
    const Page &shown() const;
    std::shared_ptr<const AttentionTrace> shownTrace() const;
    void pageShown(int index);
    void buildSessions();
    QJsonObject sessionView() const;
    void applySessionView(const QJsonObject &view);
    void buildAnimations();
    AnimatedView animatedView() const;
    void connectFileActions();
    void connectEditActions();
    void connectViewActions();
    void connectDecodeActions();
    void connectTranslation();
    void applySettings();
    void storeSettings();

    void on(Command command, std::function<void()> run);
    void setMatrixOptions(const ui::MatrixOptions &options);
    void showMatrixOptions();
    void setDoctorFolded(bool folded);
    ui::MatrixOptions captionMatrix() const;
    ui::MatrixOptions shownMatrix() const;
    bool onCaptionPage() const { return captionIndex_ >= 0 && shownPage_ == captionIndex_; }
    void setAppearance(ui::Appearance appearance);
    void openTogether(const OpenedFiles &files);
    void openAlone(const OpenedFile &file);
    void openGroups(const std::vector<OpenedFiles> &groups);
    void startTranslation(const QString &bundle);
    void chooseBundle();
    void chooseTrace();
    void buildSentences();
    void buildCaptions();
    void buildPictures();
    void startCaptions();
    void retranslateSamples();
    void needCaptionModel();
    void captionShown();
    void openPictureFolder(const QString &folder);
    void choosePicture();
    void choosePictureFolder();
    void buildCompare();
    void compareShown();
    void compareMatchFunctions();
    void compareBranches();
    void showBranches(const std::shared_ptr<DecodeSession> &session, const std::vector<BranchChoice> &choices);
    ui::ModelChoice translationModel() const;
    void openSentences(const QString &path);
    void chooseSentences();
    void remember(const QString &path);
    void updateState();
    void updateViewActions();
    void updateExamples();
    void updateTitle();
    void retranslate();
    void retranslatePages();
    void reportMissingFont();
    ui::FigureOptions figureOptions() const;

    WindowServices services_;
    Settings settings_;
    QUndoGroup *undo_;
    Actions *actions_;
    std::vector<Page> pageList_;
    std::vector<QAction *> pageActions_;
    int shownPage_ = -1;
    ui::TranslatePage *translatePage_ = nullptr;
    TranslateController *translateController_ = nullptr;
    ui::CaptionPage *captionPage_ = nullptr;
    CaptionController *captionController_ = nullptr;
    int captionIndex_ = -1;
    ui::ItemsPage *picturesPage_ = nullptr;
    PicturesController *picturesController_ = nullptr;
    int picturesIndex_ = -1;
    ui::ItemsPage *sentencesPage_ = nullptr;
    SentencesController *sentencesController_ = nullptr;
    int sentencesIndex_ = -1;
    ui::ComparePage *comparePage_ = nullptr;
    CompareController *compareController_ = nullptr;
    TaskRunner *branchTraces_ = nullptr;
    int compareIndex_ = -1;
    Exporter *exporter_;
    Menus *menus_ = nullptr;
    TransportBar *transport_ = nullptr;
    Navigation *navigation_ = nullptr;
    QStackedWidget *pages_ = nullptr;
    ui::MessageBar *notice_ = nullptr;   ///< about the program, not about a page
    ui::MessageBar *recovery_ = nullptr; ///< what a crash left behind
    std::vector<std::unique_ptr<SessionPart>> sessionParts_;
    const CaptionSessionPart *captionPart_ = nullptr;
    SessionController *sessions_ = nullptr;
    AnimationController *animations_ = nullptr;
    StatusLine *status_ = nullptr;
};

} // namespace fovea::app
