// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/code_map.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "model/stack.h"

namespace pewter::compiler {
namespace linker {

struct MappedCode {
  std::uint64_t begin = 0, size = 0;
  std::string name;
  std::vector<model::CodeLine> lines;
  std::vector<std::string> files;
};

namespace {

struct Map {
  std::mutex mutex;  // guards what follows
  std::list<MappedCode> codes;
};

// Never destroyed: kernels may be released by static destructors that run later.
Map& map() {
  static auto* map = new Map;
  return *map;
}

}  // namespace

CodeMapNote::CodeMapNote(const model::KernelImage& image, std::uint64_t begin, std::uint64_t size) {
  std::lock_guard lock(map().mutex);
  place_ = map().codes.insert(map().codes.end(), {begin, size, image.info.host_name, image.lines, image.files});
}

CodeMapNote::~CodeMapNote() {
  std::lock_guard lock(map().mutex);
  map().codes.erase(place_);
}

}  // namespace linker

bool describe_kernel_code(model::Frame& frame) {
  std::lock_guard lock(linker::map().mutex);
  for (const linker::MappedCode& code : linker::map().codes) {
    if (frame.address - code.begin >= code.size) continue;
    const std::uint64_t offset = frame.address - code.begin;
    frame.language = model::Frame::Language::metal;
    frame.function = code.name;
    frame.function_offset = offset;
    auto line = std::ranges::upper_bound(code.lines, offset, {}, &model::CodeLine::offset);
    if (line == code.lines.begin()) return true;
    --line;
    if (line->line == 0 || line->file >= code.files.size()) return true;
    frame.file = code.files[line->file];
    frame.line = line->line;
    return true;
  }
  return false;
}

}  // namespace pewter::compiler
