// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kernels/expressions.h"
#include "kernels/program.h"
#include "kernels/random.h"

namespace pewter::fuzz {

// What a kernel may hold, chosen once.
struct Features {
  unsigned dimensions = 1;          // of the grid
  bool threadgroup_memory = false;  // and barriers
  bool early_return = false;        // anywhere; never with barriers, which every thread must reach
  bool guard = false;               // threads end before the first statement
  bool together = false;            // begins with a loop that SIMD-groups may run together; wants threadgroup memory
  bool atomics = true;              // without, stores may go past the caches
  bool strided = false;             // a thread's words of `out` lie side by side, or a grid apart
};

// Functions that the expressions may call from then on.
void add_functions(Kernel& kernel, Expressions& expressions, Random& random);

// The random part of a kernel's body.
class Statements {
 public:
  Statements(Random& random, Expressions& expressions, const Features& features) : random_(random), x_(expressions), features_(features) {}

  std::vector<Statement> body();

 private:
  // Where a statement stands.
  struct Place {
    int depth = 0;
    bool uniform = true;      // every thread of a threadgroup that lives comes by here, or none
    bool loop = false;        // `continue` is possible
    bool loop_uniform = true; // in all of the loop's threads alike: whoever leaves it, all do
    bool breakable = false;   // `break` leaves the loop, and not a switch
    unsigned trips = 1;       // of all loops around, at most
  };
  std::vector<Statement> block(Place place, unsigned most);
  Statement statement(const Place& place);
  Statement assignment();
  Statement group_operation();
  Statement memory();
  Statement atomic();
  Statement exchange();
  Statement matrices(const Place& place);
  // neighbours.cpp
  std::string first_element(unsigned count);
  Statement neighbours();
  Statement exchange_neighbours();
  Statement strides();  // strides.cpp
  Statement branch(Place place);
  Statement selection(Place place);
  Statement counted_loop(Place place);
  Statement conditional_loop(Place place);
  Statement strided_loop(Place place);
  // leaving.cpp
  Statement jump(Place place);
  Statement waterfall(Place place);

  Random& random_;
  Expressions& x_;
  const Features features_;
  unsigned names_ = 0;
  int budget_ = 0;  // statements left
};

}  // namespace pewter::fuzz
