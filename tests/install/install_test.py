#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs a build to a fresh prefix, moves it, and builds and runs a program against it in every way that README names."""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = [HERE / "program" / name for name in ("main.cpp", "other.cpp")]

LAYOUT = [
    "include/Metal.hpp", "include/Metal/Metal.hpp", "include/Foundation/Foundation.hpp", "include/QuartzCore/QuartzCore.hpp",
    "include/MetalPerformanceShaders/MetalPerformanceShaders.hpp",
    "lib/libpewter.so", "lib/libpewter-compiler.so", "lib/libpewter-preload.so", "lib/libMetal.so", "lib/libMetalPerformanceShaders.so", "lib/libFoundation.so", "lib/libQuartzCore.so",
    "lib/cmake/Pewter/PewterConfig.cmake", "lib/cmake/Pewter/PewterConfigVersion.cmake", "lib/pkgconfig/pewter.pc",
    "bin/pewter", "libexec/pewter/xcrun", "libexec/pewter/metal", "libexec/pewter/metallib",
    "libexec/pewter/macos/clang", "libexec/pewter/macos/clang++", "libexec/pewter/macos/zsh", "libexec/pewter/macos/launch",
    "lib/cmake/Pewter/macos/toolchain.cmake", "lib/cmake/Pewter/macos/project.cmake", "lib/cmake/Pewter/macos/apple_clang.h",
    "share/man/man1/pewter.1", "share/doc/pewter/README.md", "share/doc/pewter/LICENSE",
]

COMPILERS = {"g++-12": ["g++-12"], "clang++-19 with libc++": ["clang++-19", "-stdlib=libc++"]}


def run(*command, env=None, cwd=None):
    """What the command prints. A failure ends the test with all that it printed."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=env, cwd=cwd)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}exit status {result.returncode}")
    return result.stdout


def check_program(label, program, env):
    output = run(program, env=env)
    if output != "ok\n":
        sys.exit(f"{label}: printed {output!r}")
    print(f"{label}: ok")


def check_layout(prefix):
    missing = [path for path in LAYOUT if not (prefix / path).exists()]
    if missing:
        sys.exit("not installed: " + ", ".join(missing))


def check_headers(prefix, work):
    """The installed standard library is used: a first compile stores none of its own."""
    source = work / "empty.metal"
    source.write_text("kernel void nothing() {}\n")
    for flags in ([], ["--no-fast-math"]):
        cache = work / ("first-compile" + "".join(flags))
        run(prefix / "bin/pewter", "compile", *flags, "--emit=asm", source, "-o", work / "empty.s",
            env={**os.environ, "PEWTER_CACHE_DIR": str(cache)})
        if list(cache.glob("*-pch")):
            sys.exit("the installed precompiled headers are not used")
    for header in (prefix / "lib/pewter/headers").iterdir():
        if header.stat().st_mode & 0o444 != 0o444:
            sys.exit(f"{header.name} cannot be read by all")
    print("precompiled headers: ok")


def check_no_build_paths(prefix, build):
    """Installed text files must not point back into the build or source tree."""
    for path in [prefix / "lib/pkgconfig/pewter.pc", *(prefix / "lib/cmake/Pewter").rglob("*.cmake")]:
        text = path.read_text()
        for folder in (str(build), str(HERE.parent.parent)):
            if folder in text:
                sys.exit(f"{path.relative_to(prefix)} names {folder}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="a finished build")
    parser.add_argument("--cmake", default="cmake")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="pewter-install-") as folder:
        work = pathlib.Path(folder)
        run(arguments.cmake, "--install", arguments.build.resolve(), "--prefix", work / "first")
        # Nothing may depend on where it was installed.
        prefix = work / "moved" / "pewter"
        prefix.parent.mkdir()
        (work / "first").rename(prefix)
        check_layout(prefix)
        check_no_build_paths(prefix, arguments.build.resolve())

        plain = {**os.environ, "PEWTER_CACHE_DIR": str(work / "cache")}
        env = {**plain, "LD_LIBRARY_PATH": str(prefix / "lib")}

        for name, compiler in COMPILERS.items():
            if not shutil.which(compiler[0]):
                print(f"{name}: not installed, so not tried")
                continue
            program = work / ("plain-" + compiler[0])
            run(*compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", f"-I{prefix}/include", *SOURCES, f"-L{prefix}/lib",
                "-lpewter", "-o", program)
            check_program(f"{name}, -I -L -lpewter", program, env)

        if shutil.which("pkg-config"):
            flags = run("pkg-config", "--cflags", "--libs", "pewter",
                        env={**plain, "PKG_CONFIG_PATH": str(prefix / "lib/pkgconfig")}).split()
            run("g++-12", "-std=c++17", *SOURCES, *flags, "-o", work / "by-pkg-config")
            check_program("pkg-config", work / "by-pkg-config", env)

        run(arguments.cmake, "-S", HERE / "program", "-B", work / "package", f"-DCMAKE_PREFIX_PATH={prefix}",
            "-DCMAKE_CXX_COMPILER=g++-12", "-DCMAKE_BUILD_TYPE=Debug")
        run(arguments.cmake, "--build", work / "package")
        check_program("find_package", work / "package" / "by_package", plain)
        check_program("find_library", work / "package" / "by_framework", plain)

        # A project made for macOS, by the installed `pewter cmake`.
        run(sys.executable, HERE.parent / "cmake/cmake_test.py", prefix / "bin/pewter", "Kernels", env=plain)
        print("pewter cmake: ok")

        check_headers(prefix, work)
        run(prefix / "bin/pewter", "info", env=plain)
        preloaded = run(prefix / "bin/pewter", "run", "--check", "report", "--", "sh", "-c", "cat /proc/$$/maps", env=plain)
        if f"{prefix}/lib/libpewter-preload.so" not in preloaded:
            sys.exit("pewter run --check does not load libpewter-preload.so")
        run(prefix / "libexec/pewter/xcrun", "--show-sdk-version", env=plain)
        print("installed commands: ok")


if __name__ == "__main__":
    main()
