// SPDX-License-Identifier: MIT
// Usage: a row's usage line, read at compile time into its argument slots. The
// line is the grammar, the type check and the manual in one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "interp/program/value.h"

namespace trommel {

/// How an argument is written in a script.
enum class ParamKind : uint8_t {
  kPositional,   ///< <name: type>
  kTag,          ///< [:tag] or [:tag <name: type>]
  kChoice,       ///< <:over / :under>: one of the tags; the slot holds "over"
  kMatchType,    ///< [MATCH-TYPE]: slot holds "is" …, the next the relation
  kRelation,     ///< second slot of [MATCH-TYPE]
  kComparator,   ///< [COMPARATOR]: slot holds "i;octet" …
  kAddressPart,  ///< [ADDRESS-PART]: slot holds "all" …
};

/// One argument slot. The name views the usage line.
struct Param {
  ParamKind kind = ParamKind::kPositional;
  std::string_view name;  ///< "days" for :days, "key-list" for a positional
  TypeMask types = 0;     ///< what the slot may hold, kNil included
  bool required = false;
  bool variable = false;  ///< a tag whose value names a variable
};

/// A parsed usage line. Notation:
///
///     fileinto [:copy] <mailbox: string>
///     vacation [:days <number: number>] <reason: string>
///     size <:over / :under> <limit: number>
///     header [COMPARATOR] [MATCH-TYPE] <names: string-list> <keys:
///     string-list> mail <pairs: string> ...
///
/// The value `variable` of a tag, `[:output <variable: string>]`, is the name
/// of a variable. Types are string, string-list, number, any. `...` at the end
/// allows any number of further values of the last positional's type. A
/// malformed line does not compile (the constructor is consteval).
///
/// A call passes one value a slot, in the order of the line: nil (or the empty
/// tag) for what the script left out, true for a tag without a value. Tags that
/// other features lend to a command (`kTag` rows) follow as pairs: tag name,
/// value.
class Usage {
 public:
  static constexpr size_t kMaxParams = 14;

  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a usage line.
  consteval Usage(const char* line) : line_(line) { Parse(); }
  consteval Usage() = default;

  constexpr std::string_view line() const { return line_; }
  constexpr size_t size() const { return size_; }
  constexpr Param operator[](size_t i) const {
    const Slot& slot = slots_[i];
    return {slot.kind, NameOf(slot), slot.types, slot.required, slot.variable};
  }

  /// Walks the parameters by value.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Param;
    using difference_type = std::ptrdiff_t;
    using pointer = const Param*;
    using reference = Param;
    constexpr Iterator() = default;
    constexpr Iterator(const Usage& usage, size_t at)
        : usage_(&usage), at_(at) {}
    constexpr Param operator*() const { return (*usage_)[at_]; }
    constexpr Iterator& operator++() {
      ++at_;
      return *this;
    }
    constexpr Iterator operator++(int) { return {*usage_, at_++}; }
    constexpr bool operator==(const Iterator&) const = default;

   private:
    const Usage* usage_ = nullptr;
    size_t at_ = 0;
  };
  constexpr Iterator begin() const { return {*this, 0}; }
  constexpr Iterator end() const { return {*this, size_}; }
  constexpr bool variadic() const { return variadic_; }

 private:
  /// A Param without pointers: the rows of all features are relocated at every
  /// start of a program, so that each pointer in them costs.
  struct Slot {
    ParamKind kind = ParamKind::kPositional;
    TypeMask types = 0;
    bool required : 1 = false;
    bool variable : 1 = false;
    uint8_t name_at = 0;
    uint8_t name_size = 0;
  };

