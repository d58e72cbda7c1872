// links: fovea_app
#include <QCoreApplication>
#include <QTest>

#include "app/support/language.h"

using fovea::app::LanguageSwitch;

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    /// The program's texts and those that Qt brings itself, as in file dialogs, change together and back.
    void allTextsFollow()
    {
        const auto own = [] { return QCoreApplication::translate("fovea::ui::SentenceEdit", "Sentence"); };
        const auto ofQt = [] { return QCoreApplication::translate("QPlatformTheme", "Cancel"); };
        LanguageSwitch language;
        language.setLanguage("en");
        QCOMPARE(own(), QString("Sentence"));
        QCOMPARE(ofQt(), QString("Cancel"));
        language.setLanguage("zh_CN");
        QCOMPARE(own(), QString("句子"));
        QCOMPARE(ofQt(), QString("取消"));
        language.setLanguage("en");
        QCOMPARE(own(), QString("Sentence"));
        QCOMPARE(ofQt(), QString("Cancel"));
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "test_language.moc"
