// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/host_symbol.h"
#include "model/kernel_image.h"
#include "model/stack.h"
#include "model/symbolizer.h"
#include "support/result.h"

// The front door of the compiler. What compiles lives in libpewter-compiler.so, which brings LLVM and Clang with it and is
// loaded when something is to be compiled that the cache on disk has not, so that other programs do not pay for it.
namespace pewter::compiler {

// How a library is compiled; MTL::CompileOptions and the `metal` command line both end here. All of it is part of the cache key.
struct Options {
  std::uint32_t language_version = 0x30002;            // MTLLanguageVersion: major << 16 | minor
  bool fast_math = true;                               // MTLMathModeFast; safe and relaxed are false and true
  bool enable_logging = false;
  std::map<std::string, std::string> macros;           // preprocessorMacros / -D
  std::vector<std::string> include_dirs;               // -I (offline only)
  std::vector<std::string> extra_warnings;             // -Wall, -Wextra, -w, ... (offline only)
  bool werror = false;
};

// One translation unit of MSL.
struct Source {
  std::string text;
  std::string name = "program_source";  // as diagnostics print it; Metal's own default
};

// Why a compile failed, or what it warned about.
struct Diagnostics {
  std::string text;    // as Clang prints them: file:line:column: error: message, source line, caret; lines end in \n
  int errors = 0;
  int warnings = 0;
  bool crashed = false;  // the compiler itself failed; `text` says how
};

enum class FunctionType : std::uint8_t { kernel, visible, vertex, fragment };

// A function that a library offers to the host.
struct FunctionEntry {
  std::string host_name;
  FunctionType type = FunctionType::kernel;
};

// What a library holds, known before any kernel is compiled.
struct LibraryIndex {
  std::vector<FunctionEntry> functions;           // in source order
  std::vector<model::FunctionConstant> constants; // of the whole library
  Diagnostics warnings;
};

// The value of one function constant, by index or by name, as bytes of its MSL type.
struct ConstantValue {
  std::int64_t index = -1;  // -1: by name
  std::string name;
  std::string type;         // MSL spelling
  std::vector<std::byte> bytes;
};

// What code is for, as Clang's --target and -march name it.
struct Machine {
  std::string triple;  // empty: the host's
  std::string
      processor;  // empty: where the triple is empty, too, the host's own, or else the oldest of its architecture
};

struct KernelRequest {
  std::string host_name;
  std::vector<ConstantValue> constants;
  model::CodeShape shape = model::CodeShape::per_thread;
  // per_simdgroup: specialise on this size of threadgroup. Such code runs nothing else; it is much the faster.
  model::ThreadgroupSize threads_per_threadgroup{};
  // Code that says what it touches, to whoever listens (exec::Dispatch::touches). Slower.
  bool tells_touches = false;
  Machine machine{};  // empty: the processor that PEWTER_CPU names, or else the host's
};

// What `pewter compile --emit` shows.
enum class Emit : std::uint8_t {
  preprocessed,
  rewritten,
  ir,
  optimized_ir,
  assembly,
  times,     // what each stage and pass took, as tables; without the cache
  includes,  // the user's files in the order that they are included, a line each: a dot a level, a space, the path
};

// All members are thread-safe; compiles of different kernels run side by side. Nothing thrown, no process exit: a crash inside
// Clang or LLVM comes back as Diagnostics with `crashed` set.
class Compiler {
 public:
  virtual ~Compiler() = default;

  // Parses and checks the whole source. Cached on disk.
  virtual Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options) = 0;

  // What is known of a kernel without machine code: private_bytes and scratch_bytes, which are the code's, are 0. Fails
  // where compile() would through a fault of the program's, and costs a part of it. Cached on disk.
  virtual Result<model::KernelInfo, Diagnostics> describe(const Source& source, const Options& options,
                                                          const KernelRequest& request) = 0;

  // Compiles one kernel to machine code. Cached on disk. Fails where index() would, and for an unknown host name, a
  // missing required constant, a construct that the executor's code shape cannot hold, or a machine whose code this
  // host cannot run.
  virtual Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options, const KernelRequest& request) = 0;

  // Links an image into this process. `symbols` are the executor's; the C library's mathematics is always there.
  virtual Result<model::LoadedKernel, Diagnostics> link(const model::KernelImage& image, std::span<const model::HostSymbol> symbols) = 0;

  // Text of one stage, for people. `host_name` empty: all kernels.
  virtual Result<std::string, Diagnostics> emit(const Source& source, const Options& options, const KernelRequest& request, Emit stage) = 0;
};

// The process's compiler; it loads libpewter-compiler.so from beside this library when it has to. Null with a reason in `why`
// when there is no such file. Thread-safe.
Compiler* get(std::string* why);

// Whether frame.address lies in the code of a kernel that is linked into this process. If so, its name and the line of
// its source are filled in. Thread-safe.
bool describe_kernel_code(model::Frame& frame);

// The symbolizer that comes with it; null when it cannot be loaded. Thread-safe.
model::Symbolizer* symbolizer();

}  // namespace pewter::compiler
