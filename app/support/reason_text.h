#pragma once

#include <QString>

#include <exception>
#include <string>

namespace fovea::app
{

/// What an error says, in the program's language where it is one that a person is likely to meet; else as it is.
QString reasonText(const std::exception &error);
/// The same of FileError::problem().
QString reasonText(const std::string &problem);

} // namespace fovea::app
