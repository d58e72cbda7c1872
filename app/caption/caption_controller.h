#pragma once

#include <QImage>

#include "app/caption/captioning_model.h"
#include "app/decode/decode_controller.h"
#include "ui/caption/caption_page.h"

namespace fovea::app
{

/// Joins the caption page with caption models: the input is a picture, and beside it a second model, such as the one
/// without attention, may caption the same picture.
class CaptionController : public DecodeController
{
    Q_OBJECT

public:
    CaptionController(ui::CaptionPage *page, CaptioningModelOpener opener, TraceReader reader, QUndoStack *undo,
                      QObject *parent = nullptr);
    ~CaptionController() override;

    /// The file that is captioned; empty for a picture that has none.
    QString inputText() const override { return picture_ ? picture_->path() : QString(); }
    /// What the next decode uses; null: none.
    const std::shared_ptr<const PictureSource> &picture() const { return picture_; }
    bool isReading() { return fileReader().busy(); }
    /// What RecordedPosition::state is of a picture.
    static std::shared_ptr<const InputState> stateOf(std::shared_ptr<const PictureSource> picture);
    /// The second model is at work.
    bool isComparing() const { return comparer_.busy(); }

public slots:
    /// Reads a picture file and captions it; one that cannot be read leaves what is shown.
    void openPicture(const QString &path);
    /// The same with a picture without a file.
    void openImage(const QImage &image);
    /// Another model captions the picture beside the first; empty: none does.
    void compareWith(const QString &modelPath);

public:
    /// Captions a picture to the end with a model that is open already, and goes to a step (-1: the last one).
    void openPicture(std::shared_ptr<const PictureSource> picture, std::shared_ptr<const CaptioningModel> model,
                     const QString &modelPath, const ui::DecodingChoice &decoding, int step);

signals:
    void pictureOpened(const QString &path);

protected:
    bool hasInput() const override { return picture_ != nullptr; }
    std::shared_ptr<const DecodeInput> makeInput() const override;
    std::shared_ptr<const InputState> inputState(const DecodePosition &next) const override;
    void restoreInput(const InputState &state) override;
    bool setInputText(const QString &text) override;
    QString readOnlyText() const override;

private:
    void read(std::shared_ptr<const PictureSource> picture, std::function<void()> then);
    void showPicture();
    void compare();

    QPointer<ui::CaptionPage> page_;
    CaptioningModelOpener opener_;
    std::shared_ptr<const PictureSource> picture_;
    GridGeometry grid_; ///< that the page shows with it
    QString problem_;   ///< why there is no picture; a model that is opened just then must not wipe it

    // The same picture with a second model.
    struct Comparison {
        QString modelPath; ///< empty: none
        std::shared_ptr<const PictureSource> picture;
        ui::DecodingChoice decoding;
        bool operator==(const Comparison &) const = default;
    };
    Comparison comparison_; ///< what is shown or on its way
    QString comparedPath_;  ///< of comparedModel_
    std::shared_ptr<const CaptioningModel> comparedModel_;

    TaskRunner comparer_; // last: its jobs use everything above
};

} // namespace fovea::app
