// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

int main(int argc, char** argv) {
  CLI::App app{"Metal compute on Linux"};
  app.name("pewter");
  app.set_version_flag("--version", "pewter " PEWTER_VERSION);
  app.require_subcommand(1);
  app.footer("'pewter COMMAND --help' and pewter-COMMAND(1) say more.");

  int status = 0;
  for (const auto add : {pewter::tool::add_info, pewter::tool::add_compile, pewter::tool::add_run,
                         pewter::tool::add_repro, pewter::tool::add_cache}) {
    add(app, status);
  }
  try {  // CLI11 reports by exceptions, also --help
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : pewter::tool::kUsage;
  }
  return status;
}
