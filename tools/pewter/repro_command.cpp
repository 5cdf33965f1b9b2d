// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "paths.h"
#include "report/json/reader.h"
#include "report/lookup.h"
#include "repro/repro.h"

namespace pewter::tool {
namespace {

using repro::Settings;
using Json = nlohmann::ordered_json;

struct Options : Settings {
  std::string mode = "all";
  bool in_process = false;
};

std::string thread_name(int index) { return index < 0 ? "a thread" : fmt::format("thread {}", index); }

// Who met whom, from what the child left.
std::string meeting(const repro::SharedRun& run) {
  return fmt::format("command buffer {:#x}: {} had an encoder open when {} asked for one", run.command_buffer,
                     thread_name(run.holder), run.aborted < 0 ? "another" : thread_name(run.aborted));
}

// What the checker says in its report: the verdict, and where each side was.
struct Verdict {
  std::string text, cause;  // empty: no report, or nothing found
  std::vector<std::string> places;
};

Verdict verdict_of(const repro::SharedRun& run) {
  const auto report = report::read_json(run.report);
  if (!report || report->findings.empty()) return {};
  const model::Finding& finding = report->findings.front();
  const report::Lookup lookup(*report);
  Verdict verdict{fmt::format("{}: {}", model::name_of(finding.verdict), finding.cause), finding.rule, {}};
  for (const model::Side& side : finding.sides)
    verdict.places.push_back(
        fmt::format("{}, {}: {}", lookup.thread(side.moment.thread), side.role, lookup.place(side.moment.stack)));
  return verdict;
}

void print(const Verdict& verdict) {
  if (verdict.text.empty()) return fmt::print("  the checker left no verdict\n");
  fmt::print("  verdict ({}): {}\n", verdict.cause, verdict.text);
  for (const std::string& place : verdict.places) fmt::print("    {}\n", place);
}

Json to_json(const std::vector<repro::SharedRun>& runs, std::size_t asserted) {
  Json list = Json::array();
  for (const auto& run : runs) {
    Json entry = {{"asserted", run.asserted}, {"ending", run.ending}, {"line", run.line}, {"seconds", run.seconds}};
    entry["command_buffer"] = fmt::format("{:#x}", run.command_buffer);
    entry["thread_with_open_encoder"] = run.holder < 0 ? Json() : Json(run.holder);
    entry["thread_that_aborted"] = run.aborted < 0 ? Json() : Json(run.aborted);
    const Verdict verdict = verdict_of(run);
    entry["verdict"] = verdict.text;
    entry["places"] = verdict.places;
    if (!run.asserted) entry["output"] = run.output;
    list.push_back(std::move(entry));
  }
  return {{"runs", runs.size()}, {"asserted", asserted}, {"details", std::move(list)}};
}

bool shared_mode(const Options& options, Json& report) {
  if (!options.json)
    fmt::print("shared: {} threads encode on one command buffer, as MLX 0.30.0 did\n", options.threads);
  std::fflush(stdout);
  std::vector<repro::SharedRun> runs;
  std::size_t asserted = 0;
  for (unsigned i = 0; i < options.runs; ++i) {
    runs.push_back(repro::drive_shared(options));
    const auto& run = runs.back();
    asserted += run.asserted;
    if (options.json) continue;
    if (options.runs > 1 && run.asserted) {
      fmt::print("  run {}: {}; {}\n", i + 1, run.ending, meeting(run));
    } else if (run.asserted) {
      fmt::print("  {}\n  the process {} after {:.2f} s\n  {}\n", run.line, run.ending, run.seconds, meeting(run));
      print(verdict_of(run));
    } else {
      fmt::print("  no assertion: the process {}\n{}", run.ending, run.output);
    }
    std::fflush(stdout);
  }
  const bool good = asserted == runs.size();
  if (options.json) {
    report["shared"] = to_json(runs, asserted);
  } else {
    fmt::print("  {}: {} of {} runs end in the assertion\n", good ? "reproduced" : "NOT reproduced", asserted,
               runs.size());
  }
  return good;
}

// The same race with nothing to see: threads apart in time.
bool predict_mode(Options options, Json& report) {
  options.meeting = repro::Meeting::apart;
  options.iterations = 1;
  if (!options.json) {
    fmt::print("predict: {} threads encode on one command buffer, one after the other: no crash this time\n",
               options.threads);
    std::fflush(stdout);
  }
  const repro::SharedRun run = repro::drive_shared(options);
  const Verdict verdict = verdict_of(run);
  const bool good = run.exit_status == kFindings && !verdict.text.empty();
  if (options.json) {
    report["predict"] = {{"found", good},           {"ending", run.ending},     {"rule", verdict.cause},
                         {"verdict", verdict.text}, {"places", verdict.places}, {"seconds", run.seconds}};
    if (!good) report["predict"]["output"] = run.output;
    return good;
  }
  fmt::print("  the process {} after {:.2f} s\n", run.ending, run.seconds);
  print(verdict);
  fmt::print("  {}\n", good ? "found without a crash" : "NOT found");
  if (!good) fmt::print("{}", run.output);
  return good;
}

// The crash's own program, made safe.
bool serialise_mode(Options options, Json& report) {
  options.check = "serialise";
  options.verify = true;
  const std::uint64_t products = std::uint64_t{options.threads} * options.iterations;
  if (!options.json) {
    fmt::print("serialise: {} threads encode on one command buffer, kept apart by the checker\n", options.threads);
    std::fflush(stdout);
  }
  const repro::SharedRun run = repro::drive_shared(options);
  const auto told = report::read_json(run.report);
  const bool good = run.exit_status == 0 && run.verified == products && told && !told->changes.empty();
  if (options.json) {
    report["serialise"] = {{"good", good},
                           {"ending", run.ending},
                           {"products", products},
                           {"verified", run.verified},
                           {"seconds", run.seconds}};
    auto& changes = report["serialise"]["changes"] = Json::array();
    if (told)
      for (const report::Change& change : told->changes)
        changes.push_back({{"what", change.what}, {"count", change.count}});
    if (!good) report["serialise"]["output"] = run.output;
    return good;
  }
  fmt::print("  {} of {} products verified; the process {} after {:.2f} s\n", run.verified, products, run.ending,
             run.seconds);
  if (told)
    for (const report::Change& change : told->changes)
      fmt::print("  changed, {} times: {}\n", change.count, change.what);
  if (!good) fmt::print("  NOT made safe\n{}", run.output);
  return good;
}

bool per_thread_mode(const Options& options, Json& report, int& status) {
  if (!options.json) {
    fmt::print("per-thread: {} threads, each with a queue and command buffers of its own\n", options.threads);
    std::fflush(stdout);
  }
  const auto result = repro::run_per_thread(options);
  if (!result.setup_error.empty()) {
    fmt::print(stderr, "pewter repro: {}\n", result.setup_error);
    status = kNoSetup;
    return false;
  }
  const bool good = result.verified == result.products;
  const double products_per_second = static_cast<double>(result.products) / result.seconds;
  if (options.json) {
    report["per_thread"] = {{"device", result.device},     {"products", result.products},
                            {"verified", result.verified}, {"worst_error_of_bound", result.worst_error},
                            {"seconds", result.seconds},   {"busy_seconds", result.busy_seconds},
                            {"gflops", result.gflops},     {"products_per_second", products_per_second},
                            {"problems", result.problems}};
    return good;
  }
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(kShown, result.problems.size()); ++i) fmt::print("  {}\n", result.problems[i]);
  if (result.problems.size() > kShown) fmt::print("  ... and {} more\n", result.problems.size() - kShown);
  fmt::print(
      "  {} of {} products verified, every element against a sum in double (largest error {:.2g} of the bound)\n",
      result.verified, result.products, result.worst_error);
  fmt::print("  {:.1f} s on {}: {:.1f} GFLOP/s, {:.1f} products/s\n", result.seconds, result.device, result.gflops,
             products_per_second);
  return good;
}

// The child of shared mode, or shared mode under a debugger.
int in_process(Options options, const char* facts_file) {
  std::unique_ptr<repro::Facts> own;
  void* facts = nullptr;
  if (facts_file) {
    // The abort is expected: no core file for it.
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    facts = mmap(nullptr, sizeof(repro::Facts), PROT_READ | PROT_WRITE, MAP_SHARED, std::atoi(facts_file), 0);
    if (facts == MAP_FAILED) return kNoSetup;
  } else {
    own = std::make_unique<repro::Facts>();
    facts = own.get();
  }
  if (options.mode == "predict") options.meeting = repro::Meeting::apart;
  options.verify = options.mode == "serialise";
  return repro::encode_on_one_buffer(options, static_cast<repro::Facts*>(facts));
}

int run(const Options& options) {
  const char* facts_file = std::getenv(repro::kFactsVariable);
  if (facts_file || options.in_process) return in_process(options, facts_file);
  Json report = {
      {"kernel", options.kernel == repro::Kernel::mps ? "mps" : "msl"},
      {"threads", options.threads}, {"size", options.size}, {"iterations", options.iterations}, {"seed", options.seed}};
  int status = 0;
  if (!options.json)
    fmt::print("products of {0} x {0} matrices by {1}\n", options.size,
               options.kernel == repro::Kernel::mps ? "MPSNDArrayMatrixMultiplication" : "a kernel in MSL");
  // Shared mode first: its process is started while this one has no threads and no device yet.
  bool good = true;
  const auto wanted = [&](std::string_view mode) { return options.mode == mode || options.mode == "all"; };
  if (wanted("shared")) good &= shared_mode(options, report);
  if (wanted("predict")) good &= predict_mode(options, report);
  if (wanted("serialise")) good &= serialise_mode(options, report);
  if (wanted("per-thread")) good &= per_thread_mode(options, report, status);
  if (options.json) {
    report["good"] = good;
    fmt::print("{}\n", report.dump(2));
  }
  if (status != 0) return status;
  return good ? 0 : kFailed;
}

}  // namespace

