// SPDX-License-Identifier: Apache-2.0
// misuse SCENARIO THREADS: commits one misuse of the API from so many threads at once and must not come back from it. The
// death tests start it, read its standard error and see how it ends. Public headers only.
#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "scenario.h"

namespace misuse {
namespace {

void open_encoder(Context& c) { c.encoder = c.commands->computeCommandEncoder(); }
void ended_encoder(Context& c) {
  open_encoder(c);
  c.encoder->endEncoding();
}
void committed(Context& c) { c.commands->commit(); }

}  // namespace

const std::vector<Scenario>& command_scenarios() {
  static const std::vector<Scenario> table{
      {"second_compute_encoder", open_encoder, [](Context& c) { c.commands->computeCommandEncoder(); }},
      {"second_compute_encoder_concurrent", open_encoder, [](Context& c) { c.commands->computeCommandEncoder(MTL::DispatchTypeConcurrent); }},
      {"second_blit_encoder", open_encoder, [](Context& c) { c.commands->blitCommandEncoder(); }},
      {"compute_encoder_while_blit_is_open", [](Context& c) { c.commands->blitCommandEncoder(); }, [](Context& c) { c.commands->computeCommandEncoder(); }},
      // Nothing prepared: with one thread the second call is the misuse, with several whoever comes second.
      {"encoders_meet", [](Context&) {}, [](Context& c) { c.commands->computeCommandEncoder(); c.commands->computeCommandEncoder(); }},
      {"commit_with_open_encoder", open_encoder, [](Context& c) { c.commands->commit(); }},
      {"double_commit", committed, [](Context& c) { c.commands->commit(); }},
      {"commits_meet", [](Context&) {}, [](Context& c) { c.commands->commit(); c.commands->commit(); }},
      {"completed_handler_after_commit", committed, [](Context& c) { c.commands->addCompletedHandler([](MTL::CommandBuffer*) {}); }},
      {"scheduled_handler_after_commit", committed, [](Context& c) { c.commands->addScheduledHandler([](MTL::CommandBuffer*) {}); }},
      {"encode_after_commit", committed, [](Context& c) { c.commands->computeCommandEncoder(); }},
      {"blit_after_commit", committed, [](Context& c) { c.commands->blitCommandEncoder(); }},
      {"signal_with_open_encoder", open_encoder, [](Context& c) { c.commands->encodeSignalEvent(c.event, 1); }},
      {"wait_with_open_encoder", open_encoder, [](Context& c) { c.commands->encodeWait(c.event, 1); }},
      {"released_without_end", [](Context&) {},
       [](Context& c) {
         NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
         MTL::CommandBuffer* mine = c.queue->commandBuffer();
         mine->computeCommandEncoder();
         pool->release();
       }},
      {"use_after_end", ended_encoder, [](Context& c) { c.encoder->setBuffer(c.buffer, 0, 0); }},
      {"bytes_after_end", ended_encoder, [](Context& c) { int n = 1; c.encoder->setBytes(&n, sizeof(n), 0); }},
      {"dispatch_after_end", ended_encoder, [](Context& c) { c.encoder->dispatchThreads(MTL::Size(1, 1, 1), MTL::Size(1, 1, 1)); }},
      {"double_end", ended_encoder, [](Context& c) { c.encoder->endEncoding(); }},
      {"ends_meet", open_encoder, [](Context& c) { c.encoder->endEncoding(); c.encoder->endEncoding(); }},
  };
  return table;
}

}  // namespace misuse

namespace {

const misuse::Scenario* find(const char* name) {
  for (const auto* table : {&misuse::command_scenarios(), &misuse::product_scenarios()})
    for (const misuse::Scenario& one : *table)
      if (std::strcmp(one.name, name) == 0) return &one;
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const misuse::Scenario* const scenario = find(argv[1]);
  const int threads = std::atoi(argv[2]);
  if (!scenario) return 2;
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  misuse::Context context;
  scenario->prepare(context);
  if (threads == 1) {
    scenario->misuse(context);
  } else {
    std::barrier start(threads);
    std::vector<std::thread> all;
    for (int n = 0; n < threads; ++n)
      all.emplace_back([&] {
        NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
        start.arrive_and_wait();
        scenario->misuse(context);
        inner->release();
      });
    for (auto& thread : all) thread.join();
  }
  pool->release();
  std::fprintf(stderr, "misuse: %s was let pass\n", scenario->name);
  return 0;
}
