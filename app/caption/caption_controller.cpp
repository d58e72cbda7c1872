#include "app/caption/caption_controller.h"

#include <future>

#include "core/types/error.h"

namespace fovea::app
{

using Extent = DecodeSession::Extent;
using ui::CaptionPage;
using ui::MessageKind;

namespace
{

struct PictureState final : InputState {
    explicit PictureState(std::shared_ptr<const PictureSource> source) : picture(std::move(source)) {}
    std::shared_ptr<const PictureSource> picture; ///< null: none
};

/// The pixels of an image on white.
std::shared_ptr<const Image> pixelsOf(const QImage &pasted)
{
    const QImage image = pasted.convertToFormat(QImage::Format_RGBA8888);
    auto pixels = std::make_shared<Image>();
    pixels->width = image.width();
    pixels->height = image.height();
    pixels->rgb.resize(3 * static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        const uchar *in = image.constScanLine(y);
        std::uint8_t *out = pixels->row(y);
        for (int x = 0; x < image.width(); ++x, in += 4, out += 3)
            for (int c = 0; c < 3; ++c)
                out[c] = static_cast<std::uint8_t>((in[c] * in[3] + 255 * (255 - in[3]) + 127) / 255);
    }
    return pixels;
}

/// Reads a picture; what the window shows of it is made while the model looks at it.
LoadedPicture loadWithFeatures(const PictureSource &picture, const std::shared_ptr<const CaptioningModel> &captioner)
{
    picture.image();
    auto shown = std::async(std::launch::async, [&picture] { return picture.load(); });
    try {
        if (captioner)
            picture.features(captioner, [&](const Image &image) { return captioner->features(image); });
    } catch (const Error &) {
        // Decoding asks for the features again, and says why there are none.
    }
    return shown.get();
}

/// What the comparison shows of a model and a picture.
struct Compared {
    std::shared_ptr<const CaptioningModel> model;
    std::shared_ptr<const AttentionTrace> trace;
};

Compared captionWith(std::shared_ptr<const CaptioningModel> model, const CaptioningModelOpener &opener,
                     const std::filesystem::path &path, const std::shared_ptr<const PictureSource> &picture,
                     const BeamOptions &options, const RunControl &control)
{
    if (!model)
        model = opener(path);
    DecodeSession session(std::make_shared<PictureInput>(model, picture));
    return {model, session.begin(options, Extent::WholeOutput, control).trace};
}

} // namespace

CaptionController::CaptionController(CaptionPage *page, CaptioningModelOpener opener, TraceReader reader,
                                     QUndoStack *undo, QObject *parent)
    : DecodeController(page, opener, std::move(reader), undo, parent), page_(page), opener_(std::move(opener))
{
    connect(page_, &CaptionPage::picturePasted, this, &CaptionController::openImage);
    connect(page_, &CaptionPage::sampleChosen, this, [this](const QString &path) { openPicture(path); });
    connect(page_, &CaptionPage::comparisonChosen, this, &CaptionController::compareWith);
    connect(
        this, &DecodeController::modelOpened, this,
        [this] {
            if (!picture_ && !problem_.isEmpty())
                page_->setMessage(MessageKind::Error, problem_);
            problem_.clear();
        },
        Qt::QueuedConnection);
    connect(&fileReader(), &TaskRunner::busyChanged, page_, [page = page_](bool busy) {
        if (!busy) // also when something else took the place of what was read
            page->setLoading({});
    });
    connect(this, &DecodeController::changed, this, [this] {
        showPicture();
        compare();
    });
}

CaptionController::~CaptionController()
{
    disconnect(this, &DecodeController::changed, this, nullptr); // the base class may still say so
}

// --- the input

void CaptionController::openPicture(const QString &path)
{
    if (path.isEmpty())
        return;
    auto picture = std::make_shared<const PictureSource>(path);
    read(picture, [this, picture] {
        picture_ = picture;
        begin(sameExtent(), tr("picture"), false);
        emit pictureOpened(picture->path());
    });
}

void CaptionController::openImage(const QImage &image)
{
    auto picture = std::make_shared<const PictureSource>(pixelsOf(image), tr("Pasted picture"));
    read(picture, [this, picture] {
        picture_ = picture;
        begin(sameExtent(), tr("picture"), false);
    });
}

void CaptionController::openPicture(std::shared_ptr<const PictureSource> picture,
                                    std::shared_ptr<const CaptioningModel> model, const QString &modelPath,
                                    const ui::DecodingChoice &decoding, int step)
{
    read(picture, [this, picture, model = std::move(model), modelPath, decoding, step] {
        use(model, modelPath, decoding);
        picture_ = picture;
        begin(Extent::WholeOutput, tr("picture"), false, step);
    });
}

/// Reads in the background; what is shown stays until the picture is there.
void CaptionController::read(std::shared_ptr<const PictureSource> picture, std::function<void()> then)
{
    setPlaying(false);
    problem_.clear();
    if (!picture_)
        page_->setLoading(picture->name());
    fileReader().run([picture, captioner = std::static_pointer_cast<const CaptioningModel>(model())](
                         const RunControl &) { return loadWithFeatures(*picture, captioner); },
                     [this, then = std::move(then)](const LoadedPicture &) {
                         page_->clearMessage();
                         then();
                         showPicture();
                     },
                     [this, picture](const TaskFailure &failure) {
                         problem_ = tr("This picture cannot be opened. %1").arg(failure.text);
                         page_->setMessage(MessageKind::Error, problem_);
                         emit openFailed(picture->path(), failure.text);
                     });
}

std::shared_ptr<const DecodeInput> CaptionController::makeInput() const
{
    // The opener given to the base class opens caption models only.
    return std::make_shared<PictureInput>(std::static_pointer_cast<const CaptioningModel>(model()), picture_, true);
}

std::shared_ptr<const InputState> CaptionController::inputState(const DecodePosition &next) const
{
    return stateOf(next.fromFile() ? nullptr : picture_);
}

std::shared_ptr<const InputState> CaptionController::stateOf(std::shared_ptr<const PictureSource> picture)
{
    return std::make_shared<PictureState>(std::move(picture));
}

void CaptionController::restoreInput(const InputState &state)
{
    picture_ = static_cast<const PictureState &>(state).picture;
}

bool CaptionController::setInputText(const QString &text)
{
    if (text.isEmpty())
        return false;
    picture_ = std::make_shared<const PictureSource>(text);
    return true;
}

QString CaptionController::readOnlyText() const
{
    return tr("This trace comes from a file and cannot be changed. Open a picture to caption it with the model.");
}

/// The picture that is captioned, under the grid of the model that did it.
void CaptionController::showPicture()
{
    if (!page_ || (fileReader().busy() && !picture_))
        return;
    LoadedPicture loaded;
    GridGeometry grid;
    if (picture_ && !position().fromFile()) {
        loaded = picture_->loaded();
        const auto session = position().session;
        const auto *input = session ? static_cast<const PictureInput *>(session->input().get()) : nullptr;
        const auto captioner = input && input->picture() == picture_
                                   ? input->model()
                                   : std::static_pointer_cast<const CaptioningModel>(model());
        if (loaded.image && captioner)
            grid = captioner->geometry(loaded.image->width, loaded.image->height);
    }
    page_->setPicturePath(loaded.shown ? picture_->path() : QString());
    if (page_->picture() == loaded.shown && grid == grid_)
        return;
    grid_ = grid;
    page_->setPicture(loaded.shown, grid);
}

// --- a second model

void CaptionController::compareWith(const QString &modelPath)
{
    page_->setComparisonModel(modelPath);
    compare();
}

/// Brings the comparison up to date with the picture and the search.
void CaptionController::compare()
{
    if (!page_)
        return;
    const bool possible = picture_ && position().session && !position().fromFile();
    Comparison wanted;
    if (possible && !page_->comparisonModel().isEmpty())
        wanted = {page_->comparisonModel(), picture_, decoding()};
    if (wanted == comparison_)
        return;
    comparison_ = wanted;
    page_->setComparison(nullptr);
    comparer_.discard();
    if (wanted.modelPath.isEmpty())
        return;
    auto known = wanted.modelPath == comparedPath_ ? comparedModel_ : nullptr;
    comparer_.run(
        [known, wanted, opener = opener_, options = beamOptions()](const RunControl &control) {
            return captionWith(known, opener, wanted.modelPath.toStdU16String(), wanted.picture, options, control);
        },
        [this, wanted](Compared compared) {
            comparedModel_ = std::move(compared.model);
            comparedPath_ = wanted.modelPath;
            page_->setComparison(std::move(compared.trace));
        },
        [this](const TaskFailure &failure) {
            page_->setMessage(MessageKind::Error, tr("The second model gave no caption. %1").arg(failure.text));
        });
}

} // namespace fovea::app
