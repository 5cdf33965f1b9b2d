// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_processor_access(const Scene& scene, ObjectState& resource, const Meeting& meeting) {
  const auto& [work, program] = meeting;
  const model::ResourceUse& use = work.touch.use;
  const bool work_writes = use.access != model::Access::read;
  const std::string name = model::describe(resource.name), user = scene.name(work.buffer);
  const std::string_view does = program.writes ? "writes" : "reads";
  model::Finding finding = scene.begin(rule(rules::processor_access), resource);
  finding.cause = fmt::format("the processor {} what the GPU {}", does, work_writes ? "writes" : "reads");
  finding.message = fmt::format(
      "thread {} {} byte {} of {} while '{}' of {} {} it: nobody has waited for that command buffer",
      program.record.thread, does, program.offset, name, work.touch.command, user, work_writes ? "writes" : "reads");
  finding.sides = {scene.side(fmt::format("'{}', as it was encoded", work.touch.command), work.touch.record),
                   scene.side("the commit", work.committed),
                   scene.side(program.writes ? "the program's store" : "the program's load", program.record)};
  const std::string index =
      use.index >= 0 ? fmt::format(", bound at index {} with offset {},", use.index, use.offset) : "";
  finding.because.push_back(use.exact ? fmt::format("'{}' {} bytes {} to {} of {}.", work.touch.command,
                                                    work_writes ? "writes" : "reads", work.first, work.last, name)
                                      : fmt::format("'{}' was seen to touch bytes {} to {} of {}{} which it {}.",
                                                    work.touch.command, work.first, work.last, name, index,
                                                    use.access == model::Access::read    ? "reads"
                                                    : use.access == model::Access::write ? "writes"
                                                                                         : "reads and writes"));
  finding.because.push_back(
      fmt::format("{} was committed, and nobody had seen it complete when byte {} was touched.", user, program.offset));
  finding.missing_order =
      fmt::format("no waitUntilCompleted, completed handler, status or event says that {} is done before this {}", user,
                  program.writes ? "store" : "load");
  finding.fix =
      program.writes && !work_writes
          ? fmt::format(
                "Give each command buffer in flight memory of its own (a ring of buffers, taken again in a completed "
                "handler), or call waitUntilCompleted on {} before writing.",
                user)
          : fmt::format(
                "Call waitUntilCompleted on {} before the memory is touched, or touch it in a completed handler or "
                "after a shared event that it signals.",
                user);
  return finding;
}

}  // namespace pewter::check
