#!/usr/bin/env python3
"""Writes the ONNX files that tests/core/test_onnx_extractor.cpp opens, and what PyTorch computes with them.

tiny.onnx takes (N, 3, 8, 12) and has two outputs: "features" (N, 5, 2, 3) and "logits" (N, 4), which no grid can be
made of. tiny.txt holds, a number a line, the features of the picture whose channel c of pixel (x, y) is
(37 x + 91 y + 53 c + 11) mod 256, seen as (pixel - mean) * scale.
"""

import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
MEAN = (123.0, 117.0, 104.0)
SCALE = (0.017, 0.018, 0.019)


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8), nn.ReLU6())
        self.deep = nn.Sequential(nn.Conv2d(8, 8, 3, padding=1, groups=8), nn.Hardswish())
        self.pool = nn.MaxPool2d(2)
        self.last = nn.Conv2d(8, 5, 1)
        self.head = nn.Linear(5 * 2 * 3, 4)

    def forward(self, pixels):
        x = self.first(pixels)
        features = self.last(self.pool(x + self.deep(x)))
        return features, self.head(torch.flatten(features, 1))


class Bare(nn.Module):
    """x -> f(x): for networks that do not fit."""

    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, x):
        return self.f(x)


def write(name, module, outputs, size=(8, 12)):
    torch.onnx.export(module.eval(), torch.zeros(1, 3, *size), os.path.join(HERE, name), input_names=["pixels"],
                      output_names=outputs, opset_version=11, dynamic_axes={"pixels": {0: "batch"}})


def main():
    torch.manual_seed(7)
    tiny = Tiny()
    with torch.no_grad():
        tiny.first[1].running_mean.uniform_(-0.5, 0.5)
        tiny.first[1].running_var.uniform_(0.5, 2)
    tiny.eval()
    write("tiny.onnx", tiny, ["features", "logits"])
    y, x = torch.meshgrid(torch.arange(8), torch.arange(12), indexing="ij")
    picture = torch.stack([(37 * x + 91 * y + 53 * c + 11) % 256 for c in range(3)]).float()
    pixels = (picture - torch.tensor(MEAN).view(3, 1, 1)) * torch.tensor(SCALE).view(3, 1, 1)
    with torch.no_grad():
        features = tiny(pixels[None])[0]
    with open(os.path.join(HERE, "tiny.txt"), "w", encoding="ascii") as file:
        file.write("".join(f"{value:.7g}\n" for value in features.flatten().tolist()))
    # e^(x - 100) is infinite in single precision where a pixel is 200.
    write("infinite.onnx", Bare(lambda v: torch.exp(v - 100)), ["features"])
    write("flat.onnx", Bare(lambda v: v.reshape(1, 3, -1)), ["features"])


if __name__ == "__main__":
    main()
