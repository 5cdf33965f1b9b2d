// SPDX-License-Identifier: Apache-2.0
// PW509. All threads sleep on the program's own primitives for what a handler would have done (wgpu#3084), and programs
// that look like it while something is still on its way: those stand still for longer than the wait that the tests set.
#include <fcntl.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <latch>
#include <mutex>

#include "metal.h"

namespace corpus {
namespace {

class Semaphore {
 public:
  explicit Semaphore(unsigned count = 0) { sem_init(&semaphore_, 0, count); }
  ~Semaphore() { sem_destroy(&semaphore_); }
  void post() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0) {
    }
  }

 private:
  sem_t semaphore_;
};

struct Condition {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  void set() {
    std::lock_guard lock(mutex);
    done = true;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done; });
  }
};

// One frame of triple buffering: its handler gives the place back.
template <class Done>
void encode_frame(const Metal& metal, Done done, bool commit) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->addCompletedHandler([done](MTL::CommandBuffer*) { done(); });
  if (commit) commands->commit();
}

void render(const Metal& metal, bool commit) {
  Semaphore places(3);
  for (int frame = 0; frame < 4; ++frame) {
    places.wait();
    encode_frame(metal, [&] { places.post(); }, commit);
  }
  for (int frame = 0; frame < 3; ++frame) places.wait();
}

void wait_on_condition(const Metal& metal, bool commit) {
  Condition done;
  encode_frame(metal, [&] { done.set(); }, commit);
  done.wait();
}

void wait_on_latch(const Metal& metal, bool commit) {
  std::latch done(1);
  encode_frame(metal, [&] { done.count_down(); }, commit);
  done.wait();
}

// The buffer waits for the event, the thread that sets the event for the semaphore, and that for the buffer's handler.
void go_round(const Metal& metal, bool go_first) {
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  Semaphore go, done;
  std::thread setter([&] {
    go.wait();
    event->setSignaledValue(1);
  });
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->encodeWait(event.get(), 1);
  commands->addCompletedHandler([&](MTL::CommandBuffer*) { done.post(); });
  commands->commit();
  if (go_first) go.post();
  done.wait();
  if (!go_first) go.post();
  setter.join();
}

// Handlers of a queue run one after the other.
void hand_back(const Metal& metal, bool first_waits) {
  Semaphore second_done, all_done;
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  first->addCompletedHandler([&](MTL::CommandBuffer*) {
    if (first_waits) second_done.wait();
    all_done.post();
  });
  second->addCompletedHandler([&](MTL::CommandBuffer*) { second_done.post(); });
  first->commit();
  second->commit();
  all_done.wait();
  if (!first_waits) second_done.wait();
}

// The buffer is given up because of an error, and with it its handler.
void give_up(const Metal& metal, Semaphore& places, bool give_back) {
  auto* pool = NS::AutoreleasePool::alloc()->init();
  encode_frame(metal, [&] { places.post(); }, false);
  pool->release();
  if (give_back) places.post();
}

// The read end of a pipe that another process holds the other end of, for long enough to look like a hang.
int world() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) std::terminate();
  const pid_t child = fork();
  if (child == 0) {
    usleep(600'000);
    _exit(0);
  }
  close(ends[1]);
  return ends[0];
}
void wait_for_the_world(int pipe) {
  char byte;
  while (read(pipe, &byte, 1) != 0) {
  }
  close(pipe);
  wait(nullptr);
}

sem_t of_signals;
void on_signal(int) { sem_post(&of_signals); }

void wait_for_signal(int number, const Metal& metal) {
  encode_frame(metal, [] {}, false);  // a buffer that is not needed after all
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(number, &action, nullptr);
  while (sem_wait(&of_signals) != 0) {
  }
}

}  // namespace

void semaphore_for_frames_never_committed(Metal& metal) { render(metal, false); }
void semaphore_for_frames_committed(Metal& metal) { render(metal, true); }

void condition_for_a_buffer_never_committed(Metal& metal) { wait_on_condition(metal, false); }
void condition_for_a_buffer_committed(Metal& metal) { wait_on_condition(metal, true); }

void latch_for_a_buffer_never_committed(Metal& metal) { wait_on_latch(metal, false); }
void latch_for_a_buffer_committed(Metal& metal) { wait_on_latch(metal, true); }

