#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pewter command from outside: what it prints and how it ends. usage: pewter_test.py PATH_OF_PEWTER [unittest arguments]"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom
from pathlib import Path

PEWTER = sys.argv.pop(1)
COMMANDS = ["info", "compile", "run", "cmake", "repro", "report", "explain", "bench", "cache"]
ASSERTION = ("-[AGXG16XFamilyCommandBuffer tryCoalescingPreviousComputeCommandEncoderWithConfig:nextEncoderClass:]:1091: "
             "failed assertion 'A command encoder is already encoding to this command buffer'")
GOOD = "kernel void twice(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) { x[i] *= 2; }\n"
BAD = "kernel void wrong(device float* x [[buffer(0)]]) {\n  x[0] = undeclared;\n}\n"


def pewter(*arguments, **options):
    return subprocess.run([PEWTER, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


class Help(unittest.TestCase):
    def test_every_command_explains_itself(self):
        for command in COMMANDS:
            result = pewter(command, "--help")
            self.assertEqual(result.returncode, 0, command)
            self.assertIn("Usage: pewter " + command, result.stdout)

    def test_version(self):
        result = pewter("--version")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout, r"^pewter \d+\.\d+\.\d+\n$")

    def test_wrong_command_lines(self):
        for arguments in [[], ["nonsense"], ["info", "--nonsense"], ["compile"], ["run"], ["repro", "--mode", "fast"],
                          ["repro", "--threads", "0"], ["repro", "--threads", "1"], ["repro", "--size", "0"], ["repro", "--kernel", "opencl"],
                          ["cache", "--clear", "--info"], ["report"], ["report", "--format", "doc", "x.json"]]:
            result = pewter(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertNotEqual(result.stderr, "", arguments)


class Explain(unittest.TestCase):
    def test_a_rule_by_id_and_by_name(self):
        by_id, by_name = pewter("explain", "PW001"), pewter("explain", "second_encoder")
        self.assertEqual(by_id.returncode, 0)
        self.assertEqual(by_id.stdout, by_name.stdout)
        self.assertIn("How to mend it:", by_id.stdout)

    def test_unknown_rule(self):
        result = pewter("explain", "PW999")
        self.assertEqual(result.returncode, 2)
        self.assertIn("PW999", result.stderr)

    def test_lists(self):
        rules = json.loads(pewter("explain", "--json").stdout)
        self.assertEqual(pewter("explain").stdout.count("\n"), len(rules))
        self.assertTrue(all(rule["fix"] and rule["explanation"] for rule in rules))

    def test_the_page_is_up_to_date(self):
        page = Path(__file__).resolve().parents[3] / "docs/rules.md"
        self.assertEqual(page.read_text(), pewter("explain", "--markdown").stdout, "renew with: pewter explain --markdown > docs/rules.md")


class Info(unittest.TestCase):
    def test_json_names_the_parts(self):
        result = pewter("info", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertRegex(report["device"]["architecture"], r"^applegpu_")
        self.assertTrue(report["compiler"]["available"])
        self.assertRegex(report["compiler"]["llvm"], r"^\d+\.\d+\.\d+$")

    def test_says_what_is_missing(self):
        result = pewter("info", env={**os.environ, "PEWTER_COMPILER_LIBRARY": "/nowhere/libpewter-compiler.so"})
        self.assertEqual(result.returncode, 3)
        self.assertIn("/nowhere/libpewter-compiler.so", result.stdout)


class Run(unittest.TestCase):
    def test_passes_the_exit_status_on(self):
        self.assertEqual(pewter("run", "--", "sh", "-c", "exit 42").returncode, 42)
        self.assertEqual(pewter("run", "sh", "-c", "exit 7").returncode, 7)

    def test_passes_signals_on(self):
        self.assertEqual(pewter("run", "--", "sh", "-c", "kill -TERM $$").returncode, -signal.SIGTERM)

    def test_sets_the_environment(self):
        result = pewter("run", "--executor", "null", "--threads", "3", "--", "sh", "-c",
                        "echo $PEWTER_EXECUTOR $PEWTER_THREADS; command -v xcrun")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("null 3\n", result.stdout)
        self.assertIn("libexec/pewter/xcrun", result.stdout)

    def printed(self, *options, **environment):
        plain = {key: value for key, value in os.environ.items()
                 if key not in ("LD_PRELOAD", "MTL_DEBUG_LAYER") and not key.startswith("PEWTER_")}
        result = pewter("run", *options, "--print", env={**plain, **environment})
        self.assertEqual(result.returncode, 0, result.stderr)
        return dict(line.split("=", 1) for line in result.stdout.splitlines())

    def test_nothing_is_preloaded_where_nothing_is_checked(self):
        self.assertNotIn("LD_PRELOAD", self.printed())
        self.assertNotIn("LD_PRELOAD", self.printed("--check", "off", MTL_DEBUG_LAYER="1"))
        self.assertNotIn("LD_PRELOAD", self.printed(MTL_DEBUG_LAYER="0"))
        self.assertNotIn("LD_PRELOAD", self.printed(MTL_DEBUG_LAYER="1", MTL_DEBUG_LAYER_ERROR_MODE="ignore"))
        self.assertEqual(self.printed("--check", "off", "--sarif", "x")["PEWTER_CHECK"], "off")

    def test_checking_preloads_the_library(self):
        for options, environment in [(["--check", "report"], {}), ([], {"PEWTER_CHECK": "abort"}), ([], {"MTL_DEBUG_LAYER": "1"})]:
            preload = self.printed(*options, **environment)["LD_PRELOAD"]
            self.assertTrue(preload.endswith("/libpewter-preload.so"), preload)
            self.assertTrue(Path(preload).exists(), preload)
        self.assertTrue(self.printed("--check", "report", LD_PRELOAD="other.so")["LD_PRELOAD"].endswith(".so:other.so"))

    # GCC's AddressSanitizer would end the program; what the user has set stays.
    def test_checking_may_come_before_address_sanitizer(self):
        self.assertEqual(self.printed("--check", "report", ASAN_OPTIONS="")["ASAN_OPTIONS"], "verify_asan_link_order=0")
        self.assertEqual(self.printed("--check", "report", ASAN_OPTIONS="detect_leaks=0")["ASAN_OPTIONS"],
                         "detect_leaks=0:verify_asan_link_order=0")
        self.assertEqual(self.printed("--check", "report", ASAN_OPTIONS="verify_asan_link_order=1")["ASAN_OPTIONS"],
                         "verify_asan_link_order=1")
        self.assertEqual(self.printed("--check", "off", ASAN_OPTIONS="detect_leaks=0")["ASAN_OPTIONS"], "detect_leaks=0")

    def test_reports(self):
        printed = self.printed("--sarif", "a.sarif", "--junit", "/b/%p.xml", "--report-dir", "dir", "--suppressions", __file__)
        self.assertEqual(printed["PEWTER_REPORT"], f"sarif:{os.getcwd()}/a.sarif;junit:/b/%p.xml")
        self.assertEqual(printed["PEWTER_REPORT_DIR"], os.getcwd() + "/dir")
        self.assertEqual(printed["PEWTER_SUPPRESSIONS"], str(Path(__file__).absolute()))
        self.assertEqual(printed["PEWTER_CHECK"], "report")
        self.assertEqual(pewter("run", "--suppressions", "/no/such/file", "true").returncode, 2)
        self.assertEqual(pewter("run", "--check", "loudly", "true").returncode, 2)
        self.assertEqual(pewter("run", "--sarif", "a;b", "true").returncode, 2)

    def test_the_programs_options_are_the_programs(self):
        self.assertEqual(pewter("run", "--", "echo", "--threads", "--help").stdout, "--threads --help\n")
        self.assertEqual(pewter("run", "echo", "--threads", "--help").stdout, "--threads --help\n")

    def test_a_program_that_is_not_there(self):
        result = pewter("run", "--", "/no/such/program")
        self.assertEqual(result.returncode, 127)
        self.assertIn("/no/such/program", result.stderr)
        self.assertEqual(pewter("run", "--", "/etc/passwd").returncode, 126)


class Compile(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.path = Path(self.directory.name)
        (self.path / "good.metal").write_text(GOOD)
        (self.path / "bad.metal").write_text(BAD)

    def test_writes_a_library(self):
        result = pewter("compile", self.path / "good.metal", "-o", self.path / "good.metallib")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertGreater((self.path / "good.metallib").stat().st_size, 0)

    def test_names_the_library_after_the_source(self):
        self.assertEqual(pewter("compile", "good.metal", cwd=self.path).returncode, 0)
        self.assertTrue((self.path / "good.metallib").exists())

    def test_errors_are_clangs(self):
        result = pewter("compile", self.path / "bad.metal", "-o", self.path / "bad.metallib")
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"bad\.metal:2:10: error: use of undeclared identifier 'undeclared'")
        self.assertFalse((self.path / "bad.metallib").exists())

    def test_lists_functions(self):
        result = pewter("compile", self.path / "good.metal", "--emit=list")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("twice", result.stdout)

    def test_shows_stages(self):
        ir = pewter("compile", self.path / "good.metal", "--emit=ir")
        self.assertEqual(ir.returncode, 0, ir.stderr)
        self.assertIn("define", ir.stdout)
        assembly = pewter("compile", self.path / "good.metal", "--emit=asm", "-o", self.path / "good.s")
        self.assertEqual(assembly.returncode, 0, assembly.stderr)
        self.assertIn(".text", (self.path / "good.s").read_text())

    def test_a_source_that_is_not_there(self):
        result = pewter("compile", self.path / "none.metal")
        self.assertEqual(result.returncode, 1)
        self.assertIn("none.metal", result.stderr)


class Cache(unittest.TestCase):
    def test_clears_its_entries_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as directory:
            entry = Path(directory, "0123456789abcdef" * 2 + "-kernel")
            entry.write_bytes(b"x" * 2048)
            other = Path(directory, "precious.txt")
            other.write_text("mine")
            environment = {**os.environ, "PEWTER_CACHE_DIR": directory}
            report = json.loads(pewter("cache", "--json", env=environment).stdout)
            self.assertEqual((report["entries"], report["bytes"]), (1, 2048))
            self.assertEqual(report["kinds"]["kernel"]["entries"], 1)
            result = pewter("cache", "--clear", env=environment)
            self.assertEqual(result.returncode, 0)
            self.assertFalse(entry.exists())
            self.assertTrue(other.exists())


class Bench(unittest.TestCase):
    def scaling(self, *arguments):
        return pewter("bench", "scaling", "--sizes", "16,48", "--threads", "1,3", "--products", 8, "--slices", 2, *arguments)

    def test_every_way_is_measured_and_right(self):
        for kernel in ["mps", "msl"]:
            with tempfile.TemporaryDirectory() as folder:
                svg = Path(folder) / "scaling.svg"
                result = self.scaling("--kernel", kernel, "--json", "--svg", svg)
                self.assertEqual(result.returncode, 0, result.stderr)
                report = json.loads(result.stdout)
                self.assertEqual(report["kernel"], kernel)
                self.assertEqual(len(report["cells"]), 2 * 2 * 4)
                for cell in report["cells"]:
                    self.assertNotIn("problem", cell)
                    self.assertGreater(cell["products_per_second"], 0)
                xml.dom.minidom.parse(str(svg))

    def test_some_ways(self):
        result = self.scaling("--ways", "lock-all,own-queues")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("lock-all", result.stdout)
        self.assertNotIn("own-buffers", result.stdout)

    def test_batches(self):
        for kernel in ["mps", "msl"]:
            result = self.scaling("--kernel", kernel, "--batch", 3, "--json")
            self.assertEqual(result.returncode, 0, result.stderr)
            report = json.loads(result.stdout)
            self.assertEqual(report["batch"], 3)
            for cell in report["cells"]:
                self.assertNotIn("problem", cell)

    def test_a_page_gets_its_table(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.md"
            page.write_text("before\n<!-- scaling: begin -->\nold\n<!-- scaling: end -->\nafter\n")
            result = self.scaling("--markdown", page)
            self.assertEqual(result.returncode, 0, result.stderr)
            text = page.read_text()
            self.assertRegex(text, r"\Abefore\n<!-- scaling: begin -->\n- device: ")
            self.assertIn("| 48 | own-queues |", text)
            self.assertTrue(text.endswith("|\n<!-- scaling: end -->\nafter\n"), text)
            self.assertNotIn("old", text)
            # Batches have a place of their own, which this page lacks.
            self.assertEqual(self.scaling("--markdown", page, "--batch", 2).returncode, 1)
            self.assertEqual(page.read_text(), text)

    def test_what_is_no_way(self):
        self.assertEqual(self.scaling("--ways", "by-magic").returncode, 2)


class Repro(unittest.TestCase):
    def test_shared_mode_asserts_every_time(self):
        result = pewter("repro", "--mode", "shared", "--size", 64, "--runs", 20, "--json")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        report = json.loads(result.stdout)["shared"]
        self.assertEqual(report["asserted"], 20)
        for run in report["details"]:
            self.assertIn(ASSERTION, run["line"])
            self.assertEqual(run["ending"], "ended by SIGABRT")
            self.assertIsNotNone(run["thread_that_aborted"])
            self.assertNotEqual(run["thread_that_aborted"], run["thread_with_open_encoder"])

    def test_shared_mode_with_many_threads(self):
        result = pewter("repro", "--mode", "shared", "--threads", 16, "--size", 64, "--runs", 5)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("5 of 5 runs end in the assertion", result.stdout)

    def test_the_verdict_names_both_threads_and_the_lines(self):
        result = pewter("repro", "--mode", "shared", "--size", 64, "--runs", 10, "--json")
        for run in json.loads(result.stdout)["shared"]["details"]:
            self.assertEqual(run["verdict"], "application misuse: one command buffer used by 4 threads")
            self.assertEqual(len(run["places"]), 2)
            for place in run["places"]:
                self.assertRegex(place, r"one_buffer\.cpp:\d+")

    def test_the_race_is_found_when_nothing_crashes(self):
        for _ in range(10):
            result = pewter("repro", "--mode", "predict", "--size", 64, "--json")
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            report = json.loads(result.stdout)["predict"]
            self.assertEqual((report["rule"], report["ending"]), ("PW201", "exited with status 66"))
            self.assertEqual(report["verdict"], "application misuse: one command buffer used by 4 threads")

    def test_the_crash_is_made_safe(self):
        result = pewter("repro", "--mode", "serialise", "--size", 64, "--iterations", 10, "--json")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        report = json.loads(result.stdout)["serialise"]
        self.assertEqual((report["products"], report["verified"]), (40, 40))
        self.assertTrue(report["changes"])

    def test_reports_are_left_where_asked(self):
        with tempfile.TemporaryDirectory() as directory:
            result = pewter("repro", "--mode", "shared", "--size", 64, "--report-dir", directory)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            files = {path.suffix: path.read_text() for path in Path(directory).iterdir()}
        self.assertEqual(sorted(files), [".crash", ".html", ".json"])
        # As the crash log has it, whichever thread it was that aborted.
        information = files[".crash"].split("Application Specific Information:\n")[1].splitlines()[0]
        self.assertIn(ASSERTION, information)
        self.assertRegex(files[".crash"], r"pewter run .*--check=abort --report-dir=\S+ -- pewter repro --mode shared --threads 4 --size 64")
        self.assertNotIn("FACTS", files[".crash"])

    def test_in_process_aborts(self):
        result = pewter("repro", "--mode", "shared", "--size", 64, "--in-process")
        self.assertEqual(result.returncode, -signal.SIGABRT)
        self.assertIn(ASSERTION, result.stderr)

    def test_per_thread_products_are_right(self):
        for size in [1, 3, 16, 67, 128]:  # also sizes that are no multiple of the tile
            result = pewter("repro", "--mode", "per-thread", "--threads", 3, "--size", size, "--iterations", 2, "--json")
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            report = json.loads(result.stdout)
            self.assertEqual(report["kernel"], "mps")
            self.assertEqual((report["per_thread"]["products"], report["per_thread"]["verified"]), (6, 6), size)

    def test_both_kernels_do_all_modes(self):
        for kernel, name in [("mps", "MPSNDArrayMatrixMultiplication"), ("msl", "a kernel in MSL")]:
            result = pewter("repro", "--kernel", kernel, "--size", 67, "--iterations", 2)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertIn(f"products of 67 x 67 matrices by {name}\n", result.stdout)
            self.assertIn("8 of 8 products verified", result.stdout)

    def test_per_thread_notices_products_that_are_wrong(self):
        # The null executor runs nothing, so no product is right.
        result = pewter("repro", "--mode", "per-thread", "--size", 32, "--iterations", 1,
                        env={**os.environ, "PEWTER_EXECUTOR": "null"})
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn("0 of 4 products verified", result.stdout)

    def test_progress_is_visible(self):
        result = pewter("repro", "--mode", "per-thread", "--threads", 2, "--size", 32, "--iterations", 2)
        self.assertTrue(re.search(r"products: 4 of 4", result.stderr), result.stderr)


if __name__ == "__main__":
    unittest.main()
