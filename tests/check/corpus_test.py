#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every program of the corpus, many times: the bad ones are found in every run and explained rightly, nothing is said of the others.

usage: corpus_test.py PEWTER CHECK_PROGRAMS [--runs N] [--only NAME] [--multi-threaded]
"""

import argparse
import collections
import sys
import time

import harness


def faults_of_bad(case, run):
    if run.status != harness.FOUND:
        yield f"exit status {run.status}, not {harness.FOUND}: {run.error}"
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
    if case.threads == 2 and finding["rule"] != "PW401" and not finding["missing_order"]:
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pewter")
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--only", default="", help="a part of the names")
    parser.add_argument("--multi-threaded", action="store_true", help="leave out programs of one thread")
    options = parser.parse_args()
    every = list(harness.cases(options.program))
    by_name = {case.name: case for case in every}
    wanted = [case for case in every if options.only in case.name]
    if options.multi_threaded:
        wanted = [case for case in wanted if (by_name[case.twin] if case.kind == "good" else case).threads > 1]
    if not wanted:
        sys.exit("no such program")

    def one(case):
        try:
            result = harness.run(options.pewter, [options.program, case.name])
        except Exception as problem:  # hangs, a report that is no JSON
            return case, [f"{problem}"]
        return case, list((faults_of_bad if case.kind == "bad" else faults_of_silent)(case, result))

    began = time.monotonic()
    right, wrong = collections.Counter(), collections.defaultdict(collections.Counter)
    for case, faults in harness.in_parallel(one, [(case,) for _ in range(options.runs) for case in wanted]):
        if faults:
            wrong[case.name].update(faults[:3])
        else:
            right[case.kind] += 1
    kinds = collections.Counter(case.kind for case in wanted)
    for kind, what in (("bad", "found and explained"), ("good", "silent"), ("legal", "silent")):
        print(f"{kind}: {kinds[kind]} programs, {right[kind]} of {kinds[kind] * options.runs} runs {what}")
    print(f"{time.monotonic() - began:.0f} s")
    for name, faults in wrong.items():
        for fault, count in faults.items():
            print(f"FAILED {name}, {count} times: {fault}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
