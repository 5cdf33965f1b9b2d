// SPDX-License-Identifier: Apache-2.0
#include "report/terminal.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>

#include "report/fingerprint.h"
#include "report/text.h"

namespace pewter::report {
namespace {

constexpr std::size_t kFrames = 8;  // a side; the report has all

struct Palette {
  std::string_view error = "", strong = "", place = "", fix = "", off = "";
};
constexpr Palette kPlain{};
constexpr Palette kColours{"\x1b[1;31m", "\x1b[1m", "\x1b[36m", "\x1b[32m", "\x1b[0m"};

bool is_python(const model::Frame& frame) { return frame.language == model::Frame::Language::python; }

// Of Python's own library, or of a package: their callers are who wants to know.
bool is_installed(const model::Frame& frame) {
  return frame.file.find("/lib/python") != std::string::npos || frame.file.find("-packages/") != std::string::npos;
}

std::string frames(const Lookup& lookup, const Palette& palette, model::StackId id) {
  const model::Stack stack = program_frames(lookup.stack(id));
  if (stack.empty()) return "    (no stack was recorded)\n";
  // Where a script calls through a binding the program's own line is often deeper than that: its innermost one is shown.
  auto python = std::ranges::find_if(stack, [](const model::Frame& frame) { return is_python(frame) && !is_installed(frame); });
  if (python == stack.end()) python = std::ranges::find_if(stack, is_python);
  const auto deep = static_cast<std::size_t>(python - stack.begin());
  const auto more = [](std::size_t count) { return fmt::format("    ... {}\n", count_of(count, "more frame")); };
  std::string out;
  for (std::size_t i = 0; i < stack.size(); ++i) {
    if (i == kFrames && deep > i && python != stack.end()) {
      out += more(deep - i);
      i = deep;
    } else if (i >= kFrames) {
      return out += more(stack.size() - i);
    }
    std::string place = lookup.place(stack[i]);
    if (place.empty() && !stack[i].function.empty()) place = base_name(stack[i].module);
    out += fmt::format("    #{:<2} {} {}{}{}\n", i, visible(function_of(stack[i])), palette.place, visible(place),
                       palette.off);
  }
  return out;
}

}  // namespace

std::string brief(const Lookup& lookup, const model::Finding& finding, bool colour) {
  const Palette& palette = colour ? kColours : kPlain;
  std::string out =
      fmt::format("{}pewter: {} {}{}: {}{}{}\n", palette.error, name_of(finding.severity), visible(finding.rule),
                  palette.off, palette.strong, visible(finding.message), palette.off);
  std::string verdict(name_of(finding.verdict));
  if (!finding.cause.empty()) verdict += ": " + visible(finding.cause);
  out += fmt::format("  {}, {}\n", visible(describe(finding.object)), verdict);
  for (const model::Side& side : finding.sides) {
    out += fmt::format("\n  {}{}{}, {}: {}\n", palette.strong, visible(capitalised(lookup.thread(side.moment.thread))),
                       palette.off, visible(side.role), visible(what_happened(side.moment)));
    out += frames(lookup, palette, side.moment.stack);
  }
  out += '\n';
  if (!finding.missing_order.empty()) out += wrap(sentence(finding.missing_order), "  Missing order: ", 4);
  if (!finding.fix.empty())
    out += palette.fix.empty()
               ? wrap(sentence(finding.fix), "  Fix: ", 4)
               : fmt::format("{}{}{}", palette.fix, wrap(sentence(finding.fix), "  Fix: ", 4), palette.off);
  if (!finding.caveat.empty()) out += wrap(sentence(finding.caveat), "  It could be wrong: ", 4);
  return out += fmt::format("  To leave it out: fingerprint:{}\n", fingerprint(finding, lookup.report().stacks));
}

std::string brief(const Lookup& lookup, const Crash& crash, bool colour) {
  const Palette& palette = colour ? kColours : kPlain;
  const bool touched = crash.signal == SIGSEGV || crash.signal == SIGBUS;
  std::string out = fmt::format("{}pewter: {}{}{}: {}\n", palette.error, visible(crash.signal_name), palette.off,
                                touched ? fmt::format(" at address {:#x}", crash.address) : "",
                                visible(capitalised(lookup.thread(crash.thread))));
  return out + frames(lookup, palette, crash.stack);
}

}  // namespace pewter::report
