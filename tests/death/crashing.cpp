// SPDX-License-Identifier: Apache-2.0
// Programs that crash by themselves, hang, or throw where nobody catches. Argument: which one.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>

#include <link.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

MTL::Device* device;
MTL::CommandQueue* queue;

void some_work() {
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  encoder->endEncoding();
  buffer->commit();
  buffer->waitUntilCompleted();
  pool->release();
}

}  // namespace

// Exported, so that reports name them without debug information.
extern "C" __attribute__((noinline, visibility("default"))) void crash_at_null() {
  *static_cast<volatile int*>(nullptr) = 1;
}

extern "C" __attribute__((noinline, visibility("default"))) int crash_at_depth(int depth) {
  volatile char frame[4096];
  std::memset(const_cast<char*>(frame), depth, sizeof frame);
  return crash_at_depth(depth + 1) + frame[0];
}

extern "C" __attribute__((noinline, visibility("default"))) void crash_by_jump() {
  void (*volatile nowhere)() = reinterpret_cast<void (*)()>(0x123450);
  nowhere();
  asm volatile("");  // no tail call
}

namespace {

// A handler that was there before Pewter's, and gets over the fault.
sigjmp_buf before_the_fault;
void get_over_it(int) { siglongjmp(before_the_fault, 1); }
void install_before_libraries(int count, char** arguments, char**) {
  if (count > 1 && std::strcmp(arguments[1], "gets_over_it") == 0) ::signal(SIGSEGV, get_over_it);
}
__attribute__((section(".preinit_array"), used)) void (*const at_start)(int, char**, char**) = install_before_libraries;

void block_all_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

void send_fault(pid_t thread) { syscall(SYS_tgkill, getpid(), thread, SIGSEGV); }

// 0: there is none.
pid_t thread_called(const std::string& wanted) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name;
    std::getline(std::ifstream(entry.path() / "comm"), name);
    if (name == wanted) return std::stoi(entry.path().filename());
  }
  return 0;
}

void commit_twice() {
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  buffer->commit();
  buffer->commit();
}

// A right program with every signal blocked, that reads what the GPU reads.
void read_with_all_signals_blocked() {
  block_all_signals();
  MTL::Buffer* source = device->newBuffer(65536, MTL::ResourceStorageModeShared);
  MTL::Buffer* copy = device->newBuffer(65536, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::BlitCommandEncoder* encoder = buffer->blitCommandEncoder();
  encoder->copyFromBuffer(source, 0, copy, 0, 65536);
  encoder->endEncoding();
  buffer->commit();
  if (static_cast<const volatile char*>(source->contents())[100] != 0) std::abort();
  buffer->waitUntilCompleted();
}

// Threads that share what they should not, and crash at one time or another.
void stress(unsigned seed) {
  const auto random = [state = seed * 2654435761u + 1]() mutable {
    state = state * 1664525u + 1013904223u;
    return state >> 8;
  };
  struct Plan {
    unsigned calls, way;
  };
  std::vector<Plan> plans;
  for (int i = 0; i < 4; ++i) {
    auto draw = random;
    for (int skip = 0; skip <= 2 * i; ++skip) draw();
    plans.push_back({draw() % 30, draw() % 8});
  }
  MTL::CommandBuffer* shared = queue->commandBuffer()->retain();
  std::atomic<MTL::ComputeCommandEncoder*> encoder{shared->computeCommandEncoder()->retain()};
  std::atomic<pid_t> one{0};
  MTL::Buffer* memory = device->newBuffer(4096, MTL::ResourceStorageModeShared);
  std::vector<std::thread> threads;
  for (const Plan& plan : plans)
    threads.emplace_back([&, plan] {
      one = pid_t(syscall(SYS_gettid));
      for (unsigned i = 0; i < plan.calls; ++i) {
        some_work();
        encoder.load()->setBuffer(memory, 0, i % 31);
        std::string garbage(1 + i * 1000, 'x');
      }
      switch (plan.way) {
        case 0:
          return crash_at_null();
        case 1:
          return crash_by_jump();
        case 2:
          std::abort();
        case 3:
          throw std::runtime_error("from a thread");
        case 4:
          encoder.load()->endEncoding();
          return encoder.load()->endEncoding();
        case 5:
          return commit_twice();
        case 6:
          return send_fault(one);
        default:
          std::fprintf(stderr, "%s", reinterpret_cast<const char*>(8));
      }
    });
  for (std::thread& thread : threads) thread.join();
  crash_at_null();
}

// The kernel's fault is not one that ends a command buffer with an error.
void run_a_kernel_that_traps() {
  constexpr const char* kSource = R"(#include <metal_stdlib>
kernel void trapping_kernel(device int* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  out[i] = 1;
  if (out[i] != 2)
    __builtin_trap();  // line 5
})";
  NS::Error* error = nullptr;
  MTL::Library* library = device->newLibrary(NS::String::string(kSource, NS::UTF8StringEncoding), nullptr, &error);
  if (!library) std::fputs(error->localizedDescription()->utf8String(), stderr);
  MTL::Function* function = library->newFunction(NS::String::string("trapping_kernel", NS::UTF8StringEncoding));
  MTL::ComputePipelineState* pipeline = device->newComputePipelineState(function, &error);
  MTL::Buffer* out = device->newBuffer(4096, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline);
  encoder->setBuffer(out, 0, 0);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  buffer->commit();
  buffer->waitUntilCompleted();
}

