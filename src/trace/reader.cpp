// SPDX-License-Identifier: Apache-2.0
#include "trace/reader.h"

#include <fmt/format.h>

#include <optional>
#include <type_traits>

#include "trace/fields.h"
#include "trace/writer.h"

namespace pewter::trace {
namespace {

std::optional<std::uint64_t> get_number(std::string_view bytes, std::size_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    if (shift == 63 && byte > 1) return std::nullopt;
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> get_part(std::string_view bytes, std::size_t& at) {
  const auto size = get_number(bytes, at);
  if (!size || *size > bytes.size() - at) return std::nullopt;
  at += *size;
  return bytes.substr(at - *size, *size);
}

}  // namespace

// After the first thing that is wrong all is zero, and the reader has failed.
class Reader::Stream {
 public:
  explicit Stream(Reader& reader) : reader_(reader) {}

  template <class T>
  void number(T& value) {
    const std::uint64_t read = raw();
    value = static_cast<T>(read);
    if (static_cast<std::uint64_t>(value) != read) fail(value);
  }
  void growing(std::uint64_t& value, std::size_t which) {
    const std::uint64_t step = raw();
    value = reader_.last_[which] += step >> 1 ^ (0 - (step & 1));
  }
  template <class T>
  void one_of(T& value, T last) {
    const unsigned read = byte();
    value = static_cast<T>(read);
    if (read > static_cast<unsigned>(last)) fail(value);
  }
  void flag(bool& value) { value = byte() != 0; }
  void text(std::string_view& value) { value = intern(); }
  void text(const char*& value) { value = intern().c_str(); }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    values.clear();
    for (std::uint64_t left = raw(); left > 0 && !reader_.failed_; --left) each(values.emplace_back());
  }

 private:
  template <class T>
  void fail(T& value) {
    reader_.failed_ = true;
    value = {};
  }
  std::uint64_t raw() {
    const auto value = reader_.failed_ ? std::nullopt : get_number(reader_.bytes_, reader_.at_);
    if (!value) reader_.failed_ = true;
    return value.value_or(0);
  }
  unsigned byte() {
    if (reader_.failed_ || reader_.at_ == reader_.bytes_.size()) {
      reader_.failed_ = true;
      return 0;
    }
    return static_cast<unsigned char>(reader_.bytes_[reader_.at_++]);
  }
  const std::string& intern() {
    static const std::string none;
    const std::uint64_t number = raw();
    if (reader_.failed_) return none;
    if (number < reader_.texts_.size()) return reader_.texts_[number];
    const auto text = number == reader_.texts_.size() ? get_part(reader_.bytes_, reader_.at_) : std::nullopt;
    if (text) return reader_.texts_.emplace_back(*text);
    reader_.failed_ = true;
    return none;
  }

  Reader& reader_;
};

bool is_trace(std::string_view file) { return file.starts_with(kMagic.substr(0, kMagic.find(' ') + 1)); }

Result<Reader, std::string> Reader::open(std::string_view file) {
  if (!file.starts_with(kMagic))
    return Failure{std::string(is_trace(file) ? "a trace of another version of Pewter" : "no trace")};
  Reader reader;
  std::size_t at = kMagic.size();
  const auto sight = get_number(file, at);
  const auto left_out = get_number(file, at);
  const auto entries = get_part(file, at);
  const auto process = get_part(file, at);
  if (!sight || *sight > 7 || !left_out || !entries || !process || at != file.size())
    return Failure{std::string("the trace is not complete")};
  reader.sight_ = {(*sight & 1) != 0, (*sight & 2) != 0, (*sight & 4) != 0};
  reader.left_out_ = *left_out;
  reader.bytes_ = *entries;
  reader.process_ = *process;
  return reader;
}

namespace {

// False where the runs are none that a writer writes.
bool read_set(const std::vector<model::ByteSet::Run>& runs, model::ByteSet& set) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 58;  // words: more than there are addresses
  set = {};
  std::uint64_t end = 0;
  for (const model::ByteSet::Run& run : runs) {
    if (run.first < end || run.first > kMost || run.count == 0 || run.count > kMost || run.bits == 0) return false;
    end = run.first + run.count;
    set.append(run.first, run.bits, run.count);
  }
  return true;
}

}  // namespace

bool Reader::next(Entry& entry) {
  if (failed_ || at_ == bytes_.size()) return false;
  Stream stream(*this);
  fields(stream, entry);
  if (failed_) return false;
  // Zero is no access.
  for (const model::ResourceUse& use : entry.uses) failed_ |= static_cast<unsigned>(use.access) == 0;
  entry.command.uses = entry.uses;
  entry.command.bound = entry.bound;
  entry.command.pointers = entry.pointers;
  const bool is_event =
      entry.kind != EntryKind::synchronised && entry.kind != EntryKind::looked && entry.kind != EntryKind::stood_still;
  entry.event.command = is_event && entry.has_command ? &entry.command : nullptr;
  if (entry.event.kind == model::EventKind::bytes_touched) {
    model::TouchedBytes& touched = entry.touched;
    failed_ |= !read_set(entry.touched_runs[0], touched.reads) || !read_set(entry.touched_runs[1], touched.writes) ||
               !read_set(entry.touched_runs[2], touched.atomics);
  }
  entry.event.touched = &entry.touched;
  entry.event.thread = entry.number;
  return !failed_;
}

std::string Reader::problem() const {
  return failed_ ? fmt::format("the trace is broken at byte {} of its entries", at_) : "";
}

}  // namespace pewter::trace
