// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace pewter::compiler::cache {

// Work that several threads ask for at once under one key is done by one of them; the others wait and get a copy of what
// came of it. Different keys do not wait for each other. Nothing is remembered afterwards. Thread-safe.
template <class Value>
class SingleFlight {
 public:
  // `work` must not ask for the same key again.
  template <class Work>
  Value run(const std::string& key, Work work) {
    std::shared_ptr<Flight> flight;
    {
      std::unique_lock lock(mutex_);
      auto& entry = flights_[key];
      if (entry) {
        flight = entry;
        ++waiting_;
        landed_.wait(lock, [&] { return flight->value.has_value(); });
        --waiting_;
        return *flight->value;
      }
      entry = flight = std::make_shared<Flight>();
    }
    Value value = work();
    {
      std::lock_guard lock(mutex_);
      flight->value = value;
      flights_.erase(key);
    }
    landed_.notify_all();
    return value;
  }

  // How many callers wait for another's work now.
  unsigned waiting() const {
    std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  struct Flight {
    std::optional<Value> value;  // under mutex_
  };
  mutable std::mutex mutex_;
  std::condition_variable landed_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;  // under mutex_
  unsigned waiting_ = 0;                                    // under mutex_
};

}  // namespace pewter::compiler::cache
