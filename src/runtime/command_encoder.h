// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string_view>

#include "runtime/device_object.h"

namespace pewter::runtime {

struct Pass;
struct Recording;

// MTL::CommandEncoder: what compute and blit encoders share. Not thread-safe by contract; a second thread that comes in all the
// same waits for the first, so memory stays sound, and the observer is told. Any call after endEncoding is an assertion, and so
// is the release of an open encoder.
class CommandEncoder : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  CommandBuffer* command_buffer() const { return buffer_.get(); }
  void set_label(std::string_view label);
  void end_encoding();
  void insert_debug_signpost(std::string_view text);
  void push_debug_group(std::string_view name);
  void pop_debug_group();

 protected:
  CommandEncoder(const foundation::ClassRecord& record, model::ObjectClass object_class, CommandBuffer* buffer,
                 Recording& recording, Pass* pass);
  ~CommandEncoder();

  // Being inside the encoder, for the length of one call: the only way to touch what it records.
  class Inside {
   public:
    Inside(CommandEncoder* encoder, const char* call) : encoder_(encoder) {
      if (model::observed()) [[unlikely]] {
        if (!encoder->try_retain()) {
          encoder->refuse_destroyed(call);
          encoder_ = nullptr;
          return;
        }
        held_ = encoder;
        encoder->observe_access(call, true);
      }
      // Acquire: what the thread that was inside before wrote is seen. One exchange is all that an uncontended call
      // pays.
      if (encoder->state_.exchange(kInside, std::memory_order_acquire) != kOpen) [[unlikely]]
        if (!encoder->enter_slowly(call)) encoder_ = nullptr;
    }
    ~Inside() {
      if (encoder_) encoder_->state_.store(kOpen, std::memory_order_release);
      if (held_) [[unlikely]]
        held_->release();
    }
    // False: the encoder has ended, and the call must do nothing.
    explicit operator bool() const { return encoder_ != nullptr; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    CommandEncoder* encoder_;
    // Where somebody watches: another thread may let the last reference go in the middle of the call.
    CommandEncoder* held_ = nullptr;
  };

  void refuse_destroyed(const char* call) const;  // another thread is about to destroy it
  bool enter_slowly(const char* call);  // false: not inside, the call must do nothing
  void record_text(model::CommandKind kind, std::string_view text, const char* call);
  // True: go on. With an observer: it is asked, and told.
  bool admit(const model::Command& command, const char* call) const {
    return !model::observed() || tell_command(command, call);
  }
  bool tell_command(const model::Command& command, const char* call) const;
  void use_fence(Fence* fence, bool update, const char* call);
  Recording& recording() const { return *recording_; }
  void use(Resource* resource, bool writes);        // keeps it, and notes it for hazard tracking
  void end_if_open();                               // by the concrete class's destroy: an open encoder must not go

  Ref<CommandBuffer> buffer_;
  Recording* recording_;  // the buffer's, or this encoder's own part of it
  Pass* pass_;            // in its arena

 private:
  enum State : std::uint32_t { kOpen, kInside, kEnded };
  std::atomic<std::uint32_t> state_{kOpen};
  // Set for good before state_ says kEnded: a thread that comes too late overwrites state_ for a moment, this it cannot.
  std::atomic<bool> ended_{false};
};

}  // namespace pewter::runtime
