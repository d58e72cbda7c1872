#pragma once

#include <QString>

#include "ui/decode/view_bar.h"

namespace fovea::app
{

/// What the window's own commands do on a page that is not a DecodePage.
class PageCommands
{
public:
    virtual ~PageCommands() = default;

    /// The page came to the front.
    virtual void pageShown() {}
    virtual void focusInput() {}
    virtual bool canFocusInput() const { return false; }

    virtual bool isBusy() const { return false; }
    virtual void stop() {}

    /// True when there is something to export, copy and zoom.
    virtual bool hasPicture() const { return false; }
    /// True when there is something to export as data.
    virtual bool hasData() const { return hasPicture(); }
    virtual void exportPicture() {}
    virtual void exportData() {}
    virtual void copyPicture() {}
    virtual void copyText() {}
    virtual void zoomIn() {}
    virtual void zoomOut() {}
    virtual void zoomFit() {}
    virtual void setMatrixOptions(const ui::MatrixOptions &) {}

    /// Moves the current step, -1 back and +1 on.
    virtual bool canMoveStep(int) const { return false; }
    virtual void moveStep(int) {}

    virtual void showError(const QString &) {}
    /// For the status bar; may be empty.
    virtual QString statusText() const { return {}; }
};

} // namespace fovea::app
