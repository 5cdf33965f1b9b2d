// SPDX-License-Identifier: Apache-2.0
#include "report/lookup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "report/text.h"

namespace pewter::report {
namespace {

using model::Frame;
using model::Stack;

// Parts of the system that every stack begins or ends in.
bool is_plumbing(const Frame& frame) {
  constexpr std::array<std::string_view, 9> kLibraries = {"libc.so",   "libpthread.so", "libstdc++.so",
                                                          "libc++.so", "libc++abi.so",  "libgcc_s.so",
                                                          "libm.so",   "libdl.so",      "ld-linux"};
  if (frame.language != Frame::Language::native) return false;
  const std::string_view module = base_name(frame.module);
  if (std::any_of(kLibraries.begin(), kLibraries.end(),
                  [&](std::string_view name) { return module.starts_with(name); }))
    return true;
  return frame.file.find("/include/c++/") != std::string::npos || frame.function == "_start";
}

}  // namespace

Lookup::Lookup(const Report& report) : report_(report) {
  for (const Thread& thread : report.threads) threads_.emplace(thread.id, &thread);
  for (const model::ObjectName& object : report.objects) objects_.emplace(object.id, &object);
  for (const model::Finding& finding : report.findings) objects_.emplace(finding.object.id, &finding.object);
}

std::string Lookup::thread(std::uint32_t id) const {
  const auto found = threads_.find(id);
  if (found == threads_.end()) return fmt::format("thread {}", id);
  const Thread& thread = *found->second;
  std::string text = fmt::format("{}thread {}", thread.main ? "main " : thread.runtime ? "Pewter's " : "", id);
  if (!thread.name.empty()) text += fmt::format(" \"{}\"", thread.name);
  return text;
}

std::string Lookup::tell(const model::Moment& moment, model::ObjectId known) const {
  std::string text(what_happened(moment));
  if (moment.object == 0 || moment.object == known) return text;
  const std::string name = object(moment.object);
  return text.find(name) == std::string::npos ? fmt::format("{} ({})", text, name) : text;
}

const model::ObjectName* Lookup::find(model::ObjectId id) const {
  const auto found = objects_.find(id);
  return found == objects_.end() ? nullptr : found->second;
}

std::string Lookup::object(model::ObjectId id) const {
  if (id == 0) return {};
  const model::ObjectName* object = find(id);
  return object ? model::describe(*object) : fmt::format("object {}", id);
}

const Stack& Lookup::stack(model::StackId id) const {
  static const Stack kNone;
  const auto found = report_.stacks.find(id);
  return id == 0 || found == report_.stacks.end() ? kNone : found->second;
}

const Rule* Lookup::rule(std::string_view id) const {
  for (const Rule& rule : report_.rules)
    if (rule.id == id) return &rule;
  return nullptr;
}

std::string Lookup::path(std::string_view given) const {
  // Compilers record their own headers as /usr/lib/gcc/.../../../../include.
  const std::string normal = given.find("/../") == std::string_view::npos
                                 ? std::string(given)
                                 : std::filesystem::path(given).lexically_normal().string();
  std::string_view file = normal, directory = report_.working_directory;
  while (directory.ends_with('/')) directory.remove_suffix(1);
  if (!directory.empty() && file.starts_with(directory) && file.size() > directory.size() + 1 &&
      file[directory.size()] == '/')
    file.remove_prefix(directory.size() + 1);
  return std::string(file);
}

std::string Lookup::place(const Frame& frame) const {
  if (frame.file.empty()) return {};
  std::string text = path(frame.file);
  if (frame.line) text += fmt::format(":{}", frame.line);
  if (frame.line && frame.column) text += fmt::format(":{}", frame.column);
  return text;
}

const Frame* Lookup::own_frame(model::StackId id) const {
  const Frame* fallback = nullptr;
  for (const Frame& frame : stack(id)) {
    if (frame.runtime || is_plumbing(frame)) continue;
    if (!frame.file.empty()) return &frame;
    if (!fallback) fallback = &frame;
  }
  return fallback;
}

std::string Lookup::place(model::StackId id) const {
  const Frame* frame = own_frame(id);
  return frame ? place(*frame) : std::string();
}

Stack program_frames(const Stack& stack) {
  Stack own, rest;
  for (const Frame& frame : stack) {
    if (frame.runtime) continue;
    rest.push_back(frame);
    if (!is_plumbing(frame)) own.push_back(frame);
  }
  return own.empty() ? rest : own;
}

std::string function_of(const Frame& frame) {
  if (!frame.function.empty()) return frame.function;
  if (!frame.module.empty()) return fmt::format("{}+{:#x}", base_name(frame.module), frame.module_offset);
  return frame.address ? fmt::format("{:#x}", frame.address) : "?";
}

std::string nothing_found(const Report& report) {
  if (report.suppressed)
    return fmt::format("Nothing was found but the {} that were left out: suppressed, or known from the baseline.",
                       count_of(report.suppressed, "finding"));
  return "No rule of Metal's was seen broken, and no object was seen used without order.";
}

std::string_view what_happened(const model::Moment& moment) { return moment.text.empty() ? moment.call : moment.text; }

}  // namespace pewter::report
