// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// NSURL: immutable; files are what Pewter uses it for. Thread-safe once made.
class URL final : public Object {
 public:
  static const ClassRecord kClass;

  URL() : Object(kClass) {}

  // For alloc()->init...(): only before anyone else has the URL.
  void init(std::string_view text);
  void init_file(std::string_view path);  // relative paths start at the working directory of this moment
  static Ref<URL> file(std::string_view path);

  const std::string& text() const { return text_; }  // "file:///tmp/a%20b"
  // The path with escapes undone: "/tmp/a b". Empty if the URL has none.
  const std::string& path() const { return path_; }
  bool is_file() const { return text_.starts_with("file:"); }

 private:
  std::string text_;
  std::string path_;
};

}  // namespace pewter::foundation
