#!/usr/bin/env python3
"""The translation model of core/nn written in PyTorch as its users would write it, to compare speeds on the CPU.

    peer_translation.py train BATCHES.json [--threads 2] [--seconds 20] [--hoisted]
    peer_translation.py step BATCHES.json [--source-length 12] [--steps 300] [--hoisted]
    peer_translation.py ready BATCHES.json --weights MODEL.pt   (writes the file when there is none)

The batches file is the one that compare.py writes and bench_training reads. Prints one JSON object. Needs Debian's
python3-torch; a tool for measuring, not a part of the program.
"""

import argparse
import json
import os
import statistics
import time

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

PADDING = -1


class Attention(nn.Module):
    """e_i = v^T tanh(W h_i + U z + b), a = softmax(e), c = sum_i a_i h_i."""

    def __init__(self, annotation, state, hidden):
        super().__init__()
        self.key = nn.Linear(annotation, hidden)
        self.query = nn.Linear(state, hidden, bias=False)
        self.v = nn.Linear(hidden, 1, bias=False)

    def forward(self, values, keys, state, masked):
        energies = self.v(torch.tanh(keys + self.query(state).unsqueeze(1))).squeeze(2)
        weights = torch.softmax(energies.masked_fill(masked, float("-inf")), dim=1)
        return torch.bmm(weights.unsqueeze(1), values).squeeze(1), weights


class Translation(nn.Module):
    """The decoder as PyTorch's own tutorial on attention writes it: each step projects the keys and makes the logits.

    With `hoisted`, what does not depend on the loop is taken out of it by hand: keys once a sentence, logits of all
    words at once.
    """

    def __init__(self, sizes, hoisted=False):
        super().__init__()
        self.hoisted = hoisted
        embedding, encoder, decoder = sizes["embedding"], sizes["encoder"], sizes["decoder"]
        annotation = 2 * encoder
        self.source_embedding = nn.Embedding(sizes["sourceVocabulary"], embedding)
        self.target_embedding = nn.Embedding(sizes["targetVocabulary"], embedding)
        self.encoder = nn.GRU(embedding, encoder, bidirectional=True, batch_first=True)
        self.initial = nn.Linear(annotation, decoder)
        self.attention = Attention(annotation, decoder, sizes["attention"])
        self.cell = nn.GRUCell(embedding + annotation, decoder)
        self.readout = nn.Linear(decoder + annotation + embedding, embedding)
        self.output = nn.Linear(embedding, sizes["targetVocabulary"])
        self.output.weight = self.target_embedding.weight
        self.dropout = nn.Dropout(sizes["dropout"])

    def encode(self, source, lengths):
        embedded = self.dropout(self.source_embedding(source))
        packed = pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        values, last = self.encoder(packed)
        values, _ = pad_packed_sequence(values, batch_first=True, total_length=source.shape[1])
        values = self.dropout(values)
        state = torch.tanh(self.initial(torch.cat([last[0], last[1]], dim=1)))
        masked = torch.arange(source.shape[1]).unsqueeze(0) >= lengths.unsqueeze(1)
        return values, self.attention.key(values) if self.hoisted else None, masked, state

    def step(self, values, keys, masked, state, word):
        if keys is None:
            keys = self.attention.key(values)
        context, weights = self.attention(values, keys, state, masked)
        return self.cell(torch.cat([word, context], dim=1), state), context, weights

    def logits(self, states, contexts, words):
        hidden = torch.tanh(self.readout(torch.cat([states, contexts, words], dim=-1)))
        return self.output(self.dropout(hidden))

    def forward(self, source, lengths, inputs):
        values, keys, masked, state = self.encode(source, lengths)
        words = self.dropout(self.target_embedding(inputs))
        states, contexts, outputs = [], [], []
        for t in range(inputs.shape[1]):
            state, context, _ = self.step(values, keys, masked, state, words[:, t])
            if self.hoisted:
                states.append(state)
                contexts.append(context)
            else:
                outputs.append(self.logits(state, context, words[:, t]))
        if outputs:
            return torch.stack(outputs, dim=1)
        return self.logits(torch.stack(states, dim=1), torch.stack(contexts, dim=1), words)


