#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles the public headers as programs will: each one alone, by every supported compiler, without a warning.

Quick, as ctest runs it: each header alone with one compiler, and all of them together with every compiler, standard and
*_PRIVATE_IMPLEMENTATION setting. --full: each header alone in every one of those ways.
"""

import argparse
import concurrent.futures
import itertools
import pathlib
import shutil
import subprocess
import sys
import tempfile

WARNINGS = ["-Wall", "-Wextra", "-Werror"]
IMPLEMENTATION = ["-DNS_PRIVATE_IMPLEMENTATION", "-DMTL_PRIVATE_IMPLEMENTATION", "-DCA_PRIVATE_IMPLEMENTATION"]
STANDARDS = ["c++17", "c++20", "c++23"]

# name -> command; clang-14 spells its C++23 c++2b.
COMPILERS = {
    "g++-12": ["g++-12"],
    "clang++-14": ["clang++-14"],
    "clang++-19": ["clang++-19"],
    "clang++-19 libc++": ["clang++-19", "-stdlib=libc++"],
    "clang++-19 blocks": ["clang++-19", "-fblocks"],
}
C_COMPILERS = {"gcc-12": ["gcc-12"], "clang-19": ["clang-19"]}
# Headers of Clang's vectors, which say so to other compilers.
CLANG_ONLY = "simd/"


def fits(command, header):
    return "clang" in command[0] or not header.startswith(CLANG_ONLY)


def compile_text(command, text, include):
    """The compiler's complaints about `text`; empty if there are none."""
    language = "c++" if "++" in command[0] else "c"
    result = subprocess.run(
        [*command, "-x", language, "-fsyntax-only", *WARNINGS, "-I", str(include), "-"],
        input=text, capture_output=True, text=True)
    return (result.stdout + result.stderr).strip() or ("failed" if result.returncode else "")


def jobs(include, full):
    """(label, command, source text) of every compilation to do."""
    headers = sorted(p.relative_to(include).as_posix() for p in include.rglob("*") if p.suffix in (".h", ".hpp"))
    if not headers:
        sys.exit(f"no headers under {include}")
    c_headers = [h for h in headers if h.endswith(".h")]
    found = {name: command for name, command in COMPILERS.items() if shutil.which(command[0])}
    if not found:
        sys.exit("none of the compilers is installed: " + ", ".join(COMPILERS))
    for name in COMPILERS.keys() - found.keys():
        print(f"not installed, so not tried: {name}")

    for (name, command), standard, defines in itertools.product(found.items(), STANDARDS, ([], IMPLEMENTATION)):
        spelled = "c++2b" if (command[0], standard) == ("clang++-14", "c++23") else standard
        options = [*command, f"-std={spelled}", *defines]
        label = f"{name} {standard}{' implementation' if defines else ''}"
        fitting = [header for header in headers if fits(command, header)]
        yield f"{label}: all headers", options, "".join(f"#include <{header}>\n" for header in fitting)
        if full:
            for header in fitting:
                yield f"{label}: {header}", options, f"#include <{header}>\n"
    if not full:
        name, command = next(iter(found.items()))
        for header in filter(lambda header: fits(command, header), headers):
            yield f"{name} c++17: {header}", [*command, "-std=c++17"], f"#include <{header}>\n"
    for name, command in C_COMPILERS.items():
        if shutil.which(command[0]):
            for header in filter(lambda header: fits(command, header), c_headers):
                yield f"{name} c11: {header}", [*command, "-std=c11"], f"#include <{header}>\n"


def self_test():
    """The check must fail for a header that does not stand alone, and for one that warns."""
    with tempfile.TemporaryDirectory() as folder:
        command = next(c for c in COMPILERS.values() if shutil.which(c[0]))
        for bad in ("std::string name();\n", "inline int f(unsigned a, int b) { return a < b; }\n"):
            pathlib.Path(folder, "bad.hpp").write_text(bad)
            # <> would make it a system header for no compiler here; -I keeps it a user's.
            if not compile_text([*command, "-std=c++17"], "#include <bad.hpp>\n", folder):
                sys.exit(f"the check passes a bad header: {bad}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("include", type=pathlib.Path, help="the folder of the public headers")
    parser.add_argument("--full", action="store_true", help="each header alone in every way (takes minutes)")
    parser.add_argument("--jobs", type=int, default=2, help="compilers at a time")
    arguments = parser.parse_args()

    self_test()
    work = list(jobs(arguments.include, arguments.full))
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        results = pool.map(lambda job: compile_text(job[1], job[2], arguments.include), work)
        for (label, _, _), complaint in zip(work, results):
            if complaint:
                failures += 1
                print(f"--- {label}\n{complaint}\n")
    print(f"{len(work)} compilations, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
