// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// NSData: bytes of its own. The length never changes; who writes the bytes sees to it that nobody else uses them.
class Data final : public Object {
 public:
  static const ClassRecord kClass;

  Data() : Object(kClass) {}
  explicit Data(std::string_view bytes) : Object(kClass), bytes_(bytes.begin(), bytes.end()) {}
  static Ref<Data> create(std::string_view bytes) { return make<Data>(bytes); }

  const void* bytes() const { return bytes_.data(); }
  void* bytes() { return bytes_.data(); }
  std::size_t length() const { return bytes_.size(); }
  std::string_view view() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::vector<char> bytes_;
};

}  // namespace pewter::foundation
