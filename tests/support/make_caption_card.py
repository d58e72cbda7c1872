#!/usr/bin/env python3
"""Writes README.md, the model card, into a caption bundle.

    tests/support/make_caption_card.py FOVEA BUNDLE DATA

FOVEA: the program; DATA: the folder with flickr8k (never committed). Every number on the card is measured by
`fovea evaluate` here; the examples are captions of the bundled sample pictures.
"""
import json
import subprocess
import sys
from pathlib import Path

import model_card_texts as texts

SAMPLES = Path(__file__).resolve().parents[2] / "resources/samples"


def evaluate(fovea, bundle, data, language, beam):
    folder = data / "flickr8k"
    captions = f"captions.val.{language}.tsv"
    done = subprocess.run([fovea, "evaluate", "-m", str(bundle), "--source", str(folder / "images"), "--reference",
                           str(folder / captions), "--beam", str(beam)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout), f"fovea evaluate -m {bundle.name} --source images --reference {captions} --beam {beam}"


def example_lines(fovea, bundle, kind):
    chosen = texts.CAPTION_EXAMPLES[bundle.name][kind]
    done = subprocess.run([fovea, "caption", "-m", str(bundle), "--beam", "5",
                           *[str(SAMPLES / f"{name}.jpg") for name, _ in chosen]],
                          check=True, capture_output=True, text=True)
    captions = [line.split("\t")[1] for line in done.stdout.splitlines()]
    return [f"- {name}.jpg: “{caption}” {remark}".rstrip() for (name, remark), caption in zip(chosen, captions)]


def measured(results):
    rows = []
    for beam, (result, command) in results.items():
        scores = " / ".join(f"{score:.1f}" for score in result["bleu1To4"])
        how = "greedy" if beam == 1 else f"beam {beam}"
        rows.append(f"| BLEU-1 / 2 / 3 / 4, {result['pictures']:,} validation pictures, {how} | {scores} | `{command}` |")
    best, _ = results[5]
    if best["meanNormalizedEntropy"] is not None:
        rows.append(f"| mean normalized entropy of the weights | {best['meanNormalizedEntropy']:.2f} | the same |")
        rows.append(f"| weight on the largest tenth of the cells | {100 * best['weightOfLargestTenth']:.0f} % | the same |")
    return rows


def main():
    fovea, bundle, data = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    config = json.loads((bundle / "config.json").read_text())
    sizes, training = config["sizes"], config["training"]
    language = bundle.name.split("-")[1]
    results = {beam: evaluate(fovea, bundle, data, language, beam) for beam in (1, 5)}
    card = [f"# {bundle.name}", "", texts.CAPTION_SUMMARY[language].format(match=texts.MATCHES[config["match"]]), "",
            f"Regions: 14 x 14 annotations of {sizes['annotation']} numbers; embeddings {sizes['embedding']}, decoder "
            f"{sizes['decoder']}, {sizes['vocabulary']} target pieces. The picture encoder is shared: `../backbone`. Trained "
            f"by `fovea train train.json` (beside this file): {training['step']} updates, {training['targetTokens']} target "
            f"tokens, {training['seconds']} s.", "",
            "## Measured", "", "| what | value | command |", "|---|---|---|", *measured(results), "",
            texts.CAPTION_METRIC[language], ""]
    if bundle.name in texts.CAPTION_SHEET:
        card += ["## Does the map rest on the thing?", "", texts.CAPTION_SHEET[bundle.name], ""]
    card += ["## Good", "", *example_lines(fovea, bundle, "good"), "", "## Bad", "",
             *example_lines(fovea, bundle, "bad"), "", "## Data and terms", "", texts.CAPTION_DATA[language], ""]
    (bundle / "README.md").write_text("\n".join(card))


if __name__ == "__main__":
    main()
