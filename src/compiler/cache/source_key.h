// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/cache/cache.h"
#include "compiler/compile.h"

namespace pewter::compiler::cache {

// The key of a source with the files that it includes. Which files those are is remembered under the key of the source alone, so
// that a hit needs no preprocessing.
class SourceKey {
 public:
  // `build` names the build of the compiler, so that no result outlives the code that made it.
  SourceKey(Cache& cache, std::string_view build, const Source& source, const Options& options);

  // Of the source as it stands, whatever it includes.
  const std::string& base() const { return base_; }

  // Empty when it is not known which files the source includes.
  std::string find() const;

  // The same after a compile, which found out that these are the files.
  std::string remember(const std::vector<std::string>& files) const;

 private:
  std::string with(const std::string& files) const;

  Cache& cache_;
  std::string base_;
  bool may_include_ = false;
};

// Of machine code for this host, of one kernel of the source.
std::string kernel_key(const std::string& source_key, const KernelRequest& request);

}  // namespace pewter::compiler::cache
