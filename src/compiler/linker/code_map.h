// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>

#include "model/kernel_image.h"

namespace pewter::compiler::linker {

struct MappedCode;

// Makes known which kernel the code at some addresses is, and of which lines, for as long as it lives: for stacks that
// reach into kernels (compiler::describe_kernel_code). Thread-safe.
class CodeMapNote {
 public:
  CodeMapNote(const model::KernelImage& image, std::uint64_t begin, std::uint64_t size);
  CodeMapNote(const CodeMapNote&) = delete;
  CodeMapNote& operator=(const CodeMapNote&) = delete;
  ~CodeMapNote();

 private:
  std::list<MappedCode>::iterator place_;
};

}  // namespace pewter::compiler::linker
