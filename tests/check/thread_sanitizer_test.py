#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Programs built with ThreadSanitizer: it reports the races on Metal's objects, and nothing else of the corpus.

usage: thread_sanitizer_test.py PEWTER CHECK_PROGRAMS_TSAN
"""

import os
import subprocess
import sys
import unittest

import harness

PROGRAM = os.path.abspath(sys.argv.pop(2))
PEWTER = os.path.abspath(sys.argv.pop(1))
# ThreadSanitizer does not know C11's threads: a program that uses them crashes under it, Metal or not.
NOT_FOR_IT = {"handed_over_in_c11"}
# Locks of Pewter's own come between the two uses, and order them for ThreadSanitizer (docs/checking.md).
ORDERED_BY_PEWTER = {"mps_kernel_of_two_threads"}
WARNING = "WARNING: ThreadSanitizer:"


def run(name, *options, direct=False):
    environment = {**os.environ, "TSAN_OPTIONS": "exitcode=66:halt_on_error=0", "MTL_DEBUG_LAYER": "0"}
    before = [] if direct else [PEWTER, "run", *options, "--"]
    return subprocess.run([*before, PROGRAM, name], capture_output=True, text=True, timeout=120, env=environment, errors="replace")


class ThreadSanitizer(unittest.TestCase):
    def setUp(self):
        self.cases = {case.name: case for case in harness.cases(PROGRAM)}

    def expect_race(self, case, result):
        self.assertEqual(result.returncode, harness.FOUND, result.stderr)
        self.assertIn(f"{WARNING} race on a Metal ", result.stderr)
        self.assertIn("Location is Metal ", result.stderr)
        for function, _ in case.sides:
            self.assertIn(function, result.stderr)

    def test_races(self):
        races = [case for case in self.cases.values()
                 if case.kind == "bad" and case.rules[0] == "PW201" and case.name not in ORDERED_BY_PEWTER]
        self.assertGreaterEqual(len(races), 7)
        for case, result in harness.in_parallel(lambda case: (case, run(case.name)), [(case,) for case in races]):
            with self.subTest(case.name):
                self.expect_race(case, result)

    def test_silent(self):
        # Of programs with one thread there is nothing that ThreadSanitizer could say.
        threads = lambda case: (self.cases[case.twin] if case.kind == "good" else case).threads
        silent = [case for case in self.cases.values()
                  if case.kind in ("good", "legal") and threads(case) > 1 and case.name not in NOT_FOR_IT]
        self.assertGreater(len(silent), 40)
        for case, result in harness.in_parallel(lambda case: (case, run(case.name)), [(case,) for case in silent]):
            with self.subTest(case.name):
                self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))

    def test_with_the_checker(self):
        for name in ("command_buffer_unordered", "encoder_unordered"):
            with self.subTest(name):
                self.expect_race(self.cases[name], run(name, "--check=report"))
        misuse = run("second_encoder_of_another_thread", "--check=report")
        self.assertEqual(misuse.returncode, harness.FOUND, misuse.stderr)
        self.assertIn("PW001", misuse.stderr)
        good = run("command_buffer_joined", "--check=report")
        self.assertEqual((good.returncode, good.stderr), (0, ""))

    # Nobody says what reports are not the program's.
    def test_without_pewter_run(self):
        result = run("command_buffer_unordered", direct=True)
        self.assertIn(f"{WARNING} race on a Metal command buffer", result.stderr)
        self.assertIn("TSAN_OPTIONS=suppressions=", result.stderr)


if __name__ == "__main__":
    unittest.main()
