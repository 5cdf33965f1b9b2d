// SPDX-License-Identifier: Apache-2.0
// PW302. Untracked buffers that threads hand to each other through a cache, each thread with a queue of its own.
#include <map>
#include <mutex>
#include <vector>

#include "metal.h"

namespace corpus {
namespace {

// Whoever gives a buffer back says by that that nobody uses it any longer.
class Cache {
 public:
  explicit Cache(const Metal& metal) : metal_(metal) {}

  NS::SharedPtr<MTL::Buffer> take() {
    std::lock_guard lock(mutex_);
    if (free_.empty())
      return NS::TransferPtr(metal_.device->newBuffer(
          Metal::kBytes, MTL::ResourceStorageModeShared | MTL::ResourceHazardTrackingModeUntracked));
    const auto buffer = free_.back();
    free_.pop_back();
    return buffer;
  }
  void give(const NS::SharedPtr<MTL::Buffer>& buffer) {
    std::lock_guard lock(mutex_);
    free_.push_back(buffer);
  }

 private:
  const Metal& metal_;
  std::mutex mutex_;
  std::vector<NS::SharedPtr<MTL::Buffer>> free_;
};

// The queue of one thread: encoders that are ordered by a fence for each buffer that was written, command buffers that
// retain nothing, and what they use is kept by their handlers.
class Stream {
 public:
  Stream(const Metal& metal, Cache& cache)
      : metal_(metal),
        cache_(cache),
        queue_(NS::TransferPtr(metal.device->newCommandQueue())),
        event_(NS::TransferPtr(metal.device->newSharedEvent())) {
    renew();
  }
  ~Stream() { finish(); }

  void fill(const NS::SharedPtr<MTL::Buffer>& out, unsigned value) {
    encode({}, out, [&](auto* encoder) { encode_fill(metal_, encoder, out.get(), value); });
  }
  void copy(const NS::SharedPtr<MTL::Buffer>& in, const NS::SharedPtr<MTL::Buffer>& out) {
    encode(in, out, [&](auto* encoder) { encode_copy(metal_, encoder, in.get(), out.get()); });
  }
  // `buffer` goes to the cache when what was encoded has run.
  void give_when_done(NS::SharedPtr<MTL::Buffer> buffer) {
    commands_->addCompletedHandler([this, buffer](MTL::CommandBuffer*) { cache_.give(buffer); });
  }
  void commit() {
    commands_->encodeSignalEvent(event_.get(), ++signaled_);
    commands_->commit();
    renew();
  }
  void finish() {
    const auto last = commands_;
    commit();
    last->waitUntilCompleted();
  }
  void wait() { expect(event_->waitUntilSignaledValue(signaled_, 60000)); }

 private:
  using Fence = NS::SharedPtr<MTL::Fence>;

  void renew() { commands_ = NS::RetainPtr(queue_->commandBufferWithUnretainedReferences()); }

  template <class Dispatch>
  void encode(const NS::SharedPtr<MTL::Buffer>& in, const NS::SharedPtr<MTL::Buffer>& out, Dispatch dispatch) {
    MTL::ComputeCommandEncoder* encoder = commands_->computeCommandEncoder(MTL::DispatchTypeConcurrent);
    const Fence fence = NS::TransferPtr(metal_.device->newFence());
    dispatch(encoder);
    {
      std::lock_guard lock(mutex_);
      for (MTL::Buffer* buffer : {in.get(), out.get()})
        if (const auto writer = writers_.find(buffer); writer != writers_.end())
          encoder->waitForFence(writer->second.get());
      writers_[out.get()] = fence;
    }
    encoder->updateFence(fence.get());
    encoder->endEncoding();
    commands_->addCompletedHandler([this, out, fence](MTL::CommandBuffer*) {
      std::lock_guard lock(mutex_);
      if (const auto writer = writers_.find(out.get()); writer != writers_.end() && writer->second.get() == fence.get())
        writers_.erase(writer);
    });
  }

  const Metal& metal_;
  Cache& cache_;
  NS::SharedPtr<MTL::CommandQueue> queue_;
  NS::SharedPtr<MTL::SharedEvent> event_;
  NS::SharedPtr<MTL::CommandBuffer> commands_;
  std::uint64_t signaled_ = 0;
  std::mutex mutex_;
  std::map<const MTL::Buffer*, Fence> writers_;
};

void copy_first(Stream& stream, const NS::SharedPtr<MTL::Buffer>& in, const NS::SharedPtr<MTL::Buffer>& out) {
  stream.copy(in, out);
}
void fill_next(Stream& stream, const NS::SharedPtr<MTL::Buffer>& out) { stream.fill(out, 2); }

// The first thread copies a buffer and gives it back; the second takes it then, and fills it.
void hand_on(Metal& metal, bool when_done) {
  Cache cache(metal);
  Turns turns;
  const auto in = cache.take(), out = cache.take();
  in_two_threads(
      [&] {
        Stream stream(metal, cache);
        copy_first(stream, in, out);
        if (when_done) stream.give_when_done(in);
        stream.commit();
        if (when_done) stream.finish();
        if (!when_done) cache.give(in);
        turns.to(1);
        turns.wait(2);
      },
      [&] {
        turns.wait(1);
        Stream stream(metal, cache);
        const auto next = cache.take();
        expect(next.get() == in.get());
        fill_next(stream, next);
        stream.commit();
        turns.to(2);
      });
}

}  // namespace

void given_back_when_committed(Metal& metal) { hand_on(metal, false); }
void given_back_when_completed(Metal& metal) { hand_on(metal, true); }

// What a thread got from another it fills, copies and reads at once.
void streams_with_one_cache(Metal& metal) {
  Cache cache(metal);
  in_threads(4, [&](int n) {
    Stream stream(metal, cache);
    for (unsigned k = 0; k < 10; ++k) {
      Pool pool;
      const auto in = cache.take(), out = cache.take();
      stream.fill(in, k + 16 * unsigned(n));
      stream.copy(in, out);
      stream.give_when_done(in);
      stream.commit();
      stream.wait();
      expect_filled(out.get(), k + 16 * unsigned(n));
      cache.give(out);
    }
  });
}

}  // namespace corpus
