#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random calls under the checker: nothing is said of legal ones, and illegal ones end with a complete report.

usage: fuzz_test.py PEWTER API_FUZZ [--seconds N] [--seed N]
"""

import argparse
import sys
import time

import harness

REPORT = ("process", "findings", "rules", "threads", "objects", "history", "stacks")


def silent(pewter, program, seed):
    run = harness.run(pewter, [program, "legal", str(seed), "8", "60"])
    if run.status != 0 or run.error or not run.report or run.report["findings"]:
        return f"legal, seed {seed}: status {run.status}\n{run.error}"


def complete(pewter, program, seed, threads):
    run = harness.run(pewter, [program, "illegal", str(seed), str(threads), "60"])
    problem = None
    if run.status not in (0, harness.FOUND):
        problem = f"status {run.status}"
    elif not run.report or any(field not in run.report for field in REPORT):
        problem = "no complete report"
    elif (run.status == harness.FOUND) != bool(run.report["findings"]):
        problem = f"status {run.status} with {len(run.report['findings'])} findings"
    elif any(not finding["sides"] or not finding["fix"] or not finding["fingerprint"] for finding in run.report["findings"]):
        problem = "a finding without sides, fix or fingerprint"
    return problem and f"illegal, {threads} threads, seed {seed}: {problem}\n{run.error[-2000:]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pewter")
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=time.time_ns() // 1000 % 10**9)
    options = parser.parse_args()
    print(f"seed {options.seed}")
    end = time.monotonic() + options.seconds
    count = 0
    while count == 0 or time.monotonic() < end:
        seed = options.seed + count
        tasks = [(silent, options.pewter, options.program, seed)]
        tasks += [(complete, options.pewter, options.program, seed, threads) for threads in (1, 2, 8)]
        for problem in harness.in_parallel(lambda test, *arguments: test(*arguments), tasks):
            if problem:
                sys.exit(f"FAILED {problem}")
        count += 1
    print(f"{count} seeds: legal calls from 8 threads, illegal ones from 1, 2 and 8")


if __name__ == "__main__":
    main()
