// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/byte_set.h"
#include "model/command.h"

// What the runtime tells its observer: everything a checker needs and nothing of the runtime's own types, so that the same
// checker runs live and on a saved trace.
namespace pewter::model {

enum class ObjectClass : std::uint8_t {
  device, command_queue, command_buffer, compute_command_encoder, blit_command_encoder, buffer, heap, event, shared_event,
  fence, library, function, compute_pipeline_state, argument_encoder, residency_set, capture_scope, log_state, mps_kernel,
};
std::string_view name_of(ObjectClass object_class);      // "MTLBuffer", ...
ObjectClass class_named(std::string_view name);          // as name_of() has it; of another name: mps_kernel
std::string_view common_name(ObjectClass object_class);  // "buffer", "command buffer"; "object" for those of no note

enum class EventKind : std::uint8_t {
  // Life of objects. parent: what made it (queue of a buffer, buffer of an encoder, heap or device of a buffer).
  object_created,
  object_destroyed,
  label_set,  // text
  // Use of one object by one API call that is not thread-safe or changes the object; `writes` says which.
  object_accessed,
  // Encoders. object: the encoder, parent: the command buffer.
  encoder_opened,  // value: MTLDispatchType, aux: number of its pass in the buffer. before(): object is 0
  encoder_ended,
  // What made a program safe that was not. object: the command buffer.
  session_separated,   // an encoder was opened while another thread's was open, and got a part of the buffer of its own
  session_postponed,   // an encoder came after the commit, and got a command buffer of its own. value: that one
  commit_held_back,    // a commit waited for other threads' encoders
  encoder_overlapped,  // a second thread came in while another was inside; it waited
  // Recording. object: encoder or command buffer, parent: command buffer; `command` is set.
  command_recorded,
  // Command buffers. object: the command buffer, parent: its queue.
  buffer_enqueued,
  buffer_committed,
  buffer_scheduled,
  buffer_completed,  // value: final MTLCommandBufferStatus; text: the error's message
  handler_added,     // value: 0 scheduled, 1 completed; aux: the handler's number
  handler_began,     // likewise, on the handler's thread
  handler_ended,
  handler_threw,  // on the handler's thread; nobody catches, the process is about to end. text: what the exception says
  wait_began,     // waitUntilScheduled / waitUntilCompleted; value: status waited for
  wait_ended,
  queue_full_began,  // commandBuffer() blocks: too many uncompleted buffers. object: the queue
  queue_full_ended,
  // Execution. object: command buffer; value: number of the pass in it.
  pass_began,
  pass_ended,
  // CPU side of resources. object: the resource.
  contents_taken,  // contents() returned a pointer
  range_modified,  // didModifyRange: value offset, aux length
  // The first touch of a part of a view that was closed (memory_watch.h), by the program or `by_gpu`.
  // value: offset of the byte; `writes`; `return_addresses`: where the thread of the program was.
  memory_touched,
  // A dispatch has run of which a TouchWatch was asked. object: the resource, value: Command::number; `touched`.
  bytes_touched,
  purgeable_state_set,  // value
  made_aliasable,
  // Events. object: the event; value.
  event_signaled,        // by the GPU side (parent: command buffer) or by setSignaledValue (parent: 0)
  event_wait_satisfied,  // a GPU-side wait went on (parent: command buffer), or waitUntilSignaledValue returned
  event_wait_began,      // waitUntilSignaledValue; aux: milliseconds
  event_wait_timed_out,
  event_listener_added,
  event_listener_notified,
  event_listener_returned,
  // Residency sets. object: the set; value: the allocation's id.
  allocation_added,
  allocation_removed,  // value 0: all of them
  residency_committed,
  residency_set_added,    // object: a command queue or command buffer; value: the set
  residency_set_removed,  // likewise
  // What kernels reach through addresses in memory.
  memory_placed,     // object: a new buffer or heap; value: its GPU address, aux: its length
  address_taken,     // gpuAddress(). object: the buffer
  argument_written,  // by an argument encoder. object: the argument buffer, value: offset in it, aux: the buffer
  pointers_found,    // at the commit, before buffer_committed. object: the encoder, parent: command buffer,
                     // value: number of the dispatch; command->pointers
  // A rule of Metal's own was broken; before() only: true ends the process, false lets it go on without the call. text:
  // the line, rule: its ID, why: how it is known, a sentence a line.
  assertion_failed,
  // An argument is wrong by Metal's validation layer; before() only: false ends the process, true lets the call go on.
  // Likewise.
  validation_failed,
};
inline constexpr EventKind kLastEventKind = EventKind::validation_failed;
std::string_view name_of(EventKind kind);

struct Event {
  EventKind kind{};
  ObjectClass object_class{};
  bool writes = false;            // object_accessed, memory_touched
  bool by_gpu = false;            // memory_touched, bytes_touched
  ObjectId object = 0;
  ObjectId parent = 0;
  std::uint64_t value = 0;
  std::uint64_t aux = 0;
  const char* call = "";          // the API call, as Objective-C selector: "setBuffer:offset:atIndex:"
  std::string_view text{};
  std::string_view rule{};  // assertion_failed, validation_failed
  std::string_view why{};   // likewise
  const Command* command = nullptr;
  const TouchedBytes* touched = nullptr;              // bytes_touched
  std::span<const std::uint64_t> return_addresses{};  // innermost first; empty: the observer takes the stack itself
  // Filled in by observe():
  std::uint64_t sequence = 0;     // global order in which events were given out
  std::uint32_t thread = 0;       // kernel thread id (gettid)
};

}  // namespace pewter::model
