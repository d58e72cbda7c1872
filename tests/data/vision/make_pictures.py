#!/usr/bin/env python3
"""Writes the pictures that tests/core/test_picture_file.cpp reads; needs Pillow and ImageMagick's convert.

All but a few show the same 32 x 16 pixels: red and green above, blue and yellow below, in quarters of 16 x 8.
"""

import os
import struct
import subprocess
import zlib

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
QUARTERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))
# How a stored picture is made from the upright one: the inverse of what EXIF says has to be done to it.
STORE = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
         5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
         8: Image.Transpose.ROTATE_270}


def path(name):
    return os.path.join(HERE, name)


def quarters():
    picture = Image.new("RGB", (32, 16))
    for i, colour in enumerate(QUARTERS):
        picture.paste(colour, (16 * (i % 2), 8 * (i // 2), 16 * (i % 2) + 16, 8 * (i // 2) + 8))
    return picture


def stored(orientation):
    picture = quarters() if STORE[orientation] is None else quarters().transpose(STORE[orientation])
    exif = Image.Exif()
    exif[274] = orientation
    return picture, exif.tobytes()


def png(name, colour_type, depth, rows):
    """A PNG file of given raw rows, for the kinds that Pillow does not write."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour_type]
    width = len(rows[0]) * 8 // (depth * channels)
    header = struct.pack(">IIBBBBB", width, len(rows), depth, colour_type, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    with open(path(name), "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def orientations():
    for orientation in STORE:
        picture, exif = stored(orientation)
        picture.save(path(f"exif-{orientation}.jpg"), quality=95, subsampling=0, exif=exif)
        picture.save(path(f"exif-{orientation}.tif"), compression="tiff_lzw", tiffinfo={274: orientation})
    picture, exif = stored(6)
    picture.save(path("exif-6.png"), exif=exif)
    picture.save(path("exif-6.webp"), lossless=True, exif=exif)


def colours():
    picture = quarters()
    picture.save(path("progressive.jpg"), quality=95, subsampling=0, progressive=True)
    picture.convert("CMYK").save(path("cmyk-adobe.jpg"), quality=95)
    # Without Adobe's marker the values are read as with it, as Pillow, OpenCV and ImageMagick do.
    with open(path("cmyk-adobe.jpg"), "rb") as file:
        data = file.read()
    at = data.index(b"\xff\xee")
    with open(path("cmyk-plain.jpg"), "wb") as file:
        file.write(data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2:at + 4])[0]:])
    picture.save(path("lossless.webp"), lossless=True)
    picture.quantize(4).save(path("palette.png"))
    picture.quantize(4).save(path("palette.bmp"))
    picture.save(path("rgb.bmp"))
    picture.convert("CMYK").save(path("cmyk.tif"), compression="tiff_lzw")
    picture.save(path("tiled-jpeg.tif"), compression="jpeg", quality=95)
    bits = [[colour for colour in row for _ in range(16)] for row in (QUARTERS[:2], QUARTERS[2:])]
    png("rgb16.png", 2, 16, [b"".join(struct.pack(">3H", *(257 * c for c in p)) for p in bits[y // 8])
                             for y in range(16)])
    for name, options in (("rgb16.tif", ["-depth", "16", "-compress", "zip"]), ("rle.bmp", ["-compress", "rle"]),
                          ("interlaced.png", ["-interlace", "png"])):
        source = path("palette.png") if name.endswith(".bmp") else path("rgb16.png")
        subprocess.run(["convert", source, *options, (("BMP3:" if name.endswith(".bmp") else "") + path(name))], check=True)


def transparent():
    """Left half red; right half red at alpha 0.5 (128), so (255, 127, 127) on white."""
    picture = Image.new("RGBA", (32, 16), (255, 0, 0, 255))
    picture.paste((255, 0, 0, 128), (16, 0, 32, 16))
    picture.save(path("alpha.png"))
    picture.save(path("alpha.webp"), lossless=True)
    picture.save(path("alpha.tif"), compression="tiff_lzw")
    picture.save(path("alpha.bmp"))
    subprocess.run(["convert", path("alpha.png"), "-interlace", "png", path("alpha-interlaced.png")], check=True)
    subprocess.run(["convert", path("alpha.png"), "BMP:" + path("alpha-v5.bmp")], check=True)
    row = b"\xff\xff\0\0\0\0\xff\xff" * 16 + b"\xff\xff\0\0\0\0\x80\x80" * 16
    png("alpha16.png", 6, 16, [row] * 16)
    palette = Image.new("P", (32, 16), 0)
    palette.putpalette([255, 0, 0, 255, 0, 0])
    palette.paste(1, (16, 0, 32, 16))
    palette.save(path("alpha-palette.png"), transparency=bytes([255, 128]))
    frames = [Image.new("RGB", (32, 16), colour) for colour in ((255, 0, 0), (0, 255, 0))]
    frames[0].save(path("animated.webp"), save_all=True, append_images=frames[1:], lossless=True)


def grey():
    """Left half 64, right half 192."""
    picture = Image.new("L", (32, 16), 64)
    picture.paste(192, (16, 0, 32, 16))
    for name in ("grey.png", "grey.jpg", "grey.tif", "grey.bmp"):
        picture.save(path(name))
    png("grey16.png", 0, 16, [(b"\x40\x40" * 16 + b"\xc0\xc0" * 16)] * 16)
    png("grey-alpha.png", 4, 8, [(b"\x40\xff" * 16 + b"\x81\x80" * 16)] * 16)  # 0x81 at 128 / 255 is 192 on white
    subprocess.run(["convert", path("grey16.png"), "-depth", "16", path("grey16.tif")], check=True)
    bilevel = Image.new("1", (32, 16), 0)
    bilevel.paste(1, (16, 0, 32, 16))
    bilevel.save(path("bilevel.tif"), compression="group4")
    bilevel.save(path("bilevel.bmp"))
    bilevel.save(path("bilevel.png"))


if __name__ == "__main__":
    orientations()
    colours()
    transparent()
    grey()
