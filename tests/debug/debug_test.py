#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A debugger shows a kernel's host name and the lines of its source, and perf's map does."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
KERNEL = "growth_of_things"


def environment(cache, **more):
    return {**os.environ, "PEWTER_CACHE_DIR": str(cache), **more}


class Debug(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="pewter-debug-")
        self.addCleanup(folder.cleanup)
        self.cache = pathlib.Path(folder.name)

    def gdb(self, *commands, arguments=()):
        if not shutil.which("gdb"):
            self.skipTest("there is no gdb")
        # Twice: what comes from the cache has lines, too.
        for _ in range(2):
            parts = [part for command in commands for part in ("-ex", command)]
            result = subprocess.run(["gdb", "-q", "-nx", "-batch", "-ex", "set debuginfod enabled off", *parts, "--args", PROGRAM, *arguments],
                                    capture_output=True, text=True, env=environment(self.cache), timeout=200)
            if "ptrace" in result.stderr + result.stdout and "not permitted" in result.stderr + result.stdout:
                self.skipTest("gdb may not trace programs here")
            yield result.stdout + result.stderr

    def test_gdb_shows_where_a_kernel_faults(self):
        for text in self.gdb("run", "backtrace", arguments=["fault"]):
            frames = text[text.find("SIGSEGV"):]
            self.assertRegex(frames, rf"#\d+ .*{KERNEL}.* at .*program_source:\d+", text)
            self.assertRegex(frames, r"#0 .*program_source:9\b", text)
            # It goes on to those who called the kernel.
            self.assertIn("src/exec", frames, text)

    def test_gdb_stops_at_a_kernel_by_its_name(self):
        for text in self.gdb("set breakpoint pending on", f"break {KERNEL}", "run", "backtrace 1"):
            self.assertRegex(text, rf"#0 .*{KERNEL}.* at .*program_source:\d+", text)

    def perf_map(self, wish):
        process = subprocess.Popen([PROGRAM], stdout=subprocess.PIPE, text=True, env=environment(self.cache, PEWTER_PERF_MAP=wish))
        output, _ = process.communicate(timeout=100)
        self.assertEqual(output, "completed\n")
        path = pathlib.Path(f"/tmp/perf-{process.pid}.map")
        self.assertTrue(path.exists())
        text = path.read_text()
        path.unlink()
        for line in text.splitlines():
            self.assertRegex(line, r"^[0-9a-f]+ [0-9a-f]+ \S")
        return text

    def test_perf_map_names_kernels(self):
        self.assertRegex(self.perf_map("1"), rf"(?m)^[0-9a-f]+ [0-9a-f]+ {KERNEL}$")

    def test_perf_map_names_lines(self):
        text = self.perf_map("lines")
        lines = {int(line) for line in re.findall(rf"{KERNEL} program_source:(\d+)", text)}
        self.assertTrue({4, 9, 12} <= lines, text)
        self.assertTrue(lines <= set(range(3, 14)), "the library's work counts for the line that asked for it: " + text)

    def test_no_perf_map_unless_asked_for(self):
        process = subprocess.Popen([PROGRAM], stdout=subprocess.DEVNULL, env=environment(self.cache))
        process.wait(timeout=100)
        self.assertFalse(os.path.exists(f"/tmp/perf-{process.pid}.map"))


if __name__ == "__main__":
    unittest.main()
