#pragma once

#include <vector>

#include "app/window/menus.h"

class QWidget;

namespace fovea::app
{

/// Version and licences.
void showAbout(QWidget *window);

/// Every shortcut: those of the menus, then those of the picture and the words.
void showShortcuts(QWidget *window, const std::vector<Menus::Section> &sections);

} // namespace fovea::app
