// links: fovea_io
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <random>

#include "core/io/bundle.h"
#include "core/io/trace_file.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

/// Damages bytes the way files get damaged, and the way somebody who knows the formats would; the same for one seed.
class Mutator
{
public:
    explicit Mutator(unsigned seed) : random_(seed) {}

    std::string damage(std::string bytes)
    {
        for (std::size_t count = 1 + below(4); count > 0; --count)
            damageOnce(bytes);
        return bytes;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    void damageOnce(std::string &bytes)
    {
        static const std::array<std::string, 16> kNasty{
            "18446744073709551615", "-1", "1e308", "1e-999", "null", "[[[[[[[[[[[[", "{}", "\"\"", "\\ud800", "\xff",
            std::string(1, '\0'),   "}",  "]",     ",",      "NaN",  "0.1"};
        const std::size_t place = below(bytes.size() + 1);
        const std::size_t length = std::min(below(12), bytes.size() - place);
        switch (below(6)) {
        case 0:
            if (place < bytes.size())
                bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
            break;
        case 1:
            bytes.erase(place, length);
            break;
        case 2:
            bytes.insert(place, bytes.substr(below(bytes.size() + 1), below(40)));
            break;
        case 3:
            bytes.replace(place, length, kNasty[below(kNasty.size())]);
            break;
        case 4:
            damageNumber(bytes, place);
            break;
        default:
            if (below(8) == 0)
                bytes.resize(place);
            else
                bytes.insert(place, 1, static_cast<char>(random_()));
        }
    }

    /// Changes a digit at or after `place`, so that the syntax survives and the meaning does not.
    void damageNumber(std::string &bytes, std::size_t place)
    {
        const std::size_t digit = bytes.find_first_of("0123456789", place);
        if (digit != std::string::npos)
            bytes[digit] = static_cast<char>('0' + below(10));
    }

    std::mt19937 random_;
};

const std::string kTensors =
    safetensorsBytes(json("{'__metadata__':{'by':'Fovea'},'a':{'dtype':'F16','shape':[2,3],'data_offsets':[0,12]},"
                          "'b.weight':{'dtype':'F32','shape':[2],'data_offsets':[12,20]},"
                          "'c':{'dtype':'F32','shape':[],'data_offsets':[20,24]}}  "),
                     std::string(12, '\x3c') + bytesOf<float>({1, 2, 3}));

const std::string kConfig =
    json("{'task':'translation','match':'additive','sizes':{'embedding':192,'encoder':[192,192],'decoder':384},"
         "'vocabulary':{'source':'source.spm','target':'target.spm'},'training':{'bleu':31.5,'done':true}}");

const std::string kTrace =
    json("{'format':'fovea-trace','version':1,'task':'translation','model':{'name':'m','match':'dot'},"
         "'source':{'kind':'sequence','tokens':['机','器'],'text':'机器','frames':1,'rows':1,'columns':0},"
         "'target':{'tokens':['x','y'],'text':'x y'},'weights':[[1,0],[0.5,0.5]],'energies':[[3,null],[0,0]],"
         "'steps':[{'token':'x','logProbability':-1,'candidates':[{'token':'x','probability':0.5}]},"
         "{'token':'y','forced':true}],'complete':true}");

} // namespace

/// Thousands of damaged files: what is not read is refused with a fovea::Error of one line, and nothing else happens.
class TestIoMutations : public QObject
{
    Q_OBJECT

    static constexpr int kRounds = 6000;

    QTemporaryDir temporary_;
    fs::path folder_;

    /// A new file each time: truncating an existing one makes some file systems wait for the disk.
    fs::path fileOf(const char *name, const std::string &bytes) const
    {
        const fs::path path = folder_ / name;
        fs::remove(path);
        writeBytes(path, bytes);
        return path;
    }

    void attack(const std::string &original, unsigned seed, const std::function<void(const std::string &)> &read)
    {
        QCOMPARE(errorOf([&] { read(original); }), std::string("no error"));
        Mutator mutator(seed);
        int refused = 0;
        for (int round = 0; round < kRounds; ++round) {
            const std::string bytes = mutator.damage(original);
            const std::string error = errorOf([&] { read(bytes); });
            if (error.starts_with("not a fovea::Error") || error.find('\n') != std::string::npos ||
                error.size() > 500) {
                QFAIL(("seed " + std::to_string(seed) + ", round " + std::to_string(round) + ": " + error).c_str());
            }
            refused += error != "no error";
        }
        qInfo("%d of %d refused", refused, kRounds);
        QVERIFY(refused > kRounds / 2 && refused < kRounds); // the damage is neither harmless nor always fatal
    }

private slots:
    void initTestCase() { folder_ = temporary_.path().toStdString(); }

    void safetensors()
    {
        attack(kTensors, 1, [&](const std::string &bytes) {
            for (const auto &[name, tensor] : readSafetensors(fileOf("model.safetensors", bytes))) {
                std::size_t count = 1;
                for (const Index size : tensor.shape)
                    count *= static_cast<std::size_t>(size);
                if (count != tensor.data.size() || count > bytes.size())
                    throw std::logic_error("shape and data disagree: " + name);
            }
        });
    }

    void config()
    {
        attack(kConfig, 2, [&](const std::string &bytes) {
            fileOf("config.json", bytes);
            if (readBundleConfig(folder_) != bytes)
                throw std::logic_error("another text than the file's");
        });
    }

    void trace()
    {
        attack(kTrace, 3, [](const std::string &bytes) {
            for (const AttentionTrace &trace : parseTraces(bytes, "t"))
                if (parseTraces(toJson(trace), "again").size() != 1)
                    throw std::logic_error("what was read cannot be written");
        });
    }

    void traceLines()
    {
        attack(kTrace + "\n\n" + kTrace + "\n" + kTrace, 4, [](const std::string &bytes) {
            for (const AttentionTrace &trace : parseTraces(bytes, "t"))
                toCsv(trace);
        });
    }
};

QTEST_GUILESS_MAIN(TestIoMutations)
#include "test_io_mutations.moc"
