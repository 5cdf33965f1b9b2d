// SPDX-License-Identifier: Apache-2.0
// kernel_fuzz: random kernels on two executors, whose results must be the same to the last bit.
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>
#include <utility>

#include "compiler/compile.h"
#include "kernels/kernel_generator.h"
#include "kernels/reduce.h"
#include "kernels/runner.h"

namespace pewter::fuzz {
namespace {

struct Settings {
  std::uint64_t seed = 1;
  std::uint64_t count = 10000;
  std::vector<std::string> executors;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  unsigned kernels_per_library = 8;
  unsigned stop_after = 0;
  bool reduce = false;
  bool print = false;
  bool plant = false;
  std::string save;
  std::string replay;
};

// A kernel that every comparison must tell from the right one: it writes behind the end of a buffer.
Library planted(Kernel other) {
  other.statements.insert(other.statements.begin(), {{"atomic_store_explicit(&sums[8], 0.25f, memory_order_relaxed);"}, {}});
  return library_of({&other, 1});
}

// The first line of a saved kernel: what replay() needs besides the source.
std::string header_of(const Kernel& kernel, const Shape& shape) {
  std::string text = fmt::format("// {} seed {} grid {} {} {} group {} {} {} specialised {}", kernel.name, kernel.seed, shape.grid.x, shape.grid.y, shape.grid.z,
                                 shape.group.x, shape.group.y, shape.group.z, shape.specialised ? 1 : 0);
  // Function constants: index or name, type, value.
  for (const compiler::ConstantValue& value : kernel.values[shape.values]) {
    text += fmt::format(" constant {} {} ", value.index >= 0 ? std::to_string(value.index) : value.name, value.type);
    for (const std::byte byte : value.bytes) text += fmt::format("{:02x}", static_cast<unsigned>(byte));
  }
  return text + "\n";
}

// What header_of() wrote, from the first line of `text`.
std::vector<compiler::ConstantValue> constants_of(const std::string& text) {
  std::vector<compiler::ConstantValue> values;
  std::istringstream words(text.substr(0, text.find('\n')));
  for (std::string word; words >> word;) {
    if (word != "constant") continue;
    std::string which, type, bytes;
    words >> which >> type >> bytes;
    compiler::ConstantValue value{.index = -1, .name = {}, .type = type, .bytes = {}};
    if (std::isdigit(static_cast<unsigned char>(which.front())))
      value.index = std::stoll(which);
    else
      value.name = which;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) value.bytes.push_back(static_cast<std::byte>(std::stoul(bytes.substr(at, 2), nullptr, 16)));
    values.push_back(std::move(value));
  }
  return values;
}

int replay(const std::string& path, Runner& runner) {
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  Kernel kernel;
  Shape shape;
  char name[64];
  unsigned long long seed = 0;
  int specialised = 0;
  if (std::sscanf(text.c_str(), "// %63s seed %llu grid %u %u %u group %u %u %u specialised %d", name, &seed, &shape.grid.x, &shape.grid.y, &shape.grid.z, &shape.group.x,
                  &shape.group.y, &shape.group.z, &specialised) != 9) {
    std::fprintf(stderr, "kernel_fuzz: %s: no file that --save wrote\n", path.c_str());
    return 2;
  }
  shape.specialised = specialised != 0;
  kernel.name = name;
  kernel.seed = seed;
  kernel.shapes = {shape};
  const auto finding = runner.compare(kernel, Library{text, {constants_of(text)}});
  std::printf("%s: %s\n", path.c_str(), finding ? finding->text.c_str() : "agrees");
  return finding ? 1 : 0;
}

class Campaign {
 public:
  Campaign(const Settings& settings, Runner& runner) : settings_(settings), runner_(runner), began_(Clock::now()) {}

