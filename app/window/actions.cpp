#include "app/window/actions.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QWidget>

#include "ui/style/theme.h"

namespace fovea::app
{

namespace
{

struct Specification {
    Command command;
    const char *text;
    const char *toolTip;
    const char *shortcuts; ///< portable text; several are separated by "; "
    const char *icon;
    bool checkable;
};

// Shortcuts stay clear of what a text field and a Chinese input method need (Ctrl+Space, Ctrl+arrows, F-keys of fcitx).
constexpr Specification kSpecifications[] = {
    {Command::OpenBundle, QT_TRANSLATE_NOOP("Actions", "&Open bundle…"),
     QT_TRANSLATE_NOOP("Actions", "Open a model bundle folder"), "Ctrl+O", "open", false},
    {Command::OpenTrace, QT_TRANSLATE_NOOP("Actions", "Open &trace…"),
     QT_TRANSLATE_NOOP("Actions", "Open a trace file to look at"), "Ctrl+Shift+O", "", false},
    {Command::OpenSentences, QT_TRANSLATE_NOOP("Actions", "Open se&ntences…"),
     QT_TRANSLATE_NOOP("Actions", "Decode a text file line by line and find the worst attention"), "Ctrl+Alt+O", "",
     false},
    {Command::OpenPicture, QT_TRANSLATE_NOOP("Actions", "Open pi&ctures…"),
     QT_TRANSLATE_NOOP("Actions", "Caption a picture, or several as a list"), "Ctrl+Shift+P", "", false},
    {Command::OpenPictureFolder, QT_TRANSLATE_NOOP("Actions", "Open picture fo&lder…"),
     QT_TRANSLATE_NOOP("Actions", "Caption all pictures of a folder as a list"), "Ctrl+Alt+P", "", false},
    {Command::OpenSession, QT_TRANSLATE_NOOP("Actions", "Open &session…"),
     QT_TRANSLATE_NOOP("Actions", "Open what was saved as a session: inputs, branches and views"), "Ctrl+Alt+S", "",
     false},
    {Command::SaveSession, QT_TRANSLATE_NOOP("Actions", "Sa&ve session"),
     QT_TRANSLATE_NOOP("Actions", "Save inputs, branches and views in one file"), "Ctrl+S", "", false},
    {Command::SaveSessionAs, QT_TRANSLATE_NOOP("Actions", "Save session &as…"),
     QT_TRANSLATE_NOOP("Actions", "Save the session under another name"), "Ctrl+Shift+S", "", false},
    {Command::ExportPicture, QT_TRANSLATE_NOOP("Actions", "Export &picture…"),
     QT_TRANSLATE_NOOP("Actions", "Save the picture as PNG, SVG or PDF"), "Ctrl+E", "export", false},
    {Command::ExportData, QT_TRANSLATE_NOOP("Actions", "Export &data…"),
     QT_TRANSLATE_NOOP("Actions", "Save the weights as CSV or the whole trace as JSON"), "Ctrl+Shift+E", "", false},
    {Command::ExportAnimation, QT_TRANSLATE_NOOP("Actions", "Export ani&mation…"),
     QT_TRANSLATE_NOOP("Actions", "Save the view step by step as a film or as numbered pictures"), "Ctrl+Alt+E", "",
     false},
    {Command::CopyPicture, QT_TRANSLATE_NOOP("Actions", "Copy p&icture"),
     QT_TRANSLATE_NOOP("Actions", "Copy the picture to the clipboard"), "Ctrl+Shift+C", "copy", false},
    {Command::CopyText, QT_TRANSLATE_NOOP("Actions", "&Copy output"),
     QT_TRANSLATE_NOOP("Actions", "Copy the translation or the caption to the clipboard"), "Ctrl+Alt+C", "", false},
    {Command::Quit, QT_TRANSLATE_NOOP("Actions", "&Quit"), QT_TRANSLATE_NOOP("Actions", "Close Fovea"), "Ctrl+Q", "",
     false},
    {Command::Undo, QT_TRANSLATE_NOOP("Actions", "&Undo"), QT_TRANSLATE_NOOP("Actions", "Take the last change back"),
     "Ctrl+Z", "", false},
    {Command::Redo, QT_TRANSLATE_NOOP("Actions", "&Redo"), QT_TRANSLATE_NOOP("Actions", "Make the last change again"),
     "Ctrl+Shift+Z; Ctrl+Y", "", false},
    {Command::EditSentence, QT_TRANSLATE_NOOP("Actions", "&Edit input"),
     QT_TRANSLATE_NOOP("Actions", "Go to the sentence or the picture"), "Ctrl+L", "", false},
    {Command::ScaleUnit, QT_TRANSLATE_NOOP("Actions", "From &0 to 1"),
     QT_TRANSLATE_NOOP("Actions", "The colour scale goes from 0 to 1"), "", "", true},
    {Command::ScaleMaximum, QT_TRANSLATE_NOOP("Actions", "To the &largest weight"),
     QT_TRANSLATE_NOOP("Actions", "The colour scale ends at the largest weight of the picture"), "", "", true},
    {Command::ScalePerRow, QT_TRANSLATE_NOOP("Actions", "Per &row"),
     QT_TRANSLATE_NOOP("Actions", "Every row has its own colour scale"), "", "", true},
    {Command::ShowValues, QT_TRANSLATE_NOOP("Actions", "&Values in the cells"),
     QT_TRANSLATE_NOOP("Actions", "Write the weights into the cells where they fit"), "Ctrl+Shift+V", "", true},
    {Command::MergeWords, QT_TRANSLATE_NOOP("Actions", "&Whole words"),
     QT_TRANSLATE_NOOP("Actions", "Make one row and one column of the pieces of a word"), "Ctrl+Shift+M", "", true},
    {Command::ZoomIn, QT_TRANSLATE_NOOP("Actions", "Zoom &in"), QT_TRANSLATE_NOOP("Actions", "Larger cells"),
     "Ctrl++; Ctrl+=", "zoom-in", false},
    {Command::ZoomOut, QT_TRANSLATE_NOOP("Actions", "Zoom &out"), QT_TRANSLATE_NOOP("Actions", "Smaller cells"),
     "Ctrl+-", "zoom-out", false},
    {Command::ZoomFit, QT_TRANSLATE_NOOP("Actions", "&Fit"),
     QT_TRANSLATE_NOOP("Actions", "The whole picture in the window"), "Ctrl+0", "zoom-fit", false},
    {Command::ThemeSystem, QT_TRANSLATE_NOOP("Actions", "&As the desktop"),
     QT_TRANSLATE_NOOP("Actions", "Light or dark as the desktop is"), "", "", true},
    {Command::ThemeLight, QT_TRANSLATE_NOOP("Actions", "&Light"), QT_TRANSLATE_NOOP("Actions", "Light window"), "", "",
     true},
    {Command::ThemeDark, QT_TRANSLATE_NOOP("Actions", "&Dark"), QT_TRANSLATE_NOOP("Actions", "Dark window"), "", "",
     true},
    {Command::FullScreen, QT_TRANSLATE_NOOP("Actions", "F&ull screen"),
     QT_TRANSLATE_NOOP("Actions", "Use the whole screen"), "F11", "", true},
    {Command::ViewMatrix, QT_TRANSLATE_NOOP("Actions", "&Matrix"),
     QT_TRANSLATE_NOOP("Actions", "The weights as a matrix"), "Alt+1", "", true},
    {Command::ViewLinks, QT_TRANSLATE_NOOP("Actions", "Lin&ks"),
     QT_TRANSLATE_NOOP("Actions", "The weights as links between words"), "Alt+2", "", true},
    {Command::ViewDiagram, QT_TRANSLATE_NOOP("Actions", "Dia&gram"),
     QT_TRANSLATE_NOOP("Actions", "How one step makes its word"), "Alt+3", "", true},
    {Command::ViewTree, QT_TRANSLATE_NOOP("Actions", "T&ree"),
     QT_TRANSLATE_NOOP("Actions", "Every word that was tried"), "Alt+4", "", true},
    {Command::ViewOverlay, QT_TRANSLATE_NOOP("Actions", "Overla&y"),
     QT_TRANSLATE_NOOP("Actions", "The weights on the picture"), "Alt+5", "", true},
    {Command::ViewGallery, QT_TRANSLATE_NOOP("Actions", "G&allery"),
     QT_TRANSLATE_NOOP("Actions", "One small picture for each word"), "Alt+6", "", true},
    {Command::Restart, QT_TRANSLATE_NOOP("Actions", "&Restart"),
     QT_TRANSLATE_NOOP("Actions", "Go back to before the first word"), "Alt+Home", "first", false},
    {Command::Back, QT_TRANSLATE_NOOP("Actions", "&Back"), QT_TRANSLATE_NOOP("Actions", "Go one word back"), "Alt+Left",
     "back", false},
    {Command::Substep, QT_TRANSLATE_NOOP("Actions", "S&ubstep"),
     QT_TRANSLATE_NOOP("Actions", "Light up the next stage of this step in the diagram"), "Alt+Down; F9", "substep",
     false},
    {Command::Step, QT_TRANSLATE_NOOP("Actions", "&Step"), QT_TRANSLATE_NOOP("Actions", "Decode one word"),
     "Alt+Right; F10", "step", false},
    {Command::ToEnd, QT_TRANSLATE_NOOP("Actions", "To the &end"),
     QT_TRANSLATE_NOOP("Actions", "Decode to the end of the sentence"), "Alt+End", "last", false},
    {Command::Play, QT_TRANSLATE_NOOP("Actions", "&Play"), QT_TRANSLATE_NOOP("Actions", "Decode word after word"), "F5",
     "play", false},
    {Command::Stop, QT_TRANSLATE_NOOP("Actions", "S&top"), QT_TRANSLATE_NOOP("Actions", "Stop decoding"), "Esc", "stop",
     false},
    {Command::Force, QT_TRANSLATE_NOOP("Actions", "&Force a word…"),
     QT_TRANSLATE_NOOP("Actions", "Type what the next words are to be"), "Ctrl+F", "", false},
    {Command::EditWeights, QT_TRANSLATE_NOOP("Actions", "Edit &weights"),
     QT_TRANSLATE_NOOP("Actions", "Give the source words other weights in this step"), "Ctrl+Shift+W", "", true},
    {Command::ApplyWeights, QT_TRANSLATE_NOOP("Actions", "&Apply the weights"),
     QT_TRANSLATE_NOOP("Actions", "Decode on with the edited weights, as a new branch"), "Ctrl+Return", "", false},
    {Command::PreviousTrace, QT_TRANSLATE_NOOP("Actions", "Pre&vious trace"),
     QT_TRANSLATE_NOOP("Actions", "The previous trace of the file"), "Ctrl+PgUp", "", false},
    {Command::NextTrace, QT_TRANSLATE_NOOP("Actions", "&Next trace"),
     QT_TRANSLATE_NOOP("Actions", "The next trace of the file"), "Ctrl+PgDown", "", false},
    {Command::CompareMatchFunctions, QT_TRANSLATE_NOOP("Actions", "Compare &match functions"),
     QT_TRANSLATE_NOOP("Actions", "This sentence with none, cosine, additive and bilinear side by side"), "Ctrl+M", "",
     false},
    {Command::CompareBranches, QT_TRANSLATE_NOOP("Actions", "Compare &branches…"),
     QT_TRANSLATE_NOOP("Actions", "The output that is shown beside what was changed or found otherwise"), "Ctrl+B", "",
     false},
    {Command::Shortcuts, QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"),
     QT_TRANSLATE_NOOP("Actions", "Show what can be done with the keyboard"), "F1", "", false},
    {Command::About, QT_TRANSLATE_NOOP("Actions", "&About Fovea"), QT_TRANSLATE_NOOP("Actions", "Version and licences"),
     "", "", false},
};

constexpr const char *kPause = QT_TRANSLATE_NOOP("Actions", "&Pause");
constexpr const char *kPauseToolTip = QT_TRANSLATE_NOOP("Actions", "Stop playing");

QString translated(const char *text) { return QCoreApplication::translate("Actions", text); }

} // namespace

QString plainText(QString text)
{
    static const QRegularExpression marker(QStringLiteral("\\(&.\\)|&|…"));
    return text.remove(marker);
}

Actions::Actions(QWidget *window) : QObject(window)
{
    for (const Specification &item : kSpecifications) {
        auto *action = new QAction(window);
        if (*item.shortcuts)
            action->setShortcuts(QKeySequence::listFromString(QString::fromLatin1(item.shortcuts)));
        action->setCheckable(item.checkable);
        if (*item.icon)
            action->setIcon(ui::icon(QString::fromLatin1(item.icon)));
        action->setIconVisibleInMenu(false);
        action->setMenuRole(QAction::NoRole);
        window->addAction(action); // so that the shortcut works wherever the action is shown
        actions_.emplace(item.command, action);
    }
    makeExclusive({Command::ScaleUnit, Command::ScaleMaximum, Command::ScalePerRow});
    makeExclusive({Command::ThemeSystem, Command::ThemeLight, Command::ThemeDark});
    makeExclusive({Command::ViewMatrix, Command::ViewLinks, Command::ViewDiagram, Command::ViewTree,
                   Command::ViewOverlay, Command::ViewGallery});
    retranslate();
}

void Actions::makeExclusive(std::initializer_list<Command> commands)
{
    auto *group = new QActionGroup(this);
    for (const Command command : commands)
        group->addAction(actions_.at(command));
}

void Actions::retranslate()
{
    for (const Specification &item : kSpecifications) {
        const bool pause = item.command == Command::Play && playing_;
        QAction *action = actions_.at(item.command);
        action->setText(translated(pause ? kPause : item.text));
        action->setIconText(plainText(action->text()));
        QString toolTip = translated(pause ? kPauseToolTip : item.toolTip);
        if (!action->shortcut().isEmpty())
            toolTip =
                tr("%1 (%2)", "tool tip, shortcut").arg(toolTip, action->shortcut().toString(QKeySequence::NativeText));
        action->setToolTip(toolTip);
        action->setStatusTip(QString());
    }
}

void Actions::setPlaying(bool playing)
{
    playing_ = playing;
    actions_.at(Command::Play)->setIcon(ui::icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    retranslate();
}

} // namespace fovea::app
