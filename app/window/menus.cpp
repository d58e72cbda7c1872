#include "app/window/menus.h"

#include <QCoreApplication>
#include <QDir>
#include <QMenu>
#include <QMenuBar>

#include "app/support/language.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

constexpr int kBeamWidths[] = {1, 2, 4, 6, 8, 12};

QString translated(const char *text) { return QCoreApplication::translate("Menus", text); }

void check(const QActionGroup &group, const QVariant &value)
{
    for (QAction *action : group.actions())
        action->setChecked(action->data() == value);
}

} // namespace

Menus::Menus(QMenuBar *bar, const Actions &actions, QWidget *window)
    : QObject(window), bar_(bar), actions_(actions), window_(window), colorMaps_(new QActionGroup(this)),
      languages_(new QActionGroup(this)), beams_(new QActionGroup(this))
{
    // A beam width that the menu does not list leaves all of them unchecked.
    beams_->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    buildFile();
    buildEdit();
    buildView();
    buildDecode();
    buildCompare();
    buildHelp();
    retranslate();
}

QMenu *Menus::addMenu(QMenu *parent, const char *title)
{
    QMenu *menu = parent ? parent->addMenu(QString()) : bar_->addMenu(QString());
    menu->setToolTipsVisible(true);
    menus_.push_back({menu, title});
    return menu;
}

void Menus::add(QMenu *menu, std::initializer_list<Command> commands)
{
    for (const Command command : commands)
        menu->addAction(actions_[command]);
}

void Menus::buildFile()
{
    QMenu *file = addMenu(nullptr, QT_TRANSLATE_NOOP("Menus", "&File"));
    add(file, {Command::OpenBundle, Command::OpenSession, Command::OpenTrace, Command::OpenSentences,
               Command::OpenPicture, Command::OpenPictureFolder});
    recent_ = addMenu(file, QT_TRANSLATE_NOOP("Menus", "&Recent files"));
    file->addSeparator();
    add(file, {Command::SaveSession, Command::SaveSessionAs});
    file->addSeparator();
    add(file, {Command::ExportPicture, Command::ExportData, Command::ExportAnimation, Command::CopyPicture});
    file->addSeparator();
    add(file, {Command::Quit});
}

void Menus::buildEdit()
{
    QMenu *edit = addMenu(nullptr, QT_TRANSLATE_NOOP("Menus", "&Edit"));
    add(edit, {Command::Undo, Command::Redo});
    edit->addSeparator();
    add(edit, {Command::CopyPicture, Command::CopyText});
    edit->addSeparator();
    add(edit, {Command::EditSentence});
}

void Menus::buildView()
{
    QMenu *view = addMenu(nullptr, QT_TRANSLATE_NOOP("Menus", "&View"));
    view_ = view;
    afterPages_ = view->addSeparator();
    add(view, {Command::ViewMatrix, Command::ViewLinks, Command::ViewDiagram, Command::ViewTree, Command::ViewOverlay,
               Command::ViewGallery});
    view->addSeparator();
    fillColorMaps(addMenu(view, QT_TRANSLATE_NOOP("Menus", "&Colour map")));
    add(addMenu(view, QT_TRANSLATE_NOOP("Menus", "Colour &scale")),
        {Command::ScaleMaximum, Command::ScaleUnit, Command::ScalePerRow});
    add(view, {Command::ShowValues, Command::MergeWords});
    view->addSeparator();
    add(view, {Command::ZoomIn, Command::ZoomOut, Command::ZoomFit});
    view->addSeparator();
    fillLanguages(addMenu(view, QT_TRANSLATE_NOOP("Menus", "&Language")));
    add(addMenu(view, QT_TRANSLATE_NOOP("Menus", "T&heme")),
        {Command::ThemeSystem, Command::ThemeLight, Command::ThemeDark});
    add(view, {Command::FullScreen});
}

void Menus::buildDecode()
{
    QMenu *decode = addMenu(nullptr, QT_TRANSLATE_NOOP("Menus", "&Decode"));
    add(decode, {Command::Substep, Command::Step, Command::Back, Command::Restart, Command::ToEnd});
    decode->addSeparator();
    add(decode, {Command::Play, Command::Stop});
    decode->addSeparator();
    add(decode, {Command::Force, Command::EditWeights, Command::ApplyWeights});
    fillBeams(addMenu(decode, QT_TRANSLATE_NOOP("Menus", "Bea&m search")));
    decode->addSeparator();
    add(decode, {Command::PreviousTrace, Command::NextTrace});
}

