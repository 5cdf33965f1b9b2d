// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/stack.h"

namespace pewter::session {

// Takes out what only tells how the checker came to take the stack, and marks the public headers' inline functions as
// Pewter's own: the first frame that is not is where the program called.
void tidy(model::Stack& stack);

}  // namespace pewter::session
