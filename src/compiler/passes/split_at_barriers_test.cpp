// SPDX-License-Identifier: Apache-2.0
// Vector kernels with barriers, run: the results are what threads that really wait for each other get.
#include "compiler/passes/split_at_barriers.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>

#include <cstdlib>
#include <memory>
#include <random>

#include "compiler/linker/link.h"
#include "compiler/codegen/host_target.h"
#include "compiler/passes/device_module_text.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/pipeline.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

struct Setup {
  const char* passes;  // which split-at-barriers, and what runs before and behind it
  std::uint32_t simdgroups;
  std::uint32_t own_scratch = 0;  // bytes that the kernel itself uses of a SIMD-group's scratch memory
};
void PrintTo(const Setup& setup, std::ostream* out) { *out << setup.passes << " " << setup.simdgroups; }

constexpr std::string_view kDeclarations = R"(
declare void @__pewter_threadgroup_barrier(i32)
declare <32 x i32> @llvm.masked.load.v32i32.p0(ptr, i32, <32 x i1>, <32 x i32>)
declare void @llvm.masked.store.v32i32.p0(<32 x i32>, ptr, i32, <32 x i1>)
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
)";
// Where every kernel begins: its buffer, its threadgroup memory, how many threads there are, and who is who.
constexpr std::string_view kPrologue = R"(
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) nounwind {
entry:
  %launch = load ptr, ptr %threadgroup, !invariant.load !1
  %buffer = load ptr, ptr %launch, !invariant.load !1
  %shared.field = getelementptr i8, ptr %threadgroup, i64 8
  %shared = load ptr, ptr %shared.field, !invariant.load !1
  %threads.field = getelementptr i8, ptr %threadgroup, i64 276
  %threads = load i32, ptr %threads.field, !invariant.load !1
  %simdgroups = lshr i32 %threads, 5
  %first = shl i32 %simdgroup, 5
  %first.one = insertelement <32 x i32> poison, i32 %first, i64 0
  %first.all = shufflevector <32 x i32> %first.one, <32 x i32> poison, <32 x i32> zeroinitializer
  %tid = add <32 x i32> %first.all, LANES
  %mine = getelementptr i32, ptr %shared, i32 %first
  %out = getelementptr i32, ptr %buffer, i32 %first
)";
static_assert(offsetof(model::ThreadgroupFrame, threads_per_threadgroup) == 276);

std::string lanes(int from, int step) {
  std::string text = "<";
  for (int i = 0; i < 32; ++i) text += fmt::format("{}i32 {}", i ? ", " : "", from + i * step);
  return text + ">";
}

std::string with_lanes(std::string text) {
  for (auto [name, value] : {std::pair{"LANES", lanes(0, 1)}, std::pair{"REVERSED", lanes(31, -1)}})
    for (std::size_t at; (at = text.find(name)) != std::string::npos;) text.replace(at, strlen(name), value);
  return text;
}

model::KernelImage compile(const std::string& body, const Setup& setup) {
  auto module = parse_device_module(with_lanes(fmt::format("{}{}\n{}", kPrologue, body, kDeclarations)), "test.ll");
  EXPECT_TRUE(module.ok()) << (module.ok() ? "" : module.error());
  std::string why;
  const auto target = make_host_target(why);
  EXPECT_TRUE(target) << why;
  llvm::Module& ir = *module->module;
  ir.setTargetTriple(target->getTargetTriple().str());
  ir.setDataLayout(target->createDataLayout());
  module->kernels.front().info.scratch_bytes = setup.own_scratch;
  EXPECT_TRUE(run_named_passes(ir, module->kernels.front(), setup.passes, why)) << why;
  EXPECT_FALSE(llvm::verifyModule(ir, &llvm::errs()));
  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream stream(object);
  llvm::legacy::PassManager passes;
  target->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile);
  passes.run(ir);
  model::KernelImage image;
  image.info = module->kernels.front().info;
  image.shape = model::CodeShape::per_simdgroup;
  image.entry_symbol = entry_symbol("k");
  image.object.assign(object.begin(), object.end());
  return image;
}

