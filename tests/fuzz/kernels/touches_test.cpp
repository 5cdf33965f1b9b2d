// SPDX-License-Identifier: Apache-2.0
// Kernels compiled to say what they touch say what their source says, to the byte.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "compiler/compile.h"
#include "exec/executor.h"

namespace pewter {
namespace {

using model::ByteSet;
using Bytes = std::vector<bool>;  // a bit a byte

constexpr std::size_t kBytes = 4096;  // of each of the buffers 0 (which kernels read), 1 (write) and 2
constexpr unsigned kThreads = 77;     // the last threadgroup, and SIMD-group, is not full

struct Case {
  const char* name;
  const char* body;  // of a kernel with buffers `in`, `out` and `other`, and thread i of kThreads
  // Calls read(offset, bytes), write(offset, bytes), atomic(offset, bytes) for thread i.
  using Mark = std::function<void(std::size_t offset, std::size_t bytes)>;
  void (*marks)(unsigned i, const Mark& read, const Mark& write, const Mark& atomic);
};

const Case kCases[] = {
    {"side by side", "device float* o = (device float*)out; o[i] = ((device const float*)in)[i];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 4, 4);
       write(i * 4, 4);
     }},
    {"every second", "((device uint*)out)[2 * i] = ((device const uint*)in)[2 * i + 1];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 8 + 4, 4);
       write(i * 8, 4);
     }},
    {"every third of halves", "((device half*)out)[3 * i] = ((device const half*)in)[3 * i + 2];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 6 + 4, 2);
       write(i * 6, 2);
     }},
    {"every fifth byte", "((device uchar*)out)[5 * i] = ((device const uchar*)in)[5 * i + 1];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 5 + 1, 1);
       write(i * 5, 1);
     }},
    {"bytes anywhere", "((device uchar*)out)[i * i % 1009] = ((device const uchar*)in)[(i * 7919) % 1021];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 7919 % 1021, 1);
       write(i * i % 1009, 1);
     }},
    {"words anywhere", "((device uint*)out)[(i * 37) % 128] = ((device const uint*)in)[(i * 61) % 509];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 61 % 509 * 4, 4);
       write(i * 37 % 128 * 4, 4);
     }},
    {"vectors", "((device float4*)out)[i] = ((device const float4*)in)[i + 3];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 16 + 48, 16);
       write(i * 16, 16);
     }},
    {"some lanes", "if (i % 3 == 1) ((device uint*)out)[i] = ((device const uint*)in)[i]; ",
     [](unsigned i, auto& read, auto& write, auto&) {
       if (i % 3 == 1) {
         read(i * 4, 4);
         write(i * 4, 4);
       }
     }},
    {"loops of different length",
     "uint sum = 0; for (uint k = 0; k < i % 5; ++k) sum += ((device const uint*)in)[i * 8 + k * 2]; ((device "
     "uint*)out)[i] = sum;",
     [](unsigned i, auto& read, auto& write, auto&) {
       for (unsigned k = 0; k < i % 5; ++k) read(i * 32 + k * 8, 4);
       write(i * 4, 4);
     }},
    {"one place for all", "((device uint*)out)[9] = ((device const uint*)in)[5];",
     [](unsigned, auto& read, auto& write, auto&) {
       read(20, 4);
       write(36, 4);
     }},
    {"atomics",
     "atomic_fetch_add_explicit((device atomic_uint*)out + i / 4, ((device const uint*)in)[i], memory_order_relaxed);",
     [](unsigned i, auto& read, auto&, auto& atomic) {
       read(i * 4, 4);
       atomic(i / 4 * 4, 4);
     }},
    {"behind a barrier",
     "threadgroup uint tile[64]; tile[t] = ((device const uint*)in)[i]; "
     "threadgroup_barrier(mem_flags::mem_threadgroup); "
     "((device uint*)out)[i * 2] = tile[t ^ 1];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i * 4, 4);
       write(i * 8, 4);
     }},
    {"a thread's own array",
     "uint own[8]; for (uint k = 0; k < 8; ++k) own[k] = ((device const uint*)in)[k + i % 2]; ((device uint*)out)[i] = "
     "own[i % 8];",
     [](unsigned i, auto& read, auto& write, auto&) {
       read(i % 2 * 4, 32);
       write(i * 4, 4);
     }},
    {"an early return", "if (i > 40) return; ((device ushort*)out)[i] = ((device const ushort*)in)[40 - i];",
     [](unsigned i, auto& read, auto& write, auto&) {
       if (i <= 40) {
         read((40 - i) * 2, 2);
         write(i * 2, 2);
       }
     }},
};