void Menus::buildCompare()
{
    QMenu *compare = addMenu(nullptr, QT_TRANSLATE_NOOP("Menus", "&Compare"));
    add(compare, {Command::CompareMatchFunctions, Command::CompareBranches});
}

void Menus::buildHelp()
{
    QMenu *help = addMenu(nullptr, QT_TRANSLATE_NOOP("Menus", "&Help"));
    add(help, {Command::Shortcuts, Command::About});
}

void Menus::fillColorMaps(QMenu *menu)
{
    for (const ui::ColorMapId id : ui::kColorMapIds) {
        QAction *action = menu->addAction(QString());
        action->setCheckable(true);
        action->setData(static_cast<int>(id));
        colorMaps_->addAction(action);
        connect(action, &QAction::triggered, this, [this, id] { emit colorMapChosen(id); });
    }
}

void Menus::fillLanguages(QMenu *menu)
{
    for (const Language &language : kLanguages) {
        QAction *action = menu->addAction(QString::fromUtf16(language.name));
        action->setToolTip(action->text());
        action->setCheckable(true);
        action->setData(QString::fromLatin1(language.code));
        languages_->addAction(action);
        connect(action, &QAction::triggered, this, [this, action] { emit languageChosen(action->data().toString()); });
    }
}

void Menus::fillBeams(QMenu *menu)
{
    for (const int width : kBeamWidths) {
        QAction *action = menu->addAction(QString());
        action->setCheckable(true);
        action->setData(width);
        beams_->addAction(action);
        connect(action, &QAction::triggered, this, [this, action, width] {
            action->setChecked(true); // choosing the same one again does not uncheck it
            emit beamChosen(width);
        });
    }
}

void Menus::retranslateBeams()
{
    for (QAction *action : beams_->actions()) {
        const int width = action->data().toInt();
        action->setText(width == 1 ? tr("&Greedy") : tr("&%1 hypotheses").arg(width));
        action->setToolTip(width == 1 ? tr("Take the most probable word at every step")
                                      : tr("Keep the %1 best hypotheses at every step").arg(width));
    }
}

void Menus::retranslate()
{
    for (const Titled &entry : menus_)
        entry.menu->setTitle(translated(entry.title));
    for (QAction *action : colorMaps_->actions()) {
        action->setText(ui::displayName(static_cast<ui::ColorMapId>(action->data().toInt())));
        action->setToolTip(tr("Draw the weights in the colours of %1").arg(action->text()));
    }
    retranslateBeams();
    setRecentFiles(recentFiles_);
}

void Menus::addPage(QAction *action) { view_->insertAction(afterPages_, action); }

void Menus::setRecentFiles(const QStringList &paths)
{
    recentFiles_ = paths;
    recent_->clear();
    recent_->setEnabled(!paths.isEmpty());
    int number = 0;
    for (const QString &path : paths) {
        QString shown = ui::readableName(QDir::toNativeSeparators(path));
        shown.replace(u'&', QStringLiteral("&&"));
        QAction *action = recent_->addAction(QStringLiteral("&%1  %2").arg(++number % 10).arg(shown));
        action->setToolTip(tr("Open %1").arg(QDir::toNativeSeparators(path)));
        connect(action, &QAction::triggered, this, [this, path] { emit recentFileChosen(path); });
    }
    recent_->addSeparator();
    QAction *clear = recent_->addAction(tr("&Clear the list"));
    clear->setToolTip(tr("Forget the recent files"));
    connect(clear, &QAction::triggered, this, &Menus::recentFilesCleared);
}

void Menus::setColorMap(ui::ColorMapId id) { check(*colorMaps_, static_cast<int>(id)); }
void Menus::setLanguage(const QString &code) { check(*languages_, code); }
void Menus::setBeam(int width) { check(*beams_, width); }

std::vector<Menus::Section> Menus::sections() const
{
    std::vector<Section> sections;
    for (const QAction *top : bar_->actions()) {
        Section section{plainText(top->text()), {}};
        for (QAction *action : top->menu()->actions())
            if (!action->menu() && !action->isSeparator())
                section.actions << action;
        sections.push_back(std::move(section));
    }
    return sections;
}

} // namespace fovea::app
