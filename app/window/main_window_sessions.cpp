// Sessions and animations: how MainWindow joins them to its pages.
#include "app/window/main_window.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

#include "app/caption/caption_session_part.h"
#include "app/caption/pictures_controller.h"
#include "app/compare/compare_controller.h"
#include "app/compare/compare_session_part.h"
#include "app/decode/decode_session_part.h"
#include "app/export/animation_controller.h"
#include "app/export/exporter.h"
#include "app/lists/list_session_part.h"
#include "app/sessions/session_controller.h"
#include "app/translate/sentences_controller.h"
#include "app/window/actions.h"
#include "app/window/menus.h"
#include "app/window/status_line.h"
#include "app/window/transport_bar.h"
#include "ui/widgets/message_bar.h"

namespace fovea::app
{

namespace
{

constexpr const char *kScaleNames[] = {"unit", "maximum", "row"}; // by ScaleMode

QString nameOf(const Page &page) { return QString::fromLatin1(page.name).toLower(); }

ui::MatrixOptions matrixOf(const QJsonObject &view, ui::MatrixOptions options)
{
    const std::string colorMap = view[QStringLiteral("colorMap")].toString().toStdString();
    options.colorMap = ui::colorMapFromName(colorMap).value_or(options.colorMap);
    for (int mode = 0; mode < 3; ++mode)
        if (view[QStringLiteral("scale")].toString() == QLatin1String(kScaleNames[mode]))
            options.scale = static_cast<ui::ScaleMode>(mode);
    options.showValues = view[QStringLiteral("values")].toBool(options.showValues);
    options.mergeWords = view[QStringLiteral("words")].toBool(options.mergeWords);
    return options;
}

} // namespace

void MainWindow::buildSessions()
{
    SessionView view;
    view.take = [this] { return sessionView(); };
    view.apply = [this](const QJsonObject &stored) { applySessionView(stored); };
    view.currentPage = [this] { return nameOf(shown()); };
    view.showPage = [this](const QString &name) {
        for (std::size_t i = 0; i < pageList_.size(); ++i)
            if (nameOf(pageList_[i]) == name)
                setCurrentPage(static_cast<int>(i));
        if (shownPage_ == compareIndex_)
            compareShown(); // it may have been in front, and have nothing now
    };
    view.models = [this] {
        QStringList models;
        for (const Page &page : pageList_)
            if (page.controller)
                for (const ui::ModelChoice &model : page.controller->models())
                    models << model.path;
        return models;
    };
    sessions_ = new SessionController(this, std::move(view));
    const auto add = [this](const QString &name, std::unique_ptr<SessionPart> part) {
        sessions_->addPart(name, part.get());
        sessionParts_.push_back(std::move(part));
    };
    for (const Page &page : pageList_)
        if (page.controller) {
            const QString name = nameOf(page);
            if (page.controller == captionController_) {
                auto part = std::make_unique<CaptionSessionPart>(name, captionPage_, captionController_, page.undo);
                captionPart_ = part.get();
                add(name, std::move(part));
            } else {
                add(name, std::make_unique<DecodeSessionPart>(name, page.decoding, page.controller, page.undo));
            }
            connect(page.controller, &DecodeController::changed, sessions_, &SessionController::partChanged);
        }
    const auto at = [this](int index) -> const Page & { return pageList_[static_cast<std::size_t>(index)]; };
    add(nameOf(at(compareIndex_)), std::make_unique<CompareSessionPart>(compareController_, at(compareIndex_).undo));
    connect(compareController_, &CompareController::changed, sessions_, &SessionController::partChanged);
    add(nameOf(at(sentencesIndex_)),
        std::make_unique<ListSessionPart>(nameOf(at(sentencesIndex_)), sentencesController_));
    add(nameOf(at(picturesIndex_)), std::make_unique<ListSessionPart>(nameOf(at(picturesIndex_)), picturesController_));
    for (const ItemsController *items : {sentencesController_->items(), picturesController_->items()})
        connect(items, &ItemsController::changed, sessions_, &SessionController::partChanged);
    on(Command::OpenSession, [this] { sessions_->chooseFile(); });
    on(Command::SaveSession, [this] { sessions_->save(); });
    on(Command::SaveSessionAs, [this] { sessions_->saveAs(); });
    connect(sessions_, &SessionController::changed, this, &MainWindow::updateTitle);
    connect(sessions_, &SessionController::opened, this, [this](const QString &path) {
        if (path == sessions_->path())
            remember(path);
    });
    connect(sessions_, &SessionController::saved, this, [this](const QString &path) {
        remember(path);
        status_->showMessage(tr("Saved %1").arg(QDir::toNativeSeparators(path)), 6000);
    });
    connect(sessions_, &SessionController::notKept, this,
            [this](const QString &text) { notice_->showMessage(ui::MessageKind::Warning, text); });
    connect(sessions_, &SessionController::failed, this,
            [this](const QString &text) { notice_->showMessage(ui::MessageKind::Error, text); });
}

QJsonObject MainWindow::sessionView() const
{
    const ui::MatrixOptions &matrix = settings_.matrix;
    const std::string_view colorMap = ui::name(matrix.colorMap);
    QJsonObject view;
    view[QStringLiteral("colorMap")] = QString::fromLatin1(colorMap.data(), static_cast<qsizetype>(colorMap.size()));
    view[QStringLiteral("scale")] = QLatin1String(kScaleNames[static_cast<int>(matrix.scale)]);
    view[QStringLiteral("values")] = matrix.showValues;
    view[QStringLiteral("words")] = matrix.mergeWords;
    view[QStringLiteral("speed")] = translateController_->speed();
    return view;
}

void MainWindow::applySessionView(const QJsonObject &view)
{
    setMatrixOptions(matrixOf(view, settings_.matrix));
    const double speed = view[QStringLiteral("speed")].toDouble(translateController_->speed());
    transport_->setSpeed(std::clamp(speed, kSlowestSpeed, kFastestSpeed));
    for (const Page &page : pageList_)
        if (page.controller)
            page.controller->setSpeed(speed);
}

void MainWindow::buildAnimations()
{
    animations_ = new AnimationController(this, status_);
    on(Command::ExportAnimation, [this] {
        if (const auto trace = shownTrace())
            animations_->choose(animatedView(), exporter_->suggestedName(*trace));
    });
    connect(animations_, &AnimationController::done, this,
            [this](const QString &text) { status_->showMessage(text, 6000); });
    connect(animations_, &AnimationController::failed, this,
            [this](const QString &text) { notice_->showMessage(ui::MessageKind::Error, text); });
    connect(animations_, &AnimationController::folderChosen, exporter_, &Exporter::setFolder);
}

AnimatedView MainWindow::animatedView() const
{
    AnimatedView view{shownTrace(), figureOptions(), {}};
    if (shown().controller)
        view.path = shown().controller->position().reply.path.nodes;
    view.options.pngScale = 1;
    return view;
}

} // namespace fovea::app
