// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "compiler/compile.h"
#include "session/checking.h"
#include "support/log.h"

namespace pewter::session {
namespace {

using Make = std::unique_ptr<exec::Executor> (*)(const exec::Options&);
struct Choice {
  const char* name;
  Make make;
};
// The first one is the default.
constexpr Choice kExecutors[] = {
    {"cpu", &exec::make_cpu_executor},
    {"reference", &exec::make_reference_executor},
    {"null", &exec::make_null_executor},
};

template <class T>
bool parse(const char* text, T& value) {
  const char* end = text + std::strlen(text);
  const auto result = std::from_chars(text, end, value);
  return result.ec == std::errc() && result.ptr == end;
}

runtime::Device* make_device() {
  start_checking();  // it has, where the library was loaded as one; this keeps it in statically linked tests
  auto settings = settings_from_environment();
  if (!settings) {
    log::error(settings.error());
    return nullptr;
  }
  const auto* choice = std::ranges::find_if(kExecutors, [&](const Choice& choice) { return settings->executor == choice.name; });
  runtime::DeviceOptions options;
  options.executor = choice->make(settings->exec);
  options.coalesce = settings->coalesce;
  options.separate_sessions = serialises();
  options.watch_memory = watches_memory();
#ifdef PEWTER_HAS_COMPILER
  options.compiler = &compiler::get;
#endif
  static runtime::Device* at_exit;
  // What a handler touches was made before the first commit, as a rule, so that exit() destroys it after this has run.
  options.before_first_commit = [] { std::atexit([] { at_exit->drain(1.0); }); };
  // Kept for good: work may be in flight until the very end, and nothing may be destroyed under it.
  runtime::Device* device = runtime::Device::create(std::move(options)).leak();
  device->make_immortal();  // programs release it once too often, too
  at_exit = device;
  // Before the static objects of other libraries go, what runs gets a moment to end.
  std::atexit([] { at_exit->quiesce(2.0); });
  return device;
}

}  // namespace

Result<Settings, std::string> settings_from_environment() {
  Settings settings;
  settings.executor = kExecutors[0].name;
  if (const char* wish = std::getenv("PEWTER_EXECUTOR"); wish && *wish) {
    const auto names = executor_names();
    if (std::ranges::find(names, wish) == names.end())
      return Failure{fmt::format("PEWTER_EXECUTOR={}: there is no such executor; this build has: {}", wish, fmt::join(names, ", "))};
    settings.executor = wish;
  }
  if (const char* wish = std::getenv("PEWTER_THREADS"); wish && *wish && (!parse(wish, settings.exec.threads) || settings.exec.threads > 4096))
    return Failure{fmt::format("PEWTER_THREADS={}: must be a number of threads from 0 (all cores) to 4096", wish)};
  if (const char* wish = std::getenv("PEWTER_KERNEL_TIMEOUT"); wish && *wish) {
    double seconds = 0;
    if (!parse(wish, seconds) || !(seconds >= 0)) return Failure{fmt::format("PEWTER_KERNEL_TIMEOUT={}: must be a number of seconds; 0 means never", wish)};
    settings.exec.progress_timeout_seconds = seconds;
  }
  if (const char* wish = std::getenv("PEWTER_STREAM_FROM"); wish && *wish) {
    std::uint64_t bytes = 0;
    if (!parse(wish, bytes))
      return Failure{fmt::format("PEWTER_STREAM_FROM={}: must be a number of bytes; 0 means always", wish)};
    settings.exec.stream_from_bytes = bytes;
  }
  if (const char* wish = std::getenv("PEWTER_COALESCE"); wish && *wish) {
    if (std::strcmp(wish, "0") != 0 && std::strcmp(wish, "1") != 0) return Failure{fmt::format("PEWTER_COALESCE={}: must be 0 or 1", wish)};
    settings.coalesce = *wish == '1';
  }
  return settings;
}

std::vector<std::string> executor_names() {
  std::vector<std::string> names;
  for (const Choice& choice : kExecutors) names.emplace_back(choice.name);
  return names;
}

runtime::Device* default_device() {
  static runtime::Device* const device = make_device();
  return device;
}

std::vector<runtime::Device*> all_devices() {
  if (runtime::Device* device = default_device()) return {device};
  return {};
}

}  // namespace pewter::session
