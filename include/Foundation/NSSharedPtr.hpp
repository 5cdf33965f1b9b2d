// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"

#include <cstddef>
#include <type_traits>

namespace NS {

/// Owns one reference to an object and gives it back when it goes. Copies own references of their own. The object's count
/// is thread-safe; one SharedPtr is not to be written by two threads at a time.
template <class _Class>
class SharedPtr {
  template <class _Other>
  using IfConvertible = std::enable_if_t<std::is_convertible_v<_Other*, _Class*>>;

 public:
  /// Holds null.
  SharedPtr() : m_pObject(nullptr) {}
  SharedPtr(std::nullptr_t) : m_pObject(nullptr) {}
  ~SharedPtr() {
    if (m_pObject) m_pObject->release();
  }

  SharedPtr(const SharedPtr& other) noexcept : m_pObject(retained(other.m_pObject)) {}
  template <class _OtherClass, class = IfConvertible<_OtherClass>>
  SharedPtr(const SharedPtr<_OtherClass>& other) noexcept : m_pObject(retained(other.get())) {}

  /// Takes the other's reference and leaves it null.
  SharedPtr(SharedPtr&& other) noexcept : m_pObject(other.m_pObject) { other.m_pObject = nullptr; }
  template <class _OtherClass, class = IfConvertible<_OtherClass>>
  SharedPtr(SharedPtr<_OtherClass>&& other) noexcept : m_pObject(other.get()) {
    other.detach();
  }

  SharedPtr& operator=(const SharedPtr& other) { return take(retained(other.m_pObject)); }
  template <class _OtherClass, class = IfConvertible<_OtherClass>>
  SharedPtr& operator=(const SharedPtr<_OtherClass>& other) {
    return take(retained(other.get()));
  }
  SharedPtr& operator=(SharedPtr&& other) noexcept {
    _Class* object = other.m_pObject;
    other.m_pObject = nullptr;
    return take(object);
  }
  template <class _OtherClass, class = IfConvertible<_OtherClass>>
  SharedPtr& operator=(SharedPtr<_OtherClass>&& other) noexcept {
    _Class* object = other.get();
    other.detach();
    return take(object);
  }

  /// The object, still owned by this SharedPtr.
  _Class* get() const { return m_pObject; }
  _Class* operator->() const { return m_pObject; }
  explicit operator bool() const { return m_pObject != nullptr; }

  /// Gives the reference back and holds null.
  void reset() { take(nullptr); }
  /// Holds null without giving the reference back: it is the caller's now.
  void detach() { m_pObject = nullptr; }

  template <class _OtherClass>
  friend SharedPtr<_OtherClass> RetainPtr(_OtherClass* ptr);
  template <class _OtherClass>
  friend SharedPtr<_OtherClass> TransferPtr(_OtherClass* ptr);

 private:
  template <class _Other>
  static _Class* retained(_Other* object) {
    if (object) object->retain();
    return object;
  }

  SharedPtr& take(_Class* object) {
    _Class* previous = m_pObject;
    m_pObject = object;
    if (previous) previous->release();
    return *this;
  }

  _Class* m_pObject;
};

/// A SharedPtr with a new reference to `pObject`.
template <class _Class>
inline SharedPtr<_Class> RetainPtr(_Class* pObject) {
  SharedPtr<_Class> pointer;
  pointer.m_pObject = SharedPtr<_Class>::retained(pObject);
  return pointer;
}

/// A SharedPtr that takes over the caller's reference: for what alloc, new, copy and Create return.
template <class _Class>
inline SharedPtr<_Class> TransferPtr(_Class* pObject) {
  SharedPtr<_Class> pointer;
  pointer.m_pObject = pObject;
  return pointer;
}

template <class _Left, class _Right>
inline bool operator==(const SharedPtr<_Left>& left, const SharedPtr<_Right>& right) {
  return left.get() == right.get();
}

template <class _Left, class _Right>
inline bool operator!=(const SharedPtr<_Left>& left, const SharedPtr<_Right>& right) {
  return left.get() != right.get();
}

}  // namespace NS
