// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure.h"
#include "options.h"
#include "results/result.h"

namespace pewter::bench {

// Prints the table, and writes what the options ask for. False when a file could not be written, a result was
// wrong, or Pewter could not run what it was asked to.
bool deliver(const Options& options, const Report& report, const Collected& collected);

}  // namespace pewter::bench
