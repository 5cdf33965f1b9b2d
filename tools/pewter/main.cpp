// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands.h"

int main(int argc, char** argv) {
  using namespace pewter::tool;
  CLI::App app{"Metal compute on Linux"};
  app.name("pewter");
  app.set_version_flag("--version", "pewter " PEWTER_VERSION);
  app.require_subcommand(1);
  app.footer("'pewter COMMAND --help' and pewter-COMMAND(1) say more.");

  Invocation invocation;
  for (const auto add : {add_info, add_compile, add_run, add_repro, add_explain, add_report, add_bench, add_cache})
    add(app, invocation);

  const bool is_run = argc > 1 && std::string_view(argv[1]) == "run";
  char** const dashes = is_run ? std::find(argv, argv + argc, std::string_view("--")) : argv + argc;
  if (dashes != argv + argc) invocation.after_dashes.emplace(dashes + 1, argv + argc);
  try {  // CLI11 reports by exceptions, also --help
    app.parse(static_cast<int>(dashes - argv), argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  return invocation.status;
}
