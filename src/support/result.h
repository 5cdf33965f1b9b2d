// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "support/check.h"

namespace pewter {

// A failure on its way up; `return Failure{error}` converts to any Result with that error type.
template <class E>
struct Failure {
  E error;
};
template <class E>
Failure(E) -> Failure<E>;

// A value or the reason there is none. Expected failures travel as Result; broken invariants are PEWTER_CHECK.
// Reading the side that is not there is a broken invariant.
template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  template <class F>
  Result(Failure<F> failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { PEWTER_CHECK(ok()); return *std::get_if<0>(&state_); }
  const T& value() const& { PEWTER_CHECK(ok()); return *std::get_if<0>(&state_); }
  T&& value() && { PEWTER_CHECK(ok()); return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const E& error() const& { PEWTER_CHECK(!ok()); return *std::get_if<1>(&state_); }
  E&& error() && { PEWTER_CHECK(!ok()); return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, E> state_;
};

// Success without a value, or the reason.
template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  Result() = default;
  template <class F>
  Result(Failure<F> failure) : error_(std::move(failure.error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const E& error() const& { PEWTER_CHECK(!ok()); return *error_; }
  E&& error() && { PEWTER_CHECK(!ok()); return std::move(*error_); }

 private:
  std::optional<E> error_;
};

}  // namespace pewter
