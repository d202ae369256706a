// SPDX-License-Identifier: MIT
// Shrinking: bytes are cut out and made plain while the difference stays.
#include <string>
#include <string_view>

#include "tests/pcre/compare.h"

namespace trommel::pcre {
namespace {

constexpr size_t kTrials = 4000;

/// The error without its place.
std::string_view Reason(const Outcome& outcome) {
  if (outcome.answer != Answer::kError) return {};
  std::string_view text = outcome.text;
  return text.substr(0, text.find(" at offset"));
}

class Shrinker {
 public:
  Shrinker(Case test, EngineMaker peer, EngineMaker ours)
      : best_(std::move(test)),
        peer_(peer),
        ours_(ours),
        goal_(Judge(best_, peer, ours)) {}

  Case Run() {
    do {
      changed_ = false;
      Options();
      Cut(&Case::pattern);
      Unwrap();
      Cut(&Case::subject);
      Plain(&Case::subject);
      Plain(&Case::pattern);
    } while (changed_ && trials_ < kTrials);
    return best_;
  }

 private:
  using Member = std::string Case::*;

  bool Try(Case test) {
    if (test.from > test.subject.size() || ++trials_ > kTrials) return false;
    Verdict verdict = Judge(test, peer_, ours_);
    if (verdict.difference != goal_.difference ||
        Reason(verdict.peer) != Reason(goal_.peer) ||
        Reason(verdict.ours) != Reason(goal_.ours)) {
      return false;
    }
    best_ = std::move(test);
    changed_ = true;
    return true;
  }

  void Options() {
    Case test = best_;
    test.caseless = false;
    if (best_.caseless) Try(test);
    for (size_t from = 0; from < best_.from; ++from) {
      test = best_;
      test.from = from;
      if (Try(test)) break;
    }
  }

  /// Cuts out ever shorter pieces.
  void Cut(Member member) {
    for (size_t size = (best_.*member).size(); size > 0; size /= 2) {
      for (size_t at = 0; at + size <= (best_.*member).size();) {
        Case test = best_;
        (test.*member).erase(at, size);
        if (!Try(std::move(test))) ++at;
      }
    }
  }

  /// Removes a parenthesis with one that follows, and what opens a group.
  void Unwrap() {
    for (size_t open = 0; open < best_.pattern.size(); ++open) {
      if (best_.pattern[open] == '(' && UnwrapAt(open)) --open;
    }
  }

  bool UnwrapAt(size_t open) {
    for (size_t close = open + 1; close < best_.pattern.size(); ++close) {
      if (best_.pattern[close] != ')') continue;
      for (size_t length = 1; length <= 4 && open + length <= close; ++length) {
        Case test = best_;
        test.pattern.erase(close, 1);
        test.pattern.erase(open, length);
        if (Try(std::move(test))) return true;
      }
    }
    return false;
  }

  /// Puts `a` for other letters, digits, marks and odd bytes.
  void Plain(Member member) {
    for (size_t at = 0; at < (best_.*member).size(); ++at) {
      for (char c : std::string_view("ab")) {
        if ((best_.*member)[at] == c) break;
        Case test = best_;
        (test.*member)[at] = c;
        if (Try(std::move(test))) break;
      }
    }
  }

  Case best_;
  EngineMaker peer_;
  EngineMaker ours_;
  Verdict goal_;
  size_t trials_ = 0;
  bool changed_ = false;
};

}  // namespace

Case Shrink(Case test, EngineMaker peer, EngineMaker ours) {
  return Shrinker(std::move(test), peer, ours).Run();
}

}  // namespace trommel::pcre