// A threadgroup that is to end calls it, and no other.
constexpr int kStopped = 7;
void exit_stopped() { std::_Exit(kStopped); }

struct Outcome {
  std::vector<std::uint32_t> buffer;
  std::uint32_t scratch_bytes = 0;  // of a SIMD-group
};

// Runs one threadgroup. The buffer has a word for each thread, its index; threadgroup memory is zero, scratch memory is
// not.
Outcome run(const std::string& body, const Setup& setup, std::uint32_t stop = 0) {
  const model::KernelImage image = compile(body, setup);
  const model::HostSymbol poll{"__pewter_poll", reinterpret_cast<void*>(&exit_stopped)};
  auto kernel = link(image, {&poll, 1});
  if (!kernel) {
    ADD_FAILURE() << kernel.error().text;
    return {};
  }
  Outcome outcome{.buffer = std::vector<std::uint32_t>(setup.simdgroups * 32),
                  .scratch_bytes = image.info.scratch_bytes};
  for (std::uint32_t i = 0; i < outcome.buffer.size(); ++i) outcome.buffer[i] = i;
  std::vector<std::uint32_t> shared(2 * model::kMaxThreadsPerThreadgroup);
  const std::size_t scratch_bytes = std::size_t{image.info.scratch_bytes} * setup.simdgroups;
  std::unique_ptr<std::byte, decltype(&std::free)> scratch(
      scratch_bytes ? static_cast<std::byte*>(std::aligned_alloc(64, scratch_bytes)) : nullptr, &std::free);
  if (scratch) memset(scratch.get(), 0x5a, scratch_bytes);
  model::LaunchFrame launch = {};
  launch.buffers[0] = reinterpret_cast<std::byte*>(outcome.buffer.data());
  model::ThreadgroupFrame frame = {};
  frame.launch = &launch;
  frame.static_memory = reinterpret_cast<std::byte*>(shared.data());
  frame.threads_per_threadgroup[0] = setup.simdgroups * 32;
  frame.threads_per_threadgroup[1] = frame.threads_per_threadgroup[2] = 1;
  frame.stop = &stop;
  reinterpret_cast<model::ThreadgroupEntry>(kernel->entry)(&frame, scratch.get());
  return outcome;
}

class SplitAtBarriers : public testing::TestWithParam<Setup> {
 protected:
  std::uint32_t simdgroups() const { return GetParam().simdgroups; }
  std::uint32_t threads() const { return simdgroups() * 32; }
};

TEST_P(SplitAtBarriers, ReversesThroughThreadgroupMemory) {
  const Outcome outcome = run(R"(
  store <32 x i32> %tid, ptr %mine, align 4
  call void @__pewter_threadgroup_barrier(i32 2)
  %last = sub i32 %threads, 32
  %other = sub i32 %last, %first
  %theirs = getelementptr i32, ptr %shared, i32 %other
  %x = load <32 x i32>, ptr %theirs, align 4
  %reversed = shufflevector <32 x i32> %x, <32 x i32> poison, <32 x i32> REVERSED
  store <32 x i32> %reversed, ptr %out, align 4
  ret void
})",
                              GetParam());
  for (std::uint32_t i = 0; i < threads(); ++i) ASSERT_EQ(outcome.buffer[i], threads() - 1 - i) << i;
  EXPECT_EQ(outcome.scratch_bytes, 0u) << "all that lives across is cheap to compute again";
}

