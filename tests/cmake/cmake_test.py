#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Projects made for macOS, configured by `pewter cmake`, built by whoever, and run."""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PEWTER = None
GENERATOR = ["-G", "Ninja"] if shutil.which("ninja") else []


def run(*command, status=0, **options):
    """All that the command prints."""
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode != status:
        raise AssertionError(f"{' '.join(map(str, command))}\n{result.stdout}exit status {result.returncode}, not {status}")
    return result.stdout


class Project(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="pewter-cmake-")
        self.addCleanup(folder.cleanup)
        self.build = pathlib.Path(folder.name) / "build"
        self.prefix = pathlib.Path(folder.name) / "prefix"

    def configure(self, source, *arguments, **options):
        return run(PEWTER, "cmake", *arguments, "-S", HERE / source, "-B", self.build, f"-DCMAKE_INSTALL_PREFIX={self.prefix}", **options)


class Kernels(Project):
    def test_libraries_tools_and_the_system(self):
        output = self.configure("kernels", "--explain", *GENERATOR, "-DCMAKE_BUILD_TYPE=Release")
        self.assertRegex(output, r"SDK 15\.5, Metal \d{3}, macOS 15\.5")
        # What it says that it did.
        self.assertIn("zsh -c", output)
        self.assertRegex(output, r"project Kernels: CMAKE_SYSTEM_NAME: Linux -> Darwin")
        self.assertRegex(output, r"found: METAL=.*/libMetal\.so")
        # The build needs nothing in its environment.
        run("cmake", "--build", self.build, "-j2")
        self.assertEqual(run(self.build / "kernels"), "ok\n")
        run("ctest", "--test-dir", self.build)
        # Nor does what is installed.
        run("cmake", "--install", self.build)
        self.assertEqual(run(self.prefix / "bin/kernels"), "ok\n")


class Frameworks(Project):
    def test_options_of_apples_tools(self):
        include = HERE / "local_rules.cmake"
        self.configure("frameworks", "-G", "Unix Makefiles", "-D", f"CMAKE_PROJECT_INCLUDE:FILEPATH={include}")
        # A second run finds what the first has kept.
        self.configure("frameworks")
        output = run(PEWTER, "cmake", "--explain", "--build", self.build, "-j2")
        self.assertIn("-arch arm64: left out", output)
        self.assertIn("-framework Metal: -lpewter", output)
        program = "frameworks.app/Contents/MacOS/frameworks"
        self.assertEqual(run(self.build / program), "ok\n")
        run("cmake", "--install", self.build)
        for library in self.build.glob("libnames*"):  # from now on the installed one
            library.unlink()
        self.assertEqual(run(self.prefix / program), "ok\n")

    def test_what_is_not_there_is_an_error_that_names_it(self):
        include = HERE / "local_rules.cmake"
        self.configure("frameworks", *GENERATOR, f"-DCMAKE_PROJECT_INCLUDE={include}", "-DWITH_ACCELERATE=ON")
        result = subprocess.run(["cmake", "--build", self.build, "--target", "names"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("framework 'Accelerate' not found", result.stdout)


class Command(unittest.TestCase):
    def test_explains_itself(self):
        text = run(PEWTER, "cmake", "--explain")
        for word in ("CMAKE_SYSTEM_NAME", "-framework", "__builtin_available", "find_library", "xcrun"):
            self.assertIn(word, text)

    def test_hands_on_what_is_cmakes(self):
        self.assertIn("cmake version", run(PEWTER, "cmake", "--version"))
        self.assertEqual(run(PEWTER, "cmake", "-E", "echo", "--explain"), "--explain\n")
        run(PEWTER, "cmake", status=2)
        run(PEWTER, "cmake", "-E", "false", status=1)
        self.assertIn("--explain", run(PEWTER, "cmake", "--help"))

    def test_every_compiler_is_clang(self):
        for name in ("cc", "c++", "gcc", "g++", "clang", "clang++"):
            text = run(PEWTER, "run", "--macos-tools", "--", name, "-arch", "arm64", "-dM", "-E", "-x", "c++", os.devnull)
            self.assertIn("#define __clang__ 1\n", text)
            self.assertIn("#define PEWTER_MACOS_VERSION", text)

    def test_zsh(self):
        tools = PEWTER.parent.parent / "libexec/pewter/macos"
        env = {**os.environ, "PATH": f"{tools}:/usr/bin:/bin"}
        self.assertEqual(run("zsh", "-c", "/usr/bin/sw_vers -productVersion", env=env), "15.5\n")
        self.assertEqual(run("zsh", "-fc", "echo $0 $1", "a", "b", env=env), "a b\n")
        run("zsh", "-c", "exit 7", env=env, status=7)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("pewter", type=pathlib.Path)
    arguments, rest = parser.parse_known_args()
    PEWTER = arguments.pewter.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
