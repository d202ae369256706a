// SPDX-License-Identifier: MIT
// Glob matching: pieces between stars, the last star extended on a mismatch.
#include "interp/text/glob.h"

#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "interp/text/utf8.h"

namespace trommel::text {
namespace {

constexpr size_t kNpos = std::string_view::npos;
/// A step costs about as much as comparing so many bytes.
constexpr uint64_t kStepWork = 16;

/// A literal text, then at most one wild card.
struct Piece {
  std::string literal;
  char wild = '\0';  // '*', '?', or '\0' at the pattern's end
};

std::vector<Piece> Split(std::string_view pattern) {
  std::vector<Piece> pieces(1);
  for (size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '*' || c == '?') {
      pieces.back().wild = c;
      pieces.emplace_back();
      continue;
    }
    if (c == '\\' && i + 1 < pattern.size()) c = pattern[++i];
    pieces.back().literal += c;
  }
  return pieces;
}

class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view subject, bool caseless,
          std::span<const uint8_t> lengths = {})
      : pieces_(Split(pattern)),
        subject_(subject),
        lengths_(lengths),
        caseless_(caseless) {}

  Result<bool> Run() {
    bool matched = TailFits() && Loop();
    work::Spend(steps_ * kStepWork);
    if (steps_ > limits::kGlobSteps)
      return Err(Code::kLimit, "wildcard match took too many steps");
    return matched;
  }

  GlobCaptures TakeCaptures() { return std::move(captures_); }

 private:
  /// Bytes of the valid UTF-8 sequence at `at`, or 1; else as told.
  size_t CharLength(size_t at) const {
    if (!lengths_.empty()) return lengths_[at];
    Utf8Step step = NextUtf8(subject_, at);
    return step.valid ? step.length : 1;
  }

  /// Rules out at once what does not end as the pattern does.
  bool TailFits() const {
    const std::string& tail = pieces_.back().literal;
    return caseless_ ? EndsCaseless(subject_, tail) : subject_.ends_with(tail);
  }

  bool Loop() {
    while (steps_ <= limits::kGlobSteps) {
      if (Advance()) return true;
      if (!Extend()) return false;
    }
    return false;
  }

  bool HasLiteral(std::string_view literal) const {
    std::string_view rest = subject_.substr(at_);
    return caseless_ ? StartsCaseless(rest, literal)
                     : rest.starts_with(literal);
  }

  /// Matches pieces at at_ until the end (true) or a mismatch (false).
  bool Advance() {
    while (true) {
      const Piece& piece = pieces_[piece_];
      steps_ += 1 + piece.literal.size();
      if (!HasLiteral(piece.literal)) return false;
      at_ += piece.literal.size();
      if (piece.wild == '\0') return at_ == subject_.size();
      if (piece.wild == '*') {
        star_piece_ = ++piece_;
        star_begin_ = star_at_ = at_;
        captures_.push_back(subject_.substr(at_, 0));
        star_captures_ = captures_.size();
        if (!Jump()) return false;
      } else if (at_ < subject_.size()) {
        size_t length = CharLength(at_);
        captures_.push_back(subject_.substr(at_, length));
        at_ += length;
        ++piece_;
      } else {
        return false;
      }
    }
  }

  /// Makes the last star one character longer, then goes on after it.
  bool Extend() {
    if (star_captures_ == 0 || dead_ || star_at_ >= subject_.size())
      return false;
    star_at_ += CharLength(star_at_);
    captures_.resize(star_captures_);
    piece_ = star_piece_;
    return Jump();
  }

  /// Lets the last star reach the next place where what follows can stand.
  bool Jump() {
    const Piece& piece = pieces_[star_piece_];
    size_t start = star_at_;
    if (piece.wild == '\0') {
      dead_ = subject_.size() - start < piece.literal.size();
      star_at_ = subject_.size() - piece.literal.size();
    } else if (!piece.literal.empty()) {
      star_at_ = caseless_ ? FindCaseless(subject_, piece.literal, start)
                           : Find(subject_, piece.literal, start);
      dead_ = star_at_ == kNpos;
    }
    if (dead_) return false;
    steps_ += star_at_ - start;
    captures_[star_captures_ - 1] =
        subject_.substr(star_begin_, star_at_ - star_begin_);
    at_ = star_at_;
    return true;
  }

  std::vector<Piece> pieces_;
  std::string_view subject_;
  std::span<const uint8_t> lengths_;
  bool caseless_;
  GlobCaptures captures_;
  size_t steps_ = 0;
  size_t piece_ = 0;
  size_t at_ = 0;
  size_t star_piece_ = 0;
  size_t star_begin_ = 0;     // where the last star begins
  size_t star_at_ = 0;        // where the text after the last star begins
  size_t star_captures_ = 0;  // captures up to and with the last star
  bool dead_ = false;         // no longer star can help
};

}  // namespace

Result<bool> GlobMatch(std::string_view pattern, std::string_view subject,
                       bool caseless, GlobCaptures* captures) {
  Matcher matcher(pattern, subject, caseless);
  TRY_ASSIGN(bool matched, matcher.Run());
  if (matched && captures != nullptr) *captures = matcher.TakeCaptures();
  return matched;
}

Result<bool> GlobMatch(std::string_view pattern, std::string_view subject,
                       std::span<const uint8_t> lengths,
                       GlobCaptures* captures) {
  Matcher matcher(pattern, subject, false, lengths);
  TRY_ASSIGN(bool matched, matcher.Run());
  if (matched && captures != nullptr) *captures = matcher.TakeCaptures();
  return matched;
}

}  // namespace trommel::text
