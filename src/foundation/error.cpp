// SPDX-License-Identifier: Apache-2.0
#include "foundation/error.h"

#include <fmt/format.h>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const Error* as_error(const Object* object) { return static_cast<const Error*>(object); }

std::string describe(const Object* object) {
  const Error* error = as_error(object);
  return fmt::format("Error Domain={} Code={} \"{}\"", view(error->domain()), error->code(),
                     view(error->localized_description().get()));
}

bool equal(const Object* a, const Object* b) {
  return view(as_error(a)->domain()) == view(as_error(b)->domain()) && as_error(a)->code() == as_error(b)->code() &&
         as_error(a)->user_info()->is_equal(as_error(b)->user_info());
}

std::uint64_t hash_of(const Object* object) { return static_cast<std::uint64_t>(as_error(object)->code()); }

Object* make_empty() { return new Error(Ref<String>(), 0, Ref<Dictionary>()); }

const AllocatableClass kAlloc(Error::kClass, make_empty);

}  // namespace

constinit const ClassRecord Error::kClass{"NSError", &kObjectClass, destroy<Error>, describe,
                                          equal,     hash_of,       copy_by_retain};

void Error::init(Ref<String> domain, std::int64_t code, Ref<Dictionary> user_info) {
  domain_ = domain ? std::move(domain) : string("");
  code_ = code;
  user_info_ = user_info ? std::move(user_info) : make<Dictionary>();
}

Object* Error::info(std::string_view key) const { return user_info_->object(constant_string(key)); }

Ref<String> Error::localized_description() const {
  Object* text = info(kLocalizedDescriptionKey);
  if (text && text->is_kind_of(String::kClass)) return Ref<String>(static_cast<String*>(text));
  return string(fmt::format("The operation couldn’t be completed. ({} error {}.)", view(domain()), code_));
}

Ref<Error> make_error(std::string_view domain, std::int64_t code, std::string_view description) {
  Dictionary::Entries info;
  info.emplace_back(Ref<Object>(constant_string(kLocalizedDescriptionKey)), string(description));
  return make<Error>(string(domain), code, Dictionary::create(std::move(info)));
}

}  // namespace pewter::foundation
