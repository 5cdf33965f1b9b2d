// SPDX-License-Identifier: Apache-2.0
// A pipeline of threads with a stream each: blocks of numbers go from thread to thread, and every hand-off is a ticket.
// No thread waits for the GPU before the end, no thread touches another's command buffer, and nothing is locked.
//
//   streams [threads] [blocks]
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "stream_pool.hpp"

namespace {

constexpr std::uint32_t kBlock = 4096;  // numbers

struct Program {
  NS::SharedPtr<MTL::Device> device;
  NS::SharedPtr<MTL::ComputePipelineState> stage;
};

// data[s][b] is block b before stage s.
using Data = std::vector<std::vector<NS::SharedPtr<MTL::Buffer>>>;
// tickets[s][b] is done when data[s][b] is there.
using Tickets = std::vector<std::vector<std::promise<streams::Ticket>>>;

std::string read_file(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

int fail(const char* what, NS::Error* error) {
  std::fprintf(stderr, "streams: %s: %s\n", what,
               error ? error->localizedDescription()->utf8String() : "no reason given");
  return 1;
}

std::uint32_t* numbers(const NS::SharedPtr<MTL::Buffer>& buffer) {
  return static_cast<std::uint32_t*>(buffer->contents());
}

// What one thread does: its stage, for every block.
std::string run_stage(const Program& program, streams::StreamPool& pool, std::uint32_t number, const Data& data,
                      Tickets& tickets) {
  streams::Stream& stream = pool.here();
  for (std::size_t block = 0; block < data[number].size(); ++block) {
    // get() waits until the thread before has *encoded* the block; that it has run is for the stream to wait for.
    stream.after(tickets[number][block].get_future().get());
    MTL::ComputeCommandEncoder* encoder = stream.encoder();
    encoder->setComputePipelineState(program.stage.get());
    encoder->setBuffer(data[number][block].get(), 0, 0);
    encoder->setBuffer(data[number + 1][block].get(), 0, 1);
    encoder->setBytes(&number, sizeof(number), 2);
    encoder->dispatchThreads(MTL::Size(kBlock, 1, 1), MTL::Size(256, 1, 1));
    tickets[number + 1][block].set_value(stream.submit());
  }
  return stream.finish();
}

std::uint32_t expected(std::uint32_t value, std::size_t stages) {
  for (std::uint32_t number = 0; number < stages; ++number) value = 3 * value + number;
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned long threads = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 4;
  const unsigned long blocks = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 32;
  if (threads == 0 || threads > 64 || blocks == 0 || blocks > 1000) {
    std::fprintf(stderr, "usage: streams [threads, 1 to 64] [blocks, 1 to 1000]\n");
    return 2;
  }
  const auto autorelease = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  Program program;
  program.device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());

  NS::Error* error = nullptr;
  const auto source = NS::String::string(read_file(STREAMS_METAL).c_str(), NS::UTF8StringEncoding);
  const auto library = NS::TransferPtr(program.device->newLibrary(source, nullptr, &error));
  if (!library) return fail(STREAMS_METAL, error);
  const auto function = NS::TransferPtr(library->newFunction(NS::String::string("stage", NS::UTF8StringEncoding)));
  program.stage = NS::TransferPtr(program.device->newComputePipelineState(function.get(), &error));
  if (!program.stage) return fail("stage", error);

  Data data(threads + 1);
  Tickets tickets(threads + 1);
  for (auto& row : data) {
    for (unsigned long block = 0; block < blocks; ++block)
      row.push_back(
          NS::TransferPtr(program.device->newBuffer(kBlock * sizeof(std::uint32_t), MTL::ResourceStorageModeShared)));
  }
  for (auto& row : tickets) row = std::vector<std::promise<streams::Ticket>>(blocks);
  for (unsigned long block = 0; block < blocks; ++block) {
    for (std::uint32_t i = 0; i < kBlock; ++i)
      numbers(data[0][block])[i] = static_cast<std::uint32_t>(block) * kBlock + i;
    tickets[0][block].set_value({});
  }

  streams::StreamPool pool(program.device.get());
  std::vector<std::string> problems(threads);
  std::vector<std::thread> running;
  for (std::uint32_t number = 0; number < threads; ++number)
    running.emplace_back([&, number] { problems[number] = run_stage(program, pool, number, data, tickets); });
  for (auto& thread : running) thread.join();

  for (const std::string& problem : problems) {
    if (!problem.empty()) return std::fprintf(stderr, "streams: %s\n", problem.c_str()), 1;
  }
  for (unsigned long block = 0; block < blocks; ++block) {
    for (std::uint32_t i = 0; i < kBlock; ++i) {
      const std::uint32_t wanted = expected(static_cast<std::uint32_t>(block) * kBlock + i, threads);
      if (numbers(data[threads][block])[i] != wanted) {
        std::fprintf(stderr, "streams: block %lu, number %u is %u, not %u\n", block, i,
                     numbers(data[threads][block])[i], wanted);
        return 1;
      }
    }
  }
  std::printf("%lu blocks of %u numbers through %lu threads: results as expected\n", blocks, kBlock, threads);
  return 0;
}
