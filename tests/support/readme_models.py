#!/usr/bin/env python3
"""Copies the numbers of the bundles' cards into the README's tables: python3 tests/support/readme_models.py

Run it after a bundle changed. The tables stand between the two comment lines that start with "<!-- measured".
"""

import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
BEGIN, END = "<!-- measured by tests/support/readme_models.py -->", "<!-- measured: end -->"


def read_card(path):
    """{"rows": {what: value}, "lengths": {range: (sentences, BLEU)}} of one bundle's README.md."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    rows = dict(re.findall(r"^\| ((?:BLEU|alignment|mean|weight)[^|]*?) \| ([^|]*?) \|", text, re.M))
    lengths = {match[0]: (match[1], match[2]) for match in
               re.findall(r"^\| (\d+ to [\d…]+) \| ([\d,]+) \| ([\d.]+) \|", text, re.M)}
    return {"rows": rows, "lengths": lengths}


def value(card, pattern):
    found = [number for what, number in card["rows"].items() if re.search(pattern, what)]
    return found[-1] if found else ""


def caption_table(cards):
    yield "| bundle | BLEU-1 / 2 / 3 / 4, greedy | BLEU-1 / 2 / 3 / 4, beam 5 | normalized entropy | largest tenth of the cells |"
    yield "|---|---|---|---|---|"
    for name, card in cards.items():
        yield (f"| {name} | {value(card, 'BLEU.*greedy')} | {value(card, 'BLEU.*beam')} "
               f"| {value(card, 'entropy')} | {value(card, 'tenth')} |")


def tables(all_cards):
    captions = {name: card for name, card in all_cards.items() if name.startswith("captions")}
    cards = {name: card for name, card in all_cards.items() if re.match(r"[a-z]{2}-[a-z]{2}-", name)}
    yield "| bundle | test set | BLEU, greedy | BLEU, beam 5 | alignment error rate |"
    yield "|---|---|---|---|---|"
    for name, card in cards.items():
        test = next((what.split(", ")[1] for what in card["rows"] if re.search(r"BLEU, test", what)), "")
        yield (f"| {name} | {test} | {value(card, 'test.*greedy')} | {value(card, 'test.*beam')} "
               f"| {value(card, 'alignment')} |")
    chinese = {name: card for name, card in cards.items() if name.startswith("zh-en") and card["lengths"]}
    if chinese:
        yield from length_table(chinese)
    if captions:
        yield ""
        yield "Captions of the 1,000 validation pictures of Flickr8k, which also chose the checkpoint, so these numbers flatter a little:"
        yield ""
        yield from caption_table(captions)


def length_table(chinese):
    yield ""
    yield "BLEU on the zh-en test set by source length in characters (beam 5):"
    yield ""
    lengths = next(iter(chinese.values()))["lengths"]
    yield "| characters | sentences | " + " | ".join(chinese) + " |"
    yield "|---|---|" + "---|" * len(chinese)
    for length, (sentences, _) in lengths.items():
        scores = " | ".join(card["lengths"].get(length, ("", ""))[1] for card in chinese.values())
        yield f"| {length} | {sentences} | {scores} |"


def main():
    models = os.path.join(ROOT, "resources/models")
    cards = {name: read_card(os.path.join(models, name, "README.md")) for name in sorted(os.listdir(models))
             if os.path.isfile(os.path.join(models, name, "README.md"))}
    path = os.path.join(ROOT, "README.md")
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    after = rest.split(END)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + "\n\n" + "\n".join(tables(cards)) + "\n\n" + END + after)
    return 0 if cards else 1


if __name__ == "__main__":
    sys.exit(main())
