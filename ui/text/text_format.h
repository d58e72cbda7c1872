#pragma once

#include <string>

#include <QString>

#include "core/types/matrix.h"

namespace fovea::ui
{

/// A token as a label: the empty and the blank token are drawn as an open box, so that they are visible as what they
/// are.
QString displayToken(const std::string &token);

/// Fixed decimals in the interface's locale, with a true minus sign and no negative zero; "–" for a value that is not
/// finite.
QString formatNumber(double value, int decimals);

/// Probability of a step from its natural logarithm, e.g. "0.73"; "<0.01" for a small one that is not zero.
QString formatProbability(double logProbability, int decimals = 2);

/// A tool tip that shows `text` as it is: words of a text may look like markup.
QString plainToolTip(const QString &text);

/// A time as a person says it: "4 s", "3 min", "1 h 20 min".
QString formatDuration(double seconds);

/// Subscript digits, e.g. 12 -> "₁₂".
QString subscript(int number);

/// H(a) = -sum_i a_i ln a_i in nats, 0 ln 0 = 0; weights that do not form a distribution are taken as they are.
double entropyOf(const Vector &weights);

} // namespace fovea::ui
