#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The stand-ins, called as builds call them. usage: xcrun_test.py DIRECTORY_OF_XCRUN [unittest arguments]"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

DIRECTORY = sys.argv.pop(1)
ENVIRONMENT = {**os.environ, "PATH": DIRECTORY + ":" + os.environ["PATH"]}
HEADER = "#pragma once\ninline float half_of(float x) { return x / 2; }\n"
KERNEL = ('#include <metal_stdlib>\n#include "half.h"\nusing namespace metal;\n'
          "kernel void halve(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) { x[i] = half_of(x[i]); }\n")
OTHER = "kernel void zero(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) { x[i] = 0; }\n"


class StandIns(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = Path(directory.name)
        (self.path / "include").mkdir()
        (self.path / "include/half.h").write_text(HEADER)
        (self.path / "halve.metal").write_text(KERNEL)
        (self.path / "zero.metal").write_text(OTHER)
        (self.path / "bad.metal").write_text("kernel void bad() { nothing; }\n")

    def shell(self, command, status=0, **options):
        result = subprocess.run(command, shell=True, cwd=self.path, env=ENVIRONMENT, capture_output=True, timeout=120, **options)
        self.assertEqual(result.returncode, status, command + "\n" + result.stderr.decode())
        return result

    def test_probes(self):
        version = self.shell("xcrun -sdk macosx --show-sdk-version").stdout.decode().strip()
        self.assertEqual(version.split(".")[0], "15")
        self.assertEqual(self.shell("sw_vers -productVersion").stdout.decode().split(".")[0], "15")
        self.assertEqual(self.shell('echo "__METAL_VERSION__" | xcrun -sdk macosx metal -E -x metal -P - | tail -1').stdout, b"320\n")
        self.assertEqual(self.shell('echo "__METAL_VERSION__" | xcrun metal -std=metal3.1 -E -x metal -P - | tail -1').stdout, b"310\n")

    def test_compile_and_link(self):
        flags = "-x metal -Wall -Wextra -fno-fast-math -Wno-c++17-extensions -mmacosx-version-min=14.0"
        self.shell(f"xcrun -sdk macosx metal {flags} -Iinclude -c halve.metal -o halve.air")
        self.shell(f"xcrun -sdk macosx metal {flags} -c zero.metal -o zero.air")
        self.shell("xcrun -sdk macosx metallib halve.air zero.air -o all.metallib")
        self.shell("xcrun -sdk macosx metal halve.air zero.air -o same.metallib")
        self.assertEqual((self.path / "all.metallib").read_bytes(), (self.path / "same.metallib").read_bytes())

    def test_pipe(self):
        self.shell("xcrun -sdk macosx metal -c zero.metal -o - | xcrun -sdk macosx metallib - -o zero.metallib")
        self.assertGreater((self.path / "zero.metallib").stat().st_size, 0)

    def test_an_air_file_needs_no_header_any_more(self):
        self.shell("metal -Iinclude -c halve.metal")
        (self.path / "include/half.h").unlink()
        self.shell("metal halve.air -o halve.metallib")

    def test_dependencies(self):
        self.shell("metal -Iinclude -MD -MF halve.d -c halve.metal -o halve.air")
        rule = (self.path / "halve.d").read_text()
        self.assertTrue(rule.startswith("halve.air: halve.metal"), rule)
        self.assertIn("include/half.h", rule)

    def test_lists_headers(self):
        result = self.shell("xcrun -sdk macosx metal -x metal -Iinclude -E -P -CC -C -H halve.metal -w")
        self.assertEqual(result.stderr.decode(), ". include/half.h\n")

    def test_errors(self):
        result = self.shell("xcrun metal -c bad.metal -o bad.air", status=1)
        self.assertIn(b"bad.metal:1:21: error: use of undeclared identifier 'nothing'", result.stderr)
        self.assertIn(b"1 error generated.", result.stderr)
        self.assertFalse((self.path / "bad.air").exists())
        self.assertIn(b"no such file or directory: 'none.metal'", self.shell("metal -c none.metal", status=1).stderr)
        self.assertIn(b"no input files", self.shell("metallib -o x.metallib", status=1).stderr)
        (self.path / "rubbish.air").write_bytes(b"not a library")
        self.assertIn(b"rubbish.air", self.shell("metallib rubbish.air -o x.metallib", status=1).stderr)
        self.assertIn(b'unable to find utility "nonesuch"', self.shell("xcrun nonesuch", status=72).stderr)

    def test_finds_and_runs_the_systems_tools(self):
        self.assertEqual(self.shell("xcrun echo -n hello").stdout, b"hello")
        self.assertEqual(self.shell("xcrun -find metal").stdout.decode().strip(), DIRECTORY + "/metal")


if __name__ == "__main__":
    unittest.main()
