// SPDX-License-Identifier: Apache-2.0
#include "session/thread_sanitizer.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "support/log.h"
#include "tsan/tsan.h"

namespace pewter::session {
namespace {

constexpr char kFileName[] = "libpewter-tsan.so";

std::filesystem::path own_folder() {
  Dl_info info;
  if (::dladdr(reinterpret_cast<void*>(&own_folder), &info) == 0 || !info.dli_fname) return {};
  std::error_code failed;
  return std::filesystem::canonical(info.dli_fname, failed).parent_path();
}

}  // namespace

bool thread_sanitizer_watches() {
#if defined(__has_feature) && __has_feature(thread_sanitizer)
  return false;
#else
  // Naming them all here makes the program export them.
  return ::__tsan_external_register_tag && ::__tsan_external_register_header && ::__tsan_external_assign_tag &&
         ::__tsan_external_read && ::__tsan_external_write && ::__tsan_acquire && ::__tsan_release &&
         ::AnnotateIgnoreReadsBegin && ::AnnotateIgnoreReadsEnd && ::AnnotateIgnoreWritesBegin &&
         ::AnnotateIgnoreWritesEnd && ::AnnotateIgnoreSyncBegin && ::AnnotateIgnoreSyncEnd;
#endif
}

model::Observer* telling_thread_sanitizer(model::Observer* next) {
  if (!thread_sanitizer_watches()) return next;
  const std::filesystem::path folder = own_folder();
  void* library = ::dlopen((folder / kFileName).c_str(), RTLD_NOW | RTLD_LOCAL);
  const auto make = library ? reinterpret_cast<tsan::MakeObserver>(::dlsym(library, tsan::kMakeObserver)) : nullptr;
  if (!make) {
    log::warning(fmt::format("ThreadSanitizer is not told of Metal's objects: {}",
                             library ? "another version of Pewter" : ::dlerror()));
    return next;
  }
  const char* options = std::getenv("TSAN_OPTIONS");
  if (!options || std::string_view(options).find("suppressions=") == std::string_view::npos)
    log::warning(
        fmt::format("ThreadSanitizer will take work of Pewter's for races of the program without "
                    "TSAN_OPTIONS=suppressions={}; 'pewter run' sets it",
                    (folder / "pewter" / "thread-sanitizer.supp").string()));
  return make(next, reinterpret_cast<const void*>(&telling_thread_sanitizer));
}

}  // namespace pewter::session