  int run() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < settings_.jobs; ++i) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    std::printf("%s\n", fmt::format("{} kernels, {} dispatches in {:.1f} s on {} and {}: {} as vector code; {} failed{}", done_, runner_.dispatches(), seconds,
                                    settings_.executors[0], settings_.executors[1], runner_.vectorised(), failed_,
                                    done_ < settings_.count ? fmt::format("; stopped before all {} were run", settings_.count) : "")
                            .c_str());
    return failed_ ? 1 : 0;
  }

 private:
  using Clock = std::chrono::steady_clock;

  void work() {
    const unsigned size = settings_.kernels_per_library;
    for (;;) {
      std::uint64_t first;
      {
        std::lock_guard lock(mutex_);
        if (next_ >= settings_.count || (settings_.stop_after && failed_ >= settings_.stop_after)) return;
        first = next_;
        next_ += size;
      }
      std::vector<Kernel> kernels;
      for (std::uint64_t i = first; i < std::min(first + size, settings_.count); ++i) kernels.push_back(make_kernel(settings_.seed + i));
      const Library library = library_of(kernels);
      for (const Kernel& kernel : kernels) {
        auto finding = compare(kernel, library, true);
        // Alone, so that it is its own fault: one that does not compile takes the others with it.
        std::string company;
        if (finding && kernels.size() > 1) {
          const auto among = std::exchange(finding, compare(kernel, library_of({&kernel, 1})));
          if (!finding && among->kind != Finding::Kind::does_not_compile) finding = among, company = fmt::format(" --kernels-per-library {}", size);
        }
        if (finding) report(kernel, *finding, company.empty() ? kernel.seed : settings_.seed + first, company);
        std::lock_guard lock(mutex_);
        ++done_;
        if (Clock::now() - told_ > std::chrono::seconds(5)) {
          told_ = Clock::now();
          const double minutes = std::chrono::duration<double>(told_ - began_).count() / 60;
          std::fprintf(stderr, "%s\n", fmt::format("{} of {} kernels, {:.0f} a minute, {} failed", done_, settings_.count, static_cast<double>(done_) / minutes, failed_).c_str());
        }
      }
    }
  }

  std::optional<Finding> compare(const Kernel& kernel, const Library& library, bool count = false) {
    if (!settings_.plant) return runner_.compare(kernel, library, nullptr, count);
    const Library plant = planted(kernel);
    return runner_.compare(kernel, library, &plant, count);
  }

  // `seed` and `company` say how to repeat it; `company` is empty where the kernel fails alone.
  void report(Kernel kernel, Finding finding, std::uint64_t seed, const std::string& company) {
    const std::string repeat = fmt::format("kernel_fuzz --seed {} --count {} --executors {},{}{}{}", seed, kernel.seed - seed + 1, settings_.executors[0],
                                           settings_.executors[1], company, settings_.plant ? " --plant-fault" : "");
    if (settings_.reduce && company.empty()) {
      // One dispatch shows it: the others only cost time.
      kernel.shapes = {finding.shape};
      kernel = fuzz::reduce(std::move(kernel), [&](const Kernel& candidate) {
        auto again = compare(candidate, library_of({&candidate, 1}));
        if (!again || again->kind != finding.kind || again->of_first != finding.of_first) return false;
        finding = *std::move(again);
        return true;
      });
    }
    std::string text = fmt::format("seed {}: {}\n", kernel.seed, finding.text);
    text += fmt::format("  {}{}\n", text_of(finding.shape), finding.differing ? fmt::format("; {} elements differ, the first is shown", finding.differing) : "");
    text += fmt::format("  repeat with: {}\n", repeat);
    std::lock_guard lock(mutex_);
    ++failed_;
    std::printf("%s%s\n", text.c_str(), text_of(kernel).c_str());
    std::fflush(stdout);
    if (settings_.save.empty()) return;
    std::filesystem::create_directories(settings_.save);
    std::string comment;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      comment += "// " + text.substr(at, end - at) + "\n";
      at = end + 1;
    }
    std::ofstream(std::filesystem::path(settings_.save) / fmt::format("seed-{}.metal", kernel.seed)) << header_of(kernel, finding.shape) << comment << library_of({&kernel, 1}).text;
  }

  const Settings& settings_;
  Runner& runner_;
  const Clock::time_point began_;
  std::mutex mutex_;
  std::uint64_t next_ = 0, done_ = 0, failed_ = 0;  // guarded by mutex_
  Clock::time_point told_ = Clock::now();           // guarded by mutex_
};

int run(int argc, char** argv) {
  Settings settings;
  CLI::App app{"Runs random Metal kernels on two executors and compares every byte that they write.", "kernel_fuzz"};
  app.footer("Executors of this build: " + contender_names() + "; 'reference:1' is one with a single thread.\n"
             "Ends with 0 where all kernels agree, with 1 where one does not, and with 2 where it cannot run.");
  std::string executors =
#ifdef PEWTER_HAS_CPU
      "reference,cpu";
#else
      "reference:1,reference:2";
#endif
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.add_option("--seed", settings.seed, "seed of the first kernel; the next ones count on")->capture_default_str();
  app.add_option("--count", settings.count, "kernels to run")->capture_default_str();
  app.add_option("--executors", executors, "the two to compare; the first is taken to be right")->capture_default_str();
  app.add_option("--jobs", settings.jobs, "kernels compiled side by side")->check(CLI::Range(1u, 256u))->capture_default_str();
  app.add_option("--kernels-per-library", settings.kernels_per_library, "kernels in one source")->check(CLI::Range(1u, 1000u))->capture_default_str();
  app.add_option("--stop-after", settings.stop_after, "failures after which to stop; 0: never")->capture_default_str();
  app.add_flag("--reduce", settings.reduce, "shrink kernels that fail before they are shown");
  app.add_option("--save", settings.save, "folder for the sources of kernels that fail");
  app.add_option("--replay", settings.replay, "run a file that --save wrote, and nothing else");
  app.add_flag("--print", settings.print, "only print the kernels");
  app.add_flag("--plant-fault", settings.plant, "give the second executor a wrong kernel: every one must be found");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const std::size_t comma = executors.find(',');
  if (comma == std::string::npos || executors.find(',', comma + 1) != std::string::npos) {
    std::fprintf(stderr, "kernel_fuzz: --executors takes two names with a comma between them\n");
    return 2;
  }
  settings.executors = {executors.substr(0, comma), executors.substr(comma + 1)};

  if (settings.print) {
    std::printf("%s", prelude().c_str());
    for (std::uint64_t i = 0; i < settings.count; ++i) {
      const Kernel kernel = make_kernel(settings.seed + i);
      for (const Shape& shape : kernel.shapes) std::printf("\n// %s", text_of(shape).c_str());
      std::printf("\n%s", text_of(kernel).c_str());
    }
    return 0;
  }

  // Kernels that are compiled once would only fill the disk.
  setenv("PEWTER_CACHE_DIR", "", 1);
  auto first = make_contender(settings.executors[0]);
  auto second = make_contender(settings.executors[1]);
  if (!first || !second) {
    std::fprintf(stderr, "kernel_fuzz: %s\n", (first ? second : first).error().c_str());
    return 2;
  }
  std::string why;
  compiler::Compiler* compiler = compiler::get(&why);
  if (!compiler) {
    std::fprintf(stderr, "kernel_fuzz: no compiler: %s\n", why.c_str());
    return 2;
  }
  Runner runner(*compiler, *std::move(first), *std::move(second));
  return settings.replay.empty() ? Campaign(settings, runner).run() : replay(settings.replay, runner);
}

}  // namespace
}  // namespace pewter::fuzz

int main(int argc, char** argv) { return pewter::fuzz::run(argc, argv); }
