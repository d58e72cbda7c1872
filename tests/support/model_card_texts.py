"""The fixed texts of the model cards, and the project's own example sentences."""

MATCHES = {
    "additive": "the additive match e = v^T tanh(W h + U z + b) (Bahdanau et al. 2015)",
    "bilinear": "the bilinear match e = h^T W z (Luong et al. 2015)",
    "cosine": "the cosine match e = s cos(h, z) with a learned scale s",
    "none": "no attention: every step sees the same fixed vector, the last encoder states (the baseline)",
}

SUMMARY = {
    "zh-en": "Chinese (by character) to English (5,000 byte-pair pieces): a bidirectional GRU encoder and a GRU decoder with "
             "{match}. The four zh-en bundles share data, size, tokenizers and seed, so that comparing them means something.",
    "de-en": "German to English, everyday picture descriptions: a bidirectional GRU encoder and a GRU decoder with {match}.",
}

# name, source, reference, beam; the last one is also shown by source length
TEST_SETS = {
    "zh-en": [("dev, 998 sentences", "zh-en/dev.zh", "zh-en/dev.en", 5),
              ("test, 999 sentences", "zh-en/test.zh", "zh-en/test.en", 1),
              ("test, 999 sentences", "zh-en/test.zh", "zh-en/test.en", 5)],
    "de-en": [("dev, 1,014 sentences", "de-en/dev.de", "de-en/dev.en", 5),
              ("test2016, 1,000 sentences", "de-en/test2016.de", "de-en/test2016.en", 1),
              ("test2016, 1,000 sentences", "de-en/test2016.de", "de-en/test2016.en", 5)],
}

DATA = {
    "zh-en": """Trained on 81,736 sentence pairs, for research and teaching use; the data is not part of the project:

- everyday sentences: Tatoeba through ManyThings, CC BY 2.0 FR
- picture descriptions: 3AM, MIT
- spoken lines: AI Challenger 2017 samples, research use
- a machine-learning textbook: Dive into Deep Learning (zh), Apache-2.0
- terms: Jiqizhixin AI terminology, CC BY-NC-SA 4.0 (an epoch sees terms, everyday sentences and picture descriptions four times, the rest once)
- news: WMT18-20 test sets, Apache-2.0 card

The word alignments are MIT files over NIST 2002 text. Because of the research-use and non-commercial parts, use the
weights for research and teaching.""",
    "de-en": """Trained on the 29,000 sentence pairs of Multi30k task 1 (Elliott et al. 2016), research use; the data is not part of
the project. Use the weights for research and teaching.""",
}

EXAMPLES = {}

EXAMPLES["de-en-additive"] = {
    "good": [("Zwei Frauen trinken Kaffee in einem Straßencafé.", ""),
             ("Ein Mann in einer roten Jacke fährt mit dem Fahrrad durch den Schnee.", ""),
             ("Ein Junge springt ins Schwimmbecken, während seine Mutter zuschaut.",
              "(the separated verb is found at the end of the clause)")],
    "bad": [("Der Professor erklärt seinen Studenten die Quantenmechanik.",
             "(the training data has picture descriptions only: words it never saw are guessed from their pieces)"),
            ("Der Bundestag hat gestern ein neues Gesetz beschlossen.", "(politics, another unknown field)"),
            ("Mein Computer ist kaputt, deshalb kann ich heute nicht arbeiten.",
             "(first person and reasons do not occur in picture descriptions; the output rambles)")],
}

EXAMPLES["zh-en-additive"] = {
    "good": [("机器学习", "(“machine” looks at 机 and 器, not at 学 and 习)"),
             ("如果明天下雨，我们就待在家里。", ""),
             ("一个穿红衣服的女孩在公园里放风筝。", "")],
    "bad": [("我们学习机器翻译。", "(翻译 is lost, although 翻 has the weight 0.26 while “machine” is produced)"),
            ("注意力机制让模型知道该看哪里。", "(注意 alone is read as “note that”, and 哪里 is lost)"),
            ("中国政府宣布了一项新的经济政策。", "(news was seen once for four times everyday language)")],
}

EXAMPLES["zh-en-bilinear"] = {
    "good": [("机器学习", "(“machine” looks at 机 alone, “learning” at 习)"),
             ("如果明天下雨，我们就待在家里。", ""),
             ("你昨天晚上为什么没有给我打电话？", "")],
    "bad": [("我们学习机器翻译。", "(机器 is lost)"),
            ("他一边吃早饭一边看报纸。", "(breakfast and newspaper become one, and 一边 is read as a side)"),
            ("中国政府宣布了一项新的经济政策。", "(news was seen once for four times everyday language)")],
}

