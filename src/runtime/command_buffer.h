// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/assertion.h"
#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

class BlitCommandEncoder;
class CommandEncoder;
class ComputeCommandEncoder;
struct Recording;
class SeparateSessions;

// MTL::CommandBuffer. One thread records at a time: that is the program's duty, and breaking it ends in one of Metal's
// assertions, never in damaged memory. Status, times, waits, handlers, retain and release are thread-safe.
//
// All of the recording state is guarded by one atomic word, gate_: who holds it may append.
class CommandBuffer final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  CommandBuffer(CommandQueue* queue, const CommandBufferDescriptor& descriptor);  // by CommandQueue only: it counts them
  ~CommandBuffer();

  CommandQueue* command_queue() const { return queue_.get(); }
  bool retained_references() const { return retained_references_; }
  std::uint64_t error_options() const { return error_options_; }
  CommandBufferStatus status() const { return static_cast<CommandBufferStatus>(status_.load(std::memory_order_acquire)); }
  // The program asks: whoever sees a buffer completed may go on as after a wait.
  CommandBufferStatus poll_status() const;
  // Set once the status is error.
  std::optional<Error> error() const;

  // Encoders. At most one is open at a time: a second ends the process with Metal's assertion.
  Ref<ComputeCommandEncoder> compute_command_encoder(const ComputePassDescriptor& descriptor = {});
  Ref<BlitCommandEncoder> blit_command_encoder();

  void enqueue();  // reserves the place in the queue's order; again or after commit(): nothing
  void commit();
  void add_scheduled_handler(CommandBufferHandler handler);
  void add_completed_handler(CommandBufferHandler handler);
  // The status is reached, and the handlers for it, of this buffer and of those before it, have returned when these return. A handler of the same queue does not wait
  // for handlers: it would wait for itself, or for those that come after it. A buffer that was never committed is waited for all the same.
  void wait_until_scheduled();
  void wait_until_completed();

  // Order against the event: what follows waits until its value is at least `value`; it gets `value` when all before is done.
  void encode_wait_for_event(Event* event, std::uint64_t value);
  void encode_signal_event(Event* event, std::uint64_t value);

  void push_debug_group(std::string_view name);
  void pop_debug_group();
  void use_residency_sets(std::span<ResidencySet* const> sets);  // all memory is resident: told to the observer only

  // Seconds on the clock of CLOCK_MONOTONIC; 0 before the moment. kernel: hand-over to the scheduler.
  double kernel_start_time() const { return seconds(kernel_start_); }
  double kernel_end_time() const { return seconds(kernel_end_); }
  double gpu_start_time() const { return seconds(gpu_start_); }
  double gpu_end_time() const { return seconds(gpu_end_); }

  // How its encoders became passes.
  struct Counts {
    std::uint32_t encoders = 0, passes = 0, coalesced_encoders = 0, dispatches = 0;
  };
  Counts counts() const;  // as of commit()

 private:
  friend class CommandQueue;
  friend class CommandEncoder;
  friend class ComputeCommandEncoder;
  friend class BlitCommandEncoder;
  friend class Scheduler;
  friend class CaptureManager;

  static double seconds(const std::atomic<std::uint64_t>& nanoseconds) {
    return static_cast<double>(nanoseconds.load(std::memory_order_acquire)) * 1e-9;
  }
  static void destroy_or_orphan(foundation::Object* object) noexcept;  // ClassRecord::destroy
  // Pins keep the object's memory while it is in flight, even if the program releases more often than it retains.
  void pin() { pins_.fetch_add(1, std::memory_order_relaxed); }
  void unpin();

  // Takes the gate for `holder`; whatever stands in the way ends in the assertion that fits. False: an observer let the
  // program go on after that, and `call` must do nothing.
  bool take_gate(std::uintptr_t holder, const char* call, Assertion if_encoding, Assertion if_committed);
  void give_gate(std::uintptr_t next) { gate_.store(next, std::memory_order_release); }
  template <class Encoder>
  Ref<Encoder> open_encoder(bool compute, DispatchType dispatch_type, const char* call);
  void encoder_ended(const Recording* recording);
  // With sessions_: command_buffer_sessions.cpp.
  template <class Encoder>
  Ref<Encoder> open_beside_others(bool compute, DispatchType dispatch_type, const char* call);
  Ref<CommandBuffer> successor(const char* call);
  bool close_sessions();
  void session_ended(const Recording* recording);
  void wait_for_successors(CommandBufferStatus status, const char* call);
  void commit_late();
  void post_handlers(std::vector<std::pair<std::uint64_t, CommandBufferHandler>> handlers, bool completed);
  void add_handler(CommandBufferHandler handler, bool completed);
  void encode_event(Event* event, std::uint64_t value, bool signal);
  void advance_status(CommandBufferStatus status);
  void wait_for(CommandBufferStatus status, const char* call);
  void wait_for_handlers(bool completed);
  void handlers_returned(bool completed);
  void set_error(Error error);  // the first one stays
  void scheduled();   // by the queue, in order
  void completed();   // by the queue, in order

  Ref<CommandQueue> queue_;
  const bool retained_references_;
  const std::uint64_t error_options_;
  const Ref<LogState> log_state_;  // the descriptor's, else the queue's; may be null

  // kGateFree: recording, nobody inside; kGateCommitted: closed for good; kGateBusy: a call is inside for a moment;
  // kGateOpening: an encoder is being made; else the address of the open encoder. Taken by compare-exchange (acquire), given back by store (release): whoever takes it sees all that
  // was recorded before.
  static constexpr std::uintptr_t kGateFree = 0, kGateCommitted = 1, kGateBusy = 2, kGateOpening = 3;
  std::atomic<std::uintptr_t> gate_{kGateFree};
  // A commit that was refused for an open encoder and shall happen when that ends. Sequentially consistent with gate_:
  // of who sets it and who frees the gate at least one sees the other.
  std::atomic<bool> commit_at_end_{false};
  // Only grows. Release on write, so that a reader of a terminal status sees error_ and the times; waiters sleep on it.
  std::atomic<std::uint32_t> status_{0};
  // Which handlers have returned: bit 0 those of scheduled, bit 1 those of completed. Release on write, so that a waiter sees what
  // they did.
  std::atomic<std::uint32_t> handled_{0};
  std::unique_ptr<Recording> recording_;      // behind gate_ until commit, then the scheduler's; freed on completion
  std::unique_ptr<SeparateSessions>
      sessions_;                              // where Device::separates_sessions(): encoders do not hold the gate then
  bool in_order_ = false;                     // guarded by the queue's mutex: has a place in its order
  bool handed_over_ = false;                  // likewise: all passes are with the scheduler
  std::atomic<std::uint32_t> unfinished_{1};  // passes not yet run, plus one for the hand-over
  mutable std::mutex mutex_;                  // guards what follows
  bool handlers_closed_ = false;
  std::vector<std::pair<std::uint64_t, CommandBufferHandler>> scheduled_handlers_, completed_handlers_;
  std::vector<Ref<CommandBuffer>> successors_;  // for encoders that came after the commit; only with sessions_
  std::optional<Error> error_;
  std::atomic<bool> failed_{false};           // error_ is set, the rest of the passes is skipped; release after error_
  std::atomic<std::uint64_t> kernel_start_{0}, kernel_end_{0}, gpu_start_{0}, gpu_end_{0};
  Counts counts_{};                           // as of commit; guarded by mutex_
  static constexpr std::uint32_t kOrphan = 1u << 31;
  std::atomic<std::uint32_t> pins_{0};        // number of pins, and kOrphan once the last reference is gone
};

}  // namespace pewter::runtime
