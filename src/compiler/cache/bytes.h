// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// Plain little-endian bytes, written and read back in one order. For files that this host reads itself.
namespace pewter::compiler {

class ByteWriter {
 public:
  template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void put(T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes_.append(raw, sizeof(T));
  }
  void put(std::string_view text) {
    put(static_cast<std::uint64_t>(text.size()));
    bytes_.append(text);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Every read checks bounds. After the first that fails ok() is false and all reads give zeroes: check once, at the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void get(T& value) {
    value = {};
    if (!take(sizeof(T))) return;
    if constexpr (std::is_same_v<T, bool>) {
      value = bytes_[at_ - 1] != 0;
    } else {
      std::memcpy(&value, bytes_.data() + at_ - sizeof(T), sizeof(T));
    }
  }
  void get(std::string& text) {
    std::uint64_t size = 0;
    get(size);
    text.clear();
    if (take(size)) text = bytes_.substr(at_ - size, size);
  }
  // A count of things that take `least` bytes each at least: never more than the bytes that are left could hold.
  std::uint64_t count(std::uint64_t least) {
    std::uint64_t value = 0;
    get(value);
    if (ok_ && value > (bytes_.size() - at_) / (least == 0 ? 1 : least)) ok_ = false;
    return ok_ ? value : 0;
  }

  bool ok() const { return ok_; }
  // Everything was read and nothing failed.
  bool finished() const { return ok_ && at_ == bytes_.size(); }

 private:
  bool take(std::uint64_t size) {
    if (!ok_ || size > bytes_.size() - at_) {
      ok_ = false;
      return false;
    }
    at_ += size;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace pewter::compiler