EXAMPLES["zh-en-cosine"] = {
    "good": [("机器学习", "(“machine” looks at 机 and 器, not at 学 and 习)"),
             ("一个穿红衣服的女孩在公园里放风筝。", ""),
             ("你昨天晚上为什么没有给我打电话？", "")],
    "bad": [("我妹妹比我小五岁。", "(the opposite: 小 is younger)"),
            ("老人坐在长椅上喂鸽子。", "(the bench is said twice, the pigeons are lost)"),
            ("中国政府宣布了一项新的经济政策。", "(news was seen once for four times everyday language)")],
}

EXAMPLES["zh-en-none"] = {
    "good": [("机器学习", ""),
             ("如果明天下雨，我们就待在家里。", "(the sense is there, the order is the model's own)"),
             ("你昨天晚上为什么没有给我打电话？", "")],
    "bad": [("我喜欢喝咖啡，但是我不喜欢喝茶。", "(one vector for the whole sentence: the two drinks become one)"),
            ("虽然他已经学了三年英语，但是他还是不敢跟外国人说话。", "(fluent, but the second half is invented)"),
            ("中国政府宣布了一项新的经济政策。", "(it circles in what it remembers)")],
}

CAPTION_SUMMARY = {
    "en": "English captions of photographs: a GRU decoder over the 14 x 14 regions of the shared picture encoder, with {match}.",
    "zh": "Chinese captions of photographs, by character: a GRU decoder over the 14 x 14 regions of the shared picture "
          "encoder, with {match}.",
}

CAPTION_METRIC = {
    "en": "Corpus BLEU against five captions a picture, lower case, without punctuation, 13a tokens, no smoothing. Show, Attend "
          "and Tell (Xu et al. 2015), soft attention, on the Flickr8k test set: 67 / 44.8 / 29.9 / 19.5. The same pictures chose "
          "the checkpoint, so the numbers flatter a little.",
    "zh": "Corpus BLEU against five captions a picture, by character, without punctuation, no smoothing. The same pictures chose "
          "the checkpoint, so the numbers flatter a little.",
}

CAPTION_DATA = {
    "en": """Trained on the five English captions of each of the 6,000 training pictures of Flickr8k (Hodosh et al. 2013), research use;
the pictures stay their authors' and are not part of the project. Use the weights for research and teaching.""",
    "zh": """Trained on the five Chinese captions (Flickr8k-CN, Li et al. 2016) of each of the 6,000 training pictures of Flickr8k
(Hodosh et al. 2013), research use; the pictures stay their authors' and are not part of the project. Use the weights for
research and teaching.""",
}

# What was seen on a sheet of 50 validation pictures, by bundle.
CAPTION_SHEET = {
    "captions-en-additive": """Fifty pictures of the validation set (the 7th, 27th, 47th ... by name), captioned by `fovea caption`, looked at on sheets by one
person: where a word names a thing, the brightest place is that thing on 27 pictures; on 19 it is so only in part (beside the
thing, or for some of its words); on 4 it is somewhere else. Colours, clothes, animals and the ground (“red shirt”, “dog”,
“grass”) do best; two faces side by side and scattered crowds do worst. The article “a” looks at the corners, where the
features say least.""",
}

CAPTION_EXAMPLES = {
    "captions-en-additive": {
        "good": [("dogs", "(“brown” and “dog” rest on the dogs; the window and that there are two are missed)"),
                 ("cameraman", "(“black” and “shirt” rest on his coat and hands)"),
                 ("mountains", "(the mountains are right; the people are made up)")],
        "bad": [("polar-bear", "(“white” and “dog” cover the bear: the place is right, the name wrong)"),
                ("cat", "(it fills the picture, and “brown” and “dog” spread over all of it)"),
                ("coffee", "(nothing like it in training; still “red” looks at the saucer)")],
    },
    "captions-en-none": {
        "good": [("dogs", "(brown and white dogs, but none of them jumps)"),
                 ("mountains", "(the mountains are right; nobody stands there)"),
                 ("cameraman", "(the man and his coat are right, the camera is missed)")],
        "bad": [("polar-bear", "(no bears in training)"), ("cat", "(hardly any cats in training)"),
                ("coffee", "(nothing like it in training)")],
    },
    "captions-zh-additive": {
        "good": [("dogs", "(狗 rests on the dogs; nobody jumps)"),
                 ("mountains", "(山 rests on the slope; nobody stands there)"),
                 ("cameraman", "(男 rests on the man; 骑 looks at the tripod and takes it for a bicycle)")],
        "bad": [("polar-bear", "(狗 covers the bear, 水 the ground before it)"),
                ("cat", "(狗 rests on its face: hardly any cats in training)"),
                ("coffee", "(nothing like it in training: 人 looks at the cup's handle)")],
    },
}
