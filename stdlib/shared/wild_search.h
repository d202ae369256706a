// SPDX-License-Identifier: MIT
// What wildlsearch and nwildlsearch do: keys of the file are patterns.
#pragma once

#include "stdlib/shared/line_search.h"

namespace trommel::stdlib {

/// Keys of the file are patterns as in a list: `*x` is anything that ends in x,
/// `^x` a regular expression, `type;data` a lookup of the key looked for,
/// `/file` the lines of a file, `!x` all but x, anything else is itself; all
/// caseless. When one fits, $0, $1 … are emptied.
class WildSource : public LineSource {
 public:
  /// Whether a key of the file is a string to expand first.
  WildSource(LookupFile file, bool expands)
      : LineSource(std::move(file)), expands_(expands) {}

 protected:
  Result<KeyFits> Fits(const vm::LookupRequest& request) override;

 private:
  bool expands_;
};

}  // namespace trommel::stdlib
