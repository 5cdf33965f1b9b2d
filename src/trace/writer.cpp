// SPDX-License-Identifier: Apache-2.0
#include "trace/writer.h"

#include "trace/fields.h"

namespace pewter::trace {
namespace {

// Seven bits a byte, the lowest first; the eighth says that more follow.
void put_number(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

}  // namespace

class Writer::Stream {
 public:
  explicit Stream(Writer& writer) : writer_(writer) {}

  template <class T>
  void number(const T& value) {
    put_number(writer_.bytes_, static_cast<std::uint64_t>(value));
  }
  void growing(std::uint64_t value, std::size_t which) {
    const auto step = static_cast<std::int64_t>(value - writer_.last_[which]);
    writer_.last_[which] = value;
    number(static_cast<std::uint64_t>(step) << 1 ^ static_cast<std::uint64_t>(step >> 63));  // small numbers either way
  }
  template <class T>
  void one_of(const T& value, T) {
    writer_.bytes_ += static_cast<char>(value);
  }
  void flag(bool value) { writer_.bytes_ += static_cast<char>(value); }
  // Once in full, then by number.
  void text(std::string_view value) {
    if (const auto known = writer_.texts_.find(value); known != writer_.texts_.end()) return number(known->second);
    const std::uint64_t next = writer_.texts_.size();
    number(next);
    number(value.size());
    writer_.bytes_ += value;
    writer_.texts_.emplace(value, next);
  }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    number(values.size());
    for (T& value : values) each(value);
  }

 private:
  Writer& writer_;
};

void Writer::add(Entry entry, const std::function<std::uint64_t()>& clock) {
  std::lock_guard lock(mutex_);
  if (left_out_ > 0 || bytes_.size() >= most_bytes_) {
    ++left_out_;
    return;
  }
  entry.nanoseconds = clock();
  if (entry.stack) stacks_.insert(entry.stack);
  for (const model::Sleeper& sleeper : entry.still.sleepers)
    if (sleeper.stack) stacks_.insert(sleeper.stack);
  Stream stream(*this);
  fields(stream, entry);
}

std::set<model::StackId> Writer::stacks() const {
  std::lock_guard lock(mutex_);
  return stacks_;
}

std::string Writer::file(std::string_view process, Sight sight) const {
  std::lock_guard lock(mutex_);
  std::string file(kMagic);
  put_number(file, (sight.synchronisation ? 1u : 0u) | (sight.memory ? 2u : 0u) | (sight.touches ? 4u : 0u));
  put_number(file, left_out_);
  put_number(file, bytes_.size());
  file += bytes_;
  put_number(file, process.size());
  file += process;
  return file;
}

}  // namespace pewter::trace
