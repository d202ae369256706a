// SPDX-License-Identifier: MIT
// POSIX extended regular expressions, leftmost-longest. The only file pair that
// touches Boost.Regex; its exceptions end here. For interp/text/regex.cc alone.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/text/regex.h"

namespace trommel::text {

/// A compiled POSIX pattern; one may be used by several threads at once.
class PosixRegex {
 public:
  /// Fails with kRun and Boost's reason plus the offset.
  static Result<PosixRegex> Compile(std::string_view pattern, bool caseless);

  PosixRegex(PosixRegex&&) noexcept;
  PosixRegex& operator=(PosixRegex&&) noexcept;
  ~PosixRegex();

  /// As Regex::Search.
  Result<bool> Search(std::string_view subject, std::vector<RegexGroup>* groups,
                      size_t from) const;
  /// Number of groups, without group 0.
  size_t groups() const;

 private:
  struct Impl;
  explicit PosixRegex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trommel::text
