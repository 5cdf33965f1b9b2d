// SPDX-License-Identifier: Apache-2.0
#include "model/observer.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace pewter::model {
namespace detail {

std::atomic<Observer*> observer{nullptr};

namespace {
std::atomic<std::uint64_t> next_sequence{1};

void stamp(Event& event) {
  thread_local const std::uint32_t thread = static_cast<std::uint32_t>(::syscall(SYS_gettid));
  event.thread = thread;
  event.sequence = next_sequence.fetch_add(1, std::memory_order_relaxed);
}
}  // namespace

bool before(Event event) {
  Observer* seat = observer.load(std::memory_order_acquire);
  if (!seat) return true;
  stamp(event);
  return seat->before(event);
}

void on(Event event) {
  Observer* seat = observer.load(std::memory_order_acquire);
  if (!seat) return;
  stamp(event);
  seat->on(event);
}

}  // namespace detail

void set_observer(Observer* observer) { detail::observer.store(observer, std::memory_order_release); }

std::string_view name_of(CommandKind kind) {
  switch (kind) {
    case CommandKind::dispatch: return "dispatch";
    case CommandKind::dispatch_indirect: return "dispatch_indirect";
    case CommandKind::memory_barrier: return "memory_barrier";
    case CommandKind::copy_buffer: return "copy_buffer";
    case CommandKind::fill_buffer: return "fill_buffer";
    case CommandKind::synchronize_resource: return "synchronize_resource";
    case CommandKind::use_resource: return "use_resource";
    case CommandKind::wait_for_fence: return "wait_for_fence";
    case CommandKind::update_fence: return "update_fence";
    case CommandKind::wait_for_event: return "wait_for_event";
    case CommandKind::signal_event: return "signal_event";
    case CommandKind::push_debug_group: return "push_debug_group";
    case CommandKind::pop_debug_group: return "pop_debug_group";
    case CommandKind::signpost: return "signpost";
  }
  return "?";
}

std::string_view name_of(ObjectClass object_class) {
  constexpr std::string_view kNames[] = {
      "MTLDevice", "MTLCommandQueue", "MTLCommandBuffer", "MTLComputeCommandEncoder", "MTLBlitCommandEncoder", "MTLBuffer",
      "MTLHeap", "MTLEvent", "MTLSharedEvent", "MTLFence", "MTLLibrary", "MTLFunction", "MTLComputePipelineState",
      "MTLArgumentEncoder", "MTLResidencySet", "MTLCaptureScope", "MTLLogState",
      "MPSKernel"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == static_cast<unsigned>(ObjectClass::mps_kernel) + 1);
  return kNames[static_cast<unsigned>(object_class)];
}

ObjectClass class_named(std::string_view name) {
  for (unsigned i = 0; i < static_cast<unsigned>(ObjectClass::mps_kernel); ++i)
    if (name_of(static_cast<ObjectClass>(i)) == name) return static_cast<ObjectClass>(i);
  return ObjectClass::mps_kernel;
}

std::string_view common_name(ObjectClass object_class) {
  switch (object_class) {
    case ObjectClass::command_queue:
      return "command queue";
    case ObjectClass::command_buffer:
      return "command buffer";
    case ObjectClass::compute_command_encoder:
      return "compute encoder";
    case ObjectClass::blit_command_encoder:
      return "blit encoder";
    case ObjectClass::buffer:
      return "buffer";
    case ObjectClass::heap:
      return "heap";
    case ObjectClass::argument_encoder:
      return "argument encoder";
    case ObjectClass::residency_set:
      return "residency set";
    case ObjectClass::mps_kernel:
      return "MPS kernel";
    default:
      return "object";
  }
}

std::string_view name_of(EventKind kind) {
  constexpr std::string_view kNames[] = {"object_created",
                                         "object_destroyed",
                                         "label_set",
                                         "object_accessed",
                                         "encoder_opened",
                                         "encoder_ended",
                                         "session_separated",
                                         "session_postponed",
                                         "commit_held_back",
                                         "encoder_overlapped",
                                         "command_recorded",
                                         "buffer_enqueued",
                                         "buffer_committed",
                                         "buffer_scheduled",
                                         "buffer_completed",
                                         "handler_added",
                                         "handler_began",
                                         "handler_ended",
                                         "handler_threw",
                                         "wait_began",
                                         "wait_ended",
                                         "queue_full_began",
                                         "queue_full_ended",
                                         "pass_began",
                                         "pass_ended",
                                         "contents_taken",
                                         "range_modified",
                                         "memory_touched",
                                         "bytes_touched",
                                         "purgeable_state_set",
                                         "made_aliasable",
                                         "event_signaled",
                                         "event_wait_satisfied",
                                         "event_wait_began",
                                         "event_wait_timed_out",
                                         "event_listener_added",
                                         "event_listener_notified",
                                         "event_listener_returned",
                                         "allocation_added",
                                         "allocation_removed",
                                         "residency_committed",
                                         "residency_set_added",
                                         "residency_set_removed",
                                         "memory_placed",
                                         "address_taken",
                                         "argument_written",
                                         "pointers_found",
                                         "assertion_failed",
                                         "validation_failed"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == static_cast<unsigned>(EventKind::validation_failed) + 1);
  return kNames[static_cast<unsigned>(kind)];
}

}  // namespace pewter::model
