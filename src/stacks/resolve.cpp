// SPDX-License-Identifier: Apache-2.0
#include "stacks/resolve.h"

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstdlib>
#include <string_view>

#include "stacks/python_frames.h"

namespace pewter::stacks {
namespace {

constexpr std::string_view kInterpreter = "_PyEval_EvalFrameDefault";

bool is_pewters(std::string_view module) {
  return module.substr(module.rfind('/') + 1).starts_with("libpewter");  // npos + 1 is 0
}

std::string demangled(const char* name) {
  int status = 0;
  char* text = abi::__cxa_demangle(name, nullptr, nullptr, &status);
  std::string result = status == 0 && text ? text : name;
  std::free(text);
  return result;
}

// What the dynamic loader knows: exported functions.
void name_by_loader(model::Frame& frame) {
  Dl_info info;
  if (dladdr(reinterpret_cast<void*>(frame.address), &info) == 0 || !info.dli_sname) return;
  frame.function = demangled(info.dli_sname);
  frame.function_offset = frame.address - reinterpret_cast<std::uint64_t>(info.dli_saddr);
}

model::Stack native_frames(std::uint64_t address, std::uint32_t generation, Modules& modules,
                           const RecorderOptions& options, model::Symbolizer* symbolizer) {
  model::Frame plain;
  plain.address = address;
  const auto module = modules.find(address, generation);
  if (!module) {
    if (options.describe_made_code) options.describe_made_code(plain);
    return {plain};
  }
  plain.module = module->path;
  plain.module_offset = module->offset;
  plain.runtime = is_pewters(plain.module);

  model::Stack frames;
  if (symbolizer) frames = symbolizer->symbolize(plain.module, plain.module_offset);
  if (frames.empty()) {
    if (generation == modules.refresh()) name_by_loader(plain);  // else other code may be there by now
    return {plain};
  }
  for (model::Frame& frame : frames) {
    frame.address = plain.address;
    frame.module = plain.module;
    frame.module_offset = plain.module_offset;
    frame.runtime = plain.runtime;
  }
  return frames;
}

}  // namespace

model::Stack resolve_stack(const StoredStack& stack, Modules& modules, const RecorderOptions& options) {
  model::Symbolizer* symbolizer = options.symbolizer ? options.symbolizer() : nullptr;
  std::vector<model::Stack> python = PythonFrames::parse(stack.python_text);
  std::size_t entry = 0;
  model::Stack result;
  for (const std::uint64_t return_address : stack.return_addresses) {
    // One byte back lies in the call itself.
    for (model::Frame& frame : native_frames(return_address - 1, stack.generation, modules, options, symbolizer)) {
      if (entry < python.size() && !frame.inlined && frame.function.starts_with(kInterpreter)) {
        result.insert(result.end(), python[entry].begin(), python[entry].end());
        ++entry;
      } else {
        result.push_back(std::move(frame));
      }
    }
  }
  // Interpreters without names, or deeper than the native stack was taken.
  for (; entry < python.size(); ++entry) result.insert(result.end(), python[entry].begin(), python[entry].end());
  if (stack.truncated) {
    model::Frame more;
    more.function = "(outer frames were not recorded)";
    result.push_back(std::move(more));
  }
  return result;
}

}  // namespace pewter::stacks
