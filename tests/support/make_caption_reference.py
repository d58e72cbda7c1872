#!/usr/bin/python3
"""Computes a small caption model with PyTorch, the independent reference of tests/core/test_caption_reference.cpp.

    /usr/bin/python3 tests/support/make_caption_reference.py [OUTPUT_FOLDER]

As make_reference.py, whose helpers it uses: two pictures of 2 x 3 cells, one with two captions and one with one. Writes
caption-MATCH.json for the additive match and for none into tests/data/reference.
"""

import json
import pathlib
import random
import sys

import torch
from torch import nn

import make_reference
from make_reference import Match, initialize, matrix

FEATURES, CELLS = 5, 6
ANNOTATION, STATE, EMBEDDING, WORDS = make_reference.ANNOTATION, 5, make_reference.EMBEDDING, 9
SMOOTHING, DOUBLY_STOCHASTIC, NORMALIZER = 0.1, 0.8, 3.0
BEGIN, END = 1, 0
OWNERS = [0, 1, 0]  # the picture of each caption, the longest caption first
TARGETS = [[2, 7, 7, 4, 3, END], [5, 3, 6, END], [8, END]]


class Model(nn.Module):
    def __init__(self, match):
        super().__init__()
        self.annotate = nn.Linear(FEATURES, ANNOTATION)
        self.initial = nn.Linear(ANNOTATION, STATE)
        self.match = None if match == "none" else Match(match, STATE)
        self.embedding = nn.Embedding(WORDS, EMBEDDING)
        self.cell = nn.GRUCell(EMBEDDING + ANNOTATION, STATE)
        self.readout = nn.Linear(STATE + ANNOTATION + EMBEDDING, EMBEDDING)
        self.output = nn.Linear(EMBEDDING, WORDS)
        self.output.weight = self.embedding.weight  # tied

    def parts(self):
        """core/nn name -> (tensor, how the tensor or its gradient becomes that matrix)."""
        same = lambda t: t
        columns = lambda first, last: lambda t: t[:, first:last]
        column = lambda t: t.reshape(-1, 1)
        parts = {
            "annotation.weight": (self.annotate.weight, same),
            "annotation.bias": (self.annotate.bias, column),
            "decoder.embedding": (self.embedding.weight, torch.t),
            "decoder.initial": (self.initial.weight, same),
            "decoder.initial_bias": (self.initial.bias, column),
            "decoder.word": (self.cell.weight_ih, columns(0, EMBEDDING)),
            "decoder.context": (self.cell.weight_ih, columns(EMBEDDING, EMBEDDING + ANNOTATION)),
            "decoder.input_bias": (self.cell.bias_ih, column),
            "decoder.recurrent": (self.cell.weight_hh, same),
            "decoder.recurrent_bias": (self.cell.bias_hh, column),
            "readout.weight": (self.readout.weight, same),
            "readout.bias": (self.readout.bias, column),
            "output.bias": (self.output.bias, column),
        }
        if self.match:
            parts["match.key"] = (self.match.key.weight, same)
            parts["match.key_bias"] = (self.match.key.bias, column)
            parts["match.query"] = (self.match.query.weight, same)
            parts["match.v"] = (self.match.v.weight, torch.t)
        return parts

    def forward(self, features, target):
        """One caption of one picture: features (cells, f) -> rows per step."""
        annotations = torch.tanh(self.annotate(features)).unsqueeze(0)
        summary = annotations.mean(1)
        state = torch.tanh(self.initial(summary))
        rows = {"annotations": annotations[0], "initialState": state}
        steps = {"energies": [], "weights": [], "contexts": [], "states": [], "logits": []}
        for word in [BEGIN] + target[:-1]:
            embedded = self.embedding(torch.tensor([word]))
            context = summary
            if self.match:
                energies = self.match(annotations, state)
                weights = torch.softmax(energies, dim=1)
                context = torch.einsum("sn,snd->sd", weights, annotations)
                steps["energies"].append(energies)
                steps["weights"].append(weights)
            state = self.cell(torch.cat([embedded, context], dim=1), state)
            steps["contexts"].append(context)
            steps["states"].append(state)
            steps["logits"].append(self.output(torch.tanh(self.readout(torch.cat([state, context, embedded], dim=1)))))
        rows.update({name: torch.cat(values) for name, values in steps.items() if values})
        return rows


def loss_of(rows, target):
    loss = nn.functional.cross_entropy(rows["logits"], torch.tensor(target), reduction="sum",
                                       label_smoothing=SMOOTHING)
    if "weights" in rows:
        loss = loss + DOUBLY_STOCHASTIC * ((1 - rows["weights"].sum(0)) ** 2).mean()
    return loss


def reference(match):
    draw = random.Random(7)
    pictures = [torch.tensor([[draw.gauss(0, 1) for _ in range(FEATURES)] for _ in range(CELLS)]).float().double()
                for _ in range(2)]
    model = Model(match)
    initialize(model)
    captions = [model(pictures[owner], target) for owner, target in zip(OWNERS, TARGETS)]
    loss = sum(loss_of(rows, target) for rows, target in zip(captions, TARGETS)) / NORMALIZER
    loss.backward()
    parts = model.parts()
    assert sum(view(t).numel() for t, view in parts.values()) == sum(p.numel() for p in model.parameters())
    return {
        "match": match,
        "sizes": {"features": FEATURES, "vocabulary": WORDS, "annotation": ANNOTATION, "embedding": EMBEDDING,
                  "decoder": STATE, "attention": make_reference.ATTENTION},
        "begin": BEGIN, "smoothing": SMOOTHING, "doublyStochastic": DOUBLY_STOCHASTIC, "normalizer": NORMALIZER,
        "pictures": [matrix(p) for p in pictures],
        "captions": [{"picture": owner, "target": target, **{name: matrix(value) for name, value in rows.items()}}
                     for owner, target, rows in zip(OWNERS, TARGETS, captions)],
        "loss": float(f"{loss.item():.12g}"),
        "parameters": {name: matrix(view(tensor)) for name, (tensor, view) in sorted(parts.items())},
        "gradients": {name: matrix(view(tensor.grad)) for name, (tensor, view) in sorted(parts.items())},
        "madeBy": f"tests/support/make_caption_reference.py, PyTorch {torch.__version__}",
    }


def main():
    default = pathlib.Path(__file__).resolve().parent.parent / "data" / "reference"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    for match in ("additive", "none"):
        # One entry a line, so that a change can be read in a diff.
        lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in reference(match).items()]
        (folder / f"caption-{match}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
