#pragma once

#include <memory>
#include <vector>

#include <QImage>
#include <QString>
#include <QStringList>

#include "core/types/grid_geometry.h"
#include "ui/caption/picture_bar.h"
#include "ui/decode/decode_page.h"
#include "ui/render/overlay/overlay_options.h"
#include "ui/render/picture.h"

class QLabel;
class QMimeData;
class QStackedWidget;

namespace fovea::ui
{

class GalleryView;
class OverlayBar;
class OverlayView;

/// The page of pictures: a picture in, where the model looked for every word of its caption out; if asked with a
/// second model beside it.
class CaptionPage : public DecodePage
{
    Q_OBJECT

public:
    explicit CaptionPage(QWidget *parent = nullptr);
    ~CaptionPage() override;

    void setModels(const std::vector<ModelChoice> &models) override;
    void setCurrentModel(const QString &path) override;
    QString currentModel() const override;
    void setDecoding(const DecodingChoice &decoding) override;
    DecodingChoice decoding() const override;
    void focusInput() override;

    void setSamples(const std::vector<PictureSample> &samples);
    /// The picture in sight and what of it the model's grid covers (pixels of the picture); null: none. A trace of
    /// another picture is to be replaced right after it.
    void setPicture(std::shared_ptr<const Picture> picture, const GridGeometry &grid);
    std::shared_ptr<const Picture> picture() const;
    /// The file that the picture in sight is from: what the attention shows about a sample stands below its caption.
    void setPicturePath(const QString &path);
    /// A picture is being read: the page says which one. The one in sight stays until the next setPicture(), which may
    /// be the same again when the new one cannot be read.
    void setLoading(const QString &name);

    void setOverlayChoice(const OverlayChoice &choice);
    OverlayChoice overlayChoice() const;
    OverlayView *overlay() const { return overlay_; }
    GalleryView *gallery() const { return gallery_; }

    /// What a second model made of the same picture, beside the first; null: nothing yet.
    void setComparison(std::shared_ptr<const AttentionTrace> trace);
    /// Which model that is; empty: none, one model alone is shown.
    void setComparisonModel(const QString &path);
    QString comparisonModel() const;
    OverlayView *besideOverlay() const { return besideOverlay_; }

public slots:
    /// Takes a picture or picture files from the clipboard; says so when it holds none.
    void pastePicture();

signals:
    void openPictureRequested();
    /// Files were dropped or pasted; what is not a picture is said by whoever reads them.
    void picturesOpened(const QStringList &paths);
    /// A picture without a file was dropped or pasted.
    void picturePasted(const QImage &image);
    void sampleChosen(const QString &path);
    void overlayChoiceChanged(const fovea::ui::OverlayChoice &choice);
    void comparisonChosen(const QString &path); ///< empty: one model alone

protected:
    void refreshTask() override;
    QString outputText() const override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// What the small pictures above the words were made of.
    struct ThumbnailKey {
        std::shared_ptr<const AttentionTrace> trace;
        std::shared_ptr<const Picture> picture;
        OverlayChoice choice;
        MatrixOptions options;
        bool operator==(const ThumbnailKey &) const = default;
    };

    void buildBeside();
    void connectParts();
    void connectDrafts();
    bool takePicture(const QMimeData *mime);
    void showChoice();
    void showDraft();
    void showBeside();
    void showThumbnails();
    void retranslateUi();
    QString weightsName(int step, const Vector &weights) const;
    QString sampleNote() const;

    PictureBar *pictureBar_ = nullptr;
    OverlayBar *overlayBar_ = nullptr;
    OverlayView *overlay_ = nullptr;
    GalleryView *gallery_ = nullptr;
    QWidget *beside_ = nullptr;
    QLabel *besideCaption_ = nullptr;
    QStackedWidget *besideViews_ = nullptr;
    OverlayView *besideOverlay_ = nullptr;
    GalleryView *besideGallery_ = nullptr;

    std::shared_ptr<const Picture> picture_;
    GridGeometry grid_;
    QString picturePath_;
    QString loading_;
    OverlayChoice choice_;
    std::shared_ptr<const AttentionTrace> comparison_;
    ThumbnailKey thumbnails_;
};

} // namespace fovea::ui