void add_repro(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("repro", "Reproduce the crash of two encoders on one command buffer, and the way without it");
  command
      ->add_option("--mode", options->mode,
                   "shared: one command buffer for all threads, which must end in Metal's assertion; "
                   "predict: the same with the threads apart in time, which must be found all the same; "
                   "serialise: the program of shared mode made safe by the checker, every product verified; "
                   "per-thread: one for each, every product verified; all: these, one after the other")
      ->check(CLI::IsMember({"shared", "predict", "serialise", "per-thread", "all"}))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "Threads that encode")
      ->check(CLI::Range(1u, repro::kMaxThreads))
      ->capture_default_str();
  command->add_option("--size", options->size, "Rows and columns of the matrices")
      ->check(CLI::Range(1, 16384))
      ->capture_default_str();
  command
      ->add_option("--kernel", options->kernel,
                   "mps: MPSNDArrayMatrixMultiplication, as in the crash log; msl: a kernel of Pewter's own")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, repro::Kernel>{{"mps", repro::Kernel::mps}, {"msl", repro::Kernel::msl}}))
      ->option_text("mps|msl [mps]");
  command->add_option("--iterations", options->iterations, "Products a thread")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed of the matrices' contents")->capture_default_str();
  command->add_option("--runs", options->runs, "Runs of shared mode, each in a process of its own")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->add_flag("--json", options->json, "Report as JSON on standard output");
  command->add_flag("--in-process", options->in_process,
                    "Shared mode in this process, which then aborts: for a debugger");
  command->add_option("--report-dir", options->report_directory, "Directory for the checker's reports");
  command->callback([options, &invocation] {
    options->check = "abort";
    options->preload_library = (library_directory() / "libpewter-preload.so").string();
    if (options->mode != "per-thread" && options->threads < 2) {
      throw CLI::ValidationError("--threads", "shared mode needs at least 2 threads");
    }
    invocation.status = run(*options);
  });
}

}  // namespace pewter::tool
