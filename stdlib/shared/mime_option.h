// SPDX-License-Identifier: MIT
// What :type, :subtype, :contenttype and :param make of a header field's value
// (RFC 5703 section 4).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/program/value.h"

namespace trommel::stdlib {

/// One of those tags, or none.
class MimeOption {
 public:
  /// `lent`: the pairs after the test's own slots.
  explicit MimeOption(std::span<const Value> lent);
  bool given() const { return kind_ != Kind::kNone; }

  /// What a field called `name` has to compare: one value, the empty one where
  /// the field has no such thing; for :param one each parameter that is there.
  /// Example: :subtype of Content-Type `text/html; charset=x` is "html".
  std::vector<std::string> Values(std::string_view name,
                                  std::string_view raw) const;

 private:
  enum class Kind : uint8_t { kNone, kType, kSubtype, kContentType, kParam };

  Kind kind_ = Kind::kNone;
  std::span<const Value> parameters_;
};

}  // namespace trommel::stdlib
