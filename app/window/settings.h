#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>

#include "app/decode/player.h"
#include "ui/render/overlay/overlay_options.h"
#include "ui/style/theme.h"
#include "ui/translate/translate_page.h"

class QSettings;

namespace fovea::app
{

inline constexpr int kMostRecentFiles = 10;

/// What the program remembers between two runs.
struct Settings {
    QByteArray geometry;
    QString model;        ///< bundle folder; empty: the default one
    QString captionModel; ///< bundle folder of the caption page; empty: the default one
    QString language;     ///< "en", "zh_CN"; empty: the desktop's
    ui::Appearance appearance = ui::Appearance::System;
    ui::MatrixOptions matrix;
    ui::ScaleMode captionScale = ui::ScaleMode::PerRow; ///< of the caption page
    std::map<QString, ui::FigureView> views;            ///< the one shown last, by the page's name
    double linkThreshold = 0.05;                        ///< the smallest weight that is a link
    bool doctorFolded = false;                          ///< "Is this attention broken?" of all pages
    ui::DecodingChoice decoding;
    double speed = kDefaultSpeed; ///< steps per second
    double pictureScale = 2;      ///< of an exported PNG
    QString exportFolder;
    QString pictureFolder; ///< pictures were opened from last
    ui::OverlayChoice overlay;
    QStringList recentFiles; ///< newest first
    QString modelsFolder;    ///< where bundled models are searched instead of the usual places

    /// A file opened just now: first in the list, once, at most kMostRecentFiles.
    void addRecentFile(const QString &path);
};

/// Values that are missing or make no sense (the file can be edited by hand) are the defaults.
Settings loadSettings(const QSettings &store);
void saveSettings(const Settings &settings, QSettings &store);

} // namespace fovea::app
