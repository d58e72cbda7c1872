#include "app/support/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

namespace fovea::app
{

namespace
{

QString desktopLanguage()
{
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

} // namespace

bool isLanguage(const QString &code)
{
    return std::any_of(kLanguages.begin(), kLanguages.end(),
                       [&code](const Language &language) { return code == QLatin1String(language.code); });
}

LanguageSwitch::LanguageSwitch(QObject *parent) : QObject(parent) {}

LanguageSwitch::~LanguageSwitch() { remove(); }

void LanguageSwitch::remove()
{
    QCoreApplication::removeTranslator(&program_);
    QCoreApplication::removeTranslator(&qt_);
}

void LanguageSwitch::setLanguage(const QString &code)
{
    const QString wanted = isLanguage(code) ? code : desktopLanguage();
    if (wanted == current_)
        return;
    remove();
    current_ = wanted;
    if (wanted == QLatin1String("en")) // the texts in the source
        return;
    if (program_.load(QStringLiteral(":/fovea/translations/fovea_%1.qm").arg(wanted)))
        QCoreApplication::installTranslator(&program_);
    if (qt_.load(QStringLiteral("qtbase_%1").arg(wanted), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_);
}

} // namespace fovea::app
