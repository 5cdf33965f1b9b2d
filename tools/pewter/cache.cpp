// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "cache_directory.h"
#include "commands.h"

namespace pewter::tool {
namespace {

void show(const CacheContents& contents) {
  for (const auto& [kind, counts] : contents.kinds) {
    fmt::print("  {:<12} {:>6}  {}\n", kind, counts.entries, human_bytes(counts.bytes));
  }
}

int info(bool json) {
  const auto directory = cache_directory();
  const CacheContents contents = read_cache();
  if (json) {
    nlohmann::ordered_json report = {
        {"directory", directory.string()}, {"entries", contents.entries}, {"bytes", contents.bytes}};
    for (const auto& [kind, counts] : contents.kinds)
      report["kinds"][kind] = {{"entries", counts.entries}, {"bytes", counts.bytes}};
    fmt::print("{}\n", report.dump(2));
    return 0;
  }
  if (directory.empty()) {
    fmt::print("caching is off (PEWTER_CACHE_DIR is empty, or there is no home directory)\n");
    return 0;
  }
  fmt::print("{}: {} entries, {}\n", directory.string(), contents.entries, human_bytes(contents.bytes));
  show(contents);
  return 0;
}

int clear() {
  std::string error;
  const CacheContents removed = clear_cache(&error);
  fmt::print("removed {} entries, {}\n", removed.entries, human_bytes(removed.bytes));
  if (error.empty()) return 0;
  fmt::print(stderr, "pewter cache: {}\n", error);
  return kFailed;
}

}  // namespace

void add_cache(CLI::App& app, Invocation& invocation) {
  struct Options {
    bool clear = false, info = false, json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("cache", "Show or clear the compiled kernels kept on disk");
  auto* clear_flag = command->add_flag("--clear", options->clear, "Remove every entry");
  command->add_flag("--info", options->info, "Show where the cache is and what it holds (default)")
      ->excludes(clear_flag);
  command->add_flag("--json", options->json, "Show it as JSON")->excludes(clear_flag);
  command->callback([options, &invocation] { invocation.status = options->clear ? clear() : info(options->json); });
}

}  // namespace pewter::tool
