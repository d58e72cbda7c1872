#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

#include "core/types/attention.h"
#include "ui/render/figure/figure.h"

class QWidget;

namespace fovea::app
{

/// Writes what the window shows to a file or the clipboard. A file is replaced only by a whole new one; a failure
/// says why. Dialogs are asynchronous: nothing here blocks the window.
class Exporter : public QObject
{
    Q_OBJECT

public:
    using Trace = std::shared_ptr<const AttentionTrace>;

    explicit Exporter(QWidget *window);

    void setFolder(const QString &folder) { folder_ = folder; }
    QString folder() const { return folder_; }
    void setPictureScale(double scale) { pictureScale_ = scale; }
    double pictureScale() const { return pictureScale_; }

    /// Asks for title, format and scale, then for a name.
    void choosePicture(const Trace &trace, const ui::FigureOptions &options);
    /// Asks for a name; the format follows from its suffix.
    void chooseData(const Trace &trace);

    /// Asks for a name, which begins as `name` in the folder used last, and calls write(path); what it throws is said.
    /// The first filter's suffix is added where none is typed.
    void chooseFile(const QString &title, const QString &name, const QStringList &filters,
                    std::function<void(const QString &path)> write);

    /// By suffix: png, svg or pdf.
    bool savePicture(const AttentionTrace &trace, const ui::FigureOptions &options, const QString &path);
    /// By suffix: csv or json.
    bool saveData(const AttentionTrace &trace, const QString &path);
    bool copyPicture(const AttentionTrace &trace, ui::FigureOptions options);

    /// Folder and name, without a suffix, for something made of a trace.
    QString suggestedName(const AttentionTrace &trace) const;

signals:
    void done(const QString &message);
    void failed(const QString &message);

private:
    bool attempt(const QString &path, const std::function<void()> &write);
    QString suggestedPath(QString name, const QString &suffix) const;
    QString suggestedPath(const AttentionTrace &trace, const QString &suffix) const;
    void choosePath(const QString &title, const QString &suggested, const QStringList &filters,
                    const std::function<void(const QString &)> &chosen);

    QWidget *window_;
    QString folder_;
    double pictureScale_ = 2;
};

} // namespace fovea::app
