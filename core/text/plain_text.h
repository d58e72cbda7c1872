#pragma once

#include <string>
#include <string_view>

namespace fovea
{

/// A caption as captioning trains on it and scores it (the convention of COCO's evaluation): ASCII letters in lower
/// case, no punctuation (Chinese marks included), single spaces. What is part of a word stays: "t-shirt", "man's",
/// "10:30". Goes through normalizeLine first.
std::string plainText(std::string_view utf8);

} // namespace fovea