void ring_of_semaphores_and_an_event(Metal& metal) { go_round(metal, false); }
void chain_of_semaphores_and_an_event(Metal& metal) { go_round(metal, true); }

void handler_sleeps_for_the_next(Metal& metal) { hand_back(metal, true); }
void handler_of_the_next_is_waited_for_outside(Metal& metal) { hand_back(metal, false); }

void place_not_given_back(Metal& metal) {
  Semaphore places;
  give_up(metal, places, false);
  places.wait();
}
void place_given_back(Metal& metal) {
  Semaphore places;
  give_up(metal, places, true);
  places.wait();
}

void another_reads_from_the_world(Metal& metal) {
  const int pipe = world();
  Semaphore done;
  std::thread reader([&] {
    wait_for_the_world(pipe);
    encode_frame(metal, [&] { done.post(); }, true);
  });
  done.wait();
  reader.join();
}

void another_polls_the_world(Metal& metal) {
  const int pipe = world();
  std::latch done(1);
  std::thread poller([&] {
    pollfd one{pipe, POLLIN, 0};
    poll(&one, 1, -1);
    wait_for_the_world(pipe);
    done.count_down();
  });
  encode_frame(metal, [] {}, false);
  done.wait();
  poller.join();
}

void another_waits_for_a_time(Metal& metal) {
  Condition done;
  std::thread timed([&] {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, std::chrono::milliseconds(600), [] { return false; });
    done.set();
  });
  encode_frame(metal, [] {}, false);
  done.wait();
  timed.join();
}

void handler_takes_its_time(Metal& metal) {
  const int pipe = world();
  Semaphore done;
  encode_frame(
      metal,
      [&] {
        wait_for_the_world(pipe);
        done.post();
      },
      true);
  done.wait();
}

// The workers have nothing to do, and main waits for the GPU.
void pool_idles_while_the_kernel_runs(Metal& metal) {
  Condition work;
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i) workers.emplace_back([&] { work.wait(); });
  const auto source = NS::String::string(
      "kernel void spin(device uint* out [[buffer(0)]], constant uint& turns [[buffer(1)]], uint i "
      "[[thread_position_in_grid]]) {"
      " uint value = i; for (uint n = 0; n < turns; ++n) value = value * 1664525 + (value >> 7); out[i] = value; }",
      NS::UTF8StringEncoding);
  NS::Error* error = nullptr;
  const auto library = NS::TransferPtr(metal.device->newLibrary(source, nullptr, &error));
  const auto function = NS::TransferPtr(library->newFunction(NS::String::string("spin", NS::UTF8StringEncoding)));
  const auto pipeline = NS::TransferPtr(metal.device->newComputePipelineState(function.get(), &error));
  const auto out = metal.buffer();
  const unsigned turns = 400'000'000;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(out.get(), 0, 0);
  encoder->setBytes(&turns, sizeof turns, 1);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  work.set();
  for (std::thread& worker : workers) worker.join();
}

void timer_posts(Metal& metal) {
  timer_t timer;
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return expect(false);
  itimerspec time = {};
  time.it_value.tv_nsec = 600'000'000;
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(SIGUSR1, &action, nullptr);  // before it comes
  timer_settime(timer, 0, &time, nullptr);
  wait_for_signal(SIGUSR1, metal);
}

void alarm_posts(Metal& metal) {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(SIGALRM, &action, nullptr);
  itimerval time = {};
  time.it_value.tv_usec = 600'000;
  setitimer(ITIMER_REAL, &time, nullptr);
  wait_for_signal(SIGALRM, metal);
}

// Another process posts by a signal: that is what the program has its handler for.
void another_process_signals(Metal&) {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(SIGUSR1, &action, nullptr);
  const pid_t child = fork();
  if (child == 0) {
    usleep(600'000);
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  while (sem_wait(&of_signals) != 0) {
  }
  waitpid(child, nullptr, 0);
}

// It commits late, and waits for it with a limit until then.
void committed_after_a_timed_wait(Metal& metal) {
  Semaphore done;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->addCompletedHandler([&](MTL::CommandBuffer*) { done.post(); });
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, std::chrono::milliseconds(600), [] { return false; });
  commands->commit();
  done.wait();
}

}  // namespace corpus
