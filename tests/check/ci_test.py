#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The workflow of docs/checking.md: it is one, and its commands do what the page says. usage: ci_test.py PEWTER CHECK_PROGRAMS"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import harness

PROGRAM = os.path.abspath(sys.argv.pop(2))
PEWTER = os.path.abspath(sys.argv.pop(1))
PAGE = Path(__file__).parents[2] / "docs" / "checking.md"
# What each action takes, by its own page; the version that is maintained.
ACTIONS = {"actions/checkout@v4": set(), "actions/upload-artifact@v4": {"name", "path"}, "github/codeql-action/upload-sarif@v4": {"sarif_file"}}
# A program of somebody's: the target `tests` makes it.
PROJECT = """cmake_minimum_required(VERSION 3.20)
project(theirs NONE)
add_custom_target(tests COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/tests.sh ${CMAKE_BINARY_DIR}/tests)
"""


def block(language):
    [text] = re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(), flags=re.M | re.S)
    return text


@unittest.skipUnless(importlib.util.find_spec("yaml"), "PyYAML is not installed")
class Workflow(unittest.TestCase):
    def setUp(self):
        import yaml

        self.workflow = yaml.safe_load(block("yaml"))
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.path = Path(self.directory.name)

    def test_form(self):
        self.assertIn(True, self.workflow)  # "on", which YAML 1.1 reads so
        for job in self.workflow["jobs"].values():
            self.assertTrue(job["runs-on"])
            self.assertEqual(job["permissions"], {"contents": "read", "security-events": "write"})
            for step in job["steps"]:
                self.assertLessEqual(set(step), {"name", "if", "uses", "with", "run"})
                self.assertEqual(("uses" in step) + ("run" in step), 1, step)
                if "uses" in step:
                    self.assertLessEqual(set(step.get("with", {})), ACTIONS[step["uses"]])

    def run_steps(self, name):
        """The project's tests are the program of that name. The last step's status; like GitHub, no step after one that failed."""
        (self.path / "CMakeLists.txt").write_text(PROJECT)
        (self.path / "tests.sh").write_text(f"#!/bin/sh\nexec {PROGRAM} {name}\n")
        (self.path / "tests.sh").chmod(0o755)
        environment = {**os.environ, "PATH": f"{Path(PEWTER).parent}:{os.environ['PATH']}"}
        for job in self.workflow["jobs"].values():
            for step in job["steps"]:
                if "run" not in step:
                    continue
                result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=self.path, env=environment,
                                        capture_output=True, text=True, timeout=120)
                if result.returncode != 0:
                    return result
        return result

    def what_is_uploaded(self):
        for job in self.workflow["jobs"].values():
            for step in job["steps"]:
                for key in ("sarif_file", "path"):
                    yield from step.get("with", {}).get(key, "").split()

    def write_baseline(self, name):
        (self.path / "ci").mkdir(exist_ok=True)
        run = harness.run(PEWTER, [PROGRAM, name])
        (self.path / "today.json").write_text(json.dumps(run.report))
        subprocess.run([PEWTER, "report", "today.json", "--write-baseline", "ci/baseline.json"], cwd=self.path, check=True, timeout=120)

    @unittest.skipUnless(shutil.which("cmake"), "no cmake")
    def test_commands(self):
        self.write_baseline("command_buffer_joined")  # no findings: every one is new
        found = self.run_steps("second_encoder_of_another_thread")
        self.assertEqual(found.returncode, harness.FOUND, found.stdout + found.stderr)
        for file in self.what_is_uploaded():
            self.assertTrue((self.path / file).exists(), file)
        self.assertEqual(json.loads((self.path / "check.sarif").read_text())["runs"][0]["results"][0]["ruleId"], "PW001")
        self.write_baseline("command_buffer_unordered")
        known = self.run_steps("command_buffer_unordered")
        self.assertEqual(known.returncode, 0, known.stdout + known.stderr)
        good = self.run_steps("command_buffer_joined")
        self.assertEqual(good.returncode, 0, good.stdout + good.stderr)


if __name__ == "__main__":
    unittest.main()
