#!/usr/bin/python3
"""Computes a small translation model with PyTorch, the independent reference of tests/core/test_reference.cpp.

    /usr/bin/python3 tests/support/make_reference.py [OUTPUT_FOLDER]

Needs python3-torch (Debian). Writes MATCH.json and conditional-MATCH.json for every match function into tests/data/reference. The model is put
together from PyTorch's own layers (GRU on packed sequences, GRUCell, Embedding, Linear, cross_entropy), computes in
double and shares no code with Fovea. Parameters carry the names and shapes of core/nn; features are rows there, so an
embedding table is (embedding x words), the transpose of PyTorch's. Matrices are row-major: {"shape": [r, c], "data": [...]}.
"""

import json
import pathlib
import random
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

SEED = 20150401
SOURCE_WORDS, TARGET_WORDS = 9, 8
EMBEDDING, ENCODER, ATTENTION = 4, 3, 7
ANNOTATION = 2 * ENCODER
SMOOTHING, NORMALIZER = 0.1, 2.0
BEGIN, END = 1, 0
# Two sentences; the longer source has the shorter target, so each side pads the other sentence.
SOURCES = [[3, 7, 2, 5, 8, 0], [4, 2, 0]]
TARGETS = [[5, 3, 6, END], [2, 7, 7, 4, 3, END]]
MATCHES = ["none", "dot", "cosine", "additive", "bilinear"]


def state_size(match):
    """dot and cosine compare annotations and states; elsewhere different sizes show a wrong transpose."""
    return ANNOTATION if match in ("dot", "cosine") else 5


class Match(nn.Module):
    def __init__(self, match, state):
        super().__init__()
        self.match = match
        if match == "additive":
            self.key = nn.Linear(ANNOTATION, ATTENTION)
            self.query = nn.Linear(state, ATTENTION, bias=False)
            self.v = nn.Linear(ATTENTION, 1, bias=False)
        elif match == "bilinear":
            self.key = nn.Linear(ANNOTATION, state, bias=False)
        elif match == "cosine":
            self.log_scale = nn.Parameter(torch.zeros(1))

    def forward(self, annotations, state):
        """annotations (S, n, d), state (S, m) -> energies (S, n)."""
        if self.match == "additive":
            return self.v(torch.tanh(self.key(annotations) + self.query(state).unsqueeze(1))).squeeze(2)
        if self.match == "bilinear":
            return (self.key(annotations) * state.unsqueeze(1)).sum(2)
        if self.match == "cosine":
            return self.log_scale.exp() * nn.functional.cosine_similarity(annotations, state.unsqueeze(1), dim=2)
        return torch.einsum("snd,sd->sn", annotations, state)


class Model(nn.Module):
    def __init__(self, match, conditional):
        super().__init__()
        state = state_size(match)
        self.source_embedding = nn.Embedding(SOURCE_WORDS, EMBEDDING)
        self.encoder = nn.GRU(EMBEDDING, ENCODER, batch_first=True, bidirectional=True)
        self.initial = nn.Linear(ANNOTATION, state)
        self.match = None if match == "none" else Match(match, state)
        self.target_embedding = nn.Embedding(TARGET_WORDS, EMBEDDING)
        self.conditional = conditional
        if conditional:
            self.cell = nn.GRUCell(EMBEDDING, state)
            self.update = nn.GRUCell(ANNOTATION, state)
        else:
            self.cell = nn.GRUCell(EMBEDDING + ANNOTATION, state)
        self.readout = nn.Linear(state + ANNOTATION + EMBEDDING, EMBEDDING)
        self.output = nn.Linear(EMBEDDING, TARGET_WORDS)
        self.output.weight = self.target_embedding.weight  # tied

    def parts(self, match):
        """core/nn name -> (tensor, how the tensor or its gradient becomes that matrix)."""
        same = lambda t: t
        columns = lambda first, last: lambda t: t[:, first:last]
        column = lambda t: t.reshape(-1, 1)
        parts = {
            "encoder.embedding": (self.source_embedding.weight, torch.t),
            "decoder.embedding": (self.target_embedding.weight, torch.t),
            "decoder.initial": (self.initial.weight, same),
            "decoder.initial_bias": (self.initial.bias, column),
            "decoder.word": (self.cell.weight_ih, columns(0, EMBEDDING)),
            "decoder.context": (self.update.weight_ih, same) if self.conditional else
                               (self.cell.weight_ih, columns(EMBEDDING, EMBEDDING + ANNOTATION)),
            "decoder.input_bias": (self.cell.bias_ih, column),
            "decoder.recurrent": (self.cell.weight_hh, same),
            "decoder.recurrent_bias": (self.cell.bias_hh, column),
            "readout.weight": (self.readout.weight, same),
            "readout.bias": (self.readout.bias, column),
            "output.bias": (self.output.bias, column),
        }
        for direction, suffix in (("forward", ""), ("backward", "_reverse")):
            for ours, theirs, view in (("input", "weight_ih_l0", same), ("input_bias", "bias_ih_l0", column),
                                       ("recurrent", "weight_hh_l0", same), ("recurrent_bias", "bias_hh_l0", column)):
                parts[f"encoder.{direction}.{ours}"] = (getattr(self.encoder, theirs + suffix), view)
        if self.conditional:
            parts["decoder.context_bias"] = (self.update.bias_ih, column)
            parts["decoder.update"] = (self.update.weight_hh, same)
            parts["decoder.update_bias"] = (self.update.bias_hh, column)
        if match == "additive":
            parts["match.key"] = (self.match.key.weight, same)
            parts["match.key_bias"] = (self.match.key.bias, column)
            parts["match.query"] = (self.match.query.weight, same)
            parts["match.v"] = (self.match.v.weight, torch.t)
        elif match == "bilinear":
            parts["match.key"] = (self.match.key.weight, same)
        elif match == "cosine":
            parts["match.log_scale"] = (self.match.log_scale, column)
        return parts

    def forward(self, sources, inputs):
        """Lists of S sentences -> values per step, (S, T, ...), and per position."""
        lengths = torch.tensor([len(s) for s in sources])
        packed = pack_padded_sequence(self.source_embedding(padded(sources, 0)), lengths, batch_first=True,
                                      enforce_sorted=False)
        outputs, last = self.encoder(packed)
        annotations, _ = pad_packed_sequence(outputs, batch_first=True)
        summary = torch.cat([last[0], last[1]], dim=1)
        mask = torch.arange(annotations.shape[1]) < lengths.unsqueeze(1)
        state = torch.tanh(self.initial(summary))
        initial = state
        rows = {"energies": [], "weights": [], "contexts": [], "states": [], "logits": []}
        for words in padded(inputs, 0).t():
            embedded = self.target_embedding(words)
            context = summary
            query = self.cell(embedded, state) if self.conditional else state
            if self.match:
                energies = self.match(annotations, query)
                weights = torch.softmax(energies.masked_fill(~mask, float("-inf")), dim=1)
                context = torch.einsum("sn,snd->sd", weights, annotations)
                rows["energies"].append(energies)
                rows["weights"].append(weights)
            state = (self.update(context, query) if self.conditional else
                     self.cell(torch.cat([embedded, context], dim=1), state))
            rows["contexts"].append(context)
            rows["states"].append(state)
            hidden = torch.tanh(self.readout(torch.cat([state, context, embedded], dim=1)))
            rows["logits"].append(self.output(hidden))
        values = {name: torch.stack(steps, dim=1) for name, steps in rows.items() if steps}
        values["annotations"] = annotations
        values["initialState"] = initial
        return values


