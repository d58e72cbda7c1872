// links: fovea_app
#include <csignal>
#include <sys/resource.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "app/support/figure_writer.h"
#include "core/types/error.h"
#include "support/heatmap_trace.h"
#include "support/tree_snapshot.h"
#include "ui/render/figure/figure.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

bool close(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) < 12 && std::abs(qGreen(a) - qGreen(b)) < 12 &&
           std::abs(qBlue(a) - qBlue(b)) < 12;
}

int pixelsOf(const QImage &image, QRgb color)
{
    int pixels = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            pixels += image.pixel(x, y) == color ? 1 : 0;
    return pixels;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitCode() == 0
               ? QString::fromUtf8(process.readAllStandardOutput())
               : QString();
}

/// Limits the size of files this process may write: what a full disk does, on any file system.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit before_{};
};

} // namespace

class TestFigure : public QObject
{
    Q_OBJECT

private slots:
    void image();
    void titlesAreDrawn();
    void fileIsThePicture_data();
    void fileIsThePicture();
    void svgKeepsTextAndSize();
    void pdfKeepsText();
    void scaleOfPng();
    void hugeFiguresStayWithinBounds();
    void currentStepIsMarked();
    void modelWithoutAttention();
    void unwritablePath_data();
    void unwritablePath();
    void fullDiskKeepsTheOldFile_data();
    void fullDiskKeepsTheOldFile();
    void emptyTrace();
    void everyViewIsDrawn_data();
    void everyViewIsDrawn();
    void aTreeNeedsNodes();

private:
    std::string path(const QString &name) const { return folder_.filePath(name).toStdString(); }

    QTemporaryDir folder_;
};

void TestFigure::image()
{
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    options.cell = {60, 60};
    options.pngScale = 1;
    const QImage image = renderFigure(trace, options);
    QCOMPARE(image.size(), figureSize(trace, options));
    const HeatmapPainter painter(test::shared(trace));
    // Every colour of the matrix is there, on white.
    QCOMPARE(image.pixel(1, 1), qRgb(255, 255, 255));
    for (const auto &[row, column] : {std::pair{0, 0}, {1, 2}, {3, 4}, {6, 9}}) {
        QVERIFY(pixelsOf(image, painter.cellColor({}, row, column)) > 2000);
    }
    options.dark = true;
    QVERIFY(qGray(renderFigure(trace, options).pixel(1, 1)) < 60);
}

void TestFigure::titlesAreDrawn()
{
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    const QSize plain = figureSize(trace, options);
    options.title = QStringLiteral("我们学习机器翻译。");
    const QSize titled = figureSize(trace, options);
    QVERIFY(titled.height() > plain.height() + 10);
    options.subtitle = QStringLiteral("zh-en-additive");
    QVERIFY(figureSize(trace, options).height() > titled.height() + 10);
    // A title longer than the figure is wrapped, and cut after three lines.
    options.title = QStringLiteral("word ").repeated(2000);
    QVERIFY(figureSize(trace, options).width() <= plain.width() + 1);
    QVERIFY(figureSize(trace, options).height() < titled.height() + 100);
}

void TestFigure::fileIsThePicture_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("program");
    QTest::newRow("png") << "a.png"
                         << "";
    QTest::newRow("svg") << "a.svg"
                         << "rsvg-convert";
    QTest::newRow("pdf") << "a.pdf"
                         << "pdftoppm";
    QTest::newRow("capitals") << "机器 学习.PNG"
                              << "";
}

