// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/dialect.h"

#include <fmt/format.h>

namespace pewter::compiler::frontend {

std::vector<std::string> dialect_flags(const Options& options) {
  return {
      "-triple", "spir64-unknown-unknown",
      "-aux-triple", "x86_64-unknown-linux-gnu",  // mangling of __bf16 asks it
      "-fsycl-is-device", "-x", "c++", "-std=c++23",
      "-O2", "-disable-llvm-passes",
      "-nostdsysteminc", "-nobuiltininc", "-nostdinc++",
      "-fdeclspec",              // __declspec(property) swizzles
      "-fno-rtti",               // exceptions are off unless asked for
      "-fno-threadsafe-statics",  // statics are threadgroup variables
      "-relaxed-aliasing",       // kernels look at buffers as other types, and Metal lets them
      "-disable-pragma-debug-crash",
      "-fno-spell-checking",  // would propose the library's inner names, and words that MSL has not
      "-fbracket-depth", "512",
      "-fconstexpr-steps=4194304",
      // Not what the user wrote, or not C++'s concern in MSL.
      "-Wno-c++11-narrowing", "-Wno-duplicate-decl-specifier", "-Wno-gcc-compat", "-Wno-unknown-attributes", "-Wno-ignored-attributes",
      "-Wno-unused-value", "-Wno-undefined-internal", "-Wno-undefined-inline", "-Wno-unknown-pragmas", "-Wno-undefined-var-template",
      "-Wno-c++23-extensions", "-Wno-deprecated-volatile", "-Wno-deprecated-enum-enum-conversion",
      // A float constant written for a device without double.
      options.fast_math ? "-ffp-contract=fast" : "-ffp-contract=on",
  };
}

std::vector<Predefine> predefines(const Options& options) {
  const unsigned major = options.language_version >> 16;
  const unsigned minor = options.language_version & 0xffff;
  const char* fast = options.fast_math ? "1" : "0";
  std::vector<Predefine> result = {
      {"__METAL__", "1"},
      {"__METAL_VERSION__", fmt::format("{}", major * 100 + minor * 10)},
      {"__METAL_MACOS__", "1"},
      {"__AIR64__", "1"},
      {"__METAL_FAST_MATH__", "1"},
      {"__METAL_PRECISE_MATH__", "0"},
      {"__METAL_MAYBE_FAST_MATH__", fast},
      {"__pewter_fast_math", fast},
  };
  if (options.language_version >= 0x30001) result.push_back({"__HAVE_BFLOAT__", "1"});
  if (options.fast_math) result.push_back({"__FAST_MATH__", "1"});
  if (options.enable_logging) result.push_back({"__METAL_ENABLE_LOGGING__", "1"});
  return result;
}

std::vector<Predefine> library_predefines(const Options& options) {
  Options any_version;
  any_version.fast_math = options.fast_math;
  any_version.enable_logging = options.enable_logging;
  return predefines(any_version);
}

}  // namespace pewter::compiler::frontend
