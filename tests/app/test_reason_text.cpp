// links: fovea_app
#include <functional>

#include <QTemporaryDir>
#include <QTest>

#include "app/support/language.h"
#include "app/support/reason_text.h"
#include "app/translate/line_file.h"
#include "core/io/bundle.h"
#include "core/io/session_file.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
using app::reasonText;

namespace
{

/// The errors that the core really throws, so that a sentence that was reworded there is missed here.
std::vector<std::function<void()>> failures(const std::filesystem::path &folder)
{
    const auto file = [folder](const char *name, const std::string &bytes) {
        writeBytes(folder / name, bytes);
        return folder / name;
    };
    const auto tree = [](auto act) {
        return [act] {
            HypothesisTree words(FakeStepModel::make({}), 1);
            act(words);
        };
    };
    return {
        [=] { readTraces(folder / "missing.json"); },
        [=] { readTraces(folder); },
        [=] { readTraces(file("empty.json", "")); },
        [=] { readTraces(file("other.json", "{\"format\":\"other\"}")); },
        [=] { readTraces(file("cut.json", "{\"format\":")); },
        [=] { readSession(file("other.fovea", "{\"format\":\"other\"}")); },
        [=] { app::readLineFile(file("zero.txt", std::string("a\0b", 3))); },
        [=] { readBundle(folder / "missing"); },
        [=] { readBundle(folder); },
        tree([](HypothesisTree &words) { words.step(words.step(kRootNode)); }),
        tree([](HypothesisTree &words) {
            const std::vector<int> all{0, 1, 2, 3};
            words.maskPositions(kRootNode, all, MaskReach::ThisStep);
        }),
        tree([](HypothesisTree &words) { words.overrideWeights(kRootNode, Vector::Zero(4)); }),
    };
}

bool hasHan(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

} // namespace

class TestReasonText : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path folder() const { return folder_.path().toStdString(); }

private slots:
    void inEnglishNothingChanges()
    {
        app::LanguageSwitch language;
        language.setLanguage("en");
        int count = 0;
        for (const auto &fail : failures(folder())) {
            try {
                fail();
            } catch (const std::exception &error) {
                QCOMPARE(reasonText(error), QString::fromUtf8(error.what()));
                ++count;
            }
        }
        QCOMPARE(count, static_cast<int>(failures(folder()).size()));
    }

    void inChineseNoEnglishSentenceIsLeft()
    {
        app::LanguageSwitch language;
        language.setLanguage("zh_CN");
        for (const auto &fail : failures(folder())) {
            try {
                fail();
                QFAIL("nothing was thrown");
            } catch (const FileError &error) {
                const QString text = reasonText(error);
                QVERIFY2(text.startsWith(QString::fromStdString(error.path())), qPrintable(text));
                QVERIFY2(hasHan(reasonText(error.problem())), qPrintable(text));
            } catch (const std::exception &error) {
                QVERIFY2(hasHan(reasonText(error)), qPrintable(reasonText(error)));
            }
        }
    }

    void reasonsWithinReasonsAreSaidToo()
    {
        app::LanguageSwitch language;
        language.setLanguage("zh_CN");
        const QString text = reasonText(FileError("/a/b.csv", "cannot be written: no such folder: /a"));
        QVERIFY2(text.contains("/a/b.csv") && text.endsWith("/a") && !text.contains("folder"), qPrintable(text));
        QVERIFY(reasonText(InputError("the sentence has 300 tokens, at most 256 are possible")).contains("300"));
        QCOMPARE(reasonText(InputError("something new")), QString("something new"));
    }
};

QTEST_MAIN(TestReasonText)
#include "test_reason_text.moc"
