#!/usr/bin/env python3
"""Checks the include rules of the project and the layout of its top level.

    python3 tests/support/check_layers.py [ROOT]

Prints one line "file:line: what is wrong" per finding; exit status 1 when there is one. The rules of core are read
from core/CMakeLists.txt: a folder may include core/types, the folders it USES (and what they use), the standard
library, Eigen, and the headers of the libraries it LINKS. A header with one of those is private: only .cpp files of
its own folder may include it. The folders of ui and app say in their CMakeLists.txt what they use of their own part.
No two units (a header with its .cpp file) may include each other, through others either.
"""

import os
import re
import sys

TOP_LEVEL = {"app", "core", "ui", "resources", "tests", "CMakeLists.txt", "CMakePresets.json", "README.md",
             "CHANGELOG.md", "LICENSE"}
NOT_CHECKED_IN = re.compile(r"^(\..*|build.*|.*\.user)$")
SUBFOLDERS = {
    "tests": {"core", "ui", "app", "support", "benchmarks", "data", "fuzz"},
}
# What a CMake target puts into the reach of #include.
LIBRARY_HEADERS = {
    "nlohmann_json::nlohmann_json": r"nlohmann/",
    "PkgConfig::SENTENCEPIECE": r"sentencepiece_[a-z]+\.h$",
    "Threads::Threads": r"pthread\.h$",
    "opencv_dnn": r"opencv2/",
    "JPEG::JPEG": r"(jpeglib|jerror)\.h$",
    "PNG::PNG": r"png\.h$",
    "TIFF::TIFF": r"tiffio\.h$",
    "PkgConfig::WEBP": r"webp/",
    "OpenSSL::Crypto": r"openssl/",
}
STANDARD = set("""
algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts condition_variable
coroutine deque exception execution filesystem format forward_list fstream functional future initializer_list iomanip
ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric
optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span
sstream stack stdexcept stop_token streambuf string string_view strstream syncstream system_error thread tuple
type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio
cstdlib cstring ctime cuchar cwchar cwctype""".split())
POSIX = re.compile(r"^(immintrin|unistd|fcntl|dlfcn|signal|dirent|poll|sys/[a-z_]+|linux/[a-z_]+)\.h$")
EIGEN = re.compile(r"^Eigen/")
QT = re.compile(r"^Q[A-Za-z0-9/]*$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def folder_calls(function, cmake_text):
    """({folder: what it USES}, {folder: what it LINKS}) from the calls of a CMake function."""
    uses, links = {}, {}
    for call in re.finditer(rf"^{function}\(([^)]*)\)", cmake_text, re.M):
        folder, *words = call.group(1).split()
        uses[folder], links[folder] = set(), set()
        part = None
        for word in words:
            if word in ("USES", "LINKS"):
                part = word
            elif part == "USES":
                uses[folder].add(word.removeprefix("fovea_"))
            else:
                links[folder].add(word)
    return uses, links


def reach(uses, folder, seen):
    for other in uses.get(folder, ()):
        if other not in seen:
            seen.add(other)
            reach(uses, other, seen)
    return seen


def part_rules(part, cmake_text):
    """{folder: folders of ui or app that it may include}."""
    uses, _ = folder_calls(f"fovea_{part}_folder", cmake_text)
    return {folder: reach(uses, folder, {folder}) for folder in uses}


def core_rules(cmake_text):
    """{folder: (folders it may include, patterns of third-party headers)} from core/CMakeLists.txt."""
    uses, links = folder_calls("fovea_core_library", cmake_text)

    def headers_of(names):
        return [re.compile(LIBRARY_HEADERS[name]) for name in sorted(names) if name in LIBRARY_HEADERS]

    rules = {"types": ({"types"}, [])}
    for folder in uses:
        rules[folder] = (reach(uses, folder, {folder, "types"}), headers_of(links[folder]))
    # A file that is a library of its own, loaded when it is needed: what its folder may include, and what it links.
    for module in re.finditer(r"^add_library\((\w+) MODULE (\w+)/(\w+_module\.cpp)\)", cmake_text, re.M):
        target, folder, name = module.groups()
        linked = re.search(rf"^target_link_libraries\({target} PRIVATE ([^)]*)\)", cmake_text, re.M)
        folders, headers = rules[folder]
        rules[f"{folder}/{name}"] = (folders, headers + headers_of(linked.group(1).split() if linked else []))
    return rules


def is_private(root, path, rules):
    """Whether a header of core includes a third-party one."""
    libraries = rules.get(path.split("/")[1], (set(), []))[1]
    with open(os.path.join(root, path), encoding="utf-8") as file:
        names = [match.group(2) for match in map(INCLUDE.match, file) if match and match.group(1) == "<"]
    return any(library.match(name) for library in libraries for name in names)


def core_problem(path, bracket, name, rules):
    """Why a file of core may not include this, or None."""
    folder = path.split("/")[1]
    if folder not in rules:
        return f"core/{folder} is not in core/CMakeLists.txt"
    folders, libraries = rules.get("/".join(path.split("/")[1:]), rules[folder])
    if bracket == '"':
        if not name.startswith("core/"):
            return f'core may not include "{name}"'
        other = name.split("/")[1]
        return None if other in folders else f"core/{folder} may not include core/{other}"
    if QT.match(name):
        return f"core may not include Qt: <{name}>"
    if name in STANDARD or EIGEN.match(name):
        return None
    if any(library.match(name) for library in libraries):
        return None
    if POSIX.match(name):
        return None if path.endswith(".cpp") else f"<{name}> belongs in a .cpp file"
    return f"core/{folder} may not include <{name}>"


def folder_problem(path, name, rules):
    """Why a file of ui or app may not include another of the same part, or None."""
    part, folder = path.split("/")[0], folder_of(path)
    if not folder:
        return None
    if folder not in rules[part]:
        return f"{part}/{folder} is not in {part}/CMakeLists.txt"
    if name.startswith(part + "/") and folder_of(name) not in rules[part][folder]:
        return f"{part}/{folder} may not include {os.path.dirname(name)}"
    return None


def folder_of(path):
    """"render/heatmap" of "ui/render/heatmap/heatmap_layout.h"."""
    return "/".join(path.split("/")[1:-1])


def ui_problem(bracket, name):
    if bracket == '"':
        allowed = name.startswith(("ui/", "core/types/")) or name.endswith(".moc")
        return None if allowed else f'ui may include only core/types, ui and Qt, not "{name}"'
    if QT.match(name) or name in STANDARD:
        return None
    return f"ui may include only core/types, ui and Qt, not <{name}>"


def include_problem(root, path, bracket, name, rules):
    part = path.split("/")[0]
    places = [root, os.path.join(root, "tests")] if part == "tests" else [root]
    if bracket == '"' and not name.endswith(".moc") and not any(os.path.isfile(os.path.join(p, name)) for p in places):
        return f'"{name}" is not a path from the project\'s top level'
    if bracket == '"' and name.startswith("core/") and part != "tests" and is_private(root, name, rules["core"]):
        if not path.endswith(".cpp") or os.path.dirname(path) != os.path.dirname(name):
            return f'"{name}" includes a third-party header: only .cpp files of its folder may include it'
    if part == "core":
        return core_problem(path, bracket, name, rules["core"])
    if part in ("ui", "app") and bracket == '"':
        problem = folder_problem(path, name, rules)
        if problem:
            return problem
    if part == "ui":
        return ui_problem(bracket, name)
    if part == "app" and name.startswith("tests/"):
        return f'the program may not include "{name}"'
    return None


def sources(root):
    for part in ("core", "ui", "app", "tests"):
        for folder, folders, files in os.walk(os.path.join(root, part)):
            folders.sort()
            for name in sorted(files):
                if name.endswith((".h", ".cpp")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def layout_findings(root, rules):
    for name in sorted(os.listdir(root)):
        if name not in TOP_LEVEL and not NOT_CHECKED_IN.match(name):
            yield f"{name}: is not part of the top level"
    allowed_in = {part: {folder.split("/")[0] for folder in rules[part]} for part in rules}
    for part, allowed in {**SUBFOLDERS, **allowed_in}.items():
        folder = os.path.join(root, part)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            has_files = any(files for _, _, files in os.walk(os.path.join(folder, name)))
            if has_files and name not in allowed and name != "__pycache__":
                yield f"{part}/{name}: is not one of {part}'s folders"


def findings(root):
    texts = {part: cmake_text(root, part) for part in ("core", "ui", "app")}
    rules = {part: part_rules(part, texts[part]) for part in ("ui", "app")}
    rules["core"] = core_rules(texts["core"])
    yield from layout_findings(root, rules)
    includes = {}
    for path in sources(root):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            lines = file.readlines()
        if path.endswith(".h") and not any(line.strip() == "#pragma once" for line in lines):
            yield f"{path}:1: has no #pragma once"
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if match and match.group(1) == '"':
                includes.setdefault(os.path.splitext(path)[0], set()).add(os.path.splitext(match.group(2))[0])
            problem = match and include_problem(root, path, match.group(1), match.group(2), rules)
            if problem:
                yield f"{path}:{number}: {problem}"
    for circle in circles({unit: others for unit, others in includes.items() if not unit.startswith("app/decode/")}):
        yield f"{circle[0]}: includes itself through {', '.join(circle[1:])}"


def circles(includes):
    """The sets of units that include each other, each sorted: strongly connected components (Tarjan 1972)."""
    order, low, stack, found = {}, {}, [], []

    def visit(unit):
        order[unit] = low[unit] = len(order)
        stack.append(unit)
        for other in sorted(includes.get(unit, ())):
            if other not in order:
                visit(other)
            if other in stack:
                low[unit] = min(low[unit], low[other])
        if low[unit] == order[unit]:
            members = stack[stack.index(unit):]
            del stack[stack.index(unit):]
            if len(members) > 1:
                found.append(sorted(members))

    for unit in sorted(includes):
        if unit not in order:
            visit(unit)
    return sorted(found)


def cmake_text(root, part):
    path = os.path.join(root, part, "CMakeLists.txt")
    if not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
    found = list(findings(root))
    for line in found:
        print(line)
    if not found:
        print(f"{sum(1 for _ in sources(root))} files keep the rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
