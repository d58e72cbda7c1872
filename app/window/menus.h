#pragma once

#include <QObject>
#include <QStringList>

#include <vector>

#include "app/window/actions.h"
#include "ui/style/color_map.h"

class QMenu;
class QMenuBar;

namespace fovea::app
{

/// The menu bar: the window's actions in their menus, and the choices that are lists (recent files, colour maps,
/// languages, beam widths). Setters never emit.
class Menus : public QObject
{
    Q_OBJECT

public:
    Menus(QMenuBar *bar, const Actions &actions, QWidget *window);

    void retranslate();
    /// One more page at the top of the View menu.
    void addPage(QAction *action);
    void setRecentFiles(const QStringList &paths);
    void setColorMap(ui::ColorMapId id);
    void setLanguage(const QString &code);
    void setBeam(int width);
    /// Every action of the menus, for the sheet of shortcuts: a title and what is below it.
    struct Section {
        QString title;
        QList<QAction *> actions;
    };
    std::vector<Section> sections() const;

signals:
    void recentFileChosen(const QString &path);
    void recentFilesCleared();
    void colorMapChosen(fovea::ui::ColorMapId id);
    void languageChosen(const QString &code);
    void beamChosen(int width);

private:
    QMenu *addMenu(QMenu *parent, const char *title);
    void add(QMenu *menu, std::initializer_list<Command> commands);
    void buildFile();
    void buildEdit();
    void buildView();
    void buildDecode();
    void buildCompare();
    void buildHelp();
    void fillColorMaps(QMenu *menu);
    void fillLanguages(QMenu *menu);
    void fillBeams(QMenu *menu);
    void retranslateBeams();

    struct Titled {
        QMenu *menu;
        const char *title;
    };

    QMenuBar *bar_;
    const Actions &actions_;
    QWidget *window_;
    std::vector<Titled> menus_;
    QMenu *recent_ = nullptr;
    QMenu *view_ = nullptr;
    QAction *afterPages_ = nullptr; ///< the line below the pages in the View menu
    QActionGroup *colorMaps_;
    QActionGroup *languages_;
    QActionGroup *beams_;
    QStringList recentFiles_;
};

} // namespace fovea::app