TEST_P(SplitAtBarriers, ReducesInATree) {
  const Outcome outcome = run(R"(
  store <32 x i32> %tid, ptr %mine, align 4
  br label %loop
loop:
  %stride = phi i32 [ 512, %entry ], [ %next, %loop ]
  call void @__pewter_threadgroup_barrier(i32 2)
  %stride.one = insertelement <32 x i32> poison, i32 %stride, i64 0
  %stride.all = shufflevector <32 x i32> %stride.one, <32 x i32> poison, <32 x i32> zeroinitializer
  %active = icmp ult <32 x i32> %tid, %stride.all
  %far = getelementptr i32, ptr %mine, i32 %stride
  %a = call <32 x i32> @llvm.masked.load.v32i32.p0(ptr %mine, i32 4, <32 x i1> %active, <32 x i32> zeroinitializer)
  %b = call <32 x i32> @llvm.masked.load.v32i32.p0(ptr %far, i32 4, <32 x i1> %active, <32 x i32> zeroinitializer)
  %sum = add <32 x i32> %a, %b
  call void @llvm.masked.store.v32i32.p0(<32 x i32> %sum, ptr %mine, i32 4, <32 x i1> %active)
  %next = lshr i32 %stride, 1
  %more = icmp ne i32 %next, 0
  br i1 %more, label %loop, label %end
end:
  call void @__pewter_threadgroup_barrier(i32 2)
  %total = load i32, ptr %shared
  %total.one = insertelement <32 x i32> poison, i32 %total, i64 0
  %total.all = shufflevector <32 x i32> %total.one, <32 x i32> poison, <32 x i32> zeroinitializer
  store <32 x i32> %total.all, ptr %out, align 4
  ret void
})",
                              GetParam());
  EXPECT_THAT(outcome.buffer, testing::Each(threads() * (threads() - 1) / 2));
}

// SIMD-group s goes around s + 1 times, then ends: in round r there are r less than at first.
TEST_P(SplitAtBarriers, GoesOnWithoutThoseThatHaveEnded) {
  const Outcome outcome = run(R"(
  br label %loop
loop:
  %r = phi i32 [ 0, %entry ], [ %r1, %loop ]
  %seen = phi i32 [ 0, %entry ], [ %seen1, %loop ]
  %counter = getelementptr i32, ptr %shared, i32 %r
  %before = load i32, ptr %counter
  %after = add i32 %before, 1
  store i32 %after, ptr %counter
  call void @__pewter_threadgroup_barrier(i32 2)
  %now = load i32, ptr %counter
  %seen1 = add i32 %seen, %now
  %r1 = add i32 %r, 1
  %more = icmp ule i32 %r1, %simdgroup
  br i1 %more, label %loop, label %end
end:
  store i32 %seen1, ptr %out
  ret void
})",
                              GetParam());
  for (std::uint32_t s = 0, seen = 0; s < simdgroups(); ++s) {
    seen += simdgroups() - s;
    ASSERT_EQ(outcome.buffer[s * 32], seen) << "SIMD-group " << s;
  }
}

// Even and odd SIMD-groups wait at barriers of their own, and all the same for each other.
TEST_P(SplitAtBarriers, WaitsAtDifferentBarriersTogether) {
  const Outcome outcome = run(R"(
  store i32 %simdgroup, ptr %mine
  %last = sub i32 %simdgroups, 1
  %other = sub i32 %last, %simdgroup
  %other.first = shl i32 %other, 5
  %theirs = getelementptr i32, ptr %shared, i32 %other.first
  %odd = trunc i32 %simdgroup to i1
  br i1 %odd, label %a, label %b
a:
  call void @__pewter_threadgroup_barrier(i32 2)
  %x = load i32, ptr %theirs
  br label %end
b:
  call void @__pewter_threadgroup_barrier(i32 2)
  %y = load i32, ptr %theirs
  %y1 = add i32 %y, 1000
  br label %end
end:
  %z = phi i32 [ %x, %a ], [ %y1, %b ]
  call void @__pewter_threadgroup_barrier(i32 2)
  store i32 %z, ptr %out
  ret void
})",
                              GetParam());
  for (std::uint32_t s = 0; s < simdgroups(); ++s)
    ASSERT_EQ(outcome.buffer[s * 32], simdgroups() - 1 - s + (s % 2 ? 0 : 1000)) << "SIMD-group " << s;
}

