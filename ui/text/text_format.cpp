#include "ui/text/text_format.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

namespace fovea::ui
{

QString displayToken(const std::string &token)
{
    const QString text = QString::fromStdString(token);
    return text.trimmed().isEmpty() ? QStringLiteral("␣") : text;
}

QString formatNumber(double value, int decimals)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const double unit = std::pow(10.0, decimals);
    if (std::abs(value) * unit < 0.5)
        value = 0;
    QString text = QLocale().toString(std::abs(value), 'f', decimals);
    return value < 0 ? QStringLiteral("−") + text : text;
}

QString formatProbability(double logProbability, int decimals)
{
    const double probability = std::exp(logProbability);
    const double smallest = std::pow(10.0, -decimals);
    if (probability > 0 && probability < smallest / 2)
        return QStringLiteral("<") + formatNumber(smallest, decimals);
    return formatNumber(probability, decimals);
}

QString plainToolTip(const QString &text)
{
    // Rich text is wrapped by Qt, plain text is not: a sentence of 5,000 characters must not be wider than the screen.
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

QString formatDuration(double seconds)
{
    struct Duration {
        Q_DECLARE_TR_FUNCTIONS(Duration)
    };
    const auto whole = static_cast<long long>(std::ceil(std::max(0.0, seconds)));
    if (whole < 100)
        return Duration::tr("%1 s", "seconds").arg(whole);
    const long long minutes = (whole + 30) / 60;
    return minutes < 60 ? Duration::tr("%1 min", "minutes").arg(minutes)
                        : Duration::tr("%1 h %2 min", "hours, minutes").arg(minutes / 60).arg(minutes % 60);
}

QString subscript(int number)
{
    QString digits = QString::number(number);
    for (QChar &digit : digits)
        if (digit.isDigit())
            digit = QChar(0x2080 + digit.digitValue());
    return digits;
}

double entropyOf(const Vector &weights)
{
    double sum = 0;
    for (const Scalar weight : weights)
        if (weight > 0)
            sum -= static_cast<double>(weight) * std::log(static_cast<double>(weight));
    return sum;
}

} // namespace fovea::ui