struct Seen {
  Bytes read = Bytes(kBytes), written = Bytes(kBytes), atomic = Bytes(kBytes);
};

Seen expected_of(const Case& one) {
  Seen seen;
  const auto mark = [](Bytes& bytes) {
    return Case::Mark([&bytes](std::size_t offset, std::size_t count) {
      for (std::size_t k = 0; k < count; ++k) bytes[offset + k] = true;
    });
  };
  for (unsigned i = 0; i < kThreads; ++i) one.marks(i, mark(seen.read), mark(seen.written), mark(seen.atomic));
  return seen;
}

Bytes bytes_of(const ByteSet& set) {
  Bytes bytes(kBytes);
  for (const ByteSet::Run& run : set.runs())
    for (std::uint64_t word = run.first; word < run.first + run.count; ++word)
      for (unsigned bit = 0; bit < 64; ++bit) bytes[word * 64 + bit] = run.bits >> bit & 1;
  return bytes;
}

void run(exec::Executor& executor, const Case& one, bool specialised) {
  SCOPED_TRACE(std::string(one.name) + " on " + std::string(executor.name()) + (specialised ? ", specialised" : ""));
  std::string why;
  compiler::Compiler* compiler = compiler::get(&why);
  ASSERT_TRUE(compiler) << why;
  const compiler::Source source{
      "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device const void* in [[buffer(0)]], device "
      "void* out "
      "[[buffer(1)]], uint i [[thread_position_in_grid]], uint t [[thread_index_in_threadgroup]]) { " +
      std::string(one.body) + " }\n"};
  const auto load = [&](model::ThreadgroupSize size) {
    auto image = compiler->compile(
        source, {},
        {.host_name = "k", .shape = executor.code_shape(), .threads_per_threadgroup = size, .tells_touches = true});
    EXPECT_TRUE(image) << image.error().text;
    auto loaded = compiler->link(*image, executor.host_symbols());
    EXPECT_TRUE(loaded) << loaded.error().text;
    return *std::move(loaded);
  };
  const model::LoadedKernel any = load({});
  const model::LoadedKernel full = specialised ? load({64, 1, 1}) : any;
  std::vector<std::byte> in(kBytes), out(kBytes);
  const model::TouchTable::Watched watched[] = {{1, in.data(), kBytes}, {2, out.data(), kBytes}};
  model::TouchTable table(watched);
  exec::Dispatch dispatch;
  dispatch.kernel = &full;
  dispatch.edge_kernel = specialised ? &any : nullptr;
  dispatch.buffers[0] = in.data();
  dispatch.buffers[1] = out.data();
  dispatch.threads_per_grid = {kThreads, 1, 1};
  dispatch.threads_per_threadgroup = {64, 1, 1};
  dispatch.touches = &table;
  const auto done = executor.dispatch(dispatch);
  ASSERT_TRUE(done) << done.error().message;
  const Seen expected = expected_of(one);
  EXPECT_EQ(bytes_of(table.bytes(0).reads), expected.read);
  EXPECT_EQ(bytes_of(table.bytes(1).writes), expected.written);
  EXPECT_EQ(bytes_of(table.bytes(1).atomics), expected.atomic);
  EXPECT_TRUE(table.bytes(0).writes.empty());
  EXPECT_TRUE(table.bytes(1).reads.empty());
}

TEST(Touches, OfThreadsOneByOne) {
  const auto executor = exec::make_reference_executor({});
  for (const Case& one : kCases) run(*executor, one, false);
}

#ifdef PEWTER_HAS_CPU
TEST(Touches, OfVectorsOfLanes) {
  const auto executor = exec::make_cpu_executor({});
  for (const Case& one : kCases)
    for (const bool specialised : {false, true}) run(*executor, one, specialised);
}
#endif

}  // namespace
}  // namespace pewter
