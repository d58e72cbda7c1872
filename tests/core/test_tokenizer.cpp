// links: fovea_text
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "core/text/tokenizer.h"
#include "core/types/error.h"

using namespace fovea;
namespace fs = std::filesystem;

namespace
{

const std::vector<std::string> kChinese{"机器学习是人工智能的一部分。", "我们 学习 机器 学习，好吗？",
                                        "深度学习 deep learning 用GPU训练。", "3月 22日", "这条河叫什么名字？"};
const std::vector<std::string> kEnglish{"machine learning is a part of artificial intelligence.",
                                        "We learn machine learning, all right?",
                                        "Deep learning trains machines on 12 GPUs.", "What is the name of this river?",
                                        "the machine learned the names of the machines"};

std::string bytesOf(const fs::path &path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

QString surfaces(const Tokenizer &tokenizer, std::string_view text)
{
    QStringList list;
    for (const Tokenizer::Token &token : tokenizer.tokenize(text))
        list << QString::fromStdString(token.surface);
    return list.join('|');
}

QString pieces(const Tokenizer &tokenizer, std::string_view text)
{
    QStringList list;
    for (const int id : tokenizer.encode(text))
        list << QString::fromStdString(tokenizer.piece(id));
    return list.join('|');
}

/// A protocol buffers field of wire type 2.
std::string delimited(char number, const std::string &payload)
{
    std::string field(1, static_cast<char>(number << 3 | 2));
    std::size_t size = payload.size();
    for (; size > 127; size >>= 7)
        field.push_back(static_cast<char>(size | 0x80));
    field.push_back(static_cast<char>(size));
    return field + payload;
}

/// An entry of a model's vocabulary; type 1 normal, 2 unknown, 3 control, 4 user-defined.
std::string pieceField(const std::string &text, char type = 1)
{
    return delimited(1, delimited(1, text) + std::string{0x18, type});
}

const std::string kSpecials =
    pieceField("<pad>", 3) + pieceField("<unk>", 2) + pieceField("<s>", 3) + pieceField("</s>", 3);

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        TokenizerTraining character{TokenizerTraining::Kind::Character, 200, 1.0};
        trainSentencePiece(kChinese, character, file("source.spm"));
        TokenizerTraining bpe{TokenizerTraining::Kind::Bpe, 80, 1.0};
        trainSentencePiece(kEnglish, bpe, file("target.spm"));
        source_ = openSentencePiece(file("source.spm"));
        target_ = openSentencePiece(file("target.spm"));
    }

    void specialIds()
    {
        for (const auto &tokenizer : {source_, target_}) {
            QCOMPARE(tokenizer->padId(), 0);
            QCOMPARE(tokenizer->unknownId(), 1);
            QCOMPARE(tokenizer->beginId(), 2);
            QCOMPARE(tokenizer->endId(), 3);
            QCOMPARE(tokenizer->display(0), std::string("⟨pad⟩"));
            QCOMPARE(tokenizer->display(1), std::string("⟨unk⟩"));
            QCOMPARE(tokenizer->display(2), std::string("⟨begin⟩"));
            QCOMPARE(tokenizer->display(3), std::string("⟨end⟩"));
        }
        QVERIFY(target_->size() <= 80);
    }

    void chineseIsOneCharacterAToken()
    {
        QCOMPARE(pieces(*source_, "机器学习"), QString("机|器|学|习"));
        QCOMPARE(surfaces(*source_, "机器学习"), QString("机|器|学|习"));
        QCOMPARE(pieces(*source_, " 机器　学习\n"), QString("机|器|学|习"));
        QCOMPARE(pieces(*source_, "机器 学习 ， 好"), QString("机|器|学|习|,|好"));
        QCOMPARE(source_->decode(source_->encode("机器学习")), std::string("机器学习"));
    }

    void mixedScripts()
    {
        QCOMPARE(pieces(*source_, "用 GPU 训练 deep learning 好"),
                 QString("用|G|P|U|训|练|d|e|e|p|▁|l|e|a|r|n|i|n|g|好"));
        QCOMPARE(surfaces(*source_, "deep  lea"), QString("d|e|e|p|␣|l|e|a"));
        QCOMPARE(source_->display(source_->encode("p l").at(1)), std::string("␣"));
    }

