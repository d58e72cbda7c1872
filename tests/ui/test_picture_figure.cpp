// links: fovea_app
#include <cmath>

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include "app/support/figure_writer.h"
#include "core/types/error.h"
#include "support/grid_trace.h"
#include "ui/render/figure/figure.h"
#include "ui/render/figure/picture_figure.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

constexpr QRgb kGrey = qRgb(120, 120, 120);

FigureOptions options(FigureView view, QSize picture = {600, 400})
{
    FigureOptions result;
    result.view = view;
    result.title = QStringLiteral("a black dog");
    result.subtitle = QStringLiteral("captions-en-additive");
    result.currentStep = 1;
    result.scale = ScaleMode::PerRow;
    result.picture.picture = test::plainPicture(picture.width(), picture.height());
    result.picture.grid = {0, 0, double(picture.width()), double(picture.height()), 14, 14};
    return result;
}

long long countOf(const QImage &image, QRgb color)
{
    long long count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += (image.pixel(x, y) & 0xffffff) == (color & 0xffffff) ? 1 : 0;
    return count;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPictureFigure : public QObject
{
    Q_OBJECT

private slots:
    void overlayHasPictureBarAndTitle();
    void galleryHasEveryWord();
    void formats_data();
    void formats();
    void fullResolution();
    void oddPictures_data();
    void oddPictures();
    void refusals();

private:
    AttentionTrace trace_ = test::gridTrace({"a", "black", "dog"});
};

void TestPictureFigure::overlayHasPictureBarAndTitle()
{
    const FigureOptions with = options(FigureView::Overlay);
    const QImage image = renderFigure(trace_, with);
    QCOMPARE(image.size(), figureSize(trace_, with) * with.pngScale);
    // The picture is 720 wide, two device pixels each; most of it is not lit.
    QVERIFY(countOf(image, kGrey) > 720LL * 480 * 4 / 3);
    // The ends of the colour bar.
    QVERIFY(countOf(image, ColorMap().rgb(1)) > 20);
    QVERIFY(countOf(image, ColorMap().rgb(1.0 / 64)) > 20);
    FigureOptions without = with;
    without.title.clear();
    without.subtitle.clear();
    QVERIFY(figureSize(trace_, without).height() < figureSize(trace_, with).height() - 20);
    FigureOptions dark = with;
    dark.dark = true;
    QCOMPARE(renderFigure(trace_, dark).pixelColor(1, 1), Style::darkTheme().background);
    // Another step has its map elsewhere.
    FigureOptions other = with;
    other.currentStep = 2;
    QVERIFY(renderFigure(trace_, other) != image);
}

void TestPictureFigure::galleryHasEveryWord()
{
    FigureOptions gallery = options(FigureView::Gallery);
    gallery.picture.panelWidth = 150;
    gallery.picture.columns = 2;
    const QSize two = figureSize(trace_, gallery);
    QVERIFY(two.height() > 2 * 100 + 40 && two.width() > 2 * 150 && two.width() < 3 * 150 + 150);
    gallery.picture.columns = 4;
    QVERIFY(figureSize(trace_, gallery).width() > two.width() + 250);
    gallery.picture.columns = 0;
    QVERIFY(!renderFigure(trace_, gallery).isNull());
    gallery.picture.showOriginal = false;
    gallery.picture.columns = 3;
    const QImage image = renderFigure(trace_, gallery);
    QVERIFY(countOf(image, gallery.dark ? kGrey : Style::lightTheme().accent.rgb()) > 100); // the current word
}

void TestPictureFigure::formats_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<int>("mode");
    for (const FigureView view : {FigureView::Overlay, FigureView::Gallery})
        for (const OverlayMode mode : kOverlayModes)
            QTest::addRow("%s %s", view == FigureView::Overlay ? "overlay" : "gallery", name(mode).data())
                << static_cast<int>(view) << static_cast<int>(mode);
}

