// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "runtime/capture_scope.h"
#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

// MTL::CaptureManager: writes the commands of every command buffer that is committed while a capture runs.
//
// The trace is a folder named by the descriptor's outputURL (it must end in .gputrace and not exist yet) with one file,
// trace.json: {"version", "device", "command_buffers": [{id, label, queue, items: [{pass | wait | signal}]}]}. Like on a Mac,
// captures are off unless MTL_CAPTURE_ENABLED=1 (or METAL_CAPTURE_ENABLED=1) is in the environment. Thread-safe.
class CaptureManager final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  static CaptureManager* shared();  // not owned

  CaptureManager();
  ~CaptureManager();

  bool supports_destination(std::int64_t destination) const;  // 2, trace document, where captures are on
  Expected<bool> start_capture(const CaptureDescriptor& descriptor);
  void stop_capture();                                        // writes the trace
  bool is_capturing() const { return capturing_.load(std::memory_order_acquire); }
  Ref<CaptureScope> new_capture_scope(Device* device);
  Ref<CaptureScope> new_capture_scope(CommandQueue* queue);
  Ref<CaptureScope> default_capture_scope() const;
  void set_default_capture_scope(CaptureScope* scope);

 private:
  friend class CommandQueue;
  friend class CaptureScope;
  struct Trace;
  void committed(CommandBuffer* buffer);  // by the queue, in order; only while capturing
  void scope_changed(CaptureScope* scope, bool begins);
  void stop_locked();

  std::atomic<bool> capturing_{false};    // release after trace_ is set; a reader takes mutex_ before it looks at trace_
  mutable std::mutex mutex_;
  std::unique_ptr<Trace> trace_;          // guarded by mutex_
  Ref<CaptureScope> default_scope_;       // guarded by mutex_
};

}  // namespace pewter::runtime