    // NFKC is for the model only: a person sees what was typed.
    void surfacesAreAsTyped()
    {
        QCOMPARE(pieces(*source_, "ＧＰＵ，"), QString("G|P|U|,"));
        QCOMPARE(surfaces(*source_, "ＧＰＵ，"), QString("Ｇ|Ｐ|Ｕ|，"));
        QCOMPARE(surfaces(*target_, "  machine 机器 x"), surfaces(*target_, "machine 机器 x"));
        QVERIFY(surfaces(*target_, "machine 机器 x").contains("|机器|"));
    }

    void unknownCharactersShowThemselves()
    {
        const char *text = "龘靐😀👨‍👩‍👧🇩🇪🇨🇳❤️👍🏽习";
        QCOMPARE(surfaces(*source_, text),
                 QString("龘|靐|😀|👨‍👩‍👧|🇩🇪|🇨🇳|❤️|👍🏽|习"));
        const std::vector<int> ids = source_->encode(text);
        QCOMPARE(std::count(ids.begin(), ids.end(), source_->unknownId()), 8);
        QCOMPARE(surfaces(*target_, "😀😀"), QString("␣|😀😀"));
        QCOMPARE(surfaces(*source_, "😀 👍"), QString("😀|␣|👍"));
        QVERIFY(source_->decode(source_->encode("学😀习")).find("⁇") != std::string::npos);
    }

    void bpeReadsBack()
    {
        for (const std::string &line : kEnglish)
            QCOMPARE(target_->decode(target_->encode(line)), line);
        QVERIFY(pieces(*target_, "the machine").contains("▁ma"));
        QVERIFY(target_->encode("machine learning").size() < std::string("machine learning").size());
        QVERIFY(pieces(*target_, "on 12").endsWith("1|2"));
        const int id = target_->encode("the").front();
        QVERIFY(target_->piece(id).starts_with("▁"));
        QVERIFY(!target_->display(id).starts_with("▁"));
    }

    void tokensAndIdsAgree()
    {
        for (const std::string &text :
             {std::string("机器 a😀龘 b"), std::string("㍿ ① …"), std::string("\xff机\xe6\x9c")})
            for (const auto &tokenizer : {source_, target_}) {
                std::vector<int> ids;
                for (const Tokenizer::Token &token : tokenizer->tokenize(text)) {
                    QVERIFY(!token.surface.empty());
                    ids.push_back(token.id);
                }
                QCOMPARE(tokenizer->encode(text), ids);
            }
    }

    void emptyLongAndBrokenLines()
    {
        for (const auto &tokenizer : {source_, target_}) {
            QVERIFY(tokenizer->encode("").empty());
            QVERIFY(tokenizer->encode(" \t　\r\n").empty());
            QVERIFY(tokenizer->decode({}).empty());
            QVERIFY(!tokenizer->encode("a\xff\xfe b").empty());
            // What is broken is one unknown character wherever it stands, seen as U+FFFD.
            for (const char *text : {"\xffthe", "the\xff", "\xff"}) {
                const auto tokens = tokenizer->tokenize(text);
                const auto broken = std::find_if(tokens.begin(), tokens.end(),
                                                 [](const auto &token) { return token.surface == "\uFFFD"; });
                QVERIFY2(broken != tokens.end(), text);
                QCOMPARE(broken->id, tokenizer->unknownId());
            }
        }
        QCOMPARE(surfaces(*source_, "学\xff\xfe习\xff"), QString("学|\uFFFD|\uFFFD|习|\uFFFD"));
        QCOMPARE(pieces(*source_, std::string("机\0器", 7)), QString("机|器"));
        std::string longLine;
        for (int i = 0; i < 5000; ++i)
            longLine += i % 7 == 0 ? "😀" : "学";
        QCOMPARE(source_->encode(longLine).size(), std::size_t(5000));
        QCOMPARE(target_->encode(std::string(5000, 'a')).empty(), false);
    }

    void idsOutsideTheVocabularyAreRefused()
    {
        for (const int id : {-1, source_->size(), 1 << 30}) {
            QVERIFY_EXCEPTION_THROWN(source_->piece(id), InputError);
            QVERIFY_EXCEPTION_THROWN(source_->display(id), InputError);
            QVERIFY_EXCEPTION_THROWN(source_->decode(std::vector{4, id}), InputError);
        }
    }

