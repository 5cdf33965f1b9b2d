// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_missing_barrier(const Scene& scene, ObjectState& encoder, const PassHazards::Conflict& conflict, const Record& now) {
  model::Finding finding = scene.begin(rule(rules::missing_barrier), encoder);
  const std::string resource = scene.name(conflict.use.resource);
  finding.cause = fmt::format("{} without a barrier", name_of(conflict.kind));
  finding.message = fmt::format("{}: '{}' and '{}' both touch {} from byte {} on, and nothing orders them in a concurrent encoder", name_of(conflict.kind),
                                conflict.earlier_kernel, conflict.kernel, resource, conflict.use.offset);
  finding.sides = {scene.side(fmt::format("the dispatch of '{}'", conflict.earlier_kernel), conflict.earlier),
                   scene.side(fmt::format("the dispatch of '{}'", conflict.kernel), now)};
  finding.missing_order = fmt::format("no memoryBarrier stands between the dispatch of '{}' and that of '{}'", conflict.earlier_kernel, conflict.kernel);
  const auto bytes = [](const model::ResourceUse& use) { return fmt::format("bytes {} to {} at index {}", use.offset, use.offset + use.length, use.index); };
  const auto does = [](const model::ResourceUse& use) {
    return use.access == model::Access::read ? "reads" : use.access == model::Access::write ? "writes" : "reads and writes";
  };
  finding.because.push_back(fmt::format("'{}' {} {}, {}.", conflict.earlier_kernel, does(conflict.earlier_use), resource, bytes(conflict.earlier_use)));
  finding.because.push_back(fmt::format("'{}' {} {}, {}.", conflict.kernel, does(conflict.use), resource, bytes(conflict.use)));
  finding.fix = fmt::format("Call memoryBarrier(MTL::BarrierScopeBuffers), or with {} alone, between the two dispatches; or use a serial encoder.", resource);
  finding.caveat = "Ranges are as bound, up to the end of the resource. Kernels that keep to parts that do not overlap are right without a barrier.";
  return finding;
}

}  // namespace pewter::check
