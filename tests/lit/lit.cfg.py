# SPDX-License-Identifier: Apache-2.0
import os

import lit.formats

config.name = "pewter"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".metal", ".ll", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.pewter_lit_output
config.environment["PATH"] = os.pathsep.join([config.pewter_tools, config.llvm_tools, os.environ.get("PATH", "")])
config.environment["PEWTER_CACHE_DIR"] = os.path.join(config.pewter_lit_output, "cache")
# Diagnostics are tested as a program sees them: on standard error, nothing else in between.
config.substitutions.append(("%compile", "pewter compile -o /dev/null"))
config.substitutions.append(("%emit", "pewter compile"))
