// links: fovea_app
//
// bench_what_if BUNDLE [SENTENCE] [--rounds N]
// How long a weight that is dragged takes: from the move of the bar to the next word's distribution in the picture, the
// model on the worker thread included. Needs no display (QT_QPA_PLATFORM=offscreen). Prints the median and the 95th
// percentile of wall time in milliseconds for the model alone, the window's own work and all of it; the bar is 16 ms.

#include <QApplication>
#include <QUndoStack>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "app/translate/translate_controller.h"
#include "ui/inspector/weight_bars.h"
#include "ui/inspector/weight_editor.h"
#include "ui/style/theme.h"
#include "ui/views/heatmap_view.h"

namespace
{

using namespace fovea;
using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void print(const char *name, std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto at = [&](double part) {
        return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
    };
    std::printf("%-28s median %6.2f ms   95 %% %6.2f ms\n", name, at(0.5), at(0.95));
}

template <class Condition>
void waitFor(Condition condition)
{
    const auto start = Clock::now();
    while (!condition() && millisecondsSince(start) < 30'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QString bundle;
    QString sentence =
        QStringLiteral("如果明天下雨，我们就待在家里。他昨天买了一本关于机器学习的书，但是还没有开始读。");
    int rounds = 200;
    const QStringList arguments = application.arguments().mid(1);
    for (qsizetype i = 0; i < arguments.size(); ++i)
        if (arguments[i] == QLatin1String("--rounds") && i + 1 < arguments.size())
            rounds = std::clamp(arguments[++i].toInt(), 1, 100'000);
        else if (bundle.isEmpty())
            bundle = arguments[i];
        else
            sentence = arguments[i];
    if (bundle.isEmpty()) {
        std::fputs("usage: bench_what_if BUNDLE [SENTENCE] [--rounds N]\n", stderr);
        return 2;
    }
    ui::applyTheme(application, ui::Appearance::Light);
    ui::TranslatePage page;
    QUndoStack undo;
    app::TranslateController controller(&page, app::openTranslationModel, {}, &undo);
    page.resize(1152, 740);
    page.show();
    page.setSentence(sentence);
    controller.openModel(bundle);
    waitFor([&] { return page.trace() && !controller.isBusy(); });
    controller.toEnd();
    waitFor([&] { return !controller.isBusy(); });
    if (!page.trace()) {
        std::fprintf(stderr, "%s\n", qPrintable(page.message()));
        return 1;
    }
    const int step = page.currentStep() / 2;
    controller.selectStep(step);
    page.setWeightEditing(true);
    std::printf("%s: %zu source positions, %zu steps\n", qPrintable(bundle),
                static_cast<std::size_t>(page.trace()->source.size()), page.trace()->steps.size());

    std::vector<double> model, window, whole;
    ui::WeightBars *bars = page.weightEditor()->bars();
    for (int i = 0; i < rounds; ++i) {
        const auto before = page.heatmap()->trace();
        const auto start = Clock::now();
        emit bars->weightDragged(0, 0.1 + 0.8 * (i % 97) / 97, i == 0);
        const double sent = millisecondsSince(start);
        waitFor([&] { return page.heatmap()->trace() != before; });
        const double answered = millisecondsSince(start);
        page.grab();
        whole.push_back(millisecondsSince(start));
        model.push_back(answered - sent);
        window.push_back(whole.back() - model.back());
    }
    print("model and its thread", model);
    print("window: edit and paint", window);
    print("from the move to the picture", whole);
    return 0;
}
