// SPDX-License-Identifier: Apache-2.0
// The product of `pewter repro`, checked once against sums in double, then timed.
#include "fixture.h"
#include "repro/matmul.h"
#include "repro/reference.h"

namespace pewter::bench {
namespace {

void matmul(benchmark::State& state) {
  if (!runs_kernels()) {
    state.SkipWithError("the null executor multiplies nothing");
    return;
  }
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto size = static_cast<std::uint32_t>(state.range(0));
  const std::size_t count = std::size_t{size} * size;
  std::string error;
  const auto product = repro::Matmul::create(device(), &error);
  if (!product) {
    state.SkipWithError(error.c_str());
    return;
  }
  auto a = make_buffer(count * 4), b = make_buffer(count * 4), c = make_buffer(count * 4);
  auto* left = static_cast<float*>(a->contents());
  auto* right = static_cast<float*>(b->contents());
  repro::fill_random(left, count, 1);
  repro::fill_random(right, count, 2);

  const auto multiply = [&] {
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue()->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    product->encode(encoder, a.get(), b.get(), c.get(), size);
    encoder->endEncoding();
    commands->commit();
    commands->waitUntilCompleted();
  };
  multiply();
  const auto reference = repro::reference_product(left, right, size);
  const auto check =
      repro::compare(static_cast<float*>(c->contents()), reference, repro::ErrorBound(left, right, size), size);
  if (check.wrong != 0) {
    state.SkipWithError("the product is wrong");
    return;
  }

  for (auto _ : state) multiply();
  state.counters["FLOP/s"] = benchmark::Counter(2.0 * size * size * size, benchmark::Counter::kIsIterationInvariantRate,
                                                benchmark::Counter::kIs1000);
}
BENCHMARK(matmul)->Arg(128)->Arg(512)->Arg(1024)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace pewter::bench
