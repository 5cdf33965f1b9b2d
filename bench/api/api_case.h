// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "results/result.h"
#include "support/result.h"

namespace pewter::bench {

// A cost of Pewter's own, without peers.
struct ApiCase {
  std::string name;
  Unit unit;
  double work = 1;  // dispatches, ... in one go
  std::vector<Target> targets;
  bool warm_up = true;
  // Gets ready, checks that the thing to be timed does what it should, and returns one go of it, in seconds.
  std::function<Result<std::function<Result<double, std::string>()>, std::string>()> prepare;
};

std::vector<ApiCase> encode_cases();
std::vector<ApiCase> first_dispatch_cases();
std::vector<ApiCase> checked_cases();
std::vector<ApiCase> product_cases();

// The other end of checked_cases(): does `what`, and prints the seconds that it took. The exit status is returned.
int checked_process(const std::string& what);

// The other end of first_dispatch_cases(): a process of its own that compiles and runs a kernel, and prints the seconds
// that this took. The exit status is returned.
int first_dispatch_process(unsigned number);

}  // namespace pewter::bench
