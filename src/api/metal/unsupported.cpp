// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "Metal/MTLPrivate.hpp"
#include "api/metal/support.h"
#include "support/log.h"

using namespace pewter;
using namespace pewter::api;

namespace {

void say_once(const char* what) {
  if (log::first_time(what)) log::warning(fmt::format("{} is not supported", what));
}

}  // namespace

void* pewter_unsupported(const char* class_name) {
  say_once(class_name);
  return nullptr;
}

void* pewter_unsupported_call(const void* object, const char* method) {
  if (object) say_once(method);
  return nullptr;
}

void* pewter_unsupported_error(const void* object, const char* method, void** error) {
  if (!object) {
    succeed(error);  // as any call on null
    return nullptr;
  }
  say_once(method);
  return fail(error,
              {runtime::kLibraryErrorDomain, runtime::kLibraryUnsupported, fmt::format("{} is not supported", method)});
}