  constexpr std::string_view NameOf(const Slot& slot) const {
    switch (slot.kind) {
      case ParamKind::kPositional:
      case ParamKind::kTag:
      case ParamKind::kChoice:
        return line_.substr(slot.name_at, slot.name_size);
      case ParamKind::kMatchType:
        return "MATCH-TYPE";
      case ParamKind::kRelation:
        return "relation";
      case ParamKind::kComparator:
        return "comparator";
      case ParamKind::kAddressPart:
        return "ADDRESS-PART";
    }
    return {};
  }
  static consteval bool IsWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  }
  consteval void Blanks() {
    while (at_ < line_.size() && line_[at_] == ' ') ++at_;
  }
  consteval bool Eat(std::string_view token) {
    Blanks();
    if (line_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  consteval void Need(std::string_view token) {
    if (!Eat(token)) throw "usage line: token missing";
  }
  consteval std::string_view Word() {
    Blanks();
    size_t from = at_;
    while (at_ < line_.size() && IsWord(line_[at_])) ++at_;
    if (at_ == from) throw "usage line: word missing";
    return line_.substr(from, at_ - from);
  }
  consteval TypeMask TypeWord() {
    std::string_view word = Word();
    if (word == "string") return MaskOf(Type::kString);
    if (word == "string-list")
      return MaskOf(Type::kString) | MaskOf(Type::kList);
    if (word == "number") return MaskOf(Type::kInt);
    if (word == "any") return kAnyType;
    throw "usage line: unknown type";
  }
  consteval void Add(ParamKind kind, std::string_view name, TypeMask types,
                     bool required) {
    if (size_ == kMaxParams) throw "usage line: too many parameters";
    size_t at = name.empty() ? 0 : line_.find(name);
    if (at > UINT8_MAX || name.size() > UINT8_MAX) throw "usage line: too long";
    TypeMask nil = required ? TypeMask{0} : MaskOf(Type::kNil);
    slots_[size_++] = {kind,
                       static_cast<TypeMask>(types | nil),
                       required,
                       false,
                       static_cast<uint8_t>(at),
                       static_cast<uint8_t>(name.size())};
  }
  consteval void Choice(bool required) {
    std::string_view names = line_.substr(at_);
    Word();
    while (Eat("/")) {
      Need(":");
      Word();
    }
    std::string_view rest = line_.substr(at_);
    Add(ParamKind::kChoice, names.substr(0, names.size() - rest.size()),
        MaskOf(Type::kString), required);
  }
  consteval void Tag() {
    size_t start = at_;
    std::string_view name = Word();
    if (Eat("/")) {
      at_ = start;
      Choice(false);
    } else if (Eat("<")) {
      const bool variable = Word() == "variable";
      Need(":");
      Add(ParamKind::kTag, name, TypeWord(), false);
      slots_[size_ - 1].variable = variable;
      Need(">");
    } else {
      Add(ParamKind::kTag, name, MaskOf(Type::kBool), false);
    }
  }
  consteval void Bracket() {
    constexpr TypeMask string = MaskOf(Type::kString);
    if (Eat(":")) {
      Tag();
    } else if (Eat("MATCH-TYPE")) {
      Add(ParamKind::kMatchType, "", string, false);
      Add(ParamKind::kRelation, "", string, false);
    } else if (Eat("COMPARATOR")) {
      Add(ParamKind::kComparator, "", string, false);
    } else if (Eat("ADDRESS-PART")) {
      Add(ParamKind::kAddressPart, "", string, false);
    } else {
      Need("<");
      std::string_view name = Word();
      Need(":");
      Add(ParamKind::kPositional, name, TypeWord(), false);
      Need(">");
    }
    Need("]");
  }
  consteval void Angle() {
    if (Eat(":")) {
      Choice(true);
    } else {
      std::string_view name = Word();
      Need(":");
      Add(ParamKind::kPositional, name, TypeWord(), true);
    }
    Need(">");
  }
  consteval void Parse() {
    while (at_ < line_.size() && line_[at_] != ' ') ++at_;
    if (at_ == 0) throw "usage line: name missing";
    for (Blanks(); at_ < line_.size(); Blanks()) {
      if (Eat("[")) {
        Bracket();
      } else if (Eat("<")) {
        Angle();
      } else {
        Need("...");
        variadic_ = true;
      }
    }
  }

  std::string_view line_;
  std::array<Slot, kMaxParams> slots_{};
  uint8_t size_ = 0;
  bool variadic_ = false;
  size_t at_ = 0;
};

}  // namespace trommel
