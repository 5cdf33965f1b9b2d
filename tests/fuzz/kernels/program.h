// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "exec/executor.h"

namespace pewter::fuzz {

// A piece of a kernel that can be taken away as a whole: a statement, with the statements inside of it.
// Its text is pieces[0] blocks[0] pieces[1] blocks[1] ... pieces[n].
struct Statement {
  std::vector<std::string> pieces;
  std::vector<std::vector<Statement>> blocks;
};
inline Statement leaf(std::string text) { return {{std::move(text)}, {}}; }

// One way to dispatch a kernel.
struct Shape {
  exec::Extent grid;
  exec::Extent group;
  bool specialised = false;  // compile for this size of threadgroup too, where the executor's code shape knows that
  unsigned values = 0;       // which of the kernel's sets of function constants
};

// A random kernel. Every list may lose elements and leave a program that compiles, or does not; never one that means something
// else to one executor than to another.
struct Kernel {
  std::uint64_t seed = 0;
  std::string name;
  std::vector<Statement> constants;   // function constants, in front of the rest
  std::vector<Statement> functions;   // in front of the kernel
  std::vector<Statement> parameters;
  std::vector<Statement> statements;
  std::vector<Shape> shapes;
  std::vector<std::vector<compiler::ConstantValue>> values = {{}};  // of its function constants; one set at least
};

// What is compiled: some kernels in one source, and sets of values for the function constants of all of them.
struct Library {
  std::string text;
  std::vector<std::vector<compiler::ConstantValue>> values;
};
Library library_of(std::span<const Kernel> kernels);

// What every library begins with.
std::string prelude();
std::string text_of(const Kernel& kernel);
std::string text_of(const Shape& shape);

}  // namespace pewter::fuzz
