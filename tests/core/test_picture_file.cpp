// links: fovea_vision Qt6::Gui
#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <random>

#include "core/vision/picture_decoders.h"
#include "core/vision/picture_file.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

using Colour = std::array<int, 3>;
constexpr Colour kRed{255, 0, 0};
constexpr Colour kGreen{0, 255, 0};
constexpr Colour kBlue{0, 0, 255};
constexpr Colour kYellow{255, 255, 0};
constexpr Colour kPink{255, 127, 127}; ///< red at alpha 128 / 255 on white
constexpr Colour kDark{64, 64, 64};
constexpr Colour kLight{192, 192, 192};

fs::path dataPath(const std::string &name) { return fs::path(FOVEA_SOURCE_DIR) / "tests" / "data" / "vision" / name; }

Colour pixel(const Image &image, int x, int y)
{
    const std::uint8_t *rgb = image.row(y) + 3 * x;
    return {rgb[0], rgb[1], rgb[2]};
}

bool near(const Colour &a, const Colour &b, int tolerance)
{
    for (std::size_t c = 0; c < 3; ++c)
        if (std::abs(a[c] - b[c]) > tolerance)
            return false;
    return true;
}

QString text(const Colour &colour) { return QStringLiteral("%1,%2,%3").arg(colour[0]).arg(colour[1]).arg(colour[2]); }

QString problemWith(const std::string &bytes)
{
    return QString::fromStdString(errorOf([&] { readPicture(bytes, "p"); }));
}

std::string encoded(const QImage &image, const char *format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data().toStdString();
}

void put(std::string &bytes, std::size_t at, const std::string &replacement)
{
    bytes.replace(at, replacement.size(), replacement);
}

} // namespace

class TestPictureFile : public QObject
{
    Q_OBJECT

private slots:
    void quarters_data()
    {
        QTest::addColumn<int>("tolerance");
        for (int i = 1; i <= 8; ++i) {
            QTest::addRow("exif-%d.jpg", i) << 3;
            QTest::addRow("exif-%d.tif", i) << 0;
        }
        for (const char *name : {"exif-6.png", "exif-6.webp", "lossless.webp", "palette.png", "palette.bmp", "rgb.bmp",
                                 "cmyk.tif", "rgb16.png", "rgb16.tif", "rle.bmp", "interlaced.png"})
            QTest::newRow(name) << 0;
        for (const char *name : {"progressive.jpg", "cmyk-adobe.jpg", "cmyk-plain.jpg", "tiled-jpeg.tif"})
            QTest::newRow(name) << 6;
    }

