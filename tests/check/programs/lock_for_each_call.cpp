// SPDX-License-Identifier: Apache-2.0
// PW202. A wrapper makes each call under a mutex, and the encoder is open in the gaps: no data race, and still the
// crash (mlx-audio#594). The threads never meet in a gap here.
#include "metal.h"

#include <mutex>

namespace corpus {
namespace {

class Stream {
 public:
  explicit Stream(Metal& metal) : metal_(metal), commands_(metal.queue->commandBuffer()) {}

  void open_under_lock() {
    std::lock_guard lock(mutex_);
    encoder_ = commands_->computeCommandEncoder();
  }
  void fill_under_lock(MTL::Buffer* out, unsigned value) {
    std::lock_guard lock(mutex_);
    encode_fill(metal_, encoder_, out, value);
  }
  void fill_without_lock(MTL::Buffer* out, unsigned value) { encode_fill(metal_, encoder_, out, value); }
  void end_under_lock() {
    std::lock_guard lock(mutex_);
    encoder_->endEncoding();
  }
  void whole_under_lock(MTL::Buffer* out, unsigned value) {
    std::lock_guard lock(mutex_);
    encode_session(metal_, commands_, out, value);
  }
  void run_under_lock() {
    std::lock_guard lock(mutex_);
    commands_->commit();
    commands_->waitUntilCompleted();
  }

 private:
  Metal& metal_;
  MTL::CommandBuffer* commands_;
  MTL::ComputeCommandEncoder* encoder_ = nullptr;
  std::mutex mutex_;  // guards the two
};

}  // namespace

void lock_for_each_call(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  Stream stream(metal);
  Turns turns;
  const auto encode = [&](MTL::Buffer* out, unsigned value) {
    stream.open_under_lock();
    stream.fill_under_lock(out, value);
    stream.end_under_lock();
  };
  in_two_threads(
      [&] {
        encode(one.get(), 1);
        turns.to(1);
      },
      [&] {
        turns.wait(1);
        encode(two.get(), 2);
      });
  stream.run_under_lock();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

// What is in between needs no lock: the encoder is this thread's alone. The command buffer is not.
void lock_for_begin_and_end(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  Stream stream(metal);
  Turns turns;
  const auto encode = [&](MTL::Buffer* out, unsigned value) {
    stream.open_under_lock();
    stream.fill_without_lock(out, value);
    stream.end_under_lock();
  };
  in_two_threads(
      [&] {
        encode(one.get(), 1);
        turns.to(1);
      },
      [&] {
        turns.wait(1);
        encode(two.get(), 2);
      });
  stream.run_under_lock();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}
void encoder_of_its_own_between_locks(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  const auto encode = [&](MTL::Buffer* out, unsigned value) {
    Stream stream(metal);
    stream.open_under_lock();
    stream.fill_without_lock(out, value);
    stream.end_under_lock();
    stream.run_under_lock();
  };
  in_two_threads([&] { encode(one.get(), 1); }, [&] { encode(two.get(), 2); });
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void lock_for_the_whole_encoding(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  Stream stream(metal);
  in_two_threads([&] { stream.whole_under_lock(one.get(), 1); }, [&] { stream.whole_under_lock(two.get(), 2); });
  stream.run_under_lock();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

}  // namespace corpus
