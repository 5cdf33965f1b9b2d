#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`pewter report` from outside. usage: report_test.py PATH_OF_PEWTER GOLDEN_FILES [unittest arguments]"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PEWTER = sys.argv.pop(1)
GOLDEN = Path(sys.argv.pop(1))
CASES = ["race", "misuse", "hazard", "crash", "clean", "hostile"]
USAGE, FAILED, FINDINGS = 2, 1, 66


def report(*arguments, **options):
    return subprocess.run([PEWTER, "report", *map(str, arguments)], capture_output=True, timeout=60, **options)


def golden(case, extension):
    return (GOLDEN / f"{case}.{extension}").read_bytes()


class Report(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.directory = Path(temporary.name)

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return path

    def test_lists_formats(self):
        result = report("--list-formats")
        self.assertEqual(result.returncode, 0)
        self.assertEqual([line.split()[0] for line in result.stdout.decode().splitlines()], ["crash", "html", "json", "sarif", "junit", "trace", "ips"])

    def test_converts(self):
        for case in CASES:
            for name in ["crash", "json", "sarif", "junit", "trace", "ips"]:
                result = report(GOLDEN / f"{case}.json", "--format", name)
                self.assertEqual((result.returncode, result.stderr), (0, b""), (case, name))
                self.assertEqual(result.stdout, golden(case, name), (case, name))

    def test_reads_standard_input(self):
        result = report("-", input=golden("race", "json"))
        self.assertEqual((result.returncode, result.stdout), (0, golden("race", "crash")))

    def test_output_says_the_format(self):
        for name, expected in [("a.crash", "crash"), ("a.sarif", "sarif"), ("a.xml", "junit"), ("a.trace.json", "trace"), ("a.json", "json"), ("a", "crash")]:
            self.assertEqual(report(GOLDEN / "race.json", "--output", self.directory / name).returncode, 0)
            self.assertEqual((self.directory / name).read_bytes(), golden("race", expected), name)
        self.assertEqual(report(GOLDEN / "race.json", "-o", self.directory / "a.html").returncode, 0)
        self.assertTrue((self.directory / "a.html").read_text().startswith("<!DOCTYPE html>"))

    def test_several_files(self):
        files = [GOLDEN / "race.json", GOLDEN / "misuse.json"]
        result = report(*files)
        self.assertEqual(result.stdout, golden("race", "crash") + golden("misuse", "crash"))
        out = self.directory / "new" / "folder"
        self.assertEqual(report(*files, "--format", "sarif", "--output", out).returncode, 0)
        self.assertEqual(sorted(path.name for path in out.iterdir()), ["misuse.sarif", "race.sarif"])
        result = report(*files, "--format", "sarif")
        self.assertEqual(result.returncode, USAGE)
        self.assertIn(b"several files as sarif need --output DIRECTORY", result.stderr)
        result = report(files[0], files[0], "--format", "sarif", "--output", out)
        self.assertEqual(result.returncode, USAGE)
        self.assertIn(b"would both be written to", result.stderr)

    def test_check(self):
        self.assertEqual(report(GOLDEN / "race.json", "--check").returncode, FINDINGS)
        self.assertEqual(report(GOLDEN / "clean.json", "--check").returncode, 0)
        self.assertEqual(report(GOLDEN / "race.json").returncode, 0)

    def test_baseline(self):
        known = self.directory / "known.json"
        result = report(GOLDEN / "race.json", "--write-baseline", known)
        self.assertEqual((result.returncode, result.stdout), (0, b""))
        (entry,) = json.loads(known.read_text())
        self.assertEqual(entry["rule"], "PW001")
        self.assertEqual(report(GOLDEN / "race.json", "--baseline", known, "--check").returncode, 0)
        self.assertEqual(report(GOLDEN / "misuse.json", "--baseline", known, "--check").returncode, FINDINGS)
        # What was known stays known when the next is added.
        self.assertEqual(report(GOLDEN / "race.json", GOLDEN / "misuse.json", "--baseline", known, "--write-baseline", known).returncode, 0)
        self.assertEqual(report(GOLDEN / "race.json", GOLDEN / "misuse.json", "--baseline", known, "--check").returncode, 0)

    def test_suppressions(self):
        rules = self.file("rules", "# known\nrule:PW001\n")
        result = report(GOLDEN / "race.json", "--suppressions", rules, "--check")
        self.assertEqual(result.returncode, 0)
        self.assertIn(b"1 finding left out", result.stdout)
        self.assertEqual(report(GOLDEN / "misuse.json", "--suppressions", rules, "--check").returncode, FINDINGS)

    def test_says_what_is_wrong(self):
        for arguments, status, text in [
            ([], USAGE, "no report given"),
            (["--format", "doc", GOLDEN / "race.json"], USAGE, "--format"),
            ([self.directory / "none.json"], FAILED, "no such file or directory: '" + str(self.directory / "none.json")),
            ([self.file("a.json", "{")], FAILED, "a.json: line 1, column 2: the file ends too early"),
            ([self.file("b.json", "[]")], FAILED, "b.json: not a report of Pewter's"),
            ([GOLDEN / "race.json", "-o", self.directory / "no" / "file"], FAILED, "cannot write into the directory"),
            ([GOLDEN / "race.json", "--baseline", self.file("c.json", "{}")], FAILED, "c.json: not a baseline"),
            ([GOLDEN / "race.json", "--suppressions", self.file("d", "\nrul:x")], FAILED, "d: line 2: expected rule:"),
        ]:
            result = report(*arguments)
            self.assertEqual(result.returncode, status, arguments)
            self.assertIn(text, result.stderr.decode(), arguments)
            self.assertEqual(result.stdout, b"", arguments)


if __name__ == "__main__":
    unittest.main()
