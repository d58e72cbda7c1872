#!/usr/bin/env python3
"""Training of the caption decoder beside PyTorch on this machine's CPU.

    cmake --build build/default --target bench_caption_training
    python3 tests/benchmarks/compare_captions.py [--build build/default] [--threads 1] [--seconds 10] [--cpu-time]

Both sides train the sizes of bench_caption_training.cpp: 14 pictures of 14 x 14 cells a batch, five captions each, with
words as many as in Flickr8k, additive match, dropout, label smoothing, doubly stochastic regularisation, Adam. PyTorch is
written as its users write it (every caption has its own copy of its picture's features, captions are padded to the longest
of the batch, keys and logits are computed once); `--tidied` shares the picture's layers among its captions by hand.
Needs Debian's python3-torch.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time

PICTURES, CAPTIONS, BATCHES, CELLS = 14, 5, 3, 196
FEATURES, WORDS, ANNOTATION, EMBEDDING, STATE, ATTENTION = 256, 3500, 256, 256, 512, 192


def peer(threads, seconds, tidied):
    import torch
    from torch import nn

    torch.manual_seed(1)
    torch.set_num_threads(threads)

    class Captioner(nn.Module):
        def __init__(self):
            super().__init__()
            self.annotate = nn.Linear(FEATURES, ANNOTATION)
            self.initial = nn.Linear(ANNOTATION, STATE)
            self.key = nn.Linear(ANNOTATION, ATTENTION)
            self.query = nn.Linear(STATE, ATTENTION, bias=False)
            self.v = nn.Linear(ATTENTION, 1, bias=False)
            self.embedding = nn.Embedding(WORDS, EMBEDDING)
            self.cell = nn.GRUCell(EMBEDDING + ANNOTATION, STATE)
            self.readout = nn.Linear(STATE + ANNOTATION + EMBEDDING, EMBEDDING)
            self.output = nn.Linear(EMBEDDING, WORDS)
            self.output.weight = self.embedding.weight
            self.dropout = nn.Dropout(0.3)

        def forward(self, features, owners, inputs):
            if not tidied:
                features = features[owners]
            values = self.dropout(torch.tanh(self.annotate(features)))
            keys = self.key(values)
            state = torch.tanh(self.initial(values.mean(1)))
            if tidied:
                values, keys, state = values[owners], keys[owners], state[owners]
            words = self.dropout(self.embedding(inputs))
            states, contexts, weights = [], [], []
            for t in range(inputs.shape[1]):
                energies = self.v(torch.tanh(keys + self.query(state).unsqueeze(1))).squeeze(2)
                a = torch.softmax(energies, dim=1)
                context = torch.bmm(a.unsqueeze(1), values).squeeze(1)
                state = self.cell(torch.cat([words[:, t], context], dim=1), state)
                states.append(state)
                contexts.append(context)
                weights.append(a)
            hidden = torch.cat([torch.stack(states, 1), torch.stack(contexts, 1), words], dim=2)
            return self.output(self.dropout(torch.tanh(self.readout(hidden)))), torch.stack(weights, 1)

    draw = random.Random(7)
    model = Captioner()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    criterion = nn.CrossEntropyLoss(ignore_index=-1, label_smoothing=0.1, reduction="sum")
    features = torch.rand(PICTURES, CELLS, FEATURES) * 2 - 1
    owners = torch.arange(PICTURES).repeat_interleave(CAPTIONS)
    batches = []
    for _ in range(BATCHES):
        captions = [torch.tensor([draw.randrange(4, WORDS) for _ in range(int(min(30, max(4, draw.gauss(11.5, 3.5)))))])
                    for _ in range(PICTURES * CAPTIONS)]
        inputs = [torch.cat([torch.tensor([2]), ids[:-1]]) for ids in captions]
        batches.append((nn.utils.rnn.pad_sequence(inputs, batch_first=True),
                        nn.utils.rnn.pad_sequence(captions, batch_first=True, padding_value=-1)))
    words = sum(int((targets >= 0).sum()) for _, targets in batches)
    passes, cpu, start = [], [], time.perf_counter()
    while len(passes) < 2 or time.perf_counter() - start < seconds:
        begun, cpu_begun = time.perf_counter(), time.process_time()
        for inputs, targets in batches:
            optimizer.zero_grad()
            logits, weights = model(features, owners, inputs)
            weights = weights * (targets >= 0).unsqueeze(2)
            loss = criterion(logits.flatten(0, 1), targets.flatten()) + ((1 - weights.sum(1)) ** 2).mean(1).sum()
            (loss / (targets >= 0).sum()).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        passes.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - cpu_begun)
    print(json.dumps({"targetWordsPerSecond": words / min(passes[1:]), "targetWordsPerCpuSecond": words / min(cpu[1:])}))


def run_json(command, threads):
    finished = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True,
                              env={**os.environ, "OPENBLAS_NUM_THREADS": str(threads)})
    return json.loads(finished.stdout)


def python_with_torch():
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    sys.exit("compare_captions.py: no python3 here has torch (apt-get install python3-torch)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/default")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement")
    parser.add_argument("--cpu-time", action="store_true", help="rates per second of processor time, for a busy machine")
    parser.add_argument("--peer", choices=["plain", "tidied"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        peer(arguments.threads, arguments.seconds, arguments.peer == "tidied")
        return
    python = python_with_torch()
    options = ["--threads", str(arguments.threads), "--seconds", str(arguments.seconds)]
    key = "targetWordsPerCpuSecond" if arguments.cpu_time else "targetWordsPerSecond"
    best = [0.0, 0.0, 0.0]
    for _ in range(2):  # in turns: a busy moment of the machine does not fall on one of them only
        turn = [run_json([os.path.join(arguments.build, "tests/bench_caption_training"), *options], arguments.threads)]
        turn += [run_json([python, __file__, "--peer", kind, *options], arguments.threads) for kind in ("plain", "tidied")]
        best = [max(old, new[key]) for old, new in zip(best, turn)]
    ours, plain, tidied = best
    print(f"{'caption training, words/s':32}{'Fovea':>8}{'PyTorch':>10}{'ratio':>8}   goal")
    print(f"{'  threads: ' + str(arguments.threads):32}{ours:8.0f}{plain:10.0f}{ours / plain:8.1f}   >= 2")
    print(f"{'  PyTorch sharing the picture':32}{ours:8.0f}{tidied:10.0f}{ours / tidied:8.1f}")


if __name__ == "__main__":
    main()
