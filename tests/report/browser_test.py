#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The HTML report in a real browser, where one is installed: its scripts run without an error and draw what the report says.
usage: browser_test.py REPORT_GOLDEN. Ends with 77 where there is no Chromium."""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

GOLDEN = sys.argv.pop(1)
BROWSER = next((path for name in ["chromium", "chromium-browser", "google-chrome"] if (path := shutil.which(name))), None)

# Runs after the page's own scripts, with its keys and buttons; what it finds goes into the title.
PROBE = """<script>
const seen = [];
const say = (name, value) => seen.push(name + "=" + value);
try {
  const svg = document.getElementById("chart"), count = (what) => svg.querySelectorAll(what).length;
  say("moments", count("circle")); say("bars", count(".bar")); say("sides", count(".side")); say("flags", count(".flag"));
  say("visible", !document.getElementById("timeline").hidden);
  const press = (key) => svg.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const detail = () => document.getElementById("detail").textContent;
  const last = detail();
  press("ArrowLeft"); say("moved", detail() !== last); press("End"); say("back", detail() === last);
  press("0"); const all = svg.querySelector("circle").getAttribute("cx"); press("+"); say("zoomed", !svg.querySelector("circle") || svg.querySelector("circle").getAttribute("cx") !== all); press("0");
  for (const [id, value] of [["rows", "objects"], ["scale", "time"], ["finding", "-1"]]) {
    const select = document.getElementById(id);
    select.value = value;
    select.dispatchEvent(new Event("change"));
    say(id, count("circle"));
  }
  say("source", document.querySelectorAll("#detail pre.source .hit").length);
} catch (error) { say("error", error); }
say("alerts", window.alerted || 0);
document.body.dataset.seen = seen.join(" ");
</script>"""
BEFORE = """<script>window.onerror = (message) => { document.documentElement.dataset.broken = message; }; window.alert = () => { window.alerted = 1; };</script>"""


class Browser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        cls.directory = Path(cls.temporary.name)
        subprocess.run([GOLDEN, "--render", cls.directory], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def look(self, case):
        page = (self.directory / f"{case}.html").read_text()
        page = page.replace("<title>", BEFORE + "<title>", 1).replace("</body>", PROBE + "</body>")
        path = self.directory / "probe.html"
        path.write_text(page)
        command = [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={self.directory}/profile",
                   "--window-size=1280,1600", "--dump-dom", path.as_uri()]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("data-broken", result.stdout.split("<head>")[0], case)
        seen = re.search(r'data-seen="([^"]*)"', result.stdout)
        self.assertTrue(seen, result.stdout[-2000:])
        return dict(pair.split("=", 1) for pair in seen[1].split(" ") if "=" in pair)

    def test_a_race(self):
        seen = self.look("race")
        self.assertNotIn("error", seen)
        self.assertEqual((seen["moments"], seen["bars"], seen["sides"], seen["flags"]), ("4", "1", "2", "1"))
        self.assertEqual([seen[key] for key in ["visible", "moved", "back", "zoomed"]], ["true"] * 4, seen)
        self.assertEqual([seen[key] for key in ["rows", "scale", "finding"]], ["4"] * 3, seen)

    def test_a_long_run(self):
        seen = self.look("busy")
        self.assertNotIn("error", seen)
        self.assertLess(int(seen["moments"]), 100)  # begins near the collision,
        self.assertEqual(seen["finding"], "289")    # and everything can be shown
        self.assertEqual(seen["source"], "1")

    def test_hostile_texts_stay_texts(self):
        seen = self.look("hostile")
        self.assertNotIn("error", seen)
        self.assertEqual(seen["alerts"], "0")
        self.assertEqual(seen["moments"], "2")


if __name__ == "__main__":
    if not BROWSER:
        print("skipped: no chromium, chromium-browser or google-chrome is installed")
        sys.exit(77)
    unittest.main()
