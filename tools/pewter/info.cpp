// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <fmt/core.h>
#include <sched.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "cache_directory.h"
#include "commands.h"
#include "compiler/compile.h"
#include "paths.h"

namespace pewter::tool {
namespace {

using Json = nlohmann::ordered_json;

std::string variable(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

int usable_cores() {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 0;
}

// LLVM's version as the loaded compiler library reports it. LLVM-C's function is looked up by name: only the compiler
// includes LLVM.
std::string llvm_version() {
  using GetVersion = void (*)(unsigned*, unsigned*, unsigned*);
  const std::string path = variable("PEWTER_COMPILER_LIBRARY", (library_directory() / "libpewter-compiler.so").c_str());
  void* library = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  const auto get = library ? reinterpret_cast<GetVersion>(dlsym(library, "LLVMGetVersion")) : nullptr;
  if (!get) return "unknown";
  unsigned major = 0, minor = 0, patch = 0;
  get(&major, &minor, &patch);
  return fmt::format("{}.{}.{}", major, minor, patch);
}

Json device_report() {
  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  if (!device) return nullptr;
  const auto threads = device->maxThreadsPerThreadgroup();
  return {{"name", device->name()->utf8String()},
          {"architecture", device->architecture()->name()->utf8String()},
          {"unified_memory", device->hasUnifiedMemory()},
          {"max_buffer_bytes", device->maxBufferLength()},
          {"working_set_bytes", device->recommendedMaxWorkingSetSize()},
          {"threadgroup_memory_bytes", device->maxThreadgroupMemoryLength()},
          {"max_threads_per_threadgroup", {threads.width, threads.height, threads.depth}}};
}

Json compiler_report() {
  std::string why;
  if (!compiler::get(&why)) return {{"available", false}, {"reason", why}};
  return {{"available", true}, {"llvm", llvm_version()}};
}

Json gather() {
  Json report = {{"version", PEWTER_VERSION}};
  report["device"] = device_report();
  report["executor"] = {{"name", variable("PEWTER_EXECUTOR", "cpu")},
                        {"cores", usable_cores()},
                        {"threads", variable("PEWTER_THREADS", "all")}};
  report["compiler"] = compiler_report();
  const CacheContents cache = read_cache();
  report["cache"] = {{"directory", cache_directory().string()}, {"entries", cache.entries}, {"bytes", cache.bytes}};
  report["paths"] = {{"executable", executable().string()},
                     {"libraries", library_directory().string()},
                     {"stand_ins", stand_in_directory().string()}};
  return report;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

void print(const Json& report) {
  const auto line = [](const char* name, const std::string& value) { fmt::print("{:<11}{}\n", name, value); };
  line("pewter", text(report["version"]));
  const Json& device = report["device"];
  if (device.is_null()) {
    line("device", "none; see the messages on standard error");
  } else {
    line("device", fmt::format("{} ({})", text(device["name"]), text(device["architecture"])));
    line("memory",
         fmt::format("buffers up to {}, {} in all, {} a threadgroup", human_bytes(device["max_buffer_bytes"]),
                     human_bytes(device["working_set_bytes"]), human_bytes(device["threadgroup_memory_bytes"])));
  }
  const Json& executor = report["executor"];
  line("executor", fmt::format("{}, threads: {} of {} cores", text(executor["name"]), text(executor["threads"]),
                               text(executor["cores"])));
  const Json& compiler = report["compiler"];
  line("compiler", compiler["available"] ? "LLVM " + text(compiler["llvm"]) : "none: " + text(compiler["reason"]));
  const Json& cache = report["cache"];
  line("cache", text(cache["directory"]).empty() ? "off"
                                                 : fmt::format("{}, {} entries, {}", text(cache["directory"]),
                                                               text(cache["entries"]), human_bytes(cache["bytes"])));
  line("libraries", text(report["paths"]["libraries"]));
  line("stand-ins", text(report["paths"]["stand_ins"]));
}

}  // namespace

void add_info(CLI::App& app, Invocation& invocation) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("info", "Show what this installation is and finds");
  command->add_flag("--json", *json, "As JSON");
  command->callback([json, &invocation] {
    const Json report = gather();
    if (*json) {
      fmt::print("{}\n", report.dump(2));
    } else {
      print(report);
    }
    if (report["device"].is_null() || !report["compiler"]["available"]) invocation.status = kNoSetup;
  });
}

}  // namespace pewter::tool
