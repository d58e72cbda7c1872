#pragma once

// What the library fovea_video offers: C functions, found by name when it is loaded. No exception leaves them.
// `error` takes one line of at most `size` bytes, the final zero included.

extern "C" {

/// Begins an MP4 file (H.264, or MPEG-4 where there is no encoder for it) of this size in pixels, both even.
/// Null on failure.
using FilmOpen = void *(const char *path, int width, int height, double framesPerSecond, char *error, int size);
/// Appends a picture of the film's size: blue, green, red, 8 bits each, `stride` bytes a row. 0 on failure.
using FilmAdd = int(void *film, const unsigned char *pixels, int stride, char *error, int size);
/// Finishes the file and frees the film, whatever was written of it.
using FilmClose = void(void *film);
}

namespace fovea::app
{

inline constexpr const char *kFilmOpen = "fovea_film_open";
inline constexpr const char *kFilmAdd = "fovea_film_add";
inline constexpr const char *kFilmClose = "fovea_film_close";

} // namespace fovea::app
