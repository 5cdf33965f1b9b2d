// SPDX-License-Identifier: Apache-2.0
#include "foundation/enumerator.h"

namespace pewter::foundation {

constinit const ClassRecord Enumerator::kClass{"NSEnumerator", &kObjectClass, destroy<Enumerator>, nullptr};

}  // namespace pewter::foundation
