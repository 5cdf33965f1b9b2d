#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every program of the corpus, many times: the bad ones are found in every run and explained rightly, nothing is said of the others.

usage: corpus_test.py PEWTER CHECK_PROGRAMS [--runs N] [--only NAME] [--multi-threaded] [--progress] [--summary FILE]

Many runs can be made in parts: --summary adds up what each part counted.
"""

import argparse
import collections
import json
import re
import signal
import sys
import time
from pathlib import Path

import harness

RULES = Path(__file__).parents[2] / "src" / "check" / "rules.def"
BROKEN = ("bad", "ends")


def faults_of_bad(case, run):
    status = -signal.SIGABRT if case.kind == "ends" else harness.FOUND
    if run.status != status:
        yield f"exit status {run.status}, not {status}: {run.error}"
    if not run.report or not run.report["findings"]:
        yield "nothing found"
        return
    finding = run.report["findings"][0]
    found = [one["rule"] for one in run.report["findings"]]
    if found != case.rules:
        yield f"found {found}, not {case.rules}"
    if finding["verdict"] != "application misuse":
        yield f"verdict {finding['verdict']}"
    if len(finding["sides"]) != len(case.sides):
        yield f"{len(finding['sides'])} sides, not {len(case.sides)}"
    for side, (function, text) in zip(finding["sides"], case.sides):
        wrong = harness.frame_at(run.report, side, function, text)
        if wrong:
            yield f"{side['role']}: {wrong}"
    threads = {side["moment"]["thread"] for side in finding["sides"]}
    if len(threads) != case.threads:
        yield f"{len(threads)} threads, not {case.threads}"
    if not threads <= {one["id"] for one in run.report["threads"]}:
        yield "a side's thread is not in the list of threads"
    for field in ("fix", "message", "because", "cause", "timeline", "fingerprint"):
        if not finding[field]:
            yield f"no {field}"
    # Arguments: the call and its object, then the values and the limit.
    if finding["rule"].startswith("PW1") and len(finding["because"]) < 2:
        yield f"not how it is known: {finding['because']}"
    # Memory that goes and handlers that wait: the two are in the right order, and wrong.
    if case.threads == 2 and not finding["rule"].startswith(("PW4", "PW5")) and not finding["missing_order"]:
        yield "no missing_order"
    if finding["rule"] not in run.error or finding["message"] not in run.error:
        yield f"standard error does not tell: {run.error}"


def faults_of_silent(case, run):
    if run.status != 0:
        yield f"exit status {run.status}: {run.output}{run.error}"
    if not run.report or run.report["findings"]:
        yield f"found {[(one['rule'], one['message']) for one in run.report['findings']] if run.report else 'no report'}"
    if run.error:
        yield f"standard error: {run.error}"


def add_up(file, cases, runs, rights):
    summary = json.loads(file.read_text()) if file.exists() else {}
    for case in cases:
        row = summary.setdefault(case.name, {"kind": case.kind, "threads": case.threads, "runs": 0, "right": 0})
        row["runs"] += runs
        row["right"] += rights[case.name]
    file.write_text(json.dumps(summary, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pewter")
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--only", default="", help="a part of the names")
    parser.add_argument("--multi-threaded", action="store_true", help="leave out programs of one thread")
    parser.add_argument("--progress", action="store_true", help="tell how far it is, every ten seconds")
    parser.add_argument("--summary", type=Path, help="file of runs and right runs of each program, which this adds to")
    options = parser.parse_args()
    every = list(harness.cases(options.program))
    unshown = set(re.findall(r'^PEWTER_RULE\(\w+, "(PW\d+)"', RULES.read_text(), flags=re.M)) - {rule for case in every for rule in case.rules}
    if unshown:
        sys.exit(f"FAILED no program breaks {sorted(unshown)}")
    by_name = {case.name: case for case in every}
    wanted = [case for case in every if options.only in case.name]
    if options.multi_threaded:
        wanted = [case for case in wanted if (by_name[case.twin] if case.kind == "good" else case).threads > 1]
    if not wanted:
        sys.exit("no such program")

    def one(case):
        try:
            mode = "abort" if case.kind == "ends" else "report"
            result = harness.run(options.pewter, [options.program, case.name], mode=mode, environment=harness.environment(case, by_name))
        except Exception as problem:  # hangs, a report that is no JSON
            return case, [f"{problem}"]
        return case, list((faults_of_bad if case.kind in BROKEN else faults_of_silent)(case, result))

    began = time.monotonic()
    right, wrong = collections.Counter(), collections.defaultdict(collections.Counter)
    rights, told, count = collections.Counter(), began, 0
    for case, faults in harness.in_parallel(one, [(case,) for _ in range(options.runs) for case in wanted]):
        if faults:
            wrong[case.name].update(faults[:3])
        else:
            right[case.kind] += 1
            rights[case.name] += 1
        count += 1
        if options.progress and time.monotonic() - told > 10:
            told = time.monotonic()
            print(f"{told - began:.0f} s: {count} of {len(wanted) * options.runs} runs, {count - right.total()} wrong", flush=True)
    if options.summary:
        add_up(options.summary, wanted, options.runs, rights)
    kinds = collections.Counter(case.kind for case in wanted)
    for kind, what in (("bad", "found and explained"), ("ends", "found, explained and ended"), ("good", "silent"), ("legal", "silent"), ("idle", "silent")):
        print(f"{kind}: {kinds[kind]} programs, {right[kind]} of {kinds[kind] * options.runs} runs {what}")
    print(f"{time.monotonic() - began:.0f} s")
    for name, faults in wrong.items():
        for fault, count in faults.items():
            print(f"FAILED {name}, {count} times: {fault}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
