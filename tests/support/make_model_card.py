#!/usr/bin/env python3
"""Writes README.md, the model card, into a translation bundle.

    tests/support/make_model_card.py FOVEA BUNDLE DATA

FOVEA: the program; DATA: the folder with zh-en, de-en and alignments (never committed). Every number on the card is
measured by `fovea evaluate` here; the examples are this file's own sentences, translated by the bundle.
"""
import json
import subprocess
import sys
from pathlib import Path

import model_card_texts as texts


def evaluate(fovea, bundle, source, reference, *more):
    command = [fovea, "evaluate", "-m", str(bundle), "--source", str(source), "--reference", str(reference), *more]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    shown = " ".join(["fovea", "evaluate", "-m", bundle.name, "--source", source.name, "--reference", reference.name]
                     + [str(part.name if isinstance(part, Path) else part) for part in more])
    return json.loads(done.stdout), shown


def translate(fovea, bundle, sentences):
    done = subprocess.run([fovea, "translate", "-m", str(bundle), "--beam", "5"], check=True, capture_output=True,
                          text=True, input="".join(sentence + "\n" for sentence in sentences))
    return done.stdout.splitlines()


def metric_rows(fovea, bundle, data, pair, match):
    rows, lengths = [], None
    for name, source, reference, beam in texts.TEST_SETS[pair]:
        result, command = evaluate(fovea, bundle, data / source, data / reference, "--beam", str(beam))
        rows.append((f"BLEU, {name}, {'greedy' if beam == 1 else f'beam {beam}'}", f"{result['bleu']['score']:.1f}", command))
        lengths = result["bleuBySourceTokens"]
    if pair == "zh-en" and match != "none":
        folder = data / "alignments/zh-en-150"
        result, command = evaluate(fovea, bundle, folder / "gold.zh", folder / "gold.en", "--alignment",
                                   str(folder / "gold.align"))
        rows.append(("alignment error rate, 150 news sentences", f"{100 * result['alignment']['errorRate']:.1f} %",
                     command.replace(str(folder) + "/", "")))
    return rows, lengths


def example_lines(fovea, bundle, pair, kind):
    chosen = texts.EXAMPLES[bundle.name][kind]
    outputs = translate(fovea, bundle, [sentence for sentence, _ in chosen])
    return [f"- {sentence} → “{output}” {remark}".rstrip() for (sentence, remark), output in zip(chosen, outputs)]


def main():
    fovea, bundle, data = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    config = json.loads((bundle / "config.json").read_text())
    training = config["training"]
    pair = bundle.name[:5]
    match = config["match"]
    rows, lengths = metric_rows(fovea, bundle, data, pair, match)
    sizes = config["sizes"]
    card = [f"# {bundle.name}", "", texts.SUMMARY[pair].format(match=texts.MATCHES[match]), "",
            f"Embeddings {sizes['embedding']}, encoder 2 x {sizes['encoder']}, decoder {sizes['decoder']}, "
            f"{sizes['sourceVocabulary']} source and {sizes['targetVocabulary']} target pieces. Trained by "
            f"`fovea train train.json` (beside this file): {training['step']} updates, {training['targetTokens']} target "
            f"tokens, {training['seconds']} s; dev BLEU (greedy) {training['devBleuGreedy']:.1f}.", "",
            "## Measured", "", "| what | value | command |", "|---|---|---|"]
    card += [f"| {what} | {value} | `{command}` |" for what, value, command in rows]
    card += ["", "BLEU is sacreBLEU's default (13a, case-sensitive). By source length, last BLEU row above:", "",
             "| source tokens | sentences | BLEU |", "|---|---|---|"]
    card += [f"| {part['from']} to {part['to'] or '…'} | {part['sentences']} | {part['bleu']:.1f} |"
             for part in lengths if part["sentences"]]
    card += ["", "## Good", "", *example_lines(fovea, bundle, pair, "good"), "", "## Bad", "",
             *example_lines(fovea, bundle, pair, "bad"), "", "## Data and terms", "", texts.DATA[pair], ""]
    (bundle / "README.md").write_text("\n".join(card))


if __name__ == "__main__":
    main()
