#include "ui/style/style_sheet.h"

#include "ui/style/colors.h"

namespace fovea::ui
{

namespace
{

// Dynamic property "flat": a tool button without its own frame. Object names ending in Zone are the side zones.
constexpr auto kTemplate = R"(
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px 6px; }

QMenuBar { background: @surface; border-bottom: 1px solid @line; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 6px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: @hover; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QToolBar { background: @surface; border: none; border-bottom: 1px solid @line; spacing: 6px; padding: 4px 8px; }
QStatusBar { background: @surface; color: @muted; border-top: 1px solid @line; }
QStatusBar::item { border: none; }

QToolButton { background: @surface; border: 1px solid @line; border-radius: 6px; padding: 4px 8px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @line; }
QToolButton:focus { border-color: @focus; }
QToolButton:checked { background: @hover; border-color: @focus; }
QToolButton::menu-indicator { image: none; }
QToolButton[flat="true"] { background: transparent; border-color: transparent; padding: 3px 6px; }
QToolButton[flat="true"]:hover { background: @hover; }
QToolButton[flat="true"]:focus { border-color: @focus; }
QToolButton[flat="true"]:checked { background: @hover; }
QToolButton[sectionTitle="true"] { text-align: left; font-weight: bold; padding: 4px 2px; }
QToolButton[sectionTitle="true"]:checked { background: transparent; }
QToolButton[sectionTitle="true"]:hover { background: @hover; }
QToolButton[chooser="true"] { padding: 4px 28px 4px 12px; text-align: left; border-radius: 8px; }
QToolButton[chooser="true"]::menu-indicator { image: url(:/fovea/icons/expand.svg); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 10px; }

QPushButton { background: @surface; border: 1px solid @line; border-radius: 6px; padding: 5px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border-color: @focus; }
QPushButton:default { font-weight: bold; }
QPushButton:disabled { color: @muted; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QLineEdit, QPlainTextEdit { background: @surface; border: 1px solid @line; border-radius: 6px; padding: 4px 8px; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: @focus; }
QPlainTextEdit#sentence { border-radius: 8px; padding: 5px 8px; }
QLineEdit#forcedText { border-radius: 8px; }

QComboBox { background: @surface; border: 1px solid @line; border-radius: 6px; padding: 4px 8px; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border-color: @focus; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/fovea/icons/expand.svg); width: 14px; height: 14px; }
QComboBox#modelChooser { border-radius: 8px; padding: 4px 8px 4px 12px; }
QComboBox[flat="true"] { background: transparent; border-color: transparent; padding: 3px 4px 3px 6px; }
QComboBox[flat="true"]:hover { background: @hover; }
QComboBox[flat="true"]:focus { border-color: @focus; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @line; outline: none; padding: 4px;
    selection-background-color: @hover; selection-color: @text; }

QAbstractSpinBox { background: @surface; border: 1px solid @line; border-radius: 8px; padding: 4px 2px 4px 10px; }
QAbstractSpinBox:hover { background: @hover; }
QAbstractSpinBox:focus { border-color: @focus; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: 20px; border: none;
    margin: 3px 3px 0 0; border-radius: 4px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: 20px;
    border: none; margin: 0 3px 3px 0; border-radius: 4px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @line; }
QAbstractSpinBox::up-arrow { image: url(:/fovea/icons/collapse.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(:/fovea/icons/expand.svg); width: 12px; height: 12px; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent;
    padding: 8px 10px; margin-right: 8px; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; font-weight: bold; }
QTabBar::tab:hover:!selected { color: @text; }
QTabBar::tab:focus { color: @text; }

QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: @accent; }
QSlider::handle:horizontal:hover { background: @text; }

QSplitter::handle { background: @line; }
QScrollArea, QListView, QChartView { border: none; background: transparent; outline: none; }
QTableView { background: @surface; border: 1px solid @line; border-radius: 6px; outline: none;
    selection-background-color: @accentSoft; selection-color: @text; }
QTableView#compareTable::item { padding: 0 6px; border: none; }
QTableView:focus { border-color: @focus; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @line;
    padding: 6px; }
QHeaderView::section:hover { color: @text; background: @hover; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 12px; height: 12px; subcontrol-origin: padding;
    subcontrol-position: center left; left: 2px; }
QHeaderView::up-arrow { image: url(:/fovea/icons/collapse.svg); }
QHeaderView::down-arrow { image: url(:/fovea/icons/expand.svg); }
QTableCornerButton::section { background: @surface; border: none; }
QProgressBar { background: @line; border: none; border-radius: 3px; }
QProgressBar::chunk { background: @focus; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: @focus; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QListWidget#navigationZone { background: @surface; border: none; border-right: 1px solid @line; padding: 8px 6px; }
QListWidget#navigationZone::item { color: @text; padding: 8px 12px; border-radius: 6px; margin: 1px 0; }
QListWidget#navigationZone::item:hover { background: @hover; }
QListWidget#navigationZone::item:selected { background: @accentSoft; color: @accent; font-weight: bold; }
QWidget#topZone { background: @surface; border-bottom: 1px solid @line; }
QWidget#topZone QMenuBar { border: none; }
QToolButton#play { background: @accent; color: @onAccent; border-color: @accent; padding: 0 16px; font-weight: bold; }
QToolButton#play:hover { border-color: @text; }
QToolButton#play:disabled { background: @hover; border-color: @hover; color: @muted; }
QWidget#inspectorZone { background: @surface; }
QLabel[role="caption"] { color: @muted; }
QLabel[role="title"] { font-weight: bold; }
QFrame#messageBar { border: 1px solid @line; border-radius: 6px; background: @surface; }
QFrame#messageBar[kind="warning"] { border-color: @noteLine; background: @noteSurface; }
QFrame#messageBar[kind="error"] { border-color: @errorLine; background: @errorSurface; }
)";

} // namespace

QString styleSheet(const Colors &c)
{
    QString sheet = QString::fromLatin1(kTemplate);
    // Longer names first: a name may begin with another one.
    const std::pair<const char *, QColor> names[] = {
        {"@errorSurface", c.errorSurface},
        {"@noteSurface", c.noteSurface},
        {"@errorLine", c.errorLine},
        {"@noteLine", c.noteLine},
        {"@surface", c.surface},
        {"@accentSoft", c.accentSoft},
        {"@onAccent", c.onAccent},
        {"@accent", c.accent},
        {"@muted", c.mutedText},
        {"@focus", c.focus},
        {"@hover", c.hover},
        {"@line", c.gridLine},
        {"@text", c.text},
    };
    for (const auto &[name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

} // namespace fovea::ui