    void trainingIsDeterministic()
    {
        TokenizerTraining bpe{TokenizerTraining::Kind::Bpe, 80, 1.0};
        trainSentencePiece(kEnglish, bpe, file("again.spm"));
        QCOMPARE(bytesOf(file("again.spm")), bytesOf(file("target.spm")));
        std::ofstream lines(file("lines.txt"));
        for (const std::string &line : kEnglish)
            lines << line << "\n";
        lines.close();
        const std::vector<fs::path> files{file("lines.txt")};
        trainSentencePiece(files, bpe, file("files.spm"));
        QCOMPARE(bytesOf(file("files.spm")), bytesOf(file("target.spm")));
    }

    void segmentedChineseTrainsTheSameModel()
    {
        const std::vector<std::string> segmented{"机器 学习", "学习 GPU"}, plain{"机器学习", "学习GPU"};
        const TokenizerTraining options{TokenizerTraining::Kind::Character, 100, 1.0};
        trainSentencePiece(segmented, options, file("a.spm"));
        trainSentencePiece(plain, options, file("b.spm"));
        QCOMPARE(bytesOf(file("a.spm")), bytesOf(file("b.spm")));
    }

    void trainingErrors()
    {
        const fs::path out = file("none.spm");
        const TokenizerTraining bpe{TokenizerTraining::Kind::Bpe, 80, 1.0};
        const std::vector<std::string> blank{"", "  "};
        QVERIFY_EXCEPTION_THROWN(trainSentencePiece(blank, bpe, out), InputError);
        const TokenizerTraining tiny{TokenizerTraining::Kind::Bpe, 8, 1.0};
        QVERIFY_EXCEPTION_THROWN(trainSentencePiece(kEnglish, tiny, out), InputError);
        const TokenizerTraining negative{TokenizerTraining::Kind::Bpe, -8, 1.0};
        QVERIFY_EXCEPTION_THROWN(trainSentencePiece(kEnglish, negative, out), InputError);
        const TokenizerTraining uncovered{TokenizerTraining::Kind::Bpe, 80, 0.5};
        QVERIFY_EXCEPTION_THROWN(trainSentencePiece(kEnglish, uncovered, out), InputError);
        const std::vector<fs::path> missing{file("missing.txt")};
        QVERIFY_EXCEPTION_THROWN(trainSentencePiece(missing, bpe, out), FileError);
        QVERIFY_EXCEPTION_THROWN(trainSentencePiece(kEnglish, bpe, file("no-folder/x.spm")), FileError);
        QVERIFY(!fs::exists(out));
    }

    void trainingErrorsSayWhatToChange_data()
    {
        QTest::addColumn<QString>("line"); // of a text of 20
        QTest::addColumn<int>("vocabulary");
        QTest::addColumn<QString>("problem");
        QTest::newRow("blank") << " \u3000" << 80 << "there is no text to be trained on";
        QTest::newRow("too long") << QString(16385, 'a') << 80
                                  << "every line is longer than 16384 bytes: give one sentence a line";
        QTest::newRow("reserved") << "\u2585 \u2585" << 80 << "the text has no characters to make a vocabulary of";
        QTest::newRow("alphabet")
            << "abcdefghij" << 14
            << "a vocabulary of 14 is too small: the characters of the text alone need 15; give a "
               "larger \"vocabulary\" or a smaller \"coverage\"";
    }
    void trainingErrorsSayWhatToChange()
    {
        QFETCH(QString, line);
        QFETCH(int, vocabulary);
        QFETCH(QString, problem);
        const std::vector<std::string> lines(20, line.toStdString());
        const TokenizerTraining bpe{TokenizerTraining::Kind::Bpe, vocabulary, 1.0};
        try {
            trainSentencePiece(lines, bpe, file("none.spm"));
            QFAIL("trained");
        } catch (const InputError &error) {
            QCOMPARE(QString(error.what()), problem);
        }
    }

