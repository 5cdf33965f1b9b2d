// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "exec/executor.h"
#include "runtime/argument_encoder.h"
#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

class Scheduler;
class WorkerPool;

// What a device is made of; session fills it from the environment, tests with fakes.
struct DeviceOptions {
  std::shared_ptr<exec::Executor> executor;                               // required
  std::function<compiler::Compiler*(std::string* why)> compiler;          // null: every compile fails with a clear error
  bool coalesce = true;                                                   // adjacent compute encoders become one pass
  bool separate_sessions = false;  // encoders of several threads on one buffer are kept apart
  bool watch_memory = false;       // buffers that the program sees are mapped twice (watched_memory.h)
  std::function<void()> before_first_commit;  // called once, on the thread that commits
  unsigned workers = 0;                                                   // passes that may run side by side; 0: by cores
};

// Counts since the device was made. One consistent read is not promised.
struct Statistics {
  std::uint64_t command_buffers = 0;    // committed
  std::uint64_t compute_encoders = 0;
  std::uint64_t blit_encoders = 0;
  std::uint64_t passes = 0;             // after coalescing
  std::uint64_t coalesced_encoders = 0; // encoders that joined the pass before them
  std::uint64_t dispatches = 0;
};

// MTL::Device. Thread-safe throughout.
class Device final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  static Ref<Device> create(DeviceOptions options);
  explicit Device(DeviceOptions options);
  ~Device();  // waits for nothing: work in flight keeps the device alive

  // What it is.
  std::string name() const;
  std::string architecture_name() const;  // "applegpu_g13s": programs parse its last three characters
  std::uint64_t registry_id() const;
  bool supports_family(std::uint64_t family) const;      // MTLGPUFamily
  bool supports_feature_set(std::uint64_t set) const;    // MTLFeatureSet
  bool has_unified_memory() const { return true; }
  bool is_low_power() const { return false; }
  bool is_headless() const { return false; }
  bool is_removable() const { return false; }
  std::uint64_t location() const { return 0; }           // MTLDeviceLocationBuiltIn
  std::uint64_t location_number() const { return 0; }
  std::uint64_t max_transfer_rate() const { return 0; }
  std::uint64_t peer_group_id() const { return 0; }
  std::uint32_t peer_index() const { return 0; }
  std::uint32_t peer_count() const { return 0; }
  std::uint64_t argument_buffers_support() const { return 1; }  // MTLArgumentBuffersTier2
  std::uint64_t max_argument_buffer_sampler_count() const { return 1024; }
  bool supports_dynamic_libraries() const { return false; }
  bool supports_function_pointers() const { return false; }
  bool supports_raytracing() const { return false; }

  // Limits, in bytes unless they say otherwise.
  Size max_threads_per_threadgroup() const { return {1024, 1024, 1024}; }  // a dimension; 1024 in all
  std::uint64_t max_threadgroup_memory_length() const { return model::kMaxThreadgroupMemory; }
  std::uint64_t max_buffer_length() const;
  std::uint64_t recommended_max_working_set_size() const;
  std::uint64_t current_allocated_size() const;
  SizeAndAlign heap_buffer_size_and_align(std::uint64_t length, ResourceOptions options) const;

  // CPU and GPU time in nanoseconds of the same clock.
  void sample_timestamps(std::uint64_t* cpu, std::uint64_t* gpu) const;

  // Makers. Null where Metal returns nil: length 0 or above max_buffer_length(), no memory, a misaligned no-copy pointer.
  Ref<CommandQueue> new_command_queue(const CommandQueueDescriptor& descriptor = {});
  Ref<Buffer> new_buffer(std::uint64_t length, ResourceOptions options);
  Ref<Buffer> new_buffer(const void* bytes, std::uint64_t length, ResourceOptions options);  // copies the bytes
  // Uses the caller's memory; `deallocator` (may be empty) is called once, when the buffer is destroyed.
  Ref<Buffer> new_buffer_no_copy(void* bytes, std::uint64_t length, ResourceOptions options,
                                 std::function<void(void*, std::uint64_t)> deallocator);
  Ref<Heap> new_heap(const HeapDescriptor& descriptor);
  Ref<Fence> new_fence();
  Ref<Event> new_event();
  Ref<SharedEvent> new_shared_event();
  Expected<Ref<ResidencySet>> new_residency_set(const ResidencySetDescriptor& descriptor);
  Expected<Ref<LogState>> new_log_state(const LogStateDescriptor& descriptor);
  Ref<ArgumentEncoder> new_argument_encoder(std::span<const ArgumentDescriptor> arguments);

  // Libraries. Diagnostics of a failed compile are the message of MTLLibraryErrorCompileFailure; warnings of a successful one
  // are Library::warnings().
  Expected<Ref<Library>> new_library(std::string_view source, const compiler::Options& options);
  void new_library(std::string_view source, const compiler::Options& options, CompletionHandler<Library> handler);
  Expected<Ref<Library>> new_library_from_file(const std::string& path);
  Expected<Ref<Library>> new_library_from_data(std::span<const std::byte> data);
  // default.metallib beside the executable, or in `directory` where given (a bundle's).
  Expected<Ref<Library>> new_default_library(const std::string& directory = {});

  // Pipelines: this is where a kernel is compiled. Different kernels compile side by side.
  Expected<Ref<ComputePipelineState>> new_compute_pipeline_state(const ComputePipelineDescriptor& descriptor);
  void new_compute_pipeline_state(const ComputePipelineDescriptor& descriptor, CompletionHandler<ComputePipelineState> handler);

  Statistics statistics() const;

  // For the runtime itself.
  exec::Executor& executor() const { return *executor_; }
  Expected<compiler::Compiler*> compiler() const;  // never null; fails where it cannot be loaded
  Scheduler& scheduler() const { return *scheduler_; }
  bool coalesces() const { return coalesce_; }
  bool separates_sessions() const { return separate_sessions_; }
  void run_in_background(std::function<void()> work);  // on one of a few threads; for completion-handler forms
  void add_allocated(std::int64_t bytes) { allocated_.fetch_add(bytes, std::memory_order_relaxed); }
  struct Counters {
    std::atomic<std::uint64_t> command_buffers{0}, compute_encoders{0}, blit_encoders{0}, passes{0}, coalesced_encoders{0}, dispatches{0};
  };
  Counters& counters() { return counters_; }
  std::shared_ptr<WorkerPool> new_handler_pool();  // one thread, which runs the handlers of a queue's buffers
  void before_commit() { std::call_once(committed_, [this] { if (before_first_commit_) before_first_commit_(); }); }
  // For the end of the process. The first waits, at most `seconds` for each, until no pass and no handler runs or is about to; the
  // second waits as well, and then lets nothing more begin (WorkerPool::quiesce).
  void drain(double seconds);
  void quiesce(double seconds);

 private:
  Ref<Buffer> new_buffer(std::uint64_t length, ResourceOptions options, const char* call);
  void validate_length(const char* call, const char* what, std::uint64_t length) const;  // where somebody watches
  std::shared_ptr<exec::Executor> executor_;
  std::function<compiler::Compiler*(std::string* why)> compiler_;
  const bool coalesce_;
  const bool separate_sessions_;
  const bool watch_memory_;
  std::shared_ptr<Scheduler> scheduler_;
  std::shared_ptr<WorkerPool> compile_pool_;  // completion-handler forms of new_library and new_compute_pipeline_state
  std::mutex handler_pools_mutex_;
  std::vector<std::weak_ptr<WorkerPool>> handler_pools_;  // guarded by handler_pools_mutex_
  const std::function<void()> before_first_commit_;
  std::once_flag committed_;
  std::atomic<std::int64_t> allocated_{0};
  Counters counters_;
};

}  // namespace pewter::runtime
