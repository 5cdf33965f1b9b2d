// SPDX-License-Identifier: Apache-2.0
#include "session/tidy_stack.h"

#include <algorithm>
#include <string_view>

namespace pewter::session {
namespace {

// Code of the runtime proper, or one of the functions behind the public methods.
bool is_in_the_runtime(const model::Frame& frame) {
  return frame.function.find("pewter::runtime::") != std::string::npos || frame.function.starts_with("pewter_");
}

// Metal/MTLCommandBuffer.hpp and its like, wherever they are installed.
bool is_public_header(std::string_view file) {
  const std::size_t name = file.rfind('/');
  if (name == std::string_view::npos || !file.ends_with(".hpp")) return false;
  const std::string_view folder = file.substr(0, name);
  const std::string_view base = file.substr(name + 1);
  return (folder.ends_with("/Metal") && base.starts_with("MTL")) ||
         (folder.ends_with("/Foundation") && base.starts_with("NS"));
}

}  // namespace

void tidy(model::Stack& stack) {
  const auto others = std::ranges::find_if_not(stack, &model::Frame::runtime);
  const auto entry = std::find_if(stack.begin(), others, is_in_the_runtime);
  // Without the runtime among them it was not called by the program: a lock was told of, or an exception.
  if (entry != others || others != stack.end()) stack.erase(stack.begin(), entry);
  for (model::Frame& frame : stack) frame.runtime |= is_public_header(frame.file);
}

}  // namespace pewter::session