    /// Whatever the file's kind and orientation, the picture is the same.
    void quarters()
    {
        QFETCH(int, tolerance);
        const Image image = readPicture(dataPath(QTest::currentDataTag()));
        QCOMPARE(image.width, 32);
        QCOMPARE(image.height, 16);
        QCOMPARE(image.rgb.size(), std::size_t{3 * 32 * 16});
        const Colour expected[2][2] = {{kRed, kGreen}, {kBlue, kYellow}};
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 32; ++x) {
                const Colour &colour = expected[y / 8][x / 16];
                QVERIFY2(near(pixel(image, x, y), colour, tolerance),
                         qPrintable(QStringLiteral("(%1, %2) is %3").arg(x).arg(y).arg(text(pixel(image, x, y)))));
            }
    }

    /// Cameras write the orientation as SHORT, as the standard says, and as LONG or BYTE.
    void orientationsOfAnyType_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("expected");
        for (const int type : {1, 3, 4})
            for (const auto &[value, expected] : {std::pair(1, 1), {6, 6}, {8, 8}, {0, 1}, {9, 1}})
                QTest::addRow("type %d, value %d", type, value) << type << value << expected;
        QTest::newRow("a text") << 2 << 6 << 1;
        QTest::newRow("of no type") << 77 << 6 << 1;
    }
    void orientationsOfAnyType()
    {
        QFETCH(int, type);
        QFETCH(int, value);
        QFETCH(int, expected);
        for (const bool little : {true, false}) {
            const auto number = [little](int n, int bytes) {
                std::string text;
                for (int i = 0; i < bytes; ++i)
                    text += static_cast<char>(n >> 8 * (little ? i : bytes - 1 - i));
                return text;
            };
            const int bytes = type == 1 ? 1 : type == 4 ? 4 : 2;
            std::string block = (little ? "II" : "MM") + number(42, 2) + number(8, 4) + number(2, 2);
            block += number(256, 2) + number(3, 2) + number(1, 4) + number(5, 2) + number(0, 2); // another tag
            block += number(274, 2) + number(type, 2) + number(1, 4) + number(value, bytes) + std::string(4, '\0');
            QCOMPARE(exifOrientation(block), expected);
        }
    }

    void halves_data()
    {
        QTest::addColumn<int>("kind");
        for (const char *name : {"alpha.png", "alpha-interlaced.png", "alpha-palette.png", "alpha.webp", "alpha.tif",
                                 "alpha-v5.bmp", "alpha16.png"})
            QTest::newRow(name) << 0;
        for (const char *name :
             {"grey.png", "grey.jpg", "grey.tif", "grey.bmp", "grey16.png", "grey16.tif", "grey-alpha.png"})
            QTest::newRow(name) << 1;
        for (const char *name : {"bilevel.tif", "bilevel.bmp", "bilevel.png"})
            QTest::newRow(name) << 2;
        QTest::newRow("animated.webp") << 3;
        QTest::newRow("alpha.bmp") << 3; // without a mask for it the fourth byte means nothing
    }

    void halves()
    {
        QFETCH(int, kind);
        const Colour expected[4][2] = {{kRed, kPink}, {kDark, kLight}, {{0, 0, 0}, {255, 255, 255}}, {kRed, kRed}};
        const Image image = readPicture(dataPath(QTest::currentDataTag()));
        QCOMPARE(image.width, 32);
        QCOMPARE(image.height, 16);
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 32; ++x)
                QVERIFY2(near(pixel(image, x, y), expected[kind][x / 16], 1), qPrintable(text(pixel(image, x, y))));
    }

    /// Bitmaps of 16 and 32 bits, from another writer.
    void bitmapsOfColours()
    {
        QImage image(5, 3, QImage::Format_RGB16);
        image.fill(Qt::red);
        image.setPixelColor(4, 2, Qt::blue);
        std::string bytes = "BM";
        bytes.resize(14 + 40 + 12, '\0');
        put(bytes, 10, {66, 0, 0, 0});
        put(bytes, 14, {40, 0, 0, 0, 5, 0, 0, 0, '\xfd', '\xff', '\xff', '\xff', 1, 0, 16, 0, 3, 0, 0, 0});
        put(bytes, 54, {0, '\xf8', 0, 0, '\xe0', 7, 0, 0, 31, 0, 0, 0});
        for (int y = 0; y < 3; ++y)
            bytes.append(reinterpret_cast<const char *>(image.constScanLine(y)), 12);
        const Image read = readPicture(bytes, "p");
        QCOMPARE(read.width, 5);
        QCOMPARE(read.height, 3);
        QCOMPARE(text(pixel(read, 0, 0)), text(kRed));
        QCOMPARE(text(pixel(read, 4, 2)), text(kBlue));

        const QImage opaque = image.convertToFormat(QImage::Format_RGB32);
        const Image again = readPicture(encoded(opaque, "BMP"), "p");
        QCOMPARE(text(pixel(again, 4, 2)), text(kBlue));
        QCOMPARE(text(pixel(again, 3, 2)), text(kRed));
    }

    void unusualShapes_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("1 x 1") << 1 << 1;
        QTest::newRow("very wide") << 30000 << 1;
        QTest::newRow("very tall") << 2 << 30000;
    }

    void unusualShapes()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QImage picture(width, height, QImage::Format_RGB32);
        picture.fill(QColor(1, 2, 3));
        picture.setPixelColor(width - 1, height - 1, QColor(201, 100, 50));
        for (const char *format : {"PNG", "BMP"}) {
            const Image image = readPicture(encoded(picture, format), "p");
            QCOMPARE(image.width, width);
            QCOMPARE(image.height, height);
            QCOMPARE(text(pixel(image, width - 1, height - 1)), QStringLiteral("201,100,50"));
        }
        const Image jpeg = readPicture(encoded(picture, "JPEG"), "p");
        QCOMPARE(jpeg.width, width);
        QCOMPARE(jpeg.height, height);
    }

    /// 100 megapixels are read; one column more is refused without decoding.
    void hundredMegapixels()
    {
        QImage picture(10000, 10000, QImage::Format_Mono);
        picture.fill(0);
        std::string bytes = encoded(picture, "PNG");
        const Image image = readPicture(bytes, "p");
        QCOMPARE(image.rgb.size(), std::size_t{300'000'000});
        QCOMPARE(image.rgb[299'999'999], image.rgb[0]);
    }

    void bombs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto fileOf = [](const char *name) { return readBytes(dataPath(name)); };
        std::string jpeg = fileOf("grey.jpg");
        put(jpeg, jpeg.find("\xff\xc0") + 5, std::string("\xff\xdc\xff\xdc"));
        QTest::newRow("jpeg") << QByteArray::fromStdString(jpeg);
        // Only the header of a PNG file: its check sum must be right for the size to be believed.
        const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xdc\0\0\xff\xdc\x08\2\0\0\0", 29);
        quint32 crc = 0xffffffff;
        for (std::size_t i = 12; i < png.size(); ++i) {
            crc ^= static_cast<unsigned char>(png[i]);
            for (int bit = 0; bit < 8; ++bit)
                crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
        }
        QByteArray header = QByteArray::fromStdString(png);
        for (int shift = 24; shift >= 0; shift -= 8)
            header += static_cast<char>(~crc >> shift & 0xff);
        header += QByteArray::fromStdString(fileOf("grey.png").substr(33));
        QTest::newRow("png") << header;
        std::string bmp = fileOf("rle.bmp");
        put(bmp, 18, std::string("\xdc\xff\0\0\xdc\xff\0\0", 8));
        QTest::newRow("bmp") << QByteArray::fromStdString(bmp);
        std::string tiff = fileOf("bilevel.tif");
        for (const char *tag : {"\x00\x01", "\x01\x01"}) {
            for (std::size_t at = 8; at + 12 < tiff.size(); ++at)
                if (tiff.compare(at, 4, std::string(tag, 2) + std::string("\3\0", 2)) == 0) {
                    put(tiff, at + 8, "\xdc\xff");
                    break;
                }
        }
        QTest::newRow("tiff") << QByteArray::fromStdString(tiff);
        // A WebP canvas: VP8X with sizes minus one in 24 bits each.
        std::string webp("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\2\0\0\0\xdb\xff\0\xdb\xff\0", 30);
        QTest::newRow("webp") << QByteArray::fromStdString(webp);
    }

    void bombs()
    {
        QFETCH(QByteArray, bytes);
        const QString problem = problemWith(bytes.toStdString());
        if (QByteArray(QTest::currentDataTag()) == "webp") // no frame follows: libwebp already refuses the file
            QVERIFY2(problem.startsWith(QStringLiteral("p: ")), qPrintable(problem));
        else
            QCOMPARE(problem,
                     QStringLiteral("p: has 65500 x 65500 pixels, more than the 100 megapixels that are read"));
    }

    void notPictures()
    {
        QCOMPARE(problemWith({}), QStringLiteral("p: is empty"));
        const QString other = QStringLiteral("p: is not a picture that can be read (JPEG, PNG, WebP, BMP or TIFF)");
        QCOMPARE(problemWith("hello"), other);
        QCOMPARE(problemWith("GIF89a\1\0\1\0"), other);
        QCOMPARE(problemWith(std::string(1000, '\0')), other);
        for (const std::string &start :
             {std::string("\xff\xd8\xff"), std::string("\x89PNG\r\n\x1a\n"), std::string("RIFF\0\0\0\0WEBP", 12),
              std::string("II*\0", 4), std::string("BM")})
            QVERIFY2(problemWith(start).startsWith(QStringLiteral("p: ")), qPrintable(problemWith(start)));
        QTemporaryDir folder;
        const fs::path path = fs::path(folder.path().toStdString()) / "none.jpg";
        QCOMPARE(QString::fromStdString(errorOf([&] { readPicture(path); })),
                 QString::fromStdString(path.string() + ": no such file"));
        QVERIFY(!isPicture(path));
        QVERIFY(isPicture(dataPath("alpha.png")));
        QVERIFY(isPicture(dataPath("exif-6.webp")));
        QVERIFY(!isPicture(dataPath("make_pictures.py")));
        QVERIFY(otherPictureFormat(path).empty());
        QVERIFY(otherPictureFormat(dataPath("alpha.png")).empty());
    }

    void files_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &entry : fs::directory_iterator(dataPath("")))
            if (isPicture(entry.path()))
                QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().filename());
    }

    void cutAnywhere_data() { files_data(); }

    /// What is left of a file is an error or still the whole picture.
    void cutAnywhere()
    {
        QFETCH(QString, name);
        const std::string bytes = readBytes(dataPath(name.toStdString()));
        const Image whole = readPicture(bytes, "p");
        const std::size_t step = std::max<std::size_t>(1, bytes.size() / 200);
        int errors = 0;
        for (std::size_t size = 1; size < bytes.size(); size += step) {
            try {
                const Image image = readPicture(std::string_view(bytes).substr(0, size), "p");
                const bool same = image.width == whole.width && image.height == whole.height && image.rgb == whole.rgb;
                QVERIFY2(same, qPrintable(QStringLiteral("%1 bytes of %2").arg(size).arg(bytes.size())));
            } catch (const FileError &) {
                ++errors;
            }
        }
        QVERIFY(errors > 10);
    }

    void changedAnywhere_data() { files_data(); }

    /// A damaged file is a picture or an error: no crash, no other exception, no endless time.
    void changedAnywhere()
    {
        QFETCH(QString, name);
        const std::string bytes = readBytes(dataPath(name.toStdString()));
        std::mt19937 random(5);
        for (int i = 0; i < 150; ++i) {
            std::string changed = bytes;
            for (int k = 0; k <= i % 4; ++k)
                changed[random() % std::min<std::size_t>(changed.size(), i % 2 ? 120 : changed.size())] =
                    static_cast<char>(random() % 256);
            try {
                const Image image = readPicture(changed, "p");
                QVERIFY(image.width > 0 && image.height > 0);
                QCOMPARE(image.rgb.size(),
                         3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
            } catch (const FileError &error) {
                QVERIFY(std::string(error.what()).find('\n') == std::string::npos);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPictureFile)
#include "test_picture_file.moc"
