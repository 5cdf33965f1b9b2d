// SPDX-License-Identifier: Apache-2.0
#include "foundation/dictionary.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const Dictionary* as_dictionary(const Object* object) { return static_cast<const Dictionary*>(object); }

std::string describe(const Object* object) {
  std::vector<std::string> lines;
  for (const auto& [key, value] : as_dictionary(object)->entries())
    lines.push_back(fmt::format("    {} = {};\n", key->description(), value->description()));
  std::sort(lines.begin(), lines.end());
  std::string text = "{\n";
  for (const std::string& line : lines) text += line;
  return text + "}";
}

bool equal(const Object* a, const Object* b) {
  const Dictionary* left = as_dictionary(a);
  const Dictionary* right = as_dictionary(b);
  return left->count() == right->count() &&
         std::all_of(left->entries().begin(), left->entries().end(), [&](const auto& entry) {
           const Object* other = right->object(entry.first.get());
           return other && entry.second->is_equal(other);
         });
}

std::uint64_t hash_of(const Object* object) { return as_dictionary(object)->count(); }

const AllocatableClass kAlloc(Dictionary::kClass, []() -> Object* { return new Dictionary; });

}  // namespace

constinit const ClassRecord Dictionary::kClass{"NSDictionary", &kObjectClass, destroy<Dictionary>, describe,
                                               equal,          hash_of,       copy_by_retain};

void Dictionary::init(Entries entries) {
  entries_.clear();
  for (auto& [key, object] : entries) entries_.emplace(Ref<Object>::adopt(key->copy()), std::move(object));
}

Object* Dictionary::object(const Object* key) const {
  if (!key) return nullptr;
  const auto found = entries_.find(Ref<Object>(const_cast<Object*>(key)));
  return found == entries_.end() ? nullptr : found->second.get();
}

std::vector<Ref<Object>> Dictionary::keys() const {
  std::vector<Ref<Object>> keys;
  for (const auto& [key, object] : entries_) keys.push_back(key);
  return keys;
}

}  // namespace pewter::foundation
