// SPDX-License-Identifier: Apache-2.0
#include "runtime/device.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <thread>

#include "runtime/assertion.h"
#include "runtime/buffer.h"
#include "runtime/clock.h"
#include "runtime/command_queue.h"
#include "runtime/fence.h"
#include "runtime/heap.h"
#include "runtime/log_state.h"
#include "runtime/machine.h"
#include "runtime/residency_set.h"
#include "runtime/scheduler/scheduler.h"
#include "runtime/shared_event.h"
#include "runtime/storage.h"
#include "runtime/threads/worker_pool.h"
#include "runtime/validation.h"
#include "support/log.h"

namespace pewter::runtime {
namespace {

unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

bool is_tracked(ResourceOptions options) { return options.hazard_tracking_mode() != HazardTrackingMode::untracked; }

}  // namespace

constinit const foundation::ClassRecord Device::kClass{.name = "MTLDevice", .super = &foundation::kObjectClass, .destroy = destroy<Device>, .description = nullptr};

Ref<Device> Device::create(DeviceOptions options) {
  if (model::observed()) foundation::widen_quarantine();
  return make<Device>(std::move(options));
}

Device::Device(DeviceOptions options)
    : DeviceObject(kClass, model::ObjectClass::device, nullptr, 0),
      executor_(std::move(options.executor)),
      compiler_(std::move(options.compiler)),
      coalesce_(options.coalesce && !options.separate_sessions),
      separate_sessions_(options.separate_sessions),
      watch_memory_(options.watch_memory),
      // Passes are parallel inside: a few side by side are enough to fill the gaps that small ones leave.
      scheduler_(std::make_shared<Scheduler>(options.workers ? options.workers : std::clamp(cores(), 2u, 8u))),
      compile_pool_(std::make_shared<WorkerPool>(cores(), "pewter-compile")),
      before_first_commit_(std::move(options.before_first_commit)) {}

Device::~Device() = default;

std::string Device::name() const { return "Pewter CPU"; }
std::string Device::architecture_name() const { return "applegpu_g13s"; }
std::uint64_t Device::registry_id() const { return 0x100000000ull + id(); }

bool Device::supports_family(std::uint64_t family) const {
  const auto in = [family](std::uint64_t first, std::uint64_t last) { return family >= first && family <= last; };
  return in(1001, 1008)     // Apple1 to Apple8
         || in(2001, 2002)  // Mac1, Mac2
         || in(3001, 3003)  // Common1 to Common3
         || in(4001, 4002)  // MacCatalyst1, MacCatalyst2
         || family == 5001; // Metal3
}

bool Device::supports_feature_set(std::uint64_t set) const { return set >= 10000 && set <= 10005; }  // macOS GPU families 1 and 2

std::uint64_t Device::recommended_max_working_set_size() const { return machine_memory() / 4 * 3 / page_size() * page_size(); }
std::uint64_t Device::max_buffer_length() const { return recommended_max_working_set_size(); }
std::uint64_t Device::current_allocated_size() const { return static_cast<std::uint64_t>(std::max<std::int64_t>(0, allocated_.load(std::memory_order_relaxed))); }

SizeAndAlign Device::heap_buffer_size_and_align(std::uint64_t length, ResourceOptions) const {
  return {round_up(length, Heap::kHeapAlignment), Heap::kHeapAlignment};
}

void Device::sample_timestamps(std::uint64_t* cpu, std::uint64_t* gpu) const {
  const std::uint64_t now = now_nanoseconds();
  if (cpu) *cpu = now;
  if (gpu) *gpu = now;
}

Ref<CommandQueue> Device::new_command_queue(const CommandQueueDescriptor& descriptor) { return make<CommandQueue>(this, descriptor); }

void Device::validate_length(const char* call, const char* what, std::uint64_t length) const {
  if (length == 0) invalid(Assertion::no_length, id(), call, what);
  if (length > max_buffer_length())
    invalid(Assertion::too_long, id(), call, std::string_view(call).substr(0, std::string_view(call).find(':')), length,
            max_buffer_length() >> 20, max_buffer_length());
}

Ref<Buffer> Device::new_buffer(std::uint64_t length, ResourceOptions options) {
  return new_buffer(length, options, "newBufferWithLength:options:");
}

Ref<Buffer> Device::new_buffer(std::uint64_t length, ResourceOptions options, const char* call) {
  if (model::observed()) [[unlikely]] {
    validate_length(call, "buffer", length);
    if (options.storage_mode() == StorageMode::memoryless)
      invalid(Assertion::storage_mode, id(), call, "MTLDebugDevice", call, "buffers",
              metal_name(options.storage_mode()), "Only textures may have it.");
  }
  if (length == 0 || length > max_buffer_length() || options.storage_mode() == StorageMode::memoryless) return nullptr;
  const bool watched = watch_memory_ && options.storage_mode() != StorageMode::private_memory;
  Storage* storage = Storage::allocate(this, length, is_tracked(options), watched);
  if (!storage) return nullptr;
  return make<Buffer>(this, nullptr, storage, length, options);
}

Ref<Buffer> Device::new_buffer(const void* bytes, std::uint64_t length, ResourceOptions options) {
  Ref<Buffer> buffer = new_buffer(length, options, "newBufferWithBytes:length:options:");
  if (buffer && bytes) std::memcpy(buffer->storage()->base, bytes, length);
  return buffer;
}

Ref<Buffer> Device::new_buffer_no_copy(void* bytes, std::uint64_t length, ResourceOptions options, std::function<void(void*, std::uint64_t)> deallocator) {
  if (model::observed()) [[unlikely]] {
    const char* call = "newBufferWithBytesNoCopy:length:options:deallocator:";
    const auto pointer = reinterpret_cast<std::uint64_t>(bytes);
    validate_length(call, "buffer", length);
    if (!bytes) invalid(Assertion::nil_argument, id(), call, "MTLDebugDevice", call, "pointer");
    if (pointer % page_size())
      invalid(Assertion::no_copy_memory, id(), call, "pointer", pointer, page_size(), pointer % page_size());
    if (length % page_size())
      invalid(Assertion::no_copy_memory, id(), call, "length", length, page_size(), length % page_size());
  }
  if (!bytes || length == 0 || length > max_buffer_length()) return nullptr;
  if (reinterpret_cast<std::uintptr_t>(bytes) % page_size()) {
    if (!model::observed() && log::first_time("no-copy alignment"))
      log::warning(fmt::format("newBufferWithBytesNoCopy:pointer {} is not {} byte aligned; the buffer is nil", bytes, page_size()));
    return nullptr;
  }
  return make<Buffer>(this, nullptr, Storage::wrap(this, bytes, length, is_tracked(options), std::move(deallocator)), length, options);
}

Ref<Heap> Device::new_heap(const HeapDescriptor& descriptor) {
  if (model::observed()) [[unlikely]]
    validate_length("newHeapWithDescriptor:", "heap", descriptor.size);
  if (descriptor.size == 0 || descriptor.size > max_buffer_length() || descriptor.type == HeapType::sparse) return nullptr;
  Storage* storage = Storage::allocate(this, descriptor.size, descriptor.tracked());
  if (!storage) return nullptr;
  return make<Heap>(this, descriptor, storage);
}

Ref<Fence> Device::new_fence() { return make<Fence>(this); }
Ref<Event> Device::new_event() { return make<Event>(this); }
Ref<SharedEvent> Device::new_shared_event() { return make<SharedEvent>(this); }
Expected<Ref<ResidencySet>> Device::new_residency_set(const ResidencySetDescriptor& descriptor) { return make<ResidencySet>(this, descriptor); }
Expected<Ref<LogState>> Device::new_log_state(const LogStateDescriptor& descriptor) { return make<LogState>(this, descriptor); }

Ref<ArgumentEncoder> Device::new_argument_encoder(std::span<const ArgumentDescriptor> arguments) {
  // Laid out as the struct that a kernel declares: members in order of their ids, each at a multiple of its alignment.
  std::vector<ArgumentDescriptor> sorted(arguments.begin(), arguments.end());
  std::ranges::sort(sorted, {}, &ArgumentDescriptor::index);
  std::map<std::uint64_t, ArgumentEncoder::Member> members;
  std::uint64_t end = 0, alignment = 8;
  for (const ArgumentDescriptor& argument : sorted) {
    const DataTypeInfo info = data_type_info(argument.data_type);
    const std::uint64_t size = info.size ? info.size : 8;
    std::uint64_t align = info.alignment ? info.alignment : 8;
    if (argument.constant_block_alignment > align) align = argument.constant_block_alignment;
    const std::uint64_t count = std::max<std::uint64_t>(argument.array_length, 1);
    end = round_up(end, align);
    members[argument.index] = {end, size, count};
    end += size * count;
    alignment = std::max(alignment, align);
  }
  if (members.empty()) return nullptr;
  return make<ArgumentEncoder>(this, std::move(members), round_up(end, alignment), alignment);
}

Statistics Device::statistics() const {
  const auto get = [](const std::atomic<std::uint64_t>& counter) { return counter.load(std::memory_order_relaxed); };
  return {get(counters_.command_buffers), get(counters_.compute_encoders), get(counters_.blit_encoders),
          get(counters_.passes), get(counters_.coalesced_encoders), get(counters_.dispatches)};
}

Expected<compiler::Compiler*> Device::compiler() const {
  std::string why = "this device has no compiler";
  if (compiler_)
    if (compiler::Compiler* compiler = compiler_(&why)) return compiler;
  return Failure{Error{kLibraryErrorDomain, kLibraryInternal, why}};
}

void Device::run_in_background(std::function<void()> work) {
  compile_pool_->post([self = Ref<Device>(this), work = std::move(work)] { work(); });
}

std::shared_ptr<WorkerPool> Device::new_handler_pool() {
  auto pool = std::make_shared<WorkerPool>(1, "pewter-handler");
  std::lock_guard lock(handler_pools_mutex_);
  std::erase_if(handler_pools_, [](const auto& old) { return old.expired(); });
  handler_pools_.push_back(pool);
  return pool;
}

void Device::drain(double seconds) {
  scheduler_->wait_until_idle(seconds);
  std::vector<std::weak_ptr<WorkerPool>> pools;
  {
    std::lock_guard lock(handler_pools_mutex_);
    pools = handler_pools_;
  }
  for (const auto& weak : pools) {
    if (const auto pool = weak.lock()) pool->wait_until_idle(seconds);
  }
}

void Device::quiesce(double seconds) {
  scheduler_->quiesce(seconds);
  compile_pool_->quiesce(seconds);
}

}  // namespace pewter::runtime