    /// What looks odd and is not wrong.
    void trainsOnLittle_data()
    {
        QTest::addColumn<int>("lines");
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("vocabulary");
        QTest::newRow("one line") << 1 << "abc abd" << 80;
        QTest::newRow("one character") << 20 << "a" << 80;
        QTest::newRow("as small as can be") << 20 << "abcdefghij" << 15;
        QTest::newRow("larger than the text") << 20 << "abc abd" << 100000;
        QTest::newRow("some too long") << 20 << "abc" << 80;
    }
    void trainsOnLittle()
    {
        QFETCH(int, lines);
        QFETCH(QString, line);
        QFETCH(int, vocabulary);
        std::vector<std::string> text(static_cast<std::size_t>(lines), line.toStdString());
        if (QTest::currentDataTag() == QByteArray("some too long"))
            text.front() = std::string(20000, 'z');
        for (const auto kind : {TokenizerTraining::Kind::Bpe, TokenizerTraining::Kind::Character}) {
            trainSentencePiece(text, {kind, vocabulary, 1.0}, file("little.spm"));
            const auto tokenizer = openSentencePiece(file("little.spm"));
            QVERIFY(tokenizer->size() <= vocabulary);
            const std::vector<int> ids = tokenizer->encode(line.toStdString());
            QVERIFY(!ids.empty());
            QCOMPARE(QString::fromStdString(tokenizer->decode(ids)), line);
        }
    }

