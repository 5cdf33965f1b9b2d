// SPDX-License-Identifier: Apache-2.0
// PW131 to PW136: copies, fills, and calls about ranges of buffers.
#include "metal.h"

namespace corpus {
namespace {

constexpr std::size_t kEnd = Metal::kBytes;

void copy(Metal& metal, std::size_t from, std::size_t to, std::size_t size) {
  const auto source = metal.buffer(), destination = metal.buffer();
  const Blitting blitting(metal);
  blitting.encoder->copyFromBuffer(source.get(), from, destination.get(), to, size);
}
void copy_within(Metal& metal, std::size_t from, std::size_t to, std::size_t size) {
  const auto buffer = metal.buffer();
  const Blitting blitting(metal);
  blitting.encoder->copyFromBuffer(buffer.get(), from, buffer.get(), to, size);
}
void fill(Metal& metal, std::size_t location, std::size_t length) {
  const auto buffer = metal.buffer();
  const Blitting blitting(metal);
  blitting.encoder->fillBuffer(buffer.get(), NS::Range::Make(location, length), 7);
}
void synchronize(Metal& metal, MTL::ResourceOptions options) {
  const auto buffer = NS::TransferPtr(metal.device->newBuffer(kEnd, options));
  const Blitting blitting(metal);
  blitting.encoder->synchronizeResource(buffer.get());
}
void modify(Metal& metal, MTL::ResourceOptions options, std::size_t length) {
  const auto buffer = NS::TransferPtr(metal.device->newBuffer(kEnd, options));
  buffer->didModifyRange(NS::Range::Make(0, length));
}

}  // namespace

void copy_from_behind_the_end(Metal& metal) { copy(metal, 16, 0, kEnd); }
void copy_from_the_start(Metal& metal) { copy(metal, 0, 0, kEnd); }
void copy_beyond_the_end(Metal& metal) { copy(metal, 0, 16, kEnd); }
void copy_up_to_the_end(Metal& metal) { copy(metal, 0, 16, kEnd - 16); }
void fill_beyond_the_end(Metal& metal) { fill(metal, 16, kEnd); }
void fill_up_to_the_end(Metal& metal) { fill(metal, 16, kEnd - 16); }
void modified_beyond_the_end(Metal& metal) { modify(metal, MTL::ResourceStorageModeManaged, kEnd + 1); }
void modified_up_to_the_end(Metal& metal) { modify(metal, MTL::ResourceStorageModeManaged, kEnd); }
void copy_of_6_bytes(Metal& metal) { copy(metal, 0, 0, 6); }
void copy_of_8_bytes(Metal& metal) { copy(metal, 0, 0, 8); }
void fill_from_2_on(Metal& metal) { fill(metal, 2, 8); }
void fill_from_4_on(Metal& metal) { fill(metal, 4, 8); }
void copy_onto_itself(Metal& metal) { copy_within(metal, 0, 16, 32); }
void copy_beside_itself(Metal& metal) { copy_within(metal, 0, 32, 32); }
void copy_of_nothing(Metal& metal) { copy(metal, 0, 0, 0); }
void copy_of_a_word(Metal& metal) { copy(metal, 0, 0, 4); }
void synchronize_shared(Metal& metal) { synchronize(metal, MTL::ResourceStorageModeShared); }
void synchronize_managed(Metal& metal) { synchronize(metal, MTL::ResourceStorageModeManaged); }
void modified_shared(Metal& metal) { modify(metal, MTL::ResourceStorageModeShared, kEnd); }
void modified_managed(Metal& metal) { modify(metal, MTL::ResourceStorageModeManaged, kEnd); }
void copy_from_nil(Metal& metal) {
  const NS::SharedPtr<MTL::Buffer> source;
  const auto destination = metal.buffer();
  const Blitting blitting(metal);
  blitting.encoder->copyFromBuffer(source.get(), 0, destination.get(), 0, 16);
}
void copy_from_a_buffer(Metal& metal) { copy(metal, 0, 0, 16); }

}  // namespace corpus
