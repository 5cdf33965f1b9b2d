// SPDX-License-Identifier: Apache-2.0
// Kernels that go wrong end in an error, and the process lives: runaway loops, bad addresses, division by zero.
#include <chrono>

#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

// The fault that `body` must end in, on an executor that stops a threadgroup after half a second; a good kernel runs after it.
void add_fault(Suite& suite, const std::string& name, const std::string& body, exec::Fault::Kind kind, exec::Extent grid = {64, 1, 1},
               std::vector<Bytes> buffers = {Bytes(4096)}) {
  suite.add(name, [=](Machine& machine, Report& report) {
    auto executor = machine.make_executor({.threads = 0, .progress_timeout_seconds = 0.5});
    auto run_one = [&](const std::string& text, std::vector<Bytes> memory) -> Result<void, exec::Fault> {
      Program program;
      program.source = msl("kernel void k(device uint* out [[buffer(0)]], device uint* other [[buffer(1)]], uint i [[thread_position_in_grid]]) {\n" + text + "\n}");
      program.group = {std::min(grid.x, 32u), 1, 1};
      auto kernel = machine.load(program);
      if (!kernel) {
        report.fail("{}", kernel.error());
        return {};
      }
      exec::Dispatch dispatch;
      dispatch.kernel = *kernel;
      dispatch.threads_per_grid = grid;
      dispatch.threads_per_threadgroup = program.group;
      for (std::size_t n = 0; n < memory.size(); ++n) dispatch.buffers[n] = memory[n].data();
      return executor->dispatch(dispatch);
    };
    const auto start = std::chrono::steady_clock::now();
    auto done = run_one(body, buffers);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (report.failed()) return;
    if (done.ok()) return report.fail("ran to the end");
    if (done.error().kind != kind) report.fail("kind is {}, expected {}: {}", int(done.error().kind), int(kind), done.error().message);
    if (done.error().message.find("k") == std::string::npos) report.fail("the message does not name the kernel: {}", done.error().message);
    if (took.count() > 20) report.fail("took {:.1f} s to stop", took.count());
    if (auto after = run_one("out[i] = i;", {Bytes(4096)}); !after.ok()) report.fail("the next kernel fails: {}", after.error().message);
  });
}

}  // namespace

void add_limits(Suite& suite) {
  using Kind = exec::Fault::Kind;
  add_fault(suite, "runaway.loop", "while (true) { out[i] += 1; }", Kind::timeout);
  add_fault(suite, "runaway.one_thread_of_many", "if (i == 17) { volatile device uint* p = out; while (p[0] < 0xffffffffu) { } } out[i] = 1;", Kind::timeout);
  add_fault(suite, "runaway.empty_loop", "volatile int n = 1; while (n) { }", Kind::timeout, {1, 1, 1});
  add_fault(suite, "runaway.with_barrier", "for (;;) { out[i] += 1; threadgroup_barrier(mem_flags::mem_device); }", Kind::timeout);
  add_fault(suite, "runaway.with_simd_sum", "uint v = i; while (true) { v += simd_sum(v | 1u); out[i] = v; }", Kind::timeout);
  add_fault(suite, "runaway.spin_on_lock", "device atomic_uint* l = (device atomic_uint*)out; while (atomic_load_explicit(l, memory_order_relaxed) == 0) { } out[1] = 1;", Kind::timeout);
  add_fault(suite, "page_fault.unbound_buffer_read", "out[i] = other[i];", Kind::page_fault);
  add_fault(suite, "page_fault.unbound_buffer_write", "other[i] = 1;", Kind::page_fault);
  add_fault(suite, "page_fault.wild_pointer", "device uint* p = out + (ulong(1) << 50); out[i] = p[i];", Kind::page_fault);
  add_fault(suite, "page_fault.one_thread", "if (i == 40) other[0] = 1; out[i] = 2;", Kind::page_fault);

  add_kernel<int>(suite, {.name = "division.by_zero_does_not_trap", .source = "kernel void k(device int* out [[buffer(0)]], device const int* d [[buffer(1)]], uint i [[thread_position_in_grid]]) { int q = 7 / d[i]; int r = 7 % d[i]; out[i] = d[i] != 0 ? q * 10 + r : 5; }",
                          .grid = {4, 1, 1}, .group = {4, 1, 1}, .expected = {5, 31, 5, 5}, .inputs = {bytes_of<int>({0, 2, 0, 0})}});
  add_kernel<int>(suite, {.name = "division.lowest_by_minus_one_does_not_trap", .source = "kernel void k(device int* out [[buffer(0)]], device const int* d [[buffer(1)]]) { volatile int q = d[0] / d[1]; volatile int r = d[0] % d[1]; out[0] = 1 + 0 * (q + r); }",
                          .expected = {1}, .inputs = {bytes_of<int>({-2147483647 - 1, -1})}});
  add_kernel<int>(suite, {.name = "division.long_by_zero_does_not_trap", .source = "kernel void k(device int* out [[buffer(0)]], device const long* d [[buffer(1)]]) { volatile long q = d[0] / d[1]; volatile long r = long(ulong(d[0]) % ulong(d[1])); out[0] = q == r ? 1 : 1; }",
                          .expected = {1}, .inputs = {bytes_of<std::int64_t>({5, 0})}});
  add_kernel<int>(suite, {.name = "division.vector_by_zero_does_not_trap", .source = "kernel void k(device int* out [[buffer(0)]], device const int4* d [[buffer(1)]]) { volatile int s = (int4(8) / d[0]).y; out[0] = s; }",
                          .expected = {4}, .inputs = {bytes_of<int>({0, 2, 0, 0})}});
  add_kernel<int>(suite, {.name = "float_to_int_out_of_range_does_not_trap", .source = "kernel void k(device int* out [[buffer(0)]], device const float* f [[buffer(1)]]) { volatile int a = int(f[0]); volatile char b = char(f[1]); out[0] = 3; }",
                          .expected = {3}, .inputs = {bytes_of<float>({1e30f, -1e30f})}, .options = {.fast_math = false}});
  add_kernel<unsigned>(suite, {.name = "large_private_array", .source = "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { uint a[4096]; for (uint n = 0; n < 4096; ++n) a[n] = n * i; uint s = 0; for (uint n = 0; n < 4096; n += 17) s += a[(n * 31) % 4096]; out[i] = s; }",
                               .grid = {64, 1, 1}, .group = {64, 1, 1},
                               .expected = generate<unsigned>(64, [](auto i) { unsigned s = 0; for (unsigned n = 0; n < 4096; n += 17) s += n * 31 % 4096 * unsigned(i); return s; })});
  add_kernel<unsigned>(suite, {.name = "many_threadgroups", .source = "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = i ^ 0x5555u; }",
                               .grid = {100000, 1, 1}, .group = {1, 1, 1}, .expected = generate<unsigned>(100000, [](auto i) { return unsigned(i) ^ 0x5555u; })});
  add_kernel<unsigned>(suite, {.name = "threadgroup_of_1024_with_barriers", .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { threadgroup uint t[1024]; t[l] = l; for (int n = 0; n < 20; ++n) { threadgroup_barrier(mem_flags::mem_threadgroup); uint v = t[(l + 1) % 1024]; threadgroup_barrier(mem_flags::mem_threadgroup); t[l] = v; } out[l] = t[l]; }",
                               .grid = {1024, 1, 1}, .group = {1024, 1, 1}, .expected = generate<unsigned>(1024, [](auto l) { return (l + 20) % 1024; })});
}

}  // namespace pewter::conformance
