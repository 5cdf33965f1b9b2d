// SPDX-License-Identifier: Apache-2.0
#include "api/metal/support.h"

namespace pewter::api {

Ref<foundation::Error> error_of(const runtime::Error& error) {
  return foundation::make_error(error.domain, error.code, error.message);
}

void* fail(void** error, const runtime::Error& reason) {
  if (error) *error = lend(error_of(reason));
  return nullptr;
}

}  // namespace pewter::api