void TestPictureFigure::formats()
{
    QFETCH(const int, view);
    QFETCH(const int, mode);
    FigureOptions figure = options(static_cast<FigureView>(view));
    figure.picture.choice.mode = static_cast<OverlayMode>(mode);
    const QTemporaryDir folder;
    for (const char *suffix : {"png", "svg", "pdf"})
        fovea::app::exportFigure(trace_, figure,
                                 folder.filePath(QStringLiteral("figure.") + QLatin1String(suffix)).toStdString());
    QImage png(folder.filePath(QStringLiteral("figure.png")));
    const QSize size = figureSize(trace_, figure);
    QCOMPARE(png.size(), size * 2);
    const QByteArray svg = contents(folder.filePath(QStringLiteral("figure.svg")));
    QVERIFY(svg.contains("data:image/png;base64") || svg.contains("data:image/jpeg;base64")); // the picture is inside
    QVERIFY(svg.contains("dog") || static_cast<FigureView>(view) == FigureView::Overlay);     // text stays text
    QVERIFY(contents(folder.filePath(QStringLiteral("figure.pdf"))).startsWith("%PDF"));
    // The SVG looks like the PNG.
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QImage drawn(png.size(), QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    renderer.render(&painter);
    painter.end();
    double difference = 0;
    for (int y = 0; y < drawn.height(); y += 3)
        for (int x = 0; x < drawn.width(); x += 3)
            difference += std::abs(qGray(drawn.pixel(x, y)) - qGray(png.pixel(x, y)));
    difference /= (drawn.width() / 3.0) * (drawn.height() / 3.0);
    QVERIFY2(difference < 4, qPrintable(QString::number(difference)));
}

void TestPictureFigure::fullResolution()
{
    FigureOptions figure = options(FigureView::Overlay, {3000, 2000});
    figure.picture.fullResolution = true;
    figure.title.clear();
    figure.subtitle.clear();
    const QImage image = renderFigure(trace_, figure);
    // Every pixel of the original is there: the picture takes 3000 x 2000 of the figure.
    int widest = 0;
    for (int y = 0; y < image.height(); y += 50) {
        int run = 0;
        for (int x = 0; x < image.width(); ++x)
            run += image.pixel(x, y) == (kGrey | 0xff000000U) ? 1 : 0;
        widest = std::max(widest, run);
    }
    QVERIFY2(std::abs(widest - 3000) < 12, qPrintable(QString::number(widest)));
    QCOMPARE(pictureFigureScale(trace_, options(FigureView::Overlay)), 2.0);
}

void TestPictureFigure::oddPictures_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("one pixel") << QSize(1, 1);
    QTest::newRow("panorama") << QSize(9000, 30);
    QTest::newRow("tower") << QSize(20, 7000);
}

void TestPictureFigure::oddPictures()
{
    QFETCH(const QSize, size);
    for (const FigureView view : {FigureView::Overlay, FigureView::Gallery}) {
        const QImage image = renderFigure(trace_, options(view, size));
        QVERIFY(!image.isNull());
        QVERIFY(image.width() < 20000 && image.height() < 20000);
    }
}

void TestPictureFigure::refusals()
{
    FigureOptions nothing;
    nothing.view = FigureView::Overlay;
    QVERIFY_EXCEPTION_THROWN(renderFigure(AttentionTrace(), nothing), InputError);
    nothing.view = FigureView::Gallery;
    QVERIFY_EXCEPTION_THROWN(renderFigure(AttentionTrace(), nothing), InputError);
    FigureOptions beyond = options(FigureView::Overlay);
    beyond.currentStep = 9;
    QVERIFY_EXCEPTION_THROWN(renderFigure(trace_, beyond), InputError);
    // A trace without its picture is a figure: the grid stands for it.
    FigureOptions grid = options(FigureView::Overlay);
    grid.picture.picture = nullptr;
    QVERIFY(!renderFigure(trace_, grid).isNull());
    grid.currentStep = -1;
    QVERIFY(!renderFigure(trace_, grid).isNull());
}

QTEST_MAIN(TestPictureFigure)
#include "test_picture_figure.moc"
