#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

#include <array>

namespace fovea::app
{

struct Language {
    const char *code;     ///< of settings and translation files
    const char16_t *name; ///< in the language itself
};

inline constexpr std::array kLanguages{Language{"en", u"English"}, Language{"zh_CN", u"中文"}};

bool isLanguage(const QString &code);

/// The language of the interface, changed while the program runs: every widget gets a LanguageChange event.
class LanguageSwitch : public QObject
{
    Q_OBJECT

public:
    explicit LanguageSwitch(QObject *parent = nullptr);
    ~LanguageSwitch() override;

    /// One of kLanguages; anything else, as the empty string, means the desktop's.
    void setLanguage(const QString &code);
    /// What is shown now: a code of kLanguages.
    QString current() const { return current_; }

private:
    void remove();

    QTranslator program_;
    QTranslator qt_; ///< standard buttons and dialogs
    QString current_ = QStringLiteral("en");
};

} // namespace fovea::app
