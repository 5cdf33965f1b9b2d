#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The other modes: abort ends as on a Mac, serialise makes programs safe. usage: modes_test.py PEWTER CHECK_PROGRAMS SHARED_STREAM"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import harness

SHARED_STREAM = os.path.abspath(sys.argv.pop(3))
PROGRAM = os.path.abspath(sys.argv.pop(2))
PEWTER = os.path.abspath(sys.argv.pop(1))
WARNINGS = ("PW132", "PW134", "PW151")


class Abort(unittest.TestCase):
    def end(self, case):
        with tempfile.TemporaryDirectory() as directory:
            result = subprocess.run([PEWTER, "run", "--check=abort", "--report-dir", directory, "--", PROGRAM, case.name],
                                    capture_output=True, text=True, timeout=120, cwd=directory)
            files = {path.suffix: path.read_text() for path in Path(directory).iterdir() if path.name.startswith("check_programs-")}
        self.assertEqual(result.returncode, -signal.SIGABRT, result.stderr)
        # Apple's line comes last, so that whoever looks for it there finds it.
        line = result.stderr.splitlines()[-1]
        self.assertRegex(line, r"^(-\[\w+ [\w:]+\]|\w+):\d+: failed assertion '.+'$")
        self.assertEqual(sorted(files), [".crash", ".html", ".json"])
        report = json.loads(files[".json"])
        self.assertEqual(report["findings"][0]["rule"], case.rules[0])
        self.assertEqual(report["findings"][0]["message"], line)
        self.assertEqual(report["crash"]["signal_name"], "SIGABRT")
        self.assertEqual(report["crash"]["message"], line)
        self.assertEqual(report["mode"], "abort")
        self.assertIn(line, files[".crash"])
        self.assertRegex(files[".html"].strip()[-10:], r"</html>$")

    def test_every_assertion(self):
        for case in harness.cases(PROGRAM):
            if case.kind == "bad" and re.match("PW[01]", case.rules[0]) and case.rules[0] not in WARNINGS:
                with self.subTest(case.name):
                    self.end(case)

    def test_a_warning_ends_nothing(self):
        for case in harness.cases(PROGRAM):
            if case.kind == "bad" and case.rules[0] in WARNINGS:
                with self.subTest(case.name):
                    run = harness.run(PEWTER, [PROGRAM, case.name], mode="abort")
                    self.assertEqual((run.status, [one["severity"] for one in run.report["findings"]]), (harness.FOUND, ["warning"]))

    def test_a_good_program_is_left_alone(self):
        run = harness.run(PEWTER, [PROGRAM, "command_buffer_for_each_thread"], mode="abort")
        self.assertEqual((run.status, run.error, run.report["findings"]), (0, "", []))


class DebugLayer(unittest.TestCase):
    """Metal's own variables: MTL_DEBUG_LAYER and what it may do at errors and at warnings."""

    def end(self, name, **variables):
        with tempfile.TemporaryDirectory() as directory:
            result = subprocess.run([PEWTER, "run", "--report-dir", directory, "--", PROGRAM, name], capture_output=True, text=True,
                                    timeout=120, env={**os.environ, "MTL_DEBUG_LAYER": "1", **variables})
            return result.returncode, result.stderr, [path.suffix for path in Path(directory).iterdir()]

    def test_errors(self):
        status, told, files = self.end("commit_without_end")
        self.assertEqual((status, sorted(files)), (-signal.SIGABRT, [".crash", ".html", ".json"]))
        status, told, files = self.end("commit_without_end", MTL_DEBUG_LAYER_ERROR_MODE="nslog")
        self.assertEqual(status, harness.FOUND)
        self.assertIn("PW002", told)

    def test_errors_can_be_left_out_and_warnings_told(self):
        ignore = {"MTL_DEBUG_LAYER_ERROR_MODE": "ignore", "MTL_DEBUG_LAYER_WARNING_MODE": "nslog"}
        self.assertEqual(self.end("commit_without_end", **ignore), (0, "", []))
        status, told, _ = self.end("copy_of_nothing", **ignore)
        self.assertEqual(status, harness.FOUND)
        self.assertIn("PW134", told)

    def test_warnings(self):
        self.assertEqual(self.end("copy_of_nothing"), (0, "", []))
        self.assertEqual(self.end("copy_of_nothing", MTL_DEBUG_LAYER_WARNING_MODE="ignore"), (0, "", []))
        status, told, _ = self.end("copy_of_nothing", MTL_DEBUG_LAYER_WARNING_MODE="nslog")
        self.assertEqual(status, harness.FOUND)
        self.assertIn("PW134", told)
        status, told, files = self.end("copy_of_nothing", MTL_DEBUG_LAYER_WARNING_MODE="assert")
        self.assertEqual((status, len(files)), (-signal.SIGABRT, 3))

    def test_any_value_but_0_is_on(self):
        self.assertEqual(self.end("commit_without_end", MTL_DEBUG_LAYER="YES")[0], -signal.SIGABRT)


class Serialise(unittest.TestCase):
    def test_right_results_and_what_was_changed(self):
        for name, change in (("second_encoder_of_another_thread", "while another thread's was open"),
                             ("commit_while_another_encodes", "the commit waited for endEncoding"),
                             ("encode_after_another_commits", "after the command buffer was committed")):
            with self.subTest(name):
                run = harness.run(PEWTER, [PROGRAM, name], mode="serialise")
                self.assertEqual(run.status, 0, run.output + run.error)  # the program's own: its results are right
                self.assertRegex(run.error, f"made safe, 1 time: .*{re.escape(change)}")
                turns = ["took turns" in one["what"] for one in run.report["changes"]]
                self.assertEqual(turns[0], False)
                self.assertTrue(all(turns[1:]))  # none where they did not meet by chance
                self.assertIn(change, run.report["changes"][0]["what"])
                self.assertTrue(run.report["stacks"].get(str(run.report["changes"][0]["stack"])))

    def test_threads_that_share_more_than_a_command_buffer(self):
        took_turns = 0  # where they did not meet by chance, nothing was changed
        for _ in range(20):
            run = harness.run(PEWTER, [SHARED_STREAM], mode="serialise")
            self.assertEqual((run.status, run.output, run.report["findings"]), (0, "100 of 100 right, 100 operations\n", []), run.error)
            for change in run.report["changes"]:
                self.assertRegex(change["what"], "the program's 5 threads took turns")
                self.assertIn(f"made safe, {change['count']} time", run.error)
                took_turns += 1
        self.assertGreater(took_turns, 0)

    def test_only_turns_are_taken_where_nothing_is_wrong(self):
        run = harness.run(PEWTER, [PROGRAM, "command_buffer_for_each_thread"], mode="serialise")
        self.assertEqual((run.status, run.report["findings"]), (0, []))
        self.assertTrue(all("took turns" in one["what"] for one in run.report["changes"]))

    def test_nothing_is_changed_where_there_is_one_thread(self):
        run = harness.run(PEWTER, [PROGRAM, "commit_after_end"], mode="serialise")
        self.assertEqual((run.status, run.error, run.report["changes"]), (0, "", []))


if __name__ == "__main__":
    unittest.main()
