// SPDX-License-Identifier: Apache-2.0
#include "report/testing/scene.h"

namespace pewter::report::testing {

using model::Frame;

namespace {
constexpr std::uint64_t kProgramBase = 0x555555554000, kLibraryBase = 0x7ffff7000000;

// Some address that depends on the name only.
std::uint64_t offset_of(const std::string& name) {
  std::uint64_t offset = 0x1000;
  for (const char c : name) offset = (offset * 31 + static_cast<unsigned char>(c)) & 0xffff0;
  return offset;
}
}  // namespace

Frame bare(std::string module, std::uint64_t base, std::uint64_t offset) {
  Frame frame;
  frame.address = base + offset;
  frame.module = std::move(module);
  frame.module_offset = offset;
  return frame;
}

Frame frame(std::string function, std::string file, std::uint32_t line, std::uint32_t column) {
  Frame frame = bare("/home/ada/matmul/build/matmul", kProgramBase, offset_of(function) + line);
  frame.function = std::move(function);
  frame.function_offset = line * 4;
  frame.file = std::move(file);
  frame.line = line;
  frame.column = column;
  return frame;
}

Frame pewters(std::string function) {
  Frame frame = bare("/usr/local/lib/libpewter.so.0", kLibraryBase, offset_of(function));
  frame.function = std::move(function);
  frame.function_offset = 36;
  frame.runtime = true;
  return frame;
}

Frame system(std::string function, std::string module) {
  Frame frame = bare(std::move(module), kLibraryBase + 0x800000, offset_of(function));
  frame.function = std::move(function);
  frame.function_offset = 755;
  return frame;
}

Frame python(std::string function, std::string file, std::uint32_t line) {
  Frame frame;
  frame.language = Frame::Language::python;
  frame.function = std::move(function);
  frame.file = std::move(file);
  frame.line = line;
  return frame;
}

Scene::Scene(std::string process, std::initializer_list<std::string> arguments) {
  report.process = process;
  report.pid = 4711;
  report.path = "/home/ada/matmul/build/" + process;
  report.arguments = arguments;
  report.working_directory = "/home/ada/matmul";
  report.unix_seconds = 1764324000;
  report.time_zone = "+0100";
  report.os_version = "Debian GNU/Linux 12 (bookworm), Linux 6.1.0-41-amd64";
  report.hardware = "AMD EPYC 9654, 8 cores, 32 GiB";
  report.pewter_version = "0.1.0";
  report.device = "Pewter CPU";
  report.mode = "report";
  report.settings = {"PEWTER_CHECK=report"};
  report.threads = {{4711, "", true, false}};
}

model::StackId Scene::stack(model::Stack frames) {
  const auto id = static_cast<model::StackId>(report.stacks.size() + 1);
  report.stacks[id] = std::move(frames);
  return id;
}

model::ObjectName Scene::object(model::ObjectClass object_class, model::ObjectId id, std::string label,
                                model::ObjectId parent) {
  report.objects.push_back({id, object_class, std::move(label), parent});
  return report.objects.back();
}

model::Moment Scene::moment(std::uint64_t after, std::uint32_t thread, model::ObjectId object, std::string call,
                            std::string text, model::StackId stack) {
  nanoseconds_ += after * 1000;
  return {++sequence_, nanoseconds_, thread, object, std::move(call), std::move(text), stack};
}

}  // namespace pewter::report::testing