def padded(sentences, value):
    return nn.utils.rnn.pad_sequence([torch.tensor(s) for s in sentences], batch_first=True, padding_value=value)


def initialize(model):
    """Values of a 32-bit float, large enough that the gates, the softmax and tanh are far from linear."""
    draw = random.Random(SEED)
    with torch.no_grad():
        for parameter in model.parameters():
            values = [draw.gauss(0, 0.7) for _ in range(parameter.numel())]
            parameter.copy_(torch.tensor(values).reshape(parameter.shape).float().double())


def matrix(tensor):
    rows = tensor.detach().reshape(-1, tensor.shape[-1])
    return {"shape": list(rows.shape), "data": [float(f"{value:.9g}") for value in rows.flatten().tolist()]}


def sentence_values(values, s, source, target):
    """The values of one sentence without its padding; rows are steps or positions."""
    n, steps = len(source), len(target)
    result = {"source": source, "target": target, "annotations": matrix(values["annotations"][s, :n]),
              "initialState": matrix(values["initialState"][s].reshape(1, -1))}
    for name in ("energies", "weights"):
        if name in values:
            result[name] = matrix(values[name][s, :steps, :n])
    for name in ("contexts", "states", "logits"):
        result[name] = matrix(values[name][s, :steps])
    return result


def check_padding(model, batch, inputs):
    """The reference itself: a sentence gives the same numbers alone and padded."""
    for s, source in enumerate(SOURCES):
        alone = model([source], [inputs[s]])
        for name, value in alone.items():
            inside = batch[name][s:s + 1][tuple(slice(0, size) for size in value.shape)]
            assert torch.allclose(value, inside, atol=1e-12), name


def reference(match, conditional):
    model = Model(match, conditional)
    initialize(model)
    inputs = [[BEGIN] + target[:-1] for target in TARGETS]
    values = model(SOURCES, inputs)
    check_padding(model, values, inputs)
    loss = nn.functional.cross_entropy(values["logits"].flatten(0, 1), padded(TARGETS, -100).flatten(),
                                       reduction="sum", label_smoothing=SMOOTHING) / NORMALIZER
    loss.backward()
    parts = model.parts(match)
    assert sum(view(t).numel() for t, view in parts.values()) == sum(p.numel() for p in model.parameters())
    return {
        "match": match, **({"decoder": "conditional"} if conditional else {}),
        "sizes": {"sourceVocabulary": SOURCE_WORDS, "targetVocabulary": TARGET_WORDS, "embedding": EMBEDDING,
                  "encoder": ENCODER, "decoder": state_size(match), "attention": ATTENTION},
        "begin": BEGIN, "smoothing": SMOOTHING, "normalizer": NORMALIZER,
        "sentences": [sentence_values(values, s, SOURCES[s], TARGETS[s]) for s in range(len(SOURCES))],
        "loss": float(f"{loss.item():.12g}"),
        "parameters": {name: matrix(view(tensor)) for name, (tensor, view) in sorted(parts.items())},
        "gradients": {name: matrix(view(tensor.grad)) for name, (tensor, view) in sorted(parts.items())},
        "madeBy": f"tests/support/make_reference.py, PyTorch {torch.__version__}",
    }


def main():
    default = pathlib.Path(__file__).resolve().parent.parent / "data" / "reference"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    for match, conditional in ((match, conditional) for conditional in (False, True) for match in MATCHES):
        # One entry a line, so that a change can be read in a diff.
        lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in reference(match, conditional).items()]
        name = f"conditional-{match}" if conditional else match
        (folder / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