[[noreturn]] void busy(bool calls) {
  for (;;) {
    if (calls) some_work();
    std::vector<std::string> garbage;
    for (int i = 0; i < 100; ++i) garbage.emplace_back(std::size_t(i * 7), 'x');
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = arguments[1];
  device = MTL::CreateSystemDefaultDevice();
  queue = device->newCommandQueue();
  some_work();
  if (what == "stress") stress(count > 2 ? unsigned(std::atoi(arguments[2])) : 0);
  if (what == "null") crash_at_null();
  if (what == "jump") crash_by_jump();
  if (what == "trap") raise(SIGTRAP);
  if (what == "printing") std::fprintf(stderr, "%s", reinterpret_cast<const char*>(8));
  if (what == "blocked")
    std::thread([] {
      block_all_signals();
      some_work();
      crash_at_null();
    }).join();
  if (what == "reading_blocked") {
    std::thread(read_with_all_signals_blocked).join();
    return 0;
  }
  if (what == "in_a_fork") {
    const pid_t child = fork();
    if (child == 0) crash_at_null();
    int status = 0;
    waitpid(child, &status, 0);
    _exit(WIFSIGNALED(status) ? WTERMSIG(status) : 1);
  }
  if (what == "loader")
    dl_iterate_phdr(
        [](dl_phdr_info*, std::size_t, void*) {
          crash_at_null();
          return 0;
        },
        nullptr);
  if (what == "gets_over_it") {
    if (sigsetjmp(before_the_fault, 1) == 0) crash_at_null();
    return 0;
  }
  if (what == "without_a_directory") {
    std::string path = std::filesystem::temp_directory_path() / "pewter-gone-XXXXXX";
    if (!mkdtemp(path.data()) || chdir(path.c_str()) != 0 || rmdir(path.c_str()) != 0) return 4;
    commit_twice();
    return 0;
  }
  if (what == "writer") {
    // The thread that writes crashes as well.
    const pid_t writer = thread_called("pewter-crash");
    std::thread([] { crash_at_null(); }).detach();
    for (;; std::this_thread::yield()) send_fault(writer);
  }
  if (what == "ender" || what == "beside_the_ender") {
    // An assertion is being written, by the thread that is sent a fault or beside it.
    std::atomic<pid_t> ender{0};
    std::thread([&] {
      ender = pid_t(syscall(SYS_gettid));
      commit_twice();
    }).detach();
    while (!ender) std::this_thread::yield();
    const auto wait =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(count > 2 ? std::atoi(arguments[2]) : 0);
    while (std::chrono::steady_clock::now() < wait) std::this_thread::yield();
    if (what == "ender") send_fault(ender);
    crash_at_null();
  }
  if (what == "in_a_call") {
    // With a lock of the checker's or the allocator's, sometimes.
    std::atomic<pid_t> other{0};
    std::thread([&] {
      other = pid_t(syscall(SYS_gettid));
      for (;;) some_work();
    }).detach();
    while (!other) std::this_thread::yield();
    for (int i = 0; i < 20 + (count > 2 ? std::atoi(arguments[2]) : 0); ++i) some_work();
    send_fault(other);
    for (;;) pause();
  }
  if (what == "null_in_a_thread") std::thread(crash_at_null).join();
  if (what == "abort") std::abort();
  if (what == "overflow") return crash_at_depth(0);
  if (what == "overflow_in_a_thread") std::thread([] { crash_at_depth(0); }).join();
  if (what == "overflow_in_the_last_of_many_threads") {
    for (int i = 0; i < 500; ++i) std::thread([] {}).join();  // each gave its stack for signals back
    std::thread([] { crash_at_depth(0); }).join();
  }
  if (what == "kernel") run_a_kernel_that_traps();
  if (what == "allocating" || what == "calling") {
    std::vector<std::thread> others;
    for (int i = 0; i < 3; ++i) others.emplace_back(busy, what == "calling");
    std::thread([] {
      for (int i = 0; i < 20; ++i) some_work();
      crash_at_null();
    }).join();
  }
  if (what == "two_at_once") {
    std::thread first(crash_at_null), second(crash_at_null);
    first.join();
    second.join();
  }
  if (what == "throwing_handler") {
    MTL::CommandBuffer* buffer = queue->commandBuffer();
    buffer->addCompletedHandler([](MTL::CommandBuffer*) { throw std::runtime_error("out of luck"); });
    buffer->commit();
    std::this_thread::sleep_for(std::chrono::seconds(30));
  }
  if (what == "never_committed") queue->commandBuffer()->waitUntilCompleted();
  if (what == "queue_exhausted")
    for (;;) queue->commandBuffer()->retain();
  if (what == "signal_behind") {
    MTL::Event* event = device->newEvent();
    MTL::CommandBuffer* first = queue->commandBuffer();
    first->encodeWait(event, 1);
    first->commit();
    MTL::CommandBuffer* second = queue->commandBuffer();
    second->encodeSignalEvent(event, 1);
    second->commit();
    second->waitUntilCompleted();
  }
  if (what == "lock_in_the_way") {
    // Who is to commit wants the lock of who waits.
    static std::mutex mutex;
    MTL::CommandBuffer* buffer = nullptr;
    std::atomic<bool> made{false}, locked{false};
    std::thread other([&] {
      buffer = queue->commandBuffer();
      made = true;
      while (!locked) std::this_thread::yield();
      const std::lock_guard lock(mutex);
      buffer->commit();
    });
    const std::lock_guard lock(mutex);
    locked = true;
    while (!made) std::this_thread::yield();
    buffer->waitUntilCompleted();
  }
  return 3;
}
