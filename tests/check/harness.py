# SPDX-License-Identifier: Apache-2.0
"""Runs programs of the corpus under `pewter run` and reads what the checker says."""

import concurrent.futures
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOUND = 66
PROGRAMS = Path(__file__).parent / "programs"


@dataclass
class Case:
    name: str
    kind: str    # bad, ends, good, legal, idle
    rules: list  # bad, ends: that it breaks
    twin: str    # good: the bad one
    threads: int
    sides: list  # of (function, text of the line)


# Waits are looked into at this age, in seconds, where a program is about waits that do not end.
SOON = {"PEWTER_CHECK_WAIT": "0.2"}


def environment(case, by_name):
    """What to run it with. `by_name`: all cases."""
    about = by_name[case.twin] if case.kind == "good" else case
    return SOON if about.kind in ("ends", "idle") else {}


def cases(program):
    table = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    for row in table.splitlines():
        name, kind, rule, threads, sides = row.split("\t")
        yield Case(name, kind, rule.split(), rule, int(threads), [tuple(side.split(">", 1)) for side in sides.split(", ") if side])


@dataclass
class Run:
    status: int
    output: str
    error: str        # without the lines that say where reports are
    report: dict


def run(pewter, command, mode="report", options=(), timeout=120, environment=None):
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "report.json")
        # With MALLOC_PERTURB_ memory that is used after its end is not what it was.
        result = subprocess.run([pewter, "run", f"--check={mode}", "--json", path, *options, "--", *command], capture_output=True,
                                timeout=timeout, env={**os.environ, "MALLOC_PERTURB_": "93", **(environment or {})})
        text = path.read_text() if path.exists() else "null"
    error = result.stderr.decode(errors="replace")
    error = re.sub(r"^pewter: (report|trace) written to .*\n", "", error, flags=re.M)
    return Run(result.returncode, result.stdout.decode(errors="replace"), error, json.loads(text))


def frame_at(report, side, function, text):
    """What is wrong with the stack of a side that should have a frame of `function` at a line with `text`; None: nothing."""
    seen = []
    for frame in report["stacks"].get(str(side["moment"]["stack"]), []):
        seen.append(f"{frame.get('function')} {frame.get('file')}:{frame.get('line')}")
        source = PROGRAMS / Path(frame.get("file", "/none")).name
        if function not in frame.get("function", "") or not frame.get("line") or not source.exists():
            continue
        if text in source.read_text().splitlines()[frame["line"] - 1]:
            return None
    return f"no frame of {function} at a line with '{text}' in: " + "; ".join(seen)


def in_parallel(function, jobs):
    """Yields the results as they come. Two at a time: programs of several threads meet differently on a busy machine."""
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("PEWTER_TEST_JOBS", "2"))) as pool:
        for done in concurrent.futures.as_completed([pool.submit(function, *job) for job in jobs]):
            yield done.result()
