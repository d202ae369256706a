// SPDX-License-Identifier: MIT
// Suggest: the known word nearest to a mistyped one.
#pragma once

#include <string>
#include <string_view>

namespace trommel::text {

/// Keeps the best of the words offered: the one with the smallest edit distance
/// (insertions, deletions, changes, swapped neighbours, case ignored), if that
/// is at most a third of the word's length (at least 1). Views what was
/// offered.
///
/// Example: Suggestion s("fileito"); s.Offer("fileinto"); s.best() ==
/// "fileinto"
class Suggestion {
 public:
  explicit Suggestion(std::string_view word);
  void Offer(std::string_view candidate);
  std::string_view best() const { return best_; }
  /// `did you mean "<prefix>best"?`, or empty.
  std::string Hint(std::string_view prefix = {}) const;

 private:
  std::string_view word_;
  std::string_view best_;
  size_t distance_;
};

/// Edit distance of two words, as above; words over 64 bytes are far from all.
size_t EditDistance(std::string_view a, std::string_view b);

}  // namespace trommel::text
