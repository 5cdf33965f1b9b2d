// SPDX-License-Identifier: Apache-2.0
// Shared mode, the process that aborts: what MLX 0.30.0 did, reduced to the calls that matter.
#include <fmt/core.h>
#include <sched.h>
#include <signal.h>
#include <time.h>

#include <atomic>
#include <barrier>
#include <cstdio>
#include <latch>
#include <thread>
#include <vector>

#include "repro/product.h"
#include "repro/repro.h"

namespace pewter::repro {
namespace {

Facts* g_facts = nullptr;  // set before the threads start
thread_local int t_thread = -1;

// Notes which thread the assertion stopped. Then gives the holder of the open encoder, which is between the return of
// computeCommandEncoder() and its next store, up to a second to say so. Both only make the report better.
void note_abort(int) {
  std::int32_t none = -1;
  g_facts->aborted_thread.compare_exchange_strong(none, t_thread);
  timespec start{}, now{};
  clock_gettime(CLOCK_MONOTONIC, &start);
  do {
    for (const auto& state : g_facts->state) {
      if (state.load() == Facts::encoding) return;
    }
    sched_yield();
    clock_gettime(CLOCK_MONOTONIC, &now);
  } while (now.tv_sec - start.tv_sec < 2);
}

// One round: every thread encodes one product on the same command buffer.
//
// Why the assertion is certain, with no luck and no sleep: a thread keeps its encoder open until `all_open` has counted
// every thread, and a thread counts only once computeCommandEncoder() has returned to it. So whichever thread comes
// first (that is a real race, and differs from run to run), its encoder is open when the second one asks; the second
// call meets an open encoder in every schedule. Only a runtime that lets the second call through gets past the latch:
// then the round ends, nothing hangs, and the driver reports that nothing was asserted. On a Mac the same program is
// left to luck, because an encoder is open for microseconds only.
void encode_together(MTL::CommandBuffer* buffer, const Matmul& matmul, const std::vector<Product>& products,
                     std::uint32_t size) {
  const auto count = static_cast<std::ptrdiff_t>(products.size());
  std::barrier start(count);
  std::latch all_open(count);

  std::vector<std::thread> threads;
  for (std::ptrdiff_t index = 0; index < count; ++index) {
    threads.emplace_back([&, index] {
      const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      const Product& product = products[index];
      const Matmul mine = matmul.for_thread();
      auto& state = g_facts->state[index];
      t_thread = static_cast<int>(index);

      start.arrive_and_wait();
      state = Facts::asking;
      MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
      state = Facts::encoding;
      mine.encode(buffer, encoder, product.a.get(), product.b.get(), product.c.get(), size);
      all_open.arrive_and_wait();
      encoder->endEncoding();
      state = Facts::idle;
    });
  }
  for (auto& thread : threads) thread.join();
}

// The same fault without the crash: the threads encode on one command buffer one after the other. A relaxed atomic
// keeps them apart in time and orders nothing, as in a program that happens to be slow enough.
void encode_apart(MTL::CommandBuffer* buffer, const Matmul& matmul, const std::vector<Product>& products,
                  std::uint32_t size) {
  std::atomic<std::size_t> turn{0};
  std::vector<std::thread> threads;
  for (std::size_t index = 0; index < products.size(); ++index) {
    threads.emplace_back([&, index] {
      while (turn.load(std::memory_order_relaxed) != index) sched_yield();
      const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      const Product& product = products[index];
      const Matmul mine = matmul.for_thread();
      MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
      mine.encode(buffer, encoder, product.a.get(), product.b.get(), product.c.get(), size);
      encoder->endEncoding();
      turn.store(index + 1, std::memory_order_relaxed);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace

int encode_on_one_buffer(const Settings& settings, Facts* facts) {
  g_facts = facts;
  struct sigaction action{};
  action.sa_handler = note_abort;
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGABRT, &action, nullptr);

  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  std::string error = "no Metal device";
  const auto matmul = device ? Matmul::create(device.get(), settings.kernel, &error) : std::nullopt;
  if (!matmul) {
    fmt::print(stderr, "pewter repro: {}\n", error);
    return 3;
  }

  std::vector<Product> products(settings.threads);
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (!products[i].allocate(device.get(), settings.size)) return 3;
    if (settings.verify) products[i].fill(settings.seed + 2 * i);
  }

  const auto queue = NS::TransferPtr(device->newCommandQueue());
  for (unsigned i = 0; i < settings.iterations; ++i) {
    MTL::CommandBuffer* buffer = queue->commandBuffer();
    facts->command_buffer = reinterpret_cast<std::uint64_t>(buffer);
    const auto encode = settings.meeting == Meeting::together ? encode_together : encode_apart;
    encode(buffer, *matmul, products, settings.size);
    buffer->commit();
    buffer->waitUntilCompleted();
    if (!settings.verify) continue;
    for (Product& product : products) {
      double worst = 0;
      if (product.verify(&worst).empty()) ++facts->verified;
      product.spoil_result();
    }
  }
  return 0;
}

}  // namespace pewter::repro
