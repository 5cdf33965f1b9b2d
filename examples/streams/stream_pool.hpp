// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

/// \file
/// A stream for each thread: a command queue and an open command buffer that no other thread touches, and tickets by
/// which threads wait for each other's work. There is nothing else to lock: Metal's queues, pipelines and buffers may
/// be shared, command buffers and encoders may not. docs/streams.md says when to use what. Copy this file into your
/// program.
namespace streams {

/// A point in the work of a stream, for other threads and streams to wait for. Copies are cheap and thread-safe.
class Ticket {
 public:
  Ticket() = default;  ///< Nothing to wait for: done.
  Ticket(NS::SharedPtr<MTL::SharedEvent> event, std::uint64_t value) : event_(std::move(event)), value_(value) {}

  bool done() const { return !event_ || event_->signaledValue() >= value_; }

  /// Blocks the calling thread until the work is done; what it wrote may be read then. False after `milliseconds`: work
  /// that failed never gets there.
  bool wait(std::uint64_t milliseconds) const { return done() || event_->waitUntilSignaledValue(value_, milliseconds); }

 private:
  friend class Stream;
  NS::SharedPtr<MTL::SharedEvent> event_;
  std::uint64_t value_ = 0;
};

/// The commands of one thread, which run in the order in which they were encoded. Of one thread only: an assert says
/// so.
class Stream {
 public:
  explicit Stream(MTL::Device* device)
      : queue_(NS::TransferPtr(device->newCommandQueue())), event_(NS::TransferPtr(device->newSharedEvent())) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  /// Submits what is open, and does not wait.
  ~Stream() { submit(); }

  /// The open encoder. Valid until the next call of anything else of this stream.
  MTL::ComputeCommandEncoder* encoder() {
    if (!encoder_) {
      MTL::CommandBuffer* into = buffer();
      const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      encoder_ = NS::RetainPtr(into->computeCommandEncoder());
    }
    return encoder_.get();
  }

  /// The open command buffer, with no encoder open: for blits, and for libraries that open encoders themselves.
  MTL::CommandBuffer* buffer() {
    check_thread();
    end_encoder();
    if (!buffer_) {
      const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      buffer_ = NS::RetainPtr(queue_->commandBuffer());
    }
    return buffer_.get();
  }

  /// What is encoded from here on starts after `ticket`'s work. The thread does not wait; the stream does.
  void after(const Ticket& ticket) {
    if (!ticket.done()) buffer()->encodeWait(ticket.event_.get(), ticket.value_);
  }

  /// Hands everything encoded so far to the queue. The ticket is done when all of this stream's work up to here is.
  Ticket submit() {
    check_thread();
    end_encoder();
    if (buffer_) {
      buffer_->encodeSignalEvent(event_.get(), ++submitted_);
      buffer_->commit();
      // Only what may still fail, or did, is kept for finish().
      const auto succeeded = [](const auto& buffer) { return buffer->status() == MTL::CommandBufferStatusCompleted; };
      in_flight_.erase(std::remove_if(in_flight_.begin(), in_flight_.end(), succeeded), in_flight_.end());
      in_flight_.push_back(std::exchange(buffer_, {}));
    }
    return Ticket(event_, submitted_);
  }

  /// Submits, and waits for all of this stream's work. The first error since the last finish(), or nothing.
  std::string finish() {
    submit();
    std::string error;
    for (const auto& buffer : std::exchange(in_flight_, {})) {
      buffer->waitUntilCompleted();
      if (error.empty() && buffer->status() == MTL::CommandBufferStatusError) error = text_of(buffer->error());
    }
    return error;
  }

 private:
  void check_thread() const {
    assert(owner_ == std::this_thread::get_id() && "a stream is of the thread that made it");
  }

  void end_encoder() {
    if (!encoder_) return;
    encoder_->endEncoding();
    encoder_.reset();
  }

  static std::string text_of(const NS::Error* error) {
    const NS::String* text = error ? error->localizedDescription() : nullptr;
    return text ? text->utf8String() : "a command buffer failed and does not say why";
  }

  const std::thread::id owner_ = std::this_thread::get_id();
  NS::SharedPtr<MTL::CommandQueue> queue_;
  NS::SharedPtr<MTL::SharedEvent> event_;  // its value: submissions that are done
  std::uint64_t submitted_ = 0;
  NS::SharedPtr<MTL::CommandBuffer> buffer_;
  NS::SharedPtr<MTL::ComputeCommandEncoder> encoder_;
  std::vector<NS::SharedPtr<MTL::CommandBuffer>> in_flight_;  // since the last finish(), in order
};

/// Gives each thread its stream. Thread-safe without a lock: the streams are the threads' own, and go when they end.
class StreamPool {
 public:
  explicit StreamPool(MTL::Device* device) : device_(NS::RetainPtr(device)), owner_(std::make_shared<char>()) {}

  /// The calling thread's stream, made at its first call.
  Stream& here() {
    struct Entry {
      std::weak_ptr<void> pool;
      std::unique_ptr<Stream> stream;
    };
    thread_local std::unordered_map<const void*, Entry> streams;
    Entry& entry = streams[owner_.get()];
    // Another pool may have had the same address once.
    if (entry.pool.lock() != owner_) entry = {owner_, std::make_unique<Stream>(device_.get())};
    return *entry.stream;
  }

 private:
  NS::SharedPtr<MTL::Device> device_;
  std::shared_ptr<void> owner_;  // names this pool
};

}  // namespace streams
