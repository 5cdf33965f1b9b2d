// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace corpus {

// Whether an expect() did not hold.
bool failed();

}  // namespace corpus
