#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Call stacks with Python in them, and Python's locks. usage: python_test.py PATH_OF_PROBE [--time] [unittest arguments]

With libpewter-preload.so in LD_PRELOAD the locks are tested too."""

import ctypes
import os
import sys
import threading
import unittest

PROBE = sys.argv.pop(1)
TIME = "--time" in sys.argv
if TIME:
    sys.argv.remove("--time")
probe = ctypes.CDLL(PROBE)  # its functions run without the interpreter's lock
locked = ctypes.PyDLL(PROBE)  # and these with it
probe.probe_text.restype = locked.probe_text.restype = ctypes.c_char_p
probe.probe_nanoseconds.restype = ctypes.c_double
CALLBACK = ctypes.CFUNCTYPE(None)


def frames(stack):
    return locked.probe_text(stack).decode().splitlines()


def python(stack):
    """[(line, function)] of this file, innermost first."""
    result = []
    for frame in frames(stack):
        if frame.startswith("python " + __file__ + ":"):
            line, function = frame[len("python " + __file__ + ":"):].split(" ", 1)
            result.append((int(line), function.split(".")[-1]))
    return result


def here():
    return sys._getframe(1).f_lineno


def leaf():
    return probe.probe_capture(), here()


def über(depth):
    if depth == 0:
        return leaf()
    result = über(depth - 1)
    return result


class Stacks(unittest.TestCase):
    def test_file_line_and_function(self):
        stack, line = leaf()
        called = here() - 1
        self.assertEqual(python(stack)[:2], [(line, "leaf"), (called, "test_file_line_and_function")])

    def test_with_the_interpreters_lock(self):
        stack = locked.probe_capture()
        self.assertEqual(python(stack)[0], (here() - 1, "test_with_the_interpreters_lock"))

    def test_lines_tell_stacks_apart(self):
        first = probe.probe_capture()
        second = probe.probe_capture()
        self.assertNotEqual(first, second)
        self.assertEqual(python(second)[0][0], python(first)[0][0] + 1)
        # More than one only while the interpreter finds out how to run this.
        self.assertLess(len({probe.probe_capture() for _ in range(50)}), 5)

    def test_every_frame_of_a_recursion(self):
        stack, _ = über(30)
        names = [function for _, function in python(stack)]
        self.assertEqual(names[:33], ["leaf"] + ["über"] * 31 + ["test_every_frame_of_a_recursion"])

    def test_frames_stand_where_the_interpreter_ran_them(self):
        seen = []

        def inner():
            seen.append(probe.probe_capture())

        probe.probe_call(CALLBACK(inner))
        all_frames = frames(seen[0])
        text = [f.split(" ")[-1].split(".")[-1] for f in all_frames if __file__ in f or "probe_call" in f]
        self.assertEqual(text[:3], ["inner", "probe_call", "test_frames_stand_where_the_interpreter_ran_them"])
        self.assertFalse(any("EvalFrameDefault" in f for f in all_frames[:all_frames.index("native probe_call")]), all_frames)

    def test_generators_and_lambdas(self):
        def generator():
            yield probe.probe_capture()

        stack = (lambda: next(generator()))()
        self.assertEqual([f for _, f in python(stack)][:3], ["generator", "<lambda>", "test_generators_and_lambdas"])

    def test_code_made_at_run_time(self):
        seen = []
        for i in range(20):
            scope = {"capture": probe.probe_capture, "seen": seen}
            exec(compile("\n" * i + "def made_%d():\n  seen.append(capture())\nmade_%d()" % (i, i), "<made %d>" % i, "exec"), scope)
        for i, stack in enumerate(seen):
            self.assertTrue(any(f.startswith("python <made %d>:%d " % (i, i + 2)) for f in frames(stack)), frames(stack))

    def test_other_threads(self):
        seen = []
        threads = [threading.Thread(target=lambda: seen.extend({leaf()[0] for _ in range(500)})) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(seen), 8)
        for stack in seen:
            self.assertEqual(python(stack)[0][1], "leaf")
            self.assertTrue(any(f.endswith("_bootstrap_inner") for f in frames(stack)))

    def test_time(self):
        nanoseconds = probe.probe_nanoseconds()
        if TIME:
            print("%.0f ns a stack of %d frames" % (nanoseconds, len(frames(probe.probe_capture()))))
        self.assertLess(nanoseconds, 20000)


@unittest.skipUnless("libpewter-preload" in os.environ.get("LD_PRELOAD", ""), "without the preloaded library")
class Synchronisation(unittest.TestCase):
    def test_locks_are_seen_and_the_interpreters_is_not(self):
        self.assertTrue(probe.probe_listen())
        lock = threading.Lock()
        before = probe.probe_hand_overs()
        for _ in range(100):
            with lock:
                pass
        if sys.version_info < (3, 13):  # whose locks are words in memory until somebody waits
            self.assertGreaterEqual(probe.probe_hand_overs() - before, 200)
        # Every one of these calls gives up the interpreter's lock and takes it again.
        before = probe.probe_locks()
        for _ in range(100):
            probe.probe_threads()
        self.assertLess(probe.probe_locks() - before, 10)

        before = probe.probe_threads()
        thread = threading.Thread(target=lambda: None)
        thread.start()
        thread.join()
        self.assertGreaterEqual(probe.probe_threads() - before, 2)


if __name__ == "__main__":
    unittest.main()