def read_batches(data):
    """[(source B x n, lengths B, inputs B x T, targets B x T, target words)]"""
    batches = []
    for batch in data["batches"]:
        source = [torch.tensor(ids) for ids in batch["source"]]
        target = [torch.tensor(ids) for ids in batch["target"]]
        begin = torch.tensor([data["beginId"]])
        inputs = [torch.cat([begin, ids[:-1]]) for ids in target]
        batches.append((
            pad_sequence(source, batch_first=True),
            torch.tensor([len(ids) for ids in source]),
            pad_sequence(inputs, batch_first=True),
            pad_sequence(target, batch_first=True, padding_value=PADDING),
            sum(len(ids) for ids in target),
        ))
    return batches


def train(data, threads, seconds, hoisted):
    """Target words per second of training: the fastest pass over the batches after one to warm up.

    The rate per second of processor time says more on a busy machine; it means something for one thread.
    """
    torch.set_num_threads(threads)
    model = Translation(data["sizes"], hoisted)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    criterion = nn.CrossEntropyLoss(ignore_index=PADDING, label_smoothing=data["sizes"]["smoothing"])
    batches = read_batches(data)
    passes, cpu, start, loss = [], [], time.perf_counter(), None
    while len(passes) < 2 or time.perf_counter() - start < seconds:
        begun, cpu_begun = time.perf_counter(), time.process_time()
        for source, lengths, inputs, targets, _ in batches:
            optimizer.zero_grad()
            logits = model(source, lengths, inputs)
            loss = criterion(logits.flatten(0, 1), targets.flatten())
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), data["sizes"]["clip"])
            optimizer.step()
        passes.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - cpu_begun)
    words = sum(batch[4] for batch in batches)
    return {"targetWordsPerSecond": words / min(passes[1:]), "targetWordsPerCpuSecond": words / min(cpu[1:]),
            "passes": len(passes), "loss": loss.item(), "parameters": sum(p.numel() for p in model.parameters()), "threads": threads}


@torch.inference_mode()
def step(data, source_length, steps, hoisted=False):
    """Median milliseconds of one decoding step, batch 1, with the most probable next word; the better of 1 and 2 threads."""
    best = {}
    for threads in (1, 2):
        torch.set_num_threads(threads)
        model = Translation(data["sizes"], hoisted).eval()
        source = torch.randint(data["sizes"]["sourceVocabulary"], (1, source_length))
        values, keys, masked, state = model.encode(source, torch.tensor([source_length]))
        word = torch.tensor([data["beginId"]])
        times = []
        for _ in range(steps):
            begun = time.perf_counter()
            embedded = model.target_embedding(word)
            state, context, _ = model.step(values, keys, masked, state, embedded)
            word = torch.log_softmax(model.logits(state, context, embedded), dim=1).argmax(dim=1)
            times.append(time.perf_counter() - begun)
        median = 1000 * statistics.median(times[steps // 10:])
        if not best or median < best["stepMilliseconds"]:
            best = {"stepMilliseconds": median, "threads": threads, "sourceLength": source_length}
    return best


def ready(data, weights):
    """Opens a saved model and makes one step, as a script that translates would; the caller measures the whole."""
    if not os.path.exists(weights):
        torch.save(Translation(data["sizes"]).half().state_dict(), weights)
    begun = time.perf_counter()
    model = Translation(data["sizes"])
    model.load_state_dict(torch.load(weights))
    model.float().eval()
    opened = time.perf_counter() - begun
    step(data, source_length=12, steps=1)
    return {"openMilliseconds": 1000 * opened}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "step", "ready"])
    parser.add_argument("batches")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--source-length", type=int, default=12)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--hoisted", action="store_true", help="keys once a sentence, logits of all words at once")
    parser.add_argument("--weights")
    arguments = parser.parse_args()
    with open(arguments.batches, encoding="utf-8") as file:
        data = json.load(file)
    torch.manual_seed(1)
    if arguments.what == "train":
        result = train(data, arguments.threads, arguments.seconds, arguments.hoisted)
    elif arguments.what == "ready":
        result = ready(data, arguments.weights)
    else:
        result = step(data, arguments.source_length, arguments.steps, arguments.hoisted)
    print(json.dumps({**result, "torch": torch.__version__}))


if __name__ == "__main__":
    main()
