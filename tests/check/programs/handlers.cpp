// SPDX-License-Identifier: Apache-2.0
// PW505 to PW508: handlers that wait or throw, and events that go back (mlx#3317).
#include <semaphore.h>

#include <exception>
#include <stdexcept>

#include "metal.h"

namespace corpus {
namespace {

// The semaphore says that the handler has run.
class Handled {
 public:
  Handled() { sem_init(&semaphore_, 0, 0); }
  ~Handled() { sem_destroy(&semaphore_); }
  void post() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0) {
    }
  }

 private:
  sem_t semaphore_;
};

void wait_for_itself(MTL::CommandBuffer* commands, Handled& handled) {
  commands->addCompletedHandler([&handled](MTL::CommandBuffer* self) {
    self->waitUntilCompleted();
    handled.post();
  });
}

void read_status(MTL::CommandBuffer* commands, Handled& handled) {
  commands->addCompletedHandler([&handled](MTL::CommandBuffer* self) {
    expect(self->status() == MTL::CommandBufferStatusCompleted);
    handled.post();
  });
}

// The later buffer has been committed when the handler runs, so the wait has an end here.
void wait_for_the_next(MTL::CommandBuffer* first, MTL::CommandBuffer* next, Handled& handled) {
  first->addCompletedHandler([next, &handled](MTL::CommandBuffer*) {
    next->waitUntilCompleted();
    handled.post();
  });
}

void go_back(MTL::SharedEvent* event) {
  event->setSignaledValue(5);
  event->setSignaledValue(3);
}
void go_on(MTL::SharedEvent* event) {
  event->setSignaledValue(3);
  event->setSignaledValue(5);
}

void throw_in_handler(MTL::CommandBuffer* commands) {
  commands->addCompletedHandler([](MTL::CommandBuffer*) { throw std::runtime_error("out of luck"); });
}

}  // namespace

void handler_waits_for_itself(Metal& metal) {
  Handled handled;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  wait_for_itself(commands, handled);
  commands->commit();
  handled.wait();
}
void handler_looks_at_itself(Metal& metal) {
  Handled handled;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  read_status(commands, handled);
  commands->commit();
  handled.wait();
}

void handler_waits_for_the_next(Metal& metal) {
  Handled handled;
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* next = metal.queue->commandBuffer();
  wait_for_the_next(first, next, handled);
  first->enqueue();
  next->commit();
  first->commit();
  handled.wait();
}
void handler_of_the_next_goes_on(Metal& metal) {
  Handled handled;
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* next = metal.queue->commandBuffer();
  read_status(next, handled);
  first->enqueue();
  next->commit();
  first->commit();
  handled.wait();
}

void event_counts_down(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  go_back(event.get());
}
void event_counts_up(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  go_on(event.get());
}

void handler_throws(Metal& metal) {
  Handled never;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  throw_in_handler(commands);
  commands->commit();
  never.wait();  // std::terminate ends the process meanwhile
}
void handler_catches(Metal& metal) {
  Handled handled;
  std::exception_ptr thrown;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->addCompletedHandler([&](MTL::CommandBuffer*) {
    try {
      throw std::runtime_error("out of luck");
    } catch (...) {
      thrown = std::current_exception();
    }
    handled.post();
  });
  commands->commit();
  handled.wait();
  expect(thrown != nullptr);
}

}  // namespace corpus
