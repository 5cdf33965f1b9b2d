// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <string>

namespace pewter::bench {

// What the benchmarks share: the process's device and a queue. The executor is that of PEWTER_EXECUTOR.
MTL::Device* device();
MTL::CommandQueue* queue();
bool runs_kernels();  // false under the null executor: then there is no result to check

// Compiles `source` and makes the pipeline of `kernel`. Null, and the benchmark marked as failed, when that goes wrong.
NS::SharedPtr<MTL::ComputePipelineState> make_pipeline(benchmark::State& state, const std::string& source,
                                                       const char* kernel);

NS::SharedPtr<MTL::Buffer> make_buffer(NS::UInteger bytes);

// sum[i] = left[i] + right[i], the kernel of most benchmarks; buffers 0, 1 and 2.
extern const char* const kAddSource;

}  // namespace pewter::bench
