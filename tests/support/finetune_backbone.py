#!/usr/bin/env python3
"""Fine-tunes the shared picture encoder with the caption loss while it goes on learning from its teacher.

    finetune_backbone.py BACKBONE.onnx --data DATA --minutes 45 --out FOLDER [--threads 1]

DATA is the folder of data sets (flickr8k/, backbone/ with the teacher). Needs python3-torch, python3-onnx and
python3-pil; ends in the minutes given and goes on from FOLDER/state.pt when there is one. Writes FOLDER/backbone.onnx.

Loss of a batch: cross-entropy of a captioner (additive match over 7 x 7 means of four cells, GRU) on pictures of
Flickr8k's training split, plus, on a few of those and on pictures without captions, smooth L1 + (1 - cosine) between a
linear image of the features and the teacher's. The captioner and the linear layer are thrown away afterwards.
"""

import argparse
import collections
import math
import os
import random
import re
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from PIL import Image
from torch import nn

CELLS, FEATURES, SIDE = 49, 256, 224
WARM_UP = 0.1  # of the time: the captioner alone, on fixed features


class Backbone(nn.Module):
    """The network of train_backbone.py with its batch normalisation folded into the convolutions."""

    # (input, output, kernel, stride, dilation); a residual block is a, b and, where the shape changes, skip
    STEM = [(3, 24, 2), (24, 32, 2)]
    BLOCKS = [(32, 64, 2, 1), (64, 64, 1, 1), (64, 128, 2, 1), (128, 128, 1, 1), (128, 192, 1, 1), (192, 192, 1, 2)]

    def __init__(self):
        super().__init__()
        conv = lambda i, o, k, stride=1, dilation=1: nn.Conv2d(i, o, k, stride, (k // 2) * dilation, dilation)
        self.stem = nn.ModuleList(conv(i, o, 3, s) for i, o, s in self.STEM)
        self.a = nn.ModuleList(conv(i, o, 3, s, d) for i, o, s, d in self.BLOCKS)
        self.b = nn.ModuleList(conv(o, o, 3, 1, d) for i, o, s, d in self.BLOCKS)
        self.skip = nn.ModuleList(conv(i, o, 1, s) if s > 1 or i != o else nn.Identity() for i, o, s, d in self.BLOCKS)
        self.head = nn.Conv2d(192, FEATURES, 1)

    def load(self, path):
        graph = onnx.load(path).graph
        named = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        convolutions = [[torch.tensor(named[name].copy()) for name in node.input[1:]]
                        for node in graph.node if node.op_type == "Conv"]
        order = list(self.stem)
        for a, b, skip in zip(self.a, self.b, self.skip):
            order += [a, b] + ([skip] if isinstance(skip, nn.Conv2d) else [])
        order.append(self.head)
        if len(order) != len(convolutions) or len(named) != 2 * len(order):
            sys.exit(f"{path}: not the network of train_backbone.py")
        with torch.no_grad():
            for layer, (weight, bias) in zip(order, convolutions):
                layer.weight.copy_(weight)
                layer.bias.copy_(bias)

    def forward(self, x):
        x = x / 127.5 - 1
        for layer in self.stem:
            x = torch.relu(layer(x))
        for a, b, skip in zip(self.a, self.b, self.skip):
            x = torch.relu(b(torch.relu(a(x))) + skip(x))
        return self.head(x)


class Captioner(nn.Module):
    def __init__(self, words, embedding=256, state=512, attention=192, dropout=0.4):
        super().__init__()
        self.norm = nn.BatchNorm1d(FEATURES, affine=False)
        self.embedding = nn.Embedding(words, embedding, padding_idx=0)
        self.key, self.query = nn.Linear(FEATURES, attention), nn.Linear(state, attention, bias=False)
        self.v = nn.Linear(attention, 1, bias=False)
        self.cell, self.initial = nn.GRUCell(embedding + FEATURES, state), nn.Linear(FEATURES, state)
        self.hidden, self.bias = nn.Linear(state + FEATURES + embedding, embedding), nn.Parameter(torch.zeros(words))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.embedding.weight, std=embedding ** -0.5)

    def forward(self, features, owners, inputs):
        """features: N x 256 x 14 x 14; owners: B, the picture of each caption; inputs: B x T. Logits, sum of a over t."""
        cells = self.norm(F.avg_pool2d(features, 2).flatten(2)).transpose(1, 2)
        keys, values = self.key(cells)[owners], self.dropout(cells)[owners]
        z = torch.tanh(self.initial(values.mean(1)))
        words, total, outputs = self.dropout(self.embedding(inputs)), 0, []
        for t in range(inputs.shape[1]):
            a = torch.softmax(self.v(torch.tanh(keys + self.query(z).unsqueeze(1))).squeeze(2), 1)
            c = torch.bmm(a.unsqueeze(1), values).squeeze(1)
            z = self.cell(torch.cat([words[:, t], c], 1), z)
            total = total + a
            outputs.append(torch.cat([z, c, words[:, t]], 1))
        hidden = self.dropout(torch.tanh(self.hidden(torch.stack(outputs, 1))))
        return hidden @ self.embedding.weight.T + self.bias, total


def load_pictures(files):
    pictures = np.empty((len(files), SIDE, SIDE, 3), np.uint8)
    for i, file in enumerate(files):
        pictures[i] = np.asarray(Image.open(file).convert("RGB").resize((SIDE, SIDE), Image.BOX))
    return torch.from_numpy(pictures)


def read_captions(path):
    captions = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        name, text = line.rstrip("\n").split("\t")
        captions[name].append(re.findall(r"[a-z0-9']+", text.lower()))
    return captions


def augment(x):
    """x (N,224,224,3) uint8 -> (N,3,224,224) float: random crop, mirror, brightness, contrast, colour."""
    n = len(x)
    x = x.permute(0, 3, 1, 2).float()
    scale = torch.empty(n).uniform_(.7, 1).where(torch.rand(n) < .6, torch.ones(n))
    flip = torch.where(torch.rand(n) < .5, -1., 1.)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 1, 1] = scale * flip, scale
    theta[:, :, 2] = (1 - scale)[:, None] * torch.empty(n, 2).uniform_(-1, 1)
    x = F.grid_sample(x, F.affine_grid(theta, x.shape, align_corners=False), padding_mode="reflection", align_corners=False)
    r = lambda lo, hi, c=1: torch.empty(n, c, 1, 1).uniform_(lo, hi)
    return (x * r(.8, 1.2) * r(.93, 1.07, 3) + r(-20, 20)).clamp(0, 255).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def principal_directions(teacher, pictures, dims=256):
    """Mean, and the leading directions of the teacher's features, scaled to unit variance on average."""
    cells = []
    for i in range(0, 320, 32):
        maps = teacher(pictures[i:i + 32].permute(0, 3, 1, 2).float())
        cells.append(maps.permute(0, 2, 3, 1).reshape(-1, 1280)[::7])
    cells = torch.cat(cells)
    mean = cells.mean(0)
    value, vector = torch.linalg.eigh(((cells - mean).T @ (cells - mean) / len(cells)).double())
    value, vector = value.flip(0)[:dims], vector.flip(1)[:, :dims].float()
    return mean, vector / value.mean().sqrt().float()


