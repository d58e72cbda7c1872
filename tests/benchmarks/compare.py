#!/usr/bin/env python3
"""Fovea beside PyTorch on this machine's CPU, in one run: training, one decoding step, opening and starting.

    cmake --build build/default --target fovea bench_training bench_gemm bench_startup
    python3 tests/benchmarks/compare.py [--build build/default] [--model BUNDLE] [--threads 2] [--seconds 10]

Both sides train the same sizes on the same batches (made up from a fixed seed, with the sentence lengths of the zh-en
training text: median 14 characters and 9 words), with the same threads and options; Fovea also keeps its average of
the weights. Needs Debian's python3-torch.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer_translation.py")
SIZES = {"match": "additive", "embedding": 192, "encoder": 192, "decoder": 384, "attention": 192,
         "sourceVocabulary": 3400, "targetVocabulary": 5000, "dropout": 0.2, "smoothing": 0.1, "clip": 1.0}
END_ID, BEGIN_ID, FIRST_ID = 2, 1, 4


def make_batches(count, batch_tokens, batch_sentences, seed):
    """Batches of made-up ids of similar length, chosen as the trainer chooses; ids are as frequent as words (Zipf)."""
    rng = random.Random(seed)

    def ids(length, vocabulary):
        words = [min(FIRST_ID + int(vocabulary ** rng.random()), vocabulary - 1) for _ in range(length)]
        return words + [END_ID]

    pairs = []
    for _ in range(20 * count * batch_sentences):
        source = min(99, max(2, round(rng.lognormvariate(2.7, 0.7))))
        pairs.append((source, max(2, round(source * rng.uniform(0.6, 1.1)))))
    pairs.sort()
    batches, batch, longest = [], [], 0
    for source, target in pairs:
        longest = max(longest, target + 1)
        if len(batch) == batch_sentences or longest * (len(batch) + 1) > batch_tokens:
            batches.append(batch)
            batch, longest = [], target + 1
        batch.append((ids(source, SIZES["sourceVocabulary"]), ids(target, SIZES["targetVocabulary"])))
    rng.shuffle(batches)
    return {"sizes": SIZES, "beginId": BEGIN_ID,
            "batches": [{"source": [s for s, _ in batch], "target": [t for _, t in batch]}
                        for batch in batches[:count]]}


def run_json(command, **environment):
    finished = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True,
                              env={**os.environ, **environment})
    return json.loads(finished.stdout)


def python_with_torch():
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    sys.exit("compare.py: no python3 here has torch (apt-get install python3-torch)")


def gemm_peak(build, threads):
    """GFLOP/s of the fastest product of bench_gemm with one or two threads."""
    table = subprocess.run([os.path.join(build, "tests/bench_gemm")], stdout=subprocess.PIPE, check=True, text=True)
    return max(float(line.split()[-1 if threads > 1 else -2]) for line in table.stdout.splitlines()[1:])


def updates_flops(data):
    """Floating-point operations of the products of one pass, forward and backward (3 x forward), without padding."""
    s = data["sizes"]
    annotation, states = 2 * s["encoder"], s["decoder"]
    source_word = 2 * 2 * 3 * s["encoder"] * (s["embedding"] + s["encoder"]) + 2 * annotation * s["attention"]
    target_word = (2 * 3 * states * (s["embedding"] + annotation + states) + 2 * states * s["attention"]
                   + 2 * s["embedding"] * (states + annotation + s["embedding"])
                   + 2 * s["embedding"] * s["targetVocabulary"])
    sources = sum(len(ids) for batch in data["batches"] for ids in batch["source"])
    targets = sum(len(ids) for batch in data["batches"] for ids in batch["target"])
    return 3 * (sources * source_word + targets * target_word), targets


def seconds_to_ready(command, **environment):
    """Median seconds from starting a process to the first line it prints, of five."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **environment}) as process:
            line = process.stdout.readline()
            times.append(time.perf_counter() - begun)
            process.communicate()
        if not line or process.returncode != 0:
            sys.exit(f"compare.py: {command[0]} failed")
    return statistics.median(times)