TEST_P(SplitAtBarriers, KeepsPrivateMemory) {
  const Outcome outcome = run(R"(
  %array = alloca [4 x <32 x i32>], align 128
  %which = and i32 %simdgroup, 3
  %element = getelementptr [4 x <32 x i32>], ptr %array, i32 0, i32 %which
  store <32 x i32> %tid, ptr %element, align 128
  call void @__pewter_threadgroup_barrier(i32 2)
  %x = load <32 x i32>, ptr %element, align 128
  %y = add <32 x i32> %x, %x
  store <32 x i32> %y, ptr %out, align 4
  ret void
})",
                              GetParam());
  for (std::uint32_t i = 0; i < threads(); ++i) ASSERT_EQ(outcome.buffer[i], 2 * i);
}

// Values that change places on the way around a loop with a barrier.
TEST_P(SplitAtBarriers, SwapsWhatItKeeps) {
  const Outcome outcome = run(R"(
  %x = load volatile <32 x i32>, ptr %out, align 4
  %y = add <32 x i32> %x, %tid
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %loop ]
  %a = phi <32 x i32> [ %x, %entry ], [ %b, %loop ]
  %b = phi <32 x i32> [ %y, %entry ], [ %a, %loop ]
  call void @__pewter_threadgroup_barrier(i32 2)
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, 4
  br i1 %more, label %loop, label %end
end:
  %difference = sub <32 x i32> %a, %b
  store <32 x i32> %difference, ptr %out, align 4
  ret void
})",
                              GetParam());
  for (std::uint32_t i = 0; i < threads(); ++i) ASSERT_EQ(outcome.buffer[i], i);
}

TEST(SplitAtBarriers, LeavesTheKernelItsOwnScratchMemory) {
  const Outcome outcome = run(R"(
  store <32 x i32> %tid, ptr %scratch, align 64
  %x = load volatile <32 x i32>, ptr %out, align 4
  call void @__pewter_threadgroup_barrier(i32 2)
  %y = load <32 x i32>, ptr %scratch, align 64
  %z = add <32 x i32> %x, %y
  store <32 x i32> %z, ptr %out, align 4
  ret void
})",
                              {"split-at-barriers", 3, 192});
  EXPECT_EQ(outcome.scratch_bytes, 192u + 128u);
  for (std::uint32_t i = 0; i < outcome.buffer.size(); ++i) ASSERT_EQ(outcome.buffer[i], 2 * i);
}

INSTANTIATE_TEST_SUITE_P(Setups, SplitAtBarriers,
                         testing::Values(Setup{"split-at-barriers", 1}, Setup{"split-at-barriers", 5},
                                         Setup{"split-at-barriers,default<O2>,function(loop-poll)", 32},
                                         Setup{"split-at-barriers,default<O2>", 7}, Setup{"split-at-barriers<32>", 1},
                                         Setup{"split-at-barriers<256>", 8},
                                         Setup{"split-at-barriers<256>,default<O2>,function(loop-poll)", 8}));

// Loops over regions are loops to LLVM, whatever made them: loop-poll finds them all.
TEST(SplitAtBarriersDeathTest, CanBeStoppedWhereItGoesOnForever) {
  const auto stopped = testing::ExitedWithCode(kStopped);
  const std::string one = R"(
  br label %loop
loop:
  call void @__pewter_threadgroup_barrier(i32 2)
  br label %loop
})";
  const std::string own_ways = R"(
  br label %loop
loop:
  %i = phi i32 [ START, %entry ], [ %i1, %next ]
  %i1 = add i32 %i, 1
  %odd = trunc i32 %i to i1
  br i1 %odd, label %a, label %b
a:
  call void @__pewter_threadgroup_barrier(i32 2)
  br label %next
b:
  call void @__pewter_threadgroup_barrier(i32 2)
  store i32 %i, ptr %mine
  br label %next
