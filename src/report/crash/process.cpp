// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/clock.h"
#include "report/crash/sections.h"
#include "report/reproduce.h"
#include "report/signals.h"
#include "report/text.h"

namespace pewter::report::crash {

std::string process(const Lookup& lookup) {
  const Report& report = lookup.report();
  std::string out = field("Process", fmt::format("{} [{}]", report.process, report.pid));
  out += field("Path", report.path);
  out += field("Date/Time", date_and_time(report));
  out += field("OS Version", report.os_version);
  out += field("Hardware Model", report.hardware);
  out += field("Metal Device", report.device);
  out += field("Pewter", report.mode.empty() ? report.pewter_version
                                             : fmt::format("{}, mode {}", report.pewter_version, report.mode));
  return out += '\n';
}

std::string exception(const Lookup& lookup) {
  const Report& report = lookup.report();
  if (!report.crash) return field("Crashed Thread", "none: the process was not ended by a signal");
  const Crash& crash = *report.crash;
  const MachException mach = mach_exception(crash);
  std::string out = field("Crashed Thread", lookup.thread(crash.thread));
  out += '\n';
  out += field("Exception Type", fmt::format("{} ({})", mach.type, crash.signal_name));
  out += field("Exception Codes", fmt::format("{:#018x}, {:#018x}", mach.codes[0], mach.codes[1]));
  out += fmt::format("Termination Reason: Namespace SIGNAL, Code {} {}\n", crash.signal, describe_signal(crash.signal));
  if (!crash.message.empty()) out += fmt::format("\nApplication Specific Information:\n{}\n", visible(crash.message));
  return out;
}

std::string crashed_stack(const Lookup& lookup) {
  const Report& report = lookup.report();
  if (!report.crash) return {};
  const model::Stack& stack = lookup.stack(report.crash->stack);
  return title("Stack Trace (Crashed Thread)") +
         (stack.empty() ? std::string("(not recorded)\n") : frames(lookup, stack));
}

std::string reproduce(const Lookup& lookup) {
  const std::vector<std::string> steps = steps_to_reproduce(lookup.report());
  if (steps.empty()) return {};
  std::string out = title("How to Reproduce");
  for (std::size_t i = 0; i < steps.size(); ++i) out += fmt::format("{}. {}\n", i + 1, steps[i]);
  return out;
}

std::string frames(const Lookup& lookup, const model::Stack& stack) {
  std::string out;
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const model::Frame& frame = stack[i];
    const std::string_view image = frame.language == model::Frame::Language::python  ? "Python"
                                   : frame.language == model::Frame::Language::metal ? "Metal kernel"
                                                                                     : base_name(frame.module);
    std::string text = visible(function_of(frame));
    if (frame.function_offset && !frame.function.empty()) text += fmt::format(" + {}", frame.function_offset);
    if (const std::string place = lookup.place(frame); !place.empty()) text += fmt::format(" ({})", visible(place));
    if (frame.inlined) text += " [inlined]";
    out += fmt::format("{:<3} {:<31} {}\n", i, visible(image.empty() ? "???" : image), text);
  }
  return out;
}

}  // namespace pewter::report::crash
