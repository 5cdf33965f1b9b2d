#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `pewter report` finds in a recorded trace is what was found in the process, for every program of the corpus.

usage: trace_test.py PEWTER CHECK_PROGRAMS
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import harness

PROGRAM = os.path.abspath(sys.argv.pop(2))
PEWTER = os.path.abspath(sys.argv.pop(1))


def what(report):
    """All of a report but times, and what goes on a little longer in the trace; stacks by their frames."""

    def stack(number):
        return report["stacks"].get(str(number))

    def moment(one):
        return {**{key: one.get(key) for key in ("sequence", "thread", "object", "call", "text")}, "stack": stack(one.get("stack"))}

    def finding(one):
        plain = {key: value for key, value in one.items() if key not in ("sides", "timeline")}
        return {**plain, "sides": [(side["role"], moment(side["moment"])) for side in one["sides"]]}

    same = ("process", "pid", "arguments", "mode", "suppressed", "caveat", "rules")
    parts = {**{key: report.get(key) for key in same}, "findings": [finding(one) for one in report["findings"]]}
    return json.loads(re.sub(r"\d+\.\d+ ms", "some ms", json.dumps(parts)))


def what_happened(report):
    """Moments and threads. What a thread of the runtime does while the report is made may be in the trace and not in the report."""
    moments = [*report["history"], *(moment for one in report["findings"] for moment in one["timeline"])]
    return {(one["sequence"], one["thread"], one.get("call"), one.get("text")) for one in moments} | {one["id"] for one in report["threads"]}


def record(case, directory, environment=None):
    trace = Path(directory, f"{case.name}.trace")
    mode = "abort" if case.kind == "ends" else "report"
    live = harness.run(PEWTER, [PROGRAM, case.name], mode=mode, options=("--record", trace), environment=environment)
    again = subprocess.run([PEWTER, "report", trace, "--format", "json"], capture_output=True, text=True, timeout=120)
    return case, live, again


class Traces(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)

    def test_the_same_is_found(self):
        by_name = {case.name: case for case in harness.cases(PROGRAM)}
        jobs = [(case, self.directory.name, harness.environment(case, by_name)) for case in by_name.values()]
        for case, live, again in harness.in_parallel(record, jobs):
            with self.subTest(case.name):
                self.assertEqual((again.returncode, again.stderr), (0, ""))
                self.assertEqual(what(json.loads(again.stdout)), what(live.report))
                self.assertEqual(what_happened(live.report) - what_happened(json.loads(again.stdout)), set())

    def test_a_trace_is_like_a_report(self):
        case = next(case for case in harness.cases(PROGRAM) if case.name == "command_buffer_unordered")
        record(case, self.directory.name)
        trace = Path(self.directory.name, "command_buffer_unordered.trace")
        told = subprocess.run([PEWTER, "report", "--check", trace], capture_output=True, text=True, timeout=120)
        self.assertEqual(told.returncode, harness.FOUND)
        self.assertIn("PW201", told.stdout)
        known = Path(self.directory.name, "known.txt")
        known.write_text("rule:PW201\n")
        silent = subprocess.run([PEWTER, "report", "--check", "--suppressions", known, trace], capture_output=True, text=True, timeout=120)
        self.assertEqual(silent.returncode, 0, silent.stderr)

    def test_a_broken_trace_is_refused(self):
        case = next(case for case in harness.cases(PROGRAM) if case.name == "commit_twice")
        record(case, self.directory.name)
        trace = Path(self.directory.name, "commit_twice.trace")
        trace.write_bytes(trace.read_bytes()[:-100])
        refused = subprocess.run([PEWTER, "report", trace], capture_output=True, text=True, timeout=120)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("the trace is not complete", refused.stderr)

    def test_a_trace_that_cannot_be_written_is_told(self):
        run = harness.run(PEWTER, [PROGRAM, "command_buffer_joined"], options=("--record", "/nowhere/at/all"))
        self.assertEqual(run.status, 0)
        self.assertIn("/nowhere/at", run.error)


if __name__ == "__main__":
    unittest.main()
