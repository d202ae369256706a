// SPDX-License-Identifier: MIT
// SaveSet: the places that one message is stored in, each once.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "interp/program/value.h"
#include "interp/vm/actions.h"
#include "tools/delivery/transaction.h"

namespace trommel::delivery {

/// One place.
struct Save {
  std::string path;   ///< absolute; a Maildir ends in '/'
  std::string flags;  ///< Maildir letters, sorted, each once
  unsigned mode = 0600;
  std::vector<std::string> keywords = {};  ///< IMAP keywords, each once
  const vm::Content* content = nullptr;    ///< null: the message as it came
};

/// Collects places in the order first named; flags of one place add up, its
/// first mode and content stay.
class SaveSet {
 public:
  void Add(Save save);
  const std::vector<Save>& all() const { return saves_; }

 private:
  std::vector<Save> saves_;
};

/// Maildir letters of IMAP flags: \Seen S, \Answered R, \Flagged F, \Deleted T,
/// \Draft D. Keywords have none and are left out. Sorted.
std::string FlagLetters(std::span<const Value> flags);

/// The flags that are keywords ("$Junk", "work").
std::vector<std::string> KeywordsOf(std::span<const Value> flags);

}  // namespace trommel::delivery
