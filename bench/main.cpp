// SPDX-License-Identifier: Apache-2.0
// pewter_bench: what Pewter costs. `make bench` runs it once for each executor. Compiled kernels go to a cache of its
// own, so that the figures do not depend on what the user's holds.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "fixture.h"

int main(int argc, char** argv) {
  std::string cache = (std::filesystem::temp_directory_path() / "pewter-bench-XXXXXX").string();
  if (!mkdtemp(cache.data())) {
    std::perror("pewter_bench: no directory for the cache");
    return 1;
  }
  setenv("PEWTER_CACHE_DIR", cache.c_str(), 1);

  benchmark::Initialize(&argc, argv);
  int status = benchmark::ReportUnrecognizedArguments(argc, argv) ? 2 : 0;
  if (status == 0 && !pewter::bench::device()) {
    std::fprintf(stderr, "pewter_bench: no Metal device\n");
    status = 3;
  }
  if (status == 0) {
    const char* executor = std::getenv("PEWTER_EXECUTOR");
    benchmark::AddCustomContext("device", pewter::bench::device()->name()->utf8String());
    benchmark::AddCustomContext("executor", executor ? executor : "default");
    benchmark::RunSpecifiedBenchmarks();
  }
  benchmark::Shutdown();
  std::error_code ignored;
  std::filesystem::remove_all(cache, ignored);
  return status;
}