next:
  br label %loop
})";
  const auto starting = [&](const char* start) {
    std::string text = own_ways;
    return text.replace(text.find("START"), 5, start);
  };
  for (const char* passes :
       {"split-at-barriers,function(loop-poll)", "split-at-barriers<256>,default<O2>,function(loop-poll)"}) {
    EXPECT_EXIT(run(one, {passes, 8}, 1), stopped, "") << passes;
    EXPECT_EXIT(run(starting("%threads"), {passes, 8}, 1), stopped, "") << passes;
    EXPECT_EXIT(run(starting("%simdgroup"), {passes, 8}, 1), stopped, "") << passes;
  }
}

// Random programs over a few variables in which SIMD-groups do not talk to each other: barriers must change nothing.
class Program {
 public:
  explicit Program(std::uint32_t seed) : random_(seed) {}

  // As the body of a kernel for run(), variables in private memory.
  std::string make() {
    for (int i = 0; i < kVariables; ++i) text_ += fmt::format("  %s{0} = alloca i32\n  %v{0} = alloca <32 x i32>\n", i);
    text_ += "  %array = alloca [8 x i32]\n  store [8 x i32] zeroinitializer, ptr %array\n";
    for (int i = 0; i < kVariables; ++i)
      text_ += fmt::format("  store i32 {0}, ptr %s{0}\n  store <32 x i32> %tid, ptr %v{0}\n", i);
    // Else the SIMD-groups have more in common.
    if (below(2)) text_ += "  store i32 %simdgroup, ptr %s0\n";
    statements(3, 6);
    std::string sum = "%tid";
    for (int i = 0; i < kVariables; ++i) {
      const std::string v = load("<32 x i32>", fmt::format("%v{}", i));
      const std::string s = splat(load("i32", fmt::format("%s{}", i)));
      sum = define(fmt::format("mul <32 x i32> {}, {}", sum, splat("31")));
      sum = define(fmt::format("add <32 x i32> {}, {}", sum, v));
      sum = define(fmt::format("xor <32 x i32> {}, {}", sum, s));
    }
    text_ += fmt::format("  store <32 x i32> {}, ptr %out, align 4\n  ret void\n}}\n", sum);
    return declarations_ + text_;
  }

 private:
  static constexpr int kVariables = 4;

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::string define(const std::string& value) {
    const std::string name = fmt::format("%t{}", next_++);
    text_ += fmt::format("  {} = {}\n", name, value);
    return name;
  }
  std::string load(const char* type, const std::string& from) {
    return define(fmt::format("load {}, ptr {}", type, from));
  }
  std::string splat(const std::string& scalar) {
    const std::string one = define(fmt::format("insertelement <32 x i32> poison, i32 {}, i64 0", scalar));
    return define(fmt::format("shufflevector <32 x i32> {}, <32 x i32> poison, <32 x i32> zeroinitializer", one));
  }
  std::string scalar() { return load("i32", fmt::format("%s{}", below(kVariables))); }
  std::string vector() { return load("<32 x i32>", fmt::format("%v{}", below(kVariables))); }
  void label(const std::string& name) { text_ += fmt::format("  br label %{0}\n{0}:\n", name); }

  void statements(int depth, int most) {
    for (std::uint32_t left = 1 + below(most); left > 0; --left) statement(depth);
  }