@torch.no_grad()
def regression(backbone, target, pictures):
    """The linear map from features to the teacher's that fits best, and its R2."""
    x, y = [], []
    for i in range(0, 512, 32):
        picture = pictures[i:i + 32].permute(0, 3, 1, 2).float()
        x.append(backbone(picture).permute(0, 2, 3, 1).reshape(-1, FEATURES)[::3])
        y.append(target(picture).reshape(-1, FEATURES)[::3])
    x, y = torch.cat(x).double(), torch.cat(y).double()
    x1 = torch.cat([x, torch.ones(len(x), 1)], 1)
    w = torch.linalg.solve(x1.T @ x1 + 1e-3 * len(x) * torch.eye(FEATURES + 1), x1.T @ y)
    error = ((x1 @ w - y) ** 2).sum() / ((y - y.mean(0)) ** 2).sum()
    layer = nn.Linear(FEATURES, FEATURES)
    layer.weight.copy_(w[:-1].T.float())
    layer.bias.copy_(w[-1].float())
    return layer, 1 - error.item()


class Trainer:
    def __init__(self, a):
        random.seed(1)
        torch.manual_seed(1)
        data = Path(a.data)
        sys.path.insert(0, str(data / "backbone"))
        from teacher import Teacher
        self.out = Path(a.out)
        self.captions = read_captions(data / "flickr8k/captions.train.en.tsv")
        self.val = read_captions(data / "flickr8k/captions.val.en.tsv")
        counts = collections.Counter(w for texts in self.captions.values() for words in texts for w in words)
        self.ids = {w: i + 4 for i, w in enumerate(sorted(w for w, n in counts.items() if n >= 4))}
        self.names, self.val_names = sorted(self.captions), sorted(self.val)[:120]
        folder = data / "flickr8k/images"
        self.pictures = load_pictures([folder / n for n in self.names])
        self.val_pictures = load_pictures([folder / n for n in self.val_names])
        others = sorted((data / "backbone/images").rglob("*.jp*g"))
        self.others = load_pictures(others)
        self.backbone, self.captioner = Backbone().to(memory_format=torch.channels_last), Captioner(len(self.ids) + 4)
        self.backbone.load(a.backbone)
        self.teacher = Teacher(str(data / "backbone/teacher_mobilenet_v2_quant.tflite"), "cpu")
        mixed = torch.cat([self.pictures[::30], self.others[::40]])
        mixed = mixed[torch.randperm(len(mixed), generator=torch.Generator().manual_seed(0))]
        self.mean, self.basis = principal_directions(self.teacher, mixed)
        with torch.no_grad():
            pool = torch.cat([self.pictures[::16], self.others[::20]])
            pool = pool[torch.randperm(len(pool), generator=torch.Generator().manual_seed(0))]
            self.student, r2 = regression(self.backbone, self.target, pool)
        self.log(f"{len(self.names)} + {len(others)} pictures, {len(self.ids)} words, R2 of the linear image {r2:.3f}")
        groups = [(self.backbone, a.rate), (self.captioner, 1e-3), (self.student, a.rate)]
        self.optimizer = torch.optim.AdamW([{"params": m.parameters(), "peak": r} for m, r in groups], weight_decay=.02)
        self.spent, self.seen = 0., 0
        if (self.out / "state.pt").exists():
            self.restore()

    def log(self, text):
        print(text, flush=True)

    def target(self, x):
        return ((self.teacher(x).permute(0, 2, 3, 1) - self.mean) @ self.basis).float()

    def save(self):
        state = {"backbone": self.backbone.state_dict(), "captioner": self.captioner.state_dict(), "student": self.student.state_dict(),
                 "optimizer": self.optimizer.state_dict(), "spent": self.spent, "seen": self.seen}
        torch.save(state, self.out / "state.pt.new")
        os.replace(self.out / "state.pt.new", self.out / "state.pt")

    def restore(self):
        state = torch.load(self.out / "state.pt")
        for name in ("backbone", "captioner", "student", "optimizer"):
            getattr(self, name).load_state_dict(state[name])
        self.spent, self.seen = state["spent"], state["seen"]

    def encoded(self, texts):
        """inputs, targets: B x T, 0 pads, 1 begins, 2 ends, 3 is unknown."""
        rows = [[self.ids.get(w, 3) for w in words][:24] for words in texts]
        width = max(map(len, rows)) + 1
        inputs = torch.tensor([([1] + r + [0] * width)[:width] for r in rows])
        return inputs, torch.tensor([(r + [2] + [0] * width)[:width] for r in rows])

    def caption_loss(self, features, texts, owners):
        inputs, targets = self.encoded(texts)
        logits, total = self.captioner(features, torch.tensor(owners), inputs)
        smoothing = .1 if self.captioner.training else 0.
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=0, label_smoothing=smoothing)
        return loss, ((1 - total * CELLS / inputs.shape[1]) ** 2).mean()

    def step(self, fraction, batch=16, others=6, captions=2):
        warm = fraction < WARM_UP
        for group in self.optimizer.param_groups:
            fixed = warm and group["peak"] < 1e-3
            group["lr"] = 0. if fixed else group["peak"] * (.5 * (1 + math.cos(math.pi * min(fraction, 1))) + .01)
        chosen = random.sample(range(len(self.names)), batch)
        texts = [w for i in chosen for w in random.sample(self.captions[self.names[i]], captions)]
        owners = [i // captions for i in range(batch * captions)]
        x = self.pictures[chosen]
        if not warm:
            x = torch.cat([x, self.others[torch.randint(len(self.others), (others,))]])
        x = augment(x)
        with torch.set_grad_enabled(not warm), torch.autocast("cpu", torch.bfloat16):
            features = self.backbone(x)
        features = features.float()
        loss, balance = self.caption_loss(features[:batch], texts, owners)
        total = loss + .02 * balance
        if not warm:
            y, t = self.student(features[batch - 2:].permute(0, 2, 3, 1)), self.target(x[batch - 2:])
            distillation = F.smooth_l1_loss(y, t) + (1 - F.cosine_similarity(y, t, -1)).mean()
            total = total + distillation
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self.captioner.parameters(), 1)
        nn.utils.clip_grad_norm_(self.backbone.parameters(), 1)
        self.optimizer.step()
        self.seen += batch
        return loss.item(), 0. if warm else distillation.item()

    @torch.no_grad()
    def quality(self):
        """Validation: cross-entropy of the captions, and cosine with the teacher."""
        self.captioner.eval()
        loss = cosine = 0.
        for i in range(0, len(self.val_names), 20):
            x = self.val_pictures[i:i + 20].permute(0, 3, 1, 2).float()
            features = self.backbone(x)
            texts = [w for n in self.val_names[i:i + 20] for w in self.val[n]]
            loss += 20 * self.caption_loss(features, texts, [k // 5 for k in range(len(texts))])[0].item()
            cosine += 20 * F.cosine_similarity(self.student(features.permute(0, 2, 3, 1)), self.target(x), -1).mean().item()
        self.captioner.train()
        return loss / len(self.val_names), cosine / len(self.val_names)

    def export(self):
        network = self.backbone.eval().to(memory_format=torch.contiguous_format)
        file = str(self.out / "backbone.onnx")
        torch.onnx.export(network, torch.zeros(1, 3, SIDE, SIDE), file, input_names=["image"], output_names=["features"],
                          dynamic_axes={"image": {0: "n"}, "features": {0: "n"}}, opset_version=11)

    def run(self, minutes):
        last_report = time.process_time()
        while self.spent < 60 * minutes:
            begun = time.process_time()
            loss, distillation = self.step(self.spent / (60 * minutes))
            self.spent += time.process_time() - begun
            if time.process_time() - last_report > 240:
                loss_val, cosine = self.quality()
                self.log(f"{self.spent / 60:.1f} min, {self.seen} pictures, loss {loss:.3f} + {distillation:.3f}, "
                         f"validation: captions {loss_val:.4f}, cosine {cosine:.4f}")
                self.save()
                last_report = time.process_time()
        self.log("final validation: captions %.4f, cosine %.4f" % self.quality())
        self.save()
        self.export()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("backbone")
    parser.add_argument("--data", required=True)
    parser.add_argument("--minutes", type=float, default=45, help="of processor time")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-4)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    os.makedirs(arguments.out, exist_ok=True)
    Trainer(arguments).run(arguments.minutes)


if __name__ == "__main__":
    main()
