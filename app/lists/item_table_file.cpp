#include "app/lists/item_table_file.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include "core/io/atomic_file.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

using ui::Item;

constexpr std::array<const char *, ui::kItemMetrics.size()> kMetricKeys{
    "logProbability",      "meanLogProbability", "entropy",    "coverage", "coverageDeviation",
    "absentmindednessOut", "absentmindednessIn", "confidence", "findings"};

constexpr std::array<const char *, 8> kFindingKeys{"collapsed", "uniform",       "endSink",         "shifted",
                                                   "zeroRow",   "notNormalized", "uncoveredSource", "repeatedPhrase"};

const char *stateKey(Item::State state)
{
    switch (state) {
    case Item::State::Waiting:
        return "waiting";
    case Item::State::Blank:
        return "blank";
    case Item::State::Done:
        return "done";
    case Item::State::Failed:
        return "failed";
    }
    return "";
}

QStringList findingKeys(const Item &item)
{
    QStringList keys;
    for (std::size_t kind = 0; kind < kFindingKeys.size(); ++kind)
        if (item.has(static_cast<Finding::Kind>(kind)))
            keys << QString::fromLatin1(kFindingKeys[kind]);
    return keys;
}

/// One field: what would end it becomes a space.
QByteArray field(QString text)
{
    for (QChar &c : text)
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
    return text.toUtf8();
}

class Tsv
{
public:
    static QByteArray begin(ui::ItemKind kind)
    {
        QByteArray line = kind == ui::ItemKind::Sentences ? "line\tsentence" : "number\tpicture";
        line += "\toutput\tstate\tproblem";
        for (const char *key : kMetricKeys)
            line += QByteArray("\t") + key;
        return line + "\tkinds\n";
    }

    static QByteArray row(ui::ItemKind, const Item &item, int number, bool)
    {
        QByteArray line = QByteArray::number(number + 1) + '\t' + field(item.input) + '\t' + field(item.output) + '\t' +
                          stateKey(item.state) + '\t' + field(item.problem);
        for (const ui::ItemMetric metric : ui::kItemMetrics) {
            line += '\t';
            if (const auto value = metricOf(item, metric); value && std::isfinite(*value))
                line += QByteArray::number(*value, 'g', QLocale::FloatingPointShortest);
        }
        return line + '\t' + findingKeys(item).join(u',').toLatin1() + '\n';
    }

    static QByteArray end() { return {}; }
};

class Json
{
public:
    static QByteArray begin(ui::ItemKind) { return "[\n"; }

    static QByteArray row(ui::ItemKind kind, const Item &item, int number, bool first)
    {
        QJsonObject object{{kind == ui::ItemKind::Sentences ? "line" : "number", number + 1},
                           {kind == ui::ItemKind::Sentences ? "sentence" : "picture", item.input},
                           {"output", item.output},
                           {"state", stateKey(item.state)}};
        if (item.state == Item::State::Failed)
            object.insert("problem", item.problem);
        if (item.state == Item::State::Done)
            object.insert("complete", item.complete);
        for (const ui::ItemMetric metric : ui::kItemMetrics) {
            const auto value = metricOf(item, metric);
            object.insert(QLatin1String(kMetricKeys[static_cast<std::size_t>(metric)]),
                          value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue());
        }
        object.insert("kinds", QJsonArray::fromStringList(findingKeys(item)));
        return (first ? QByteArray() : QByteArray(",\n")) + QJsonDocument(object).toJson(QJsonDocument::Compact);
    }

    static QByteArray end() { return "\n]\n"; }
};

std::string lowerSuffix(const std::filesystem::path &path)
{
    std::string suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return suffix;
}

template <class Format>
void write(AtomicFile &file, ui::ItemKind kind, const std::vector<Item> &items, const std::vector<int> &shown,
           const RunControl &control)
{
    constexpr qsizetype kBlock = 1 << 18;
    QByteArray block = Format::begin(kind);
    bool first = true;
    for (const int number : shown) {
        block += Format::row(kind, items.at(static_cast<std::size_t>(number)), number, first);
        first = false;
        if (block.size() < kBlock)
            continue;
        if (control.stopRequested())
            throw Cancelled();
        file.write(block.constData(), static_cast<std::size_t>(block.size()));
        block.clear();
    }
    block += Format::end();
    file.write(block.constData(), static_cast<std::size_t>(block.size()));
    file.commit();
}

} // namespace

const char *keyOf(ui::ItemMetric metric) { return kMetricKeys.at(static_cast<std::size_t>(metric)); }
const char *keyOf(Finding::Kind kind) { return kFindingKeys.at(static_cast<std::size_t>(kind)); }

void writeItemTable(const std::filesystem::path &path, ui::ItemKind kind, const std::vector<Item> &items,
                    const std::vector<int> &shown, const RunControl &control)
{
    const std::string suffix = lowerSuffix(path);
    if (suffix != ".json" && suffix != ".tsv" && suffix != ".txt")
        throw InputError("the name must end in .tsv or .json");
    AtomicFile file(path);
    if (suffix == ".json")
        write<Json>(file, kind, items, shown, control);
    else
        write<Tsv>(file, kind, items, shown, control);
}

} // namespace fovea::app