  void statement(int depth) {
    static constexpr const char* kOperations[] = {"add", "sub", "mul", "xor", "and", "or"};
    const char* operation = kOperations[below(6)];
    const int id = next_++;
    switch (below(depth > 0 ? 9 : 6)) {
      case 0:
      case 1:
        text_ += "  call void @__pewter_threadgroup_barrier(i32 2)\n";
        break;
      case 2: {
        const std::string value = define(fmt::format("{} i32 {}, {}", operation, scalar(), scalar()));
        text_ += fmt::format("  store i32 {}, ptr %s{}\n", value, below(kVariables));
        break;
      }
      case 3: {
        const std::string value = define(fmt::format("{} <32 x i32> {}, {}", operation, vector(), vector()));
        text_ += fmt::format("  store <32 x i32> {}, ptr %v{}\n", value, below(kVariables));
        break;
      }
      case 4: {
        const std::string mask = define(fmt::format("icmp ult <32 x i32> {}, {}", vector(), splat(scalar())));
        const std::string value =
            define(fmt::format("select <32 x i1> {}, <32 x i32> {}, <32 x i32> {}", mask, vector(), vector()));
        text_ += fmt::format("  store <32 x i32> {}, ptr %v{}\n", value, below(kVariables));
        break;
      }
      case 5: {
        const std::string index = define(fmt::format("and i32 {}, 7", scalar()));
        const std::string element = define(fmt::format("getelementptr i32, ptr %array, i32 {}", index));
        const std::string old = load("i32", element);
        text_ += fmt::format("  store i32 {}, ptr {}\n  store i32 {}, ptr %s{}\n", scalar(), element, old,
                             below(kVariables));
        break;
      }
      case 6:
      case 7: {
        const std::string chosen = define(fmt::format("and i32 {}, {}", scalar(), 1 + below(3)));
        const std::string taken = define(fmt::format("icmp eq i32 {}, 0", chosen));
        text_ += fmt::format("  br i1 {0}, label %then{1}, label %else{1}\nthen{1}:\n", taken, id);
        statements(depth - 1, 3);
        text_ += fmt::format("  br label %end{0}\nelse{0}:\n", id);
        statements(depth - 1, 3);
        label(fmt::format("end{}", id));
        break;
      }
      case 8: {
        const std::string bits = define(fmt::format("and i32 {}, 3", scalar()));
        const std::string trips = below(2) ? bits : "3";
        const std::string counter = fmt::format("%n{}", id);
        declarations_ += fmt::format("  {} = alloca i32\n", counter);
        text_ += fmt::format("  store i32 0, ptr {}\n", counter);
        label(fmt::format("loop{}", id));
        statements(depth - 1, 4);
        const std::string next = define(fmt::format("add i32 {}, 1", load("i32", counter)));
        text_ += fmt::format("  store i32 {}, ptr {}\n", next, counter);
        const std::string more = define(fmt::format("icmp ule i32 {}, {}", next, trips));
        text_ += fmt::format("  br i1 {0}, label %loop{1}, label %left{1}\nleft{1}:\n", more, id);
        break;
      }
    }
  }

  std::minstd_rand random_;
  int next_ = 0;
  std::string declarations_;  // of memory, before everything else
  std::string text_;
};

TEST(SplitAtBarriers, KeepsWhatRandomProgramsNeed) {
  const char* seed_text = std::getenv("PEWTER_SEED");
  const std::uint32_t first = seed_text ? static_cast<std::uint32_t>(std::atoi(seed_text)) : 1;
  const char* count_text = std::getenv("PEWTER_PROGRAMS");
  const std::uint32_t count = count_text ? static_cast<std::uint32_t>(std::atoi(count_text)) : 30;
  std::uint32_t with_barriers = 0;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    SCOPED_TRACE(fmt::format("PEWTER_SEED={} PEWTER_PROGRAMS=1", seed));
    const std::string body = Program(seed).make();
    std::string without = body;
    const std::string barrier = "  call void @__pewter_threadgroup_barrier(i32 2)\n";
    for (std::size_t at; (at = without.find(barrier)) != std::string::npos;) without.erase(at, barrier.size());
    const Outcome expected = run(without, {"split-at-barriers", 6});
    EXPECT_EQ(expected.scratch_bytes, 0u);
    // As variables in memory, as values, and optimised.
    for (const char* passes : {"split-at-barriers", "function(sroa,instcombine<no-verify-fixpoint>),split-at-barriers",
                               "function(sroa,gvn,simplifycfg),split-at-barriers,default<O2>"}) {
      const Outcome outcome = run(body, {passes, 6});
      ASSERT_EQ(outcome.buffer, expected.buffer) << passes << "\n" << body;
      with_barriers += outcome.scratch_bytes != 0;
    }
  }
  if (count > 10) EXPECT_GT(with_barriers, count / 2) << "the programs test nothing";
}

}  // namespace
}  // namespace pewter::compiler
