#include "app/export/film_module.h"

#include <cstdio>
#include <exception>
#include <memory>

#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>

namespace
{

struct Film {
    cv::VideoWriter writer;
    cv::Size size;
};

void say(char *error, int size, const char *text) { std::snprintf(error, static_cast<std::size_t>(size), "%s", text); }

} // namespace

#define FOVEA_EXPORT extern "C" __attribute__((visibility("default")))

FOVEA_EXPORT void *fovea_film_open(const char *path, int width, int height, double framesPerSecond, char *error,
                                   int size)
{
    try {
        auto film = std::make_unique<Film>();
        film->size = {width, height};
        // H.264 plays everywhere; FFmpeg without x264 has MPEG-4.
        for (const int code :
             {cv::VideoWriter::fourcc('a', 'v', 'c', '1'), cv::VideoWriter::fourcc('m', 'p', '4', 'v')})
            if (film->writer.open(path, cv::CAP_FFMPEG, code, framesPerSecond, film->size, true))
                return film.release();
        say(error, size, "the film cannot be begun: there is no MP4 encoder, or the file cannot be made");
    } catch (const std::exception &problem) {
        say(error, size, problem.what());
    } catch (...) {
        say(error, size, "the film cannot be begun");
    }
    return nullptr;
}

FOVEA_EXPORT int fovea_film_add(void *film, const unsigned char *pixels, int stride, char *error, int size)
{
    try {
        auto *open = static_cast<Film *>(film);
        const cv::Mat picture(open->size, CV_8UC3, const_cast<unsigned char *>(pixels),
                              static_cast<std::size_t>(stride));
        open->writer.write(picture);
        return 1;
    } catch (const std::exception &problem) {
        say(error, size, problem.what());
    } catch (...) {
        say(error, size, "a picture could not be encoded");
    }
    return 0;
}

FOVEA_EXPORT void fovea_film_close(void *film)
{
    try {
        delete static_cast<Film *>(film); // releases the writer, which writes the index
    } catch (...) {
    }
}
