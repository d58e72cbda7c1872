#!/usr/bin/env python3
"""Read a safetensors file with nothing but the standard library and print what is in it.

An oracle that shares no code with core/io: one JSON object on stdout with the metadata and, for each tensor,
type, shape, offsets, sum, sum of squares and the values (if there are at most 1000).
Exit status 1 with a line on stderr if the layout is not the documented one.
"""
import json
import math
import struct
import sys

ITEM = {"F16": ("e", 2), "F32": ("f", 4)}


def fail(text):
    sys.exit(text)


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    if (8 + length) % 8 != 0:
        fail("the data does not begin at a multiple of 8")
    raw = content[8:8 + length]
    if raw[:1] != b"{" or raw.rstrip(b" ")[-1:] != b"}":
        fail("the header is not an object padded with spaces")
    header = json.loads(raw.decode("utf-8"), object_pairs_hook=unique)
    data = content[8 + length:]
    metadata = header.pop("__metadata__", {})
    result = {"metadata": metadata, "tensors": {}}
    position = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        if sorted(entry) != ["data_offsets", "dtype", "shape"]:
            fail(f"{name}: unexpected keys {sorted(entry)}")
        begin, end = entry["data_offsets"]
        code, size = ITEM[entry["dtype"]]
        count = math.prod(entry["shape"])
        if begin != position or end - begin != count * size:
            fail(f"{name}: offsets {begin} {end} do not fit {position} and {count} values")
        values = struct.unpack(f"<{count}{code}", data[begin:end])
        result["tensors"][name] = {
            "dtype": entry["dtype"], "shape": entry["shape"], "begin": begin, "end": end,
            "sum": math.fsum(values), "squares": math.fsum(v * v for v in values),
            "values": list(values) if count <= 1000 else [],
        }
        position = end
    if position != len(data):
        fail(f"{len(data) - position} bytes belong to no tensor")
    if list(header) != sorted(header):
        fail("the tensors are not sorted by name")
    print(json.dumps(result))


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        fail("a key is there twice")
    return dict(pairs)


main(sys.argv[1])
