// links: fovea_ui
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include "ui/caption/overlay_bar.h"

using namespace fovea;
using namespace fovea::ui;

class TestOverlayBar : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatItsModeNeeds();
    void isSilentWhenSet();
};

void TestOverlayBar::showsWhatItsModeNeeds()
{
    OverlayBar bar;
    bar.show();
    QSignalSpy changed(&bar, &OverlayBar::choiceChanged);
    auto *mode = bar.findChild<QComboBox *>();
    const auto visible = [&](const QString &name) {
        for (const QWidget *widget : bar.findChildren<QWidget *>())
            if (widget->accessibleName() == name)
                return widget->isVisible();
        return false;
    };
    QVERIFY(visible(QStringLiteral("Blur")));
    QVERIFY(!visible(QStringLiteral("Share of the weight inside the line")));
    mode->setCurrentIndex(mode->findData(static_cast<int>(OverlayMode::Contour)));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bar.choice().mode, OverlayMode::Contour);
    QVERIFY(visible(QStringLiteral("Share of the weight inside the line")));
    mode->setCurrentIndex(mode->findData(static_cast<int>(OverlayMode::Cells)));
    QVERIFY(!visible(QStringLiteral("Blur")));
    QVERIFY(visible(QStringLiteral("Paint attention")));
    QVERIFY(!visible(QStringLiteral("Size of the brush")));
    bar.setTool(OverlayTool::Paint);
    QVERIFY(visible(QStringLiteral("Size of the brush")));
    bar.setToolsVisible(false);
    QVERIFY(!visible(QStringLiteral("Paint attention")));
}

void TestOverlayBar::isSilentWhenSet()
{
    OverlayBar bar;
    QSignalSpy changed(&bar, &OverlayBar::choiceChanged);
    QSignalSpy tool(&bar, &OverlayBar::toolChanged);
    const OverlayChoice choice{OverlayMode::Spotlight, 0.4, 1.25, 0.8, false, true};
    bar.setChoice(choice);
    bar.setTool(OverlayTool::Mask);
    QCOMPARE(changed.size() + tool.size(), 0);
    QVERIFY(bar.choice() == choice);
    QCOMPARE(bar.tool(), OverlayTool::Mask);
}

QTEST_MAIN(TestOverlayBar)
#include "test_overlay_bar.moc"
