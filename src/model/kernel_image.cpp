// SPDX-License-Identifier: Apache-2.0
#include "model/kernel_image.h"

namespace pewter::model {

std::string_view name_of(BuiltIn built_in) {
  static constexpr std::string_view kNames[] = {
#define PEWTER_BUILT_IN(name, components, scope) #name,
#include "model/built_in.def"
  };
  return kNames[static_cast<int>(built_in)];
}

}  // namespace pewter::model