    // The model is immutable: threads may share it.
    void sharedBetweenThreads()
    {
        const std::vector<int> expected = target_->encode(kEnglish[0]);
        std::vector<char> same(4, 0);
        {
            std::vector<std::jthread> threads;
            for (std::size_t t = 0; t < same.size(); ++t)
                threads.emplace_back([&, t] {
                    bool equal = true;
                    for (int i = 0; i < 200; ++i)
                        equal = equal && target_->encode(kEnglish[0]) == expected;
                    same[t] = equal;
                });
        }
        QCOMPARE(std::count(same.begin(), same.end(), 1), 4);
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const std::string &bytes, const char *problem) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << QString(problem);
        };
        const std::string good = bytesOf(file("target.spm"));
        const std::string ok = pieceField("a");
        row("empty", "", "no pieces");
        row("text", "This is no model, it is a sentence.\n", "SentencePiece");
        row("zeros", std::string(1000, '\0'), "SentencePiece");
        row("0xff", std::string(1000, '\xff'), "SentencePiece");
        row("zip", "PK\x03\x04 and so on", "SentencePiece");
        row("half", good.substr(0, good.size() / 2), "truncated");
        row("last byte missing", good.substr(0, good.size() - 1), "truncated");
        row("endless length", std::string("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11), "truncated");
        row("no unknown", pieceField("<pad>", 3) + pieceField("<s>", 3) + pieceField("</s>", 3) + ok, "unk");
        row("no padding", pieceField("<unk>", 2) + pieceField("<s>", 3) + pieceField("</s>", 3) + ok, "<pad>");
        row("no end", pieceField("<pad>", 3) + pieceField("<unk>", 2) + pieceField("<s>", 3) + ok, "</s>");
        row("no begin", pieceField("<pad>", 3) + pieceField("<unk>", 2) + pieceField("</s>", 3) + ok, "<s>");
        row("two unknowns", kSpecials + pieceField("<unk2>", 2) + ok, "SentencePiece");
        row("piece twice", kSpecials + ok + ok, "SentencePiece");
        row("empty piece", kSpecials + pieceField(""), "empty or oversized piece");
        row("long piece", kSpecials + pieceField(std::string(2000, 'a')), "empty or oversized piece");
        row("long user piece", kSpecials + pieceField(std::string(80, 'a'), 4), "empty or oversized piece");
        row("piece with NUL", kSpecials + pieceField(std::string("a\0b", 3)), "not UTF-8");
        row("piece not UTF-8", kSpecials + pieceField("\xff\xfe"), "not UTF-8");
        row("NaN score", kSpecials + delimited(1, delimited(1, "a") + std::string("\x15\x00\x00\xc0\x7f", 5)),
            "finite");
        row("unknown model type", kSpecials + ok + delimited(2, std::string{0x18, 9}), "model type");
        row("rules cut off", kSpecials + ok + delimited(3, delimited(2, "\x08")), "normalization");
        row("rules too short", kSpecials + ok + delimited(3, delimited(2, std::string("\x00\x10\x00\x00xx", 6))),
            "normalization");
        // A trie whose root points outside its array.
        row("rules point outside",
            kSpecials + ok + delimited(3, delimited(2, std::string("\x04\x00\x00\x00\xff\xff\xff\x7f\x00", 9))),
            "normalization");
        // 256 units; the one of label 1 is its own child, so that a key may be endless.
        std::string loop("\x00\x04\x00\x00", 4);
        for (int i = 0; i < 256; ++i)
            loop += i == 1 ? std::string{1, 4, 0, 0} : std::string(4, '\0');
        row("rules in a circle", kSpecials + ok + delimited(3, delimited(2, loop + '\0')), "normalization");
    }
    void badFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, problem);
        std::ofstream(file("bad.spm"), std::ios::binary)
            << std::string(bytes.data(), static_cast<std::size_t>(bytes.size()));
        try {
            openSentencePiece(file("bad.spm"));
            QFAIL("accepted");
        } catch (const FileError &error) {
            const QString what = error.what();
            QVERIFY2(what.contains("bad.spm: ") && what.contains(problem) && !what.contains('\n'), error.what());
        }
    }

    void unreadableFiles()
    {
        QVERIFY_EXCEPTION_THROWN(openSentencePiece(file("absent.spm")), FileError);
        QVERIFY_EXCEPTION_THROWN(openSentencePiece(folder_.path().toStdString()), FileError);
        QVERIFY_EXCEPTION_THROWN(openSentencePiece("/dev/zero"), FileError);
        std::ofstream(file("huge.spm")).put('x');
        fs::resize_file(file("huge.spm"), (64u << 20) + 1);
        QVERIFY_EXCEPTION_THROWN(openSentencePiece(file("huge.spm")), FileError);
    }

    // A few hundred damaged copies: each is refused or works; none may crash.
    void damagedCopies()
    {
        std::mt19937 random(7);
        int refused = 0;
        for (const char *name : {"source.spm", "target.spm"}) {
            const std::string good = bytesOf(file(name));
            for (int i = 0; i < 150; ++i) {
                std::string bytes = good;
                for (int change = 0; change <= i % 4; ++change)
                    bytes[random() % bytes.size()] = static_cast<char>(random());
                std::ofstream(file("damaged.spm"), std::ios::binary) << bytes;
                try {
                    const auto tokenizer = openSentencePiece(file("damaged.spm"));
                    for (const char *text : {"机器学习 machine ，Ａ㍿", "ﬁ①…“”😀 learning names"})
                        tokenizer->decode(tokenizer->encode(text));
                } catch (const FileError &) {
                    ++refused;
                }
            }
        }
        QVERIFY(refused > 0 && refused < 300);
    }

    void normalizedLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("trimmed") << QByteArray("　 a b \r\n") << QByteArray("a b");
        QTest::newRow("tabs and newlines") << QByteArray("a\tb\nc") << QByteArray("a b c");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("a b");
        QTest::newRow("C1 control") << QByteArray("a\xc2\x85"
                                                  "b")
                                    << QByteArray("a b");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf学") << QByteArray("学");
        QTest::newRow("stray byte") << QByteArray("a\xff"
                                                  "b")
                                    << QByteArray("a\xef\xbf\xbd"
                                                  "b");
        QTest::newRow("cut character") << QByteArray("a\xe6\x9c") << QByteArray("a\xef\xbf\xbd");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80")
                                        << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("emoji sequence stays") << QByteArray("👨‍👩‍👧") << QByteArray("👨‍👩‍👧");
        QTest::newRow("blank") << QByteArray(" \n　") << QByteArray("");
    }
    void normalizedLines()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, line);
        const std::string once = normalizeLine({text.data(), static_cast<std::size_t>(text.size())});
        QCOMPARE(QByteArray::fromStdString(once), line);
        QCOMPARE(normalizeLine(once), once);
    }

    void wordsAndChineseSpaces()
    {
        QCOMPARE(wordsOf(" a　机器  b\n"), (std::vector<std::string>{"a", "机器", "b"}));
        QVERIFY(wordsOf("　 ").empty());
        QCOMPARE(withoutCjkSpaces("印 尼 USA Today 3月 22日 ， a  b"), std::string("印尼USA Today 3月22日，a  b"));
        QCOMPARE(withoutCjkSpaces("“ 好 ” x"), std::string("“好” x"));
    }

private:
    fs::path file(const char *name) const { return fs::path(folder_.path().toStdString()) / name; }

    QTemporaryDir folder_;
    std::shared_ptr<const Tokenizer> source_;
    std::shared_ptr<const Tokenizer> target_;
};

QTEST_APPLESS_MAIN(TestTokenizer)
#include "test_tokenizer.moc"
