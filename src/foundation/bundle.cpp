// SPDX-License-Identifier: Apache-2.0
#include "foundation/bundle.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

namespace fs = std::filesystem;

const Bundle* as_bundle(const Object* object) { return static_cast<const Bundle*>(object); }
std::string describe(const Object* object) { return fmt::format("NSBundle <{}>", as_bundle(object)->path()); }
bool equal(const Object* a, const Object* b) { return as_bundle(a)->path() == as_bundle(b)->path(); }
std::uint64_t hash_of(const Object* object) { return std::hash<std::string>()(as_bundle(object)->path()); }

const AllocatableClass kAlloc(Bundle::kClass, []() -> Object* { return new Bundle; });

std::string program_path() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).string();
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::string if_there(const fs::path& path) { return is_there(path) ? path.string() : std::string(); }

}  // namespace

constinit const ClassRecord Bundle::kClass{"NSBundle", &kObjectClass, destroy<Bundle>, describe,
                                           equal,      hash_of,       nullptr};

Bundle* Bundle::main() {
  static Bundle* const bundle = [] {
    auto* made = new Bundle;
    made->init(fs::path(program_path()).parent_path().string());
    made->make_immortal();
    return made;
  }();
  return bundle;
}

Ref<Bundle> Bundle::at(std::string_view path) {
  Ref<Bundle> bundle = make<Bundle>();
  return bundle->init(path) ? bundle : Ref<Bundle>();
}

bool Bundle::init(std::string_view path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error).lexically_normal();
  if (error || !fs::is_directory(absolute, error)) return false;
  path_ = absolute.string();
  if (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  return true;
}

std::string Bundle::resource_path() const {
  for (const char* place : {"Contents/Resources", "Resources"})
    if (is_there(fs::path(path_) / place)) return subdirectory(place);
  return path_;
}

std::string Bundle::executable_path() const {
  if (path_ == main()->path()) return program_path();
  const fs::path name = fs::path(path_).stem();
  const std::string inside = if_there(fs::path(path_) / "Contents/MacOS" / name);
  return inside.empty() ? if_there(fs::path(path_) / name) : inside;
}

std::string Bundle::auxiliary_executable(std::string_view name) const {
  const std::string executable = executable_path();
  return if_there((executable.empty() ? fs::path(path_) : fs::path(executable).parent_path()) / name);
}

std::string Bundle::subdirectory(std::string_view name) const { return (fs::path(path_) / name).string(); }

std::string Bundle::resource(std::string_view name, std::string_view extension) const {
  std::string file(name);
  if (!extension.empty()) file += fmt::format(".{}", extension.starts_with('.') ? extension.substr(1) : extension);
  return if_there(fs::path(resource_path()) / file);
}

}  // namespace pewter::foundation
