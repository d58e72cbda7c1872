#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>

#include <array>
#include <map>

namespace fovea::app
{

/// Every command of the window, by what it does.
enum class Command {
    OpenBundle,
    OpenTrace,
    OpenSession,
    SaveSession,
    SaveSessionAs,
    OpenSentences,
    OpenPicture,
    OpenPictureFolder,
    ExportPicture,
    ExportData,
    ExportAnimation,
    CopyPicture,
    CopyText,
    Quit,
    Undo,
    Redo,
    EditSentence,
    ScaleUnit,
    ScaleMaximum,
    ScalePerRow,
    ShowValues,
    MergeWords,
    ZoomIn,
    ZoomOut,
    ZoomFit,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    FullScreen,
    ViewMatrix,
    ViewLinks,
    ViewDiagram,
    ViewTree,
    ViewOverlay,
    ViewGallery,
    Restart,
    Back,
    Substep,
    Step,
    ToEnd,
    Play,
    Stop,
    Force,
    EditWeights,
    ApplyWeights,
    PreviousTrace,
    NextTrace,
    CompareMatchFunctions,
    CompareBranches,
    Shortcuts,
    About,
};

/// A menu text as plain words: without mnemonic ("文件(&F)" too) and dots.
QString plainText(QString text);

/// The window's actions: text, tool tip, shortcut and icon of each from one table.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QWidget *window);

    QAction *operator[](Command command) const { return actions_.at(command); }
    const std::map<Command, QAction *> &all() const { return actions_; }
    /// Texts in the current language, shortcuts in the tool tips.
    void retranslate();
    void setPlaying(bool playing);

private:
    void makeExclusive(std::initializer_list<Command> commands);

    std::map<Command, QAction *> actions_;
    bool playing_ = false;
};

} // namespace fovea::app