// Drawn again by another program, the file shows what renderFigure() shows.
void TestFigure::fileIsThePicture()
{
    QFETCH(const QString, name);
    QFETCH(const QString, program);
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    options.title = QStringLiteral("我们学习机器翻译。 & <b>");
    options.currentStep = 3;
    options.cell = {60, 60};
    options.pngScale = 1;
    fovea::app::exportFigure(trace, options, path(name));
    const QString file = folder_.filePath(name);
    QString shown = file;
    if (!program.isEmpty()) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP("the independent renderer is not installed");
        shown = folder_.filePath(name + QStringLiteral(".png"));
        if (program == QLatin1String("rsvg-convert"))
            output(program, {file, QStringLiteral("-o"), shown});
        else
            output(program, {QStringLiteral("-png"), QStringLiteral("-r"), QStringLiteral("96"),
                             QStringLiteral("-singlefile"), file, folder_.filePath(name)});
    }
    const QImage drawn = QImage(shown).convertToFormat(QImage::Format_RGB32);
    const QImage expected = renderFigure(trace, options);
    QVERIFY(!drawn.isNull());
    QVERIFY(std::abs(drawn.width() - expected.width()) <= 1 && std::abs(drawn.height() - expected.height()) <= 1);
    // Letters are rasterized differently: compare the means of blocks, which see a missing word or a box in its place.
    constexpr int kBlock = 6;
    const QSize blocks = (drawn.size().boundedTo(expected.size()) - QSize(1, 1)) / kBlock;
    const auto means = [&blocks](const QImage &picture) {
        return picture.copy(QRect(QPoint(), blocks * kBlock))
            .scaled(blocks, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const QImage a = means(drawn);
    const QImage b = means(expected);
    int different = 0;
    for (int y = 0; y < blocks.height(); ++y)
        for (int x = 0; x < blocks.width(); ++x)
            different += close(a.pixel(x, y), b.pixel(x, y)) ? 0 : 1;
    QVERIFY2(different * 50 < blocks.width() * blocks.height(), QByteArray::number(different));
}

void TestFigure::svgKeepsTextAndSize()
{
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    options.title = QStringLiteral("a & <b> \"c\"");
    fovea::app::exportFigure(trace, options, path(QStringLiteral("text.svg")));
    QXmlStreamReader reader(contents(folder_.filePath(QStringLiteral("text.svg"))));
    QString text;
    QSet<QString> families;
    QSet<QString> sizes;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = reader.attributes();
        if (reader.name() == QLatin1String("svg")) {
            const QSize size = figureSize(trace, options);
            QCOMPARE(attributes.value(QLatin1String("width")).toInt(), size.width());
            QCOMPARE(attributes.value(QLatin1String("height")).toInt(), size.height());
        } else if (reader.name() == QLatin1String("text")) {
            families << attributes.value(QLatin1String("font-family")).toString();
            sizes << attributes.value(QLatin1String("font-size")).toString();
            text += reader.readElementText();
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    for (const char *word : {"a & <b> \"c\"", "机", "machine", "0.47", "⟨end⟩", "0.70"})
        QVERIFY2(text.contains(QString::fromUtf8(word)), word);
    for (const QString &family : families)
        QVERIFY2(family.endsWith(QLatin1String("sans-serif")), qPrintable(family));
    // Pixels of the screen: title, source words, target words, values.
    for (const char *size : {"16", "18", "11"})
        QVERIFY2(sizes.contains(QLatin1String(size)), size);
}

void TestFigure::pdfKeepsText()
{
    if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
        QSKIP("pdftotext is not installed");
    FigureOptions options;
    options.title = QStringLiteral("标题 title");
    fovea::app::exportFigure(test::translationTrace(), options, path(QStringLiteral("text.pdf")));
    const QString text =
        output(QStringLiteral("pdftotext"), {folder_.filePath(QStringLiteral("text.pdf")), QStringLiteral("-")});
    for (const char *word : {"标题", "机", "器", "machine", "0.47"})
        QVERIFY2(text.contains(QString::fromUtf8(word)), word);
    const QString fonts = output(QStringLiteral("pdffonts"), {folder_.filePath(QStringLiteral("text.pdf"))});
    QVERIFY(!fonts.isEmpty());
    QVERIFY(!fonts.contains(QLatin1String("Type 3")));
}

void TestFigure::scaleOfPng()
{
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    for (const double scale : {0.5, 1.0, 2.0, 3.0}) {
        options.pngScale = scale;
        fovea::app::exportFigure(trace, options, path(QStringLiteral("scaled.png")));
        const QImage image(folder_.filePath(QStringLiteral("scaled.png")));
        const QSizeF expected = QSizeF(figureSize(trace, options)) * scale;
        QVERIFY(std::abs(image.width() - expected.width()) <= 1);
        QVERIFY(std::abs(image.height() - expected.height()) <= 1);
    }
    options.pngScale = 2;
    QCOMPARE(renderFigure(trace, options).devicePixelRatio(), 2.0);
}

void TestFigure::hugeFiguresStayWithinBounds()
{
    const AttentionTrace trace = test::diagonalTrace(1200);
    FigureOptions options;
    options.cell = {62, 62};
    options.pngScale = 8;
    const QSize size = figureSize(trace, options);
    QVERIFY(size.width() < 9000 && size.height() < 9000);
    options.cell = {};
    options.pngScale = 1;
    fovea::app::exportFigure(trace, options, path(QStringLiteral("huge.png")));
    const QImage image(folder_.filePath(QStringLiteral("huge.png")));
    QVERIFY(image.width() >= 1200 && image.width() < 9000);
    const QRgb peak = HeatmapPainter(test::shared(trace)).cellColor({}, 0, 0);
    int peaks = 0;
    for (int x = 0; x < image.width(); ++x)
        peaks += image.pixel(x, image.height() / 2) == peak ? 1 : 0;
    QVERIFY(peaks > 0);
    fovea::app::exportFigure(trace, options, path(QStringLiteral("huge.svg")));
    QVERIFY(QFileInfo(folder_.filePath(QStringLiteral("huge.svg"))).size() < 20'000'000);
}

void TestFigure::currentStepIsMarked()
{
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    options.pngScale = 1;
    const QRgb accent = Style::lightTheme().accent.rgb();
    QCOMPARE(pixelsOf(renderFigure(trace, options), accent), 0);
    options.currentStep = 3;
    QVERIFY(pixelsOf(renderFigure(trace, options), accent) > 600);
}

void TestFigure::modelWithoutAttention()
{
    AttentionTrace trace = test::translationTrace();
    trace.model.match = MatchFunction::None;
    for (AttentionStep &step : trace.steps)
        step.weights.resize(0);
    fovea::app::exportFigure(trace, {}, path(QStringLiteral("none.svg")));
    const QByteArray svg = contents(folder_.filePath(QStringLiteral("none.svg")));
    QVERIFY(svg.contains("no attention"));
    QVERIFY(svg.contains("translation"));
}

void TestFigure::unwritablePath_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("missing folder") << "missing/a.png";
    QTest::newRow("a folder") << "folder.svg";
    QTest::newRow("unknown suffix") << "a.jpeg";
    QTest::newRow("no suffix") << "a";
}

void TestFigure::unwritablePath()
{
    QFETCH(const QString, name);
    QDir(folder_.path()).mkpath(QStringLiteral("folder.svg"));
    try {
        fovea::app::exportFigure(test::translationTrace(), {}, path(name));
        QFAIL("no error");
    } catch (const FileError &error) {
        QCOMPARE(error.path(), path(name));
        QVERIFY(!error.problem().empty());
        QVERIFY(error.problem().find('\n') == std::string::npos);
    }
}

void TestFigure::fullDiskKeepsTheOldFile_data()
{
    QTest::addColumn<QString>("suffix");
    for (const char *suffix : {"png", "svg", "pdf"})
        QTest::newRow(suffix) << suffix;
}

void TestFigure::fullDiskKeepsTheOldFile()
{
    QFETCH(const QString, suffix);
    QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("old.") + suffix);
    QFile old(name);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    bool refused = false;
    {
        const FullDisk full(4096);
        try {
            fovea::app::exportFigure(test::translationTrace(), {}, name.toStdString());
        } catch (const FileError &error) {
            refused = error.path() == name.toStdString();
        }
    }
    QVERIFY(refused);
    QCOMPARE(contents(name), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestFigure::emptyTrace()
{
    QVERIFY_EXCEPTION_THROWN(renderFigure(AttentionTrace(), {}), InputError);
    QVERIFY_EXCEPTION_THROWN(fovea::app::exportFigure(AttentionTrace(), {}, path(QStringLiteral("empty.png"))),
                             InputError);
    QVERIFY(!QFileInfo::exists(folder_.filePath(QStringLiteral("empty.png"))));
    // Words without a step yet are a figure.
    QVERIFY(!renderFigure(test::translationTraceAfter(0), {}).isNull());
}

void TestFigure::everyViewIsDrawn_data()
{
    QTest::addColumn<int>("view");
    QTest::newRow("links") << static_cast<int>(FigureView::Links);
    QTest::newRow("diagram") << static_cast<int>(FigureView::Diagram);
    QTest::newRow("tree") << static_cast<int>(FigureView::Tree);
}

void TestFigure::everyViewIsDrawn()
{
    QFETCH(int, view);
    const AttentionTrace trace = test::translationTrace();
    FigureOptions options;
    options.view = static_cast<FigureView>(view);
    options.pngScale = 1;
    options.currentStep = 3;
    options.tree.currentNode = 3;
    options.snapshot = std::make_shared<const HypothesisSnapshot>(test::smallTree());
    const QImage plain = renderFigure(trace, options);
    QCOMPARE(plain.size(), figureSize(trace, options));
    QCOMPARE(plain.pixel(1, 1), qRgb(255, 255, 255));
    // The current step is there, in the accent colour and nowhere else.
    QVERIFY(pixelsOf(plain, Style::lightTheme().accent.rgb()) > 40);
    // Nothing is cut off: the rim is empty.
    for (int x = 0; x < plain.width(); ++x)
        QCOMPARE(plain.pixel(x, plain.height() - 8), qRgb(255, 255, 255));
    for (int y = 0; y < plain.height(); ++y)
        QCOMPARE(plain.pixel(plain.width() - 8, y), qRgb(255, 255, 255));
    options.title = QStringLiteral("title");
    QVERIFY(figureSize(trace, options).height() > plain.height() + 10);
    options.dark = true;
    QVERIFY(qGray(renderFigure(trace, options).pixel(1, 1)) < 60);
    for (const char *name : {"view.png", "view.svg", "view.pdf"}) {
        fovea::app::exportFigure(trace, options, path(name));
        QVERIFY(contents(folder_.filePath(name)).size() > 1000);
    }
}

void TestFigure::aTreeNeedsNodes()
{
    FigureOptions options;
    options.view = FigureView::Tree;
    QVERIFY_THROWS_EXCEPTION(InputError, figureSize(test::translationTrace(), options));
}

QTEST_MAIN(TestFigure)
#include "test_figure.moc"
