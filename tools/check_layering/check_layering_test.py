#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Good and bad trees for check_layering."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import check_layering  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
RULES = check_layering.read_rules(ROOT / "docs/architecture.md")
LAYERS = {"support", "model", "foundation", "compiler", "exec", "runtime", "report", "session", "api"}


def problems(path: str, include: str) -> list[str]:
    return check_layering.check_includes(path, f"#include {include}\n", RULES, LAYERS)


class Layering(unittest.TestCase):
    def test_rules_come_from_the_architecture_page(self):
        self.assertIn("exec/executor.h", RULES["runtime"])
        self.assertNotIn("api", RULES["runtime"])
        self.assertIn("LLVM", RULES["compiler"])

    def test_downwards_is_allowed(self):
        for path, include in [
            ("src/api/metal/buffer.cpp", '"runtime/buffer.h"'),
            ("src/runtime/queue.cpp", '"exec/executor.h"'),
            ("src/session/session.cpp", '"exec/null/null_executor.h"'),
            ("src/exec/reference/fiber.cpp", '"model/kernel_abi.h"'),
            ("src/runtime/queue.cpp", '"runtime/device.h"'),
            ("src/compiler/passes/inline.cpp", '"llvm/IR/Module.h"'),
            ("src/api/metal/buffer.cpp", "<Metal/Metal.hpp>"),
            ("include/Metal/MTLDevice.hpp", "<cstdint>"),
        ]:
            self.assertEqual(problems(path, include), [], f"{path} -> {include}")

    def test_upwards_and_sideways_is_not(self):
        for path, include in [
            ("src/runtime/buffer.cpp", '"api/metal/buffer.h"'),
            ("src/runtime/buffer.cpp", '"exec/reference/fiber.h"'),
            ("src/runtime/library.cpp", '"compiler/device_module.h"'),
            ("src/foundation/object.cpp", '"runtime/device.h"'),
            ("src/compiler/compile.cpp", '"exec/executor.h"'),
            ("src/runtime/library.cpp", '"llvm/IR/Module.h"'),
            ("src/report/crash.cpp", '"runtime/device.h"'),
            ("src/support/log.cpp", '<clang/Basic/Version.h>'),
            ("include/Metal/MTLDevice.hpp", '"runtime/device.h"'),
        ]:
            self.assertEqual(len(problems(path, include)), 1, f"{path} -> {include}")

    def test_headers_that_share_a_path(self):
        self.assertEqual(check_layering.check_shadowed(["src/report/report.h", "bench/results/report.h", "src/report/a.cpp"]), [])
        self.assertEqual(len(check_layering.check_shadowed(["src/report/report.h", "bench/report/report.h"])), 1)

    def test_licence_line(self):
        self.assertEqual(check_layering.check_licence("a.cpp", "// SPDX-License-Identifier: Apache-2.0\n"), [])
        self.assertEqual(check_layering.check_licence("a.py", "#!x\n# SPDX-License-Identifier: Apache-2.0\n"), [])
        self.assertEqual(check_layering.check_licence("a.txt", "words\n"), [])
        self.assertEqual(len(check_layering.check_licence("a.cpp", "#pragma once\n")), 1)


if __name__ == "__main__":
    unittest.main()
