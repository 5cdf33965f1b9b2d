// SPDX-License-Identifier: Apache-2.0
#include "exec/support/fault_report.h"

#include <fmt/format.h>
#include <signal.h>

namespace pewter::exec {

std::string describe(const model::LoadedKernel& kernel, const model::ThreadgroupFrame& frame) {
  return fmt::format("kernel '{}', threadgroup ({}, {}, {})", kernel.info.host_name, frame.position_in_grid[0],
                     frame.position_in_grid[1], frame.position_in_grid[2]);
}

Fault timeout_fault(const model::LoadedKernel& kernel, const model::ThreadgroupFrame& frame, Watch::Duration timeout) {
  return {Fault::Kind::timeout, fmt::format("{} ran for {} s without coming to an end and was stopped",
                                            describe(kernel, frame), std::chrono::duration<double>(timeout).count())};
}

Fault signal_fault(const model::LoadedKernel& kernel, const model::ThreadgroupFrame& frame, const FaultRecord& record) {
  const std::string who = describe(kernel, frame);
  if (record.stack_overflow)
    return {Fault::Kind::stack_overflow, fmt::format("{} overflowed the stack of one of its threads", who)};
  if (record.signal == SIGFPE) return {Fault::Kind::page_fault, fmt::format("{} raised an arithmetic exception", who)};
  if (!record.address)
    return {
        Fault::Kind::page_fault,
        fmt::format("{} touched address zero, where no buffer is bound, or one that is not canonical or not aligned", who)};
  return {
      Fault::Kind::page_fault,
      fmt::format(
          "{} touched address {}, where there is no memory: a buffer that is not bound or an index out of its bounds", who,
          record.address)};
}

Fault memory_fault(const model::LoadedKernel& kernel) {
  return {Fault::Kind::out_of_memory, fmt::format("kernel '{}': no memory for the stacks or the threadgroup memory of a threadgroup",
                                                  kernel.info.host_name)};
}

}  // namespace pewter::exec
