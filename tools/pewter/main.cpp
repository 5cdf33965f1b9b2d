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
  for (const auto add :
       {add_info, add_compile, add_run, add_cmake, add_repro, add_explain, add_report, add_bench, add_cache})
    add(app, invocation);

  const std::string_view command = argc > 1 ? argv[1] : "";
  char** own = argv + argc;  // where another program's arguments begin
  if (command == "run") {
    own = std::find(argv, argv + argc, std::string_view("--"));
    if (own != argv + argc) invocation.after_dashes.emplace(own + 1, argv + argc);
  } else if (command == "cmake") {
    own = std::find_if_not(argv + 2, argv + argc, is_own_option_of_cmake);
    invocation.after_dashes.emplace(own, argv + argc);
  }
  try {  // CLI11 reports by exceptions, also --help
    app.parse(static_cast<int>(own - argv), argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  return invocation.status;
}
