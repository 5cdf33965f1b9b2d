// SPDX-License-Identifier: Apache-2.0
// check_programs NAME: runs one program of the corpus. Without a name: prints the table, a case a line, tabs between
// the columns. 0: its results are right, 1: they are not, 2: there is no such program.
#include <cstdio>
#include <cstring>

#include "failed.h"
#include "metal.h"

namespace corpus {

#define PEWTER_BAD(name, rule, threads, sides) void name(Metal& metal);
#define PEWTER_ENDS(name, rule, threads, sides) void name(Metal& metal);
#define PEWTER_GOOD(name, bad) void name(Metal& metal);
#define PEWTER_LEGAL(name, threads) void name(Metal& metal);
#define PEWTER_IDLE(name, threads) void name(Metal& metal);
#include "cases.def"

namespace {

struct Case {
  const char* name;
  void (*run)(Metal&);
  const char* kind;
  const char* rule;
  int threads;
  const char* sides;
};

constexpr Case kCases[] = {
#define PEWTER_BAD(name, rule, threads, sides) {#name, name, "bad", rule, threads, sides},
#define PEWTER_ENDS(name, rule, threads, sides) {#name, name, "ends", rule, threads, sides},
#define PEWTER_GOOD(name, bad) {#name, name, "good", #bad, 0, ""},
#define PEWTER_LEGAL(name, threads) {#name, name, "legal", "", threads, ""},
#define PEWTER_IDLE(name, threads) {#name, name, "idle", "", threads, ""},
#include "cases.def"
};

}  // namespace
}  // namespace corpus

int main(int argc, char** argv) {
  using namespace corpus;
  if (argc == 1) {
    for (const Case& one : kCases)
      std::printf("%s\t%s\t%s\t%d\t%s\n", one.name, one.kind, one.rule, one.threads, one.sides);
    return 0;
  }
  for (const Case& one : kCases) {
    if (std::strcmp(one.name, argv[1]) != 0) continue;
    Pool pool;
    Metal metal;
    one.run(metal);
    if (failed()) std::puts("wrong results");
    return failed() ? 1 : 0;
  }
  return 2;
}
