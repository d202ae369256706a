// SPDX-License-Identifier: MIT
// Value: what the machine computes with. 16 bytes, trivially copyable.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace trommel {

/// Kinds of values; also the bits of a TypeMask (1 << type).
enum class Type : uint8_t { kNil, kBool, kInt, kString, kList };

/// A set of Types, as the verifier and usage lines see them.
using TypeMask = uint8_t;
constexpr TypeMask MaskOf(Type type) {
  return static_cast<TypeMask>(1U << static_cast<unsigned>(type));
}
inline constexpr TypeMask kAnyType = 0x1F;

/// Where the bytes of a string come from. Clean bytes are the script's and its
/// administrator's. All others are somebody else's; those quoted for one kind
/// of server may stand in queries of that kind, and are tainted to all else.
enum class Taint : uint8_t {
  kClean,
  kTainted,
  kQuotedLdap,
  kQuotedMysql,
  kQuotedPgsql,
  kQuotedRedis,
  kQuotedSqlite,
};

/// Of two strings put together: `select '${quote_pgsql:$local_part}'` stays
/// quoted for PostgreSQL, and is plainly tainted with `$local_part` behind it.
constexpr Taint Joined(Taint a, Taint b) {
  if (a == Taint::kClean || a == b) return b;
  return b == Taint::kClean ? a : Taint::kTainted;
}

/// A dynamically typed value. Strings and lists are views: their bytes belong
/// to the Program, the Message or the run's Arena, and live to the end of the
/// run. `tainted` marks bytes that came from a message, an envelope or a
/// lookup: they are never expanded again and never name a program or a query.
class Value {
 public:
  constexpr Value() = default;
  static constexpr Value Nil() { return {}; }
  static constexpr Value Bool(bool b) {
    Value v;
    v.type_ = Type::kBool;
    v.payload_.number = b ? 1 : 0;
    return v;
  }
  static constexpr Value Int(int64_t n) {
    Value v;
    v.type_ = Type::kInt;
    v.payload_.number = n;
    return v;
  }
  static constexpr Value String(std::string_view s, bool tainted = false) {
    return String(s, tainted ? Taint::kTainted : Taint::kClean);
  }
  static constexpr Value String(std::string_view s, Taint taint) {
    Value v;
    v.type_ = Type::kString;
    v.taint_ = taint;
    v.size_ = static_cast<uint32_t>(s.size());
    v.payload_.bytes = s.data();
    return v;
  }
  static constexpr Value Tainted(std::string_view s) { return String(s, true); }
  /// A list of string values; `items` outlives the value.
  static constexpr Value List(std::span<const Value> items) {
    Value v;
    v.type_ = Type::kList;
    v.size_ = static_cast<uint32_t>(items.size());
    v.payload_.items = items.data();
    return v;
  }

  constexpr Type type() const { return type_; }
  constexpr bool is_nil() const { return type_ == Type::kNil; }
  constexpr bool tainted() const { return taint_ != Taint::kClean; }
  constexpr Taint taint() const { return taint_; }
  /// REQUIRES the matching type; anything else reads as false, 0 or empty.
  constexpr bool boolean() const {
    return type_ == Type::kBool && payload_.number != 0;
  }
  constexpr int64_t number() const {
    return type_ == Type::kInt ? payload_.number : 0;
  }
  constexpr std::string_view text() const {
    return type_ == Type::kString ? std::string_view(payload_.bytes, size_)
                                  : std::string_view();
  }
  /// The items of a list; a string counts as a list of itself.
  constexpr std::span<const Value> list() const {
    if (type_ == Type::kList) return {payload_.items, size_};
    if (type_ == Type::kString) return {this, 1};
    return {};
  }

 private:
  union Payload {
    int64_t number = 0;
    const char* bytes;
    const Value* items;
  };
  Payload payload_;
  uint32_t size_ = 0;
  Type type_ = Type::kNil;
  Taint taint_ = Taint::kClean;
};
static_assert(sizeof(Value) == 16);

}  // namespace trommel
