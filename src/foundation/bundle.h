// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// NSBundle as a command-line program on a Mac sees it: a directory, its resources beside it. Thread-safe once made.
class Bundle final : public Object {
 public:
  static const ClassRecord kClass;

  Bundle() : Object(kClass) {}
  static Bundle* main();                          // the directory of the executable; immortal
  static Ref<Bundle> at(std::string_view path);   // null if that is no directory

  // For alloc()->init...(): false, with the bundle unchanged, if that is no directory.
  bool init(std::string_view path);

  const std::string& path() const { return path_; }
  // Contents/Resources or Resources where the bundle has it, else the bundle itself.
  std::string resource_path() const;
  // The program of the main bundle; of others Contents/MacOS/NAME or NAME, NAME being the bundle's without its extension.
  // Empty if there is none.
  std::string executable_path() const;
  // A file beside the executable; empty if there is none.
  std::string auxiliary_executable(std::string_view name) const;
  // `name` inside of the bundle, whether or not it exists: "Frameworks", "SharedSupport", ...
  std::string subdirectory(std::string_view name) const;
  // NAME.extension in the resources; empty if there is none.
  std::string resource(std::string_view name, std::string_view extension) const;

 private:
  std::string path_;
};

}  // namespace pewter::foundation
