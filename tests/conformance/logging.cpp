// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Logging": os_log from kernels, with enableLogging on and off.
#include <gtest/gtest.h>

#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

// What the kernel's lines look like on standard error. One thread, so that there is one order.
void add_line(Suite& suite, const std::string& name, const std::string& statement, const std::string& expected, bool enabled = true) {
  suite.add(name, [=](Machine& machine, Report& report) {
    Program program;
    program.source = "#include <metal_stdlib>\n#include <metal_logging>\nusing namespace metal;\nkernel void k(device float* out [[buffer(0)]]) { " + statement + " out[0] = 1; }";
    program.options.enable_logging = enabled;
    program.buffers = {Bytes(4)};
    testing::internal::CaptureStderr();
    auto done = machine.run(program);
    const std::string text = testing::internal::GetCapturedStderr();
    if (!done) return report.fail("{}", done.error());
    expect_values<float>(report, program.buffers[0], {1});
    if (enabled && text.find(expected) == std::string::npos) report.fail("no '{}' in '{}'", expected, text);
    if (!enabled && !text.empty()) report.fail("logging is off, but there is '{}'", text);
  });
}

}  // namespace

void add_logging(Suite& suite) {
  add_line(suite, "plain", "os_log_default.log_error(\"hello from the kernel\");", "hello from the kernel");
  add_line(suite, "integer", "int n = -42; os_log_default.log_error(\"n is %d.\", n);", "n is -42.");
  add_line(suite, "unsigned_and_hex", "uint n = 255; os_log_default.log_error(\"%u %x\", n, n);", "255 ff");
  add_line(suite, "float", "float f = 1.5; os_log_default.log_error(\"f=%f\", f);", "f=1.500000");
  add_line(suite, "long", "long n = 1l << 40; os_log_default.log_error(\"%ld\", n);", "1099511627776");
  add_line(suite, "several", "int a = 1; float b = 0.25; os_log_default.log_error(\"%d and %.2f and %%\", a, b);", "1 and 0.25 and %");
  add_line(suite, "fault_level", "os_log_default.log_fault(\"bad\");", "bad");
  add_line(suite, "custom_log", "os_log mine(\"subsystem\", \"category\"); mine.log_error(\"custom\");", "custom");
  add_line(suite, "disabled", "os_log_default.log_error(\"silence\");", "", false);
}

}  // namespace pewter::conformance
