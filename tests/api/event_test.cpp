// SPDX-License-Identifier: Apache-2.0
// Events, shared events with listeners, fences: any executor.
#include <atomic>
#include <thread>

#include "fixture.h"

namespace {

class Event : public api::Test {};

TEST_F(Event, SharedEventFromTheHost) {
  MTL::SharedEvent* event = device->newSharedEvent();
  EXPECT_EQ(event->signaledValue(), 0u);
  EXPECT_FALSE(event->waitUntilSignaledValue(1, 1));  // times out
  event->setSignaledValue(5);
  EXPECT_EQ(event->signaledValue(), 5u);
  EXPECT_TRUE(event->waitUntilSignaledValue(5, 0));
  EXPECT_TRUE(event->waitUntilSignaledValue(3, 0));
  EXPECT_FALSE(event->waitUntilSignaledValue(6, 0));
  event->setLabel(api::string("an event"));
  EXPECT_EQ(api::text(event->label()), "an event");
  event->release();
}

TEST_F(Event, CommandBufferSignalsTheHost) {
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->encodeSignalEvent(event, 7);
  commands->commit();
  EXPECT_TRUE(event->waitUntilSignaledValue(7, 10000));
  EXPECT_GE(event->signaledValue(), 7u);
  commands->waitUntilCompleted();
  event->release();
}

TEST_F(Event, HostReleasesACommandBuffer) {
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->encodeWait(event, 3);
  commands->commit();
  EXPECT_LT(commands->status(), MTL::CommandBufferStatusCompleted);
  event->setSignaledValue(2);
  EXPECT_LT(commands->status(), MTL::CommandBufferStatusCompleted);
  event->setSignaledValue(3);
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  event->release();
}

TEST_F(Event, PingPongBetweenQueues) {
  MTL::CommandQueue* other = device->newCommandQueue();
  MTL::Event* event = device->newEvent();
  MTL::CommandBuffer* last = nullptr;
  for (std::uint64_t n = 0; n < 30; ++n) {
    MTL::CommandBuffer* commands = (n % 2 ? other : queue)->commandBuffer();
    if (n) commands->encodeWait(event, n);
    commands->encodeSignalEvent(event, n + 1);
    commands->commit();
    last = commands;
  }
  last->waitUntilCompleted();
  EXPECT_EQ(last->status(), MTL::CommandBufferStatusCompleted);
  event->release();
  other->release();
}

TEST_F(Event, WaiterMayBeCommittedFirst) {
  MTL::CommandQueue* other = device->newCommandQueue();
  MTL::Event* event = device->newEvent();
  MTL::CommandBuffer* waiter = queue->commandBuffer();
  waiter->encodeWait(event, 1);
  waiter->commit();
  MTL::CommandBuffer* signaller = other->commandBuffer();
  signaller->encodeSignalEvent(event, 1);
  signaller->commit();
  waiter->waitUntilCompleted();
  EXPECT_EQ(waiter->status(), MTL::CommandBufferStatusCompleted);
  event->release();
  other->release();
}

TEST_F(Event, ListenersAreToldOnce) {
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::SharedEventListener* listener = MTL::SharedEventListener::alloc()->init();
  std::atomic<int> early{0}, late{0}, past{0};
  event->notifyListener(listener, 2, [&](MTL::SharedEvent*, std::uint64_t value) { early += int(value >= 2); early.notify_all(); });
  event->notifyListener(listener, 5, [&](MTL::SharedEvent*, std::uint64_t value) { late += int(value >= 5); late.notify_all(); });
  event->setSignaledValue(3);
  early.wait(0);
  EXPECT_EQ(early.load(), 1);
  EXPECT_EQ(late.load(), 0);
  event->setSignaledValue(9);
  late.wait(0);
  EXPECT_EQ(early.load(), 1);
  EXPECT_EQ(late.load(), 1);
  // A value that is already reached.
  event->notifyListener(listener, 4, [&](MTL::SharedEvent*, std::uint64_t) { ++past; past.notify_all(); });
  past.wait(0);
  EXPECT_EQ(past.load(), 1);
  listener->release();
  event->release();
}

TEST_F(Event, ListenerOfACommandBuffersSignal) {
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::SharedEventListener* listener = MTL::SharedEventListener::alloc()->init();
  std::atomic<int> told{0};
  event->notifyListener(listener, 11, [&](MTL::SharedEvent* which, std::uint64_t value) { told = which == event && value >= 11 ? 1 : 2; told.notify_all(); });
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->encodeSignalEvent(event, 11);
  commands->commit();
  told.wait(0);
  EXPECT_EQ(told.load(), 1);
  listener->release();
  event->release();
}

TEST_F(Event, ManyThreadsWaitForOneValue) {
  MTL::SharedEvent* event = device->newSharedEvent();
  std::atomic<int> through{0};
  std::vector<std::thread> threads;
  for (int n = 0; n < 8; ++n) threads.emplace_back([&] { through += event->waitUntilSignaledValue(1, 60000); });
  event->setSignaledValue(1);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(through.load(), 8);
  event->release();
}

TEST_F(Event, FenceOfOneQueue) {
  MTL::Fence* fence = device->newFence();
  fence->setLabel(api::string("fence"));
  EXPECT_EQ(api::text(fence->label()), "fence");
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* first = commands->computeCommandEncoder();
  first->updateFence(fence);
  first->endEncoding();
  MTL::ComputeCommandEncoder* second = commands->computeCommandEncoder();
  second->waitForFence(fence);
  second->endEncoding();
  MTL::BlitCommandEncoder* third = commands->blitCommandEncoder();
  third->waitForFence(fence);
  third->updateFence(fence);
  third->endEncoding();
  run(commands);
  fence->release();
}

// Waiting for a fence that nobody has updated does not wait.
TEST_F(Event, FenceNeverUpdated) {
  MTL::Fence* fence = device->newFence();
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->waitForFence(fence);
  encoder->endEncoding();
  run(commands);
  fence->release();
}

}  // namespace
