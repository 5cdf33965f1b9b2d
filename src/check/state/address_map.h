// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "model/command.h"

namespace pewter::check {

// Which live objects' memory an address lies in. Memory may belong to several: no-copy buffers of the same pages,
// buffers of a placement heap.
class AddressMap {
 public:
  void add(model::ObjectId id, std::uint64_t address, std::uint64_t length) {
    places_.emplace(id, by_address_.emplace(address, Range{address + length, id}));
    longest_ = std::max(longest_, length);
  }

  void remove(model::ObjectId id) {
    const auto place = places_.find(id);
    if (place == places_.end()) return;
    by_address_.erase(place->second);
    places_.erase(place);
  }

  std::vector<model::ObjectId> at(std::uint64_t address) const {
    std::vector<model::ObjectId> found;
    // Nothing that begins further below reaches up to here.
    for (auto range = by_address_.upper_bound(address); range != by_address_.begin();) {
      --range;
      if (address - range->first >= longest_) break;
      if (address < range->second.end) found.push_back(range->second.id);
    }
    return found;
  }

 private:
  struct Range {
    std::uint64_t end;
    model::ObjectId id;
  };
  using Ranges = std::multimap<std::uint64_t, Range>;
  Ranges by_address_;
  std::unordered_map<model::ObjectId, Ranges::iterator> places_;
  std::uint64_t longest_ = 0;  // that ever was
};

}  // namespace pewter::check
