#pragma once

#include <filesystem>

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>
#include <QStringList>

class QPainter;

namespace fovea::ui
{

/// A picture laid out, ready for any paint device.
class FigureDrawing
{
public:
    virtual ~FigureDrawing() = default;
    /// Pixels at scale 1.
    virtual QSize size() const = 0;
    /// Draws all of it, the background included, from (0, 0).
    virtual void draw(QPainter &painter) const = 0;
};

/// What a file says about its picture.
struct FigureFile {
    QString title;
    QString description;
    double pngScale = 2;   ///< device pixels per pixel of a PNG, in [0.25, 8]; less for a huge picture
    QStringList families;  ///< of the font: an SVG names all of them, which a viewer needs for Chinese
    bool coloured = false; ///< some words have colour glyphs: a PDF holds the picture's pixels then
};

/// .png, .svg or .pdf, in capitals too.
bool hasFigureSuffix(const std::filesystem::path &path);
/// Throws FileError unless the name ends in .png, .svg or .pdf.
void requireFigureName(const std::filesystem::path &path);
/// The picture with this device pixel ratio (clamped as pngScale). Throws InputError when memory runs out.
QImage drawImage(const FigureDrawing &drawing, double scale);
/// The bytes of a .png, .svg or .pdf, by the suffix of the name that the file is to have; text in SVG and PDF stays
/// text. Throws FileError naming it, and InputError.
QByteArray encodeFigureFile(const FigureDrawing &drawing, const FigureFile &file, const std::filesystem::path &name);

} // namespace fovea::ui