def measure_training(arguments, python, batches):
    """Words per second of Fovea, of PyTorch, and of PyTorch with its loop tidied by hand.

    They take turns, so that a busy moment of the machine does not fall on one of them only.
    """
    options = [batches, "--threads", str(arguments.threads), "--seconds", str(arguments.seconds)]
    peer = [python, PEER, "train", *options]
    key = "targetWordsPerCpuSecond" if arguments.cpu_time else "targetWordsPerSecond"
    rates = []
    for _ in range(2):
        threads = {"OPENBLAS_NUM_THREADS": str(arguments.threads)}
        rates.append([run_json([os.path.join(arguments.build, "tests/bench_training"), *options])[key],
                      run_json(peer, **threads)[key], run_json([*peer, "--hoisted"], **threads)[key]])
    return [max(turn[i] for turn in rates) for i in range(3)]


def row(name, ours, theirs, unit, ratio, goal):
    print(f"{name:30}{ours:>11}{theirs:>11}  {unit:10}{ratio:>8}   {goal}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/default")
    parser.add_argument("--model", default="resources/models/zh-en-additive")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10, help="of each of the six training measurements")
    parser.add_argument("--cpu-time", action="store_true",
                        help="training rates per second of processor time: for a busy machine, with --threads 1")
    parser.add_argument("--batches", type=int, default=4)
    parser.add_argument("--batch-tokens", type=int, default=1200)
    parser.add_argument("--batch-sentences", type=int, default=128)
    arguments = parser.parse_args()
    python = python_with_torch()
    data = make_batches(arguments.batches, arguments.batch_tokens, arguments.batch_sentences, seed=7)
    flops, targets = updates_flops(data)
    row("", "Fovea", "PyTorch", "", "ratio", "goal")
    with tempfile.TemporaryDirectory() as folder:
        batches, weights = os.path.join(folder, "batches.json"), os.path.join(folder, "model.pt")
        with open(batches, "w", encoding="utf-8") as file:
            json.dump(data, file)
        ours, theirs, tidied = measure_training(arguments, python, batches)
        row(f"training, threads: {arguments.threads}", f"{ours:.0f}", f"{theirs:.0f}", "words/s", f"{ours / theirs:.1f}",
            ">= 2, aim 4")
        row("  PyTorch's loop tidied", f"{ours:.0f}", f"{tidied:.0f}", "words/s", f"{ours / tidied:.1f}", "")
        peak = gemm_peak(arguments.build, arguments.threads)
        share = flops / targets * ours * 1e-9 / peak
        row("  of the GEMM peak", f"{100 * share:.0f} %", "", f"of {peak:.0f} GFLOP/s", "", "")
        bench = run_json([os.path.join(arguments.build, "app/fovea"), "bench", "-m", arguments.model])
        step = bench["stepMilliseconds"]["median"]
        peer_step = run_json([python, PEER, "step", batches])["stepMilliseconds"]
        row("one decoding step, batch 1", f"{step:.3f}", f"{peer_step:.3f}", "ms", f"{peer_step / step:.1f}", ">= 10, < 1 ms")
        run_json([python, PEER, "ready", batches, "--weights", weights])
        opening = bench["openMilliseconds"]
        peer_opening = run_json([python, PEER, "ready", batches, "--weights", weights])["openMilliseconds"]
        row("opening a model", f"{opening:.0f}", f"{peer_opening:.0f}", "ms", f"{peer_opening / opening:.1f}", "< 100 ms")
        start = seconds_to_ready([os.path.join(arguments.build, "tests/bench_startup"), arguments.model],
                                 QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
        peer_start = seconds_to_ready([python, PEER, "ready", batches, "--weights", weights])
        row("from start to the first word", f"{start:.2f}", f"{peer_start:.2f}", "s", f"{peer_start / start:.1f}", "< 1 s")


if __name__ == "__main__":
    main()
