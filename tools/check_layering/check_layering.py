#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks who includes whom, and that every source says its licence.

The rules are the "A -> B" lines of docs/architecture.md, read from there: that page is the one place that holds them. On top of
them everything may include `support` and `model`, a layer may include itself, tests may include everything, and public
headers (include/) may include only public headers and the standard library. No two headers may share the path that an
#include names them by.

    check_layering.py [--root DIR]     exit 0: clean; 1: violations, one a line as file:line: text; 2: cannot run
"""

import argparse
import fnmatch
import re
import subprocess
import sys
from pathlib import Path

EVERYWHERE = ["support", "model"]
LLVM = ("llvm/", "llvm-c/", "clang/", "clang-c/", "lld/")
PUBLIC = ("Foundation/", "Metal/", "MetalPerformanceShaders/", "QuartzCore/")
SOURCES = {".h", ".hpp", ".c", ".cpp", ".cc", ".def", ".inc"}
# Which files carry an SPDX line; data, pages and generated text do not.
LICENSED = SOURCES | {".py", ".sh", ".cmake", ".metal", ".mm"}
LICENSED_NAMES = {"CMakeLists.txt", "Makefile"}
HEADERS = {".h", ".hpp", ".def", ".inc"}
# Folders that are given to the compiler with -I; inner ones first.
INCLUDE_ROOTS = ["src/", "include/", "bench/", "tools/pewter/", "tools/xcrun/", "tools/macos/", "tools/", "tests/conformance/", "tests/fuzz/"]

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def read_rules(page: Path) -> dict[str, list[str]]:
    """Layer (or pattern such as exec/*) -> what it may include, from the page's 'A, B -> C, D' lines."""
    rules: dict[str, list[str]] = {}
    for line in page.read_text().splitlines():
        if not line.startswith("    "):
            continue
        for rule in re.split(r"\s{3,}", line.strip()):
            match = re.fullmatch(r"([\w/*-]+(?:, [\w/*-]+)*) -> ([\w/*., ]+)", rule)
            if not match:
                continue
            targets = [t.strip() for t in match[2].split(",")]
            targets = [t for t in targets if " " not in t]  # "nothing else does" is for the reader
            for layer in match[1].split(","):
                rules.setdefault(layer.strip(), []).extend(targets)
    return rules


def layer_of(path: str) -> str:
    """'src/exec/null/x.cpp' -> 'exec/null/x.cpp'; 'tools/pewter/main.cpp' stays."""
    return path.removeprefix("src/")


def applies(pattern: str, path: str) -> bool:
    """Does rule side `pattern` ('runtime', 'exec/*', 'exec/executor.h') cover the path?"""
    return path == pattern or path.startswith(pattern + "/") or fnmatch.fnmatch(path, pattern)


def check_includes(path: str, text: str, rules: dict[str, list[str]], layers: set[str]) -> list[str]:
    problems = []
    where = layer_of(path)
    top = where.split("/")[0]
    public = path.startswith("include/")
    allowed = EVERYWHERE + [t for layer, targets in rules.items() if applies(layer, where) for t in targets]
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quoted, target = match[1] == '"', match[2]
        target_top = target.split("/")[0]

        if target.startswith(LLVM):
            if "LLVM" not in allowed:
                problems.append(f"{path}:{number}: includes {target}; only the compiler may include LLVM and Clang")
        elif public:
            if quoted and target_top in layers:
                problems.append(f"{path}:{number}: a public header includes {target}, which is not installed")
        elif quoted and target_top in layers and target_top != top:
            if not any(applies(pattern, target) for pattern in allowed):
                problems.append(f"{path}:{number}: {top} may not include {target} (docs/architecture.md)")
    return problems


def check_shadowed(paths: list[str]) -> list[str]:
    """Two headers that one #include could mean: which of them it finds depends on the order of -I, and a compiler cache
    that was filled before the second one came does not notice it."""
    first: dict[str, str] = {}
    problems = []
    for path in sorted(paths):
        root = next((r for r in INCLUDE_ROOTS if path.startswith(r)), None)
        if root is None or Path(path).suffix not in HEADERS:
            continue
        other = first.setdefault(path.removeprefix(root), path)
        if other != path:
            problems.append(f"{path}:1: #include \"{path.removeprefix(root)}\" also finds {other}")
    return problems


def listed_files(root: Path) -> list[str]:
    """What git tracks, and what is new and not ignored; without git, every file outside build/."""
    result = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, text=True)
    if result.returncode == 0:
        return sorted(set(result.stdout.splitlines()))
    return sorted(str(p.relative_to(root)) for p in root.rglob("*")
                  if p.is_file() and p.relative_to(root).parts[0] not in ("build", ".git"))


def check_licence(path: str, text: str) -> list[str]:
    name = Path(path)
    if name.suffix not in LICENSED and name.name not in LICENSED_NAMES:
        return []
    # First line, or second after a #!.
    head = text.splitlines()[:2]
    if any("SPDX-License-Identifier: Apache-2.0" in line for line in head):
        return []
    return [f"{path}:1: no 'SPDX-License-Identifier: Apache-2.0' in the first line"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    root = parser.parse_args().root

    page = root / "docs/architecture.md"
    if not page.is_file():
        print(f"check_layering: no {page}", file=sys.stderr)
        return 2
    rules = read_rules(page)
    if "runtime" not in rules or "LLVM" not in rules.get("compiler", []):
        print(f"check_layering: no 'A -> B' rules found in {page}", file=sys.stderr)
        return 2

    layers = {p.name for p in (root / "src").iterdir() if p.is_dir()} if (root / "src").is_dir() else set()
    problems: list[str] = []
    checked = 0
    paths = listed_files(root)
    problems += check_shadowed([path for path in paths if (root / path).is_file()])
    for path in paths:
        file = root / path
        if not file.is_file():
            continue
        suffix = file.suffix
        if suffix not in LICENSED and file.name not in LICENSED_NAMES:
            continue
        text = file.read_text(errors="replace")
        checked += 1
        problems += check_licence(path, text)
        # Tests look wherever they must.
        is_test = path.startswith("tests/") or file.stem.endswith("_test") or file.stem.startswith("test_") or "/testing/" in path
        if suffix in SOURCES and not is_test and path.startswith(("src/", "include/", "tools/")):
            problems += check_includes(path, text, rules, layers)

    for problem in problems:
        print(problem)
    print(f"check_layering: {checked} files, {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
