// SPDX-License-Identifier: MIT
// Result<T>: a value or an Error. The only file that names tl::, so that
// std::expected can take its place in one edit.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "interp/base/error.h"

namespace trommel {

/// A value of type T, or why there is none. Always [[nodiscard]] at the caller.
template <class T>
using Result = tl::expected<T, Error>;

/// Result of something done for its effect.
using Status = Result<void>;

/// The error side of any Result.
using Failure = tl::unexpected<Error>;

/// Makes a Failure. Example: `return Err(Code::kIo, "cannot read " + name);`
[[nodiscard]] inline Failure Err(Code code, std::string text, Span span = {}) {
  return Failure(Error{code, std::move(text), span});
}

/// Passes an Error on. Example: `if (!r) return Err(std::move(r.error()));`
[[nodiscard]] inline Failure Err(Error error) {
  return Failure(std::move(error));
}

}  // namespace trommel

#define TROMMEL_CONCAT_(a, b) a##b
#define TROMMEL_CONCAT(a, b) TROMMEL_CONCAT_(a, b)

/// `TRY(Status-or-Result expression);` returns its Error from this function.
#define TRY(...)                                            \
  do {                                                      \
    if (auto try_result = (__VA_ARGS__); !try_result)       \
      return ::trommel::Err(std::move(try_result.error())); \
  } while (false)

/// `TRY_ASSIGN(auto x, MakeX());` declares or assigns x, or returns the Error.
#define TRY_ASSIGN(lhs, ...) \
  TRY_ASSIGN_(TROMMEL_CONCAT(try_result_, __LINE__), lhs, __VA_ARGS__)
#define TRY_ASSIGN_(result, lhs, ...)                            \
  auto result = (__VA_ARGS__);                                   \
  if (!result) return ::trommel::Err(std::move(result.error())); \
  lhs = std::move(*result)
