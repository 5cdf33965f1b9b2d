// SPDX-License-Identifier: Apache-2.0
#include "runtime/capture_manager.h"

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "runtime/command_buffer.h"
#include "runtime/command_queue.h"
#include "runtime/device.h"
#include "runtime/function.h"
#include "runtime/log_state.h"
#include "runtime/recording/recording.h"
#include "runtime/residency_set.h"
#include "runtime/trace.h"
#include "support/log.h"

namespace pewter::runtime {
namespace {

bool enabled_by_environment() {
  for (const char* name : {"MTL_CAPTURE_ENABLED", "METAL_CAPTURE_ENABLED"}) {
    const char* value = std::getenv(name);
    if (value && std::strcmp(value, "1") == 0) return true;
  }
  return false;
}

Failure<Error> failure(CaptureError code, std::string message) { return Failure{Error{kCaptureErrorDomain, code, std::move(message)}}; }

}  // namespace

// One capture under way.
struct CaptureManager::Trace {
  Ref<foundation::Object> object;
  ObjectId queue = 0;           // only buffers of this queue; 0: of every queue
  Ref<CaptureScope> scope;      // only between its begin and end
  bool in_scope = true;
  std::filesystem::path folder;
  std::string device;
  nlohmann::json command_buffers = nlohmann::json::array();
};

constinit const foundation::ClassRecord CaptureManager::kClass{.name = "MTLCaptureManager",
                                                               .super = &foundation::kObjectClass,
                                                               .destroy = foundation::destroy<CaptureManager>,
                                                               .description = nullptr};

CaptureManager* CaptureManager::shared() {
  static auto* const manager = [] {
    auto* made = new CaptureManager;  // queues ask it until the process ends
    made->make_immortal();
    return made;
  }();
  return manager;
}

CaptureManager::CaptureManager() : Object(kClass) {}
CaptureManager::~CaptureManager() = default;

bool CaptureManager::supports_destination(std::int64_t destination) const { return destination == 2 && enabled_by_environment(); }

Expected<bool> CaptureManager::start_capture(const CaptureDescriptor& descriptor) {
  if (!enabled_by_environment()) return failure(kCaptureNotSupported, "Capturing is not enabled: set MTL_CAPTURE_ENABLED=1 in the environment of the process");
  if (descriptor.destination != 2) return failure(kCaptureNotSupported, "Only MTLCaptureDestinationGPUTraceDocument is supported");
  const std::filesystem::path folder = descriptor.output_path;
  if (folder.extension() != ".gputrace") return failure(kCaptureInvalidDescriptor, "outputURL must name a file that ends in .gputrace");
  auto trace = std::make_unique<Trace>();
  foundation::Object* object = descriptor.object.get();
  if (!object) return failure(kCaptureInvalidDescriptor, "The capture object must be a device, a command queue or a capture scope");
  trace->object = descriptor.object;
  if (object->is_kind_of(CommandQueue::kClass)) {
    trace->queue = static_cast<CommandQueue*>(object)->id();
    trace->device = static_cast<CommandQueue*>(object)->device()->name();
  } else if (object->is_kind_of(CaptureScope::kClass)) {
    auto* scope = static_cast<CaptureScope*>(object);
    trace->scope = Ref<CaptureScope>(scope);
    trace->in_scope = false;
    trace->queue = scope->command_queue() ? scope->command_queue()->id() : 0;
    trace->device = scope->device()->name();
  } else if (object->is_kind_of(Device::kClass)) {
    trace->device = static_cast<Device*>(object)->name();
  } else {
    return failure(kCaptureInvalidDescriptor, "The capture object must be a device, a command queue or a capture scope");
  }
  std::lock_guard lock(mutex_);
  if (trace_) return failure(kCaptureAlreadyCapturing, "Already capturing");
  std::error_code code;
  if (std::filesystem::exists(folder, code)) return failure(kCaptureInvalidDescriptor, fmt::format("{} exists already", folder.string()));
  // Made now, so that a place that cannot be written to is an error here and not at the end.
  std::filesystem::create_directories(folder, code);
  if (code) return failure(kCaptureInvalidDescriptor, fmt::format("{} cannot be made: {}", folder.string(), code.message()));
  trace->folder = folder;
  trace_ = std::move(trace);
  capturing_.store(true, std::memory_order_release);
  return true;
}

void CaptureManager::stop_capture() {
  std::lock_guard lock(mutex_);
  stop_locked();
}

void CaptureManager::stop_locked() {
  if (!trace_) return;
  capturing_.store(false, std::memory_order_release);
  const nlohmann::json document = {{"version", 1}, {"device", trace_->device}, {"command_buffers", std::move(trace_->command_buffers)}};
  const auto path = trace_->folder / "trace.json";
  std::ofstream file(path);
  file << document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  file.close();
  if (!file) log::error(fmt::format("the capture could not be written to {}", path.string()));
  trace_.reset();
}

void CaptureManager::committed(CommandBuffer* buffer) {
  std::lock_guard lock(mutex_);
  if (!trace_ || !trace_->in_scope || (trace_->queue && trace_->queue != buffer->command_queue()->id())) return;
  nlohmann::json entry = trace_of(*buffer->recording_);
  entry["id"] = buffer->id();
  entry["label"] = buffer->label();
  entry["queue"] = buffer->command_queue()->id();
  entry["queue_label"] = buffer->command_queue()->label();
  trace_->command_buffers.push_back(std::move(entry));
}

void CaptureManager::scope_changed(CaptureScope* scope, bool begins) {
  if (!is_capturing()) return;
  std::lock_guard lock(mutex_);
  if (!trace_ || trace_->scope.get() != scope) return;
  // As on a Mac: a capture of a scope ends with the scope.
  if (begins) {
    trace_->in_scope = true;
  } else if (trace_->in_scope) {
    stop_locked();
  }
}

Ref<CaptureScope> CaptureManager::new_capture_scope(Device* device) { return make<CaptureScope>(device, nullptr); }
Ref<CaptureScope> CaptureManager::new_capture_scope(CommandQueue* queue) { return make<CaptureScope>(queue->device(), queue); }

Ref<CaptureScope> CaptureManager::default_capture_scope() const {
  std::lock_guard lock(mutex_);
  return default_scope_;
}

void CaptureManager::set_default_capture_scope(CaptureScope* scope) {
  Ref<CaptureScope> old(scope);
  std::lock_guard lock(mutex_);
  std::swap(default_scope_, old);
}

}  // namespace pewter::runtime
