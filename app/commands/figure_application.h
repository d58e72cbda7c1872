#pragma once

#include <array>
#include <memory>

#include <QGuiApplication>

#include "app/commands/streams.h"

class QString;

namespace fovea::app
{

/// What drawing figures in a command needs: fonts need a Qt application object, but no display. While it lives, Qt's
/// remarks about the system (no XDG_RUNTIME_DIR, ...) are not written to standard error, which has one line for each
/// problem. To be made in the main thread.
class FigureApplication
{
public:
    FigureApplication();
    ~FigureApplication();
    FigureApplication(const FigureApplication &) = delete;
    FigureApplication &operator=(const FigureApplication &) = delete;

private:
    QtMessageHandler previous_;
    int argumentCount_ = 1;
    std::array<char, 6> programName_{"fovea"};
    std::array<char *, 2> arguments_{programName_.data(), nullptr};
    std::unique_ptr<QGuiApplication> application_;
};

/// A figure of empty boxes instead of Chinese is of no use: throws InputError when the text needs a font that is not
/// installed. Other characters that no font has are named on standard error.
void requireFontsFor(const QString &text, Console &console);

} // namespace fovea::app
