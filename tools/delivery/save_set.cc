// SPDX-License-Identifier: MIT
#include "tools/delivery/save_set.h"

#include <algorithm>
#include <array>
#include <utility>

#include "interp/text/ascii.h"

namespace trommel::delivery {
namespace {

struct FlagRow {
  std::string_view name;
  char letter;
};

constexpr std::array kFlags = {
    FlagRow{"\\Draft", 'D'}, FlagRow{"\\Flagged", 'F'},
    FlagRow{"\\Answered", 'R'}, FlagRow{"\\Seen", 'S'},
    FlagRow{"\\Deleted", 'T'}};

void AddLetters(std::string_view letters, std::string* flags) {
  *flags += letters;
  std::sort(flags->begin(), flags->end());
  flags->erase(std::unique(flags->begin(), flags->end()), flags->end());
}

void AddKeyword(std::string keyword, std::vector<std::string>* all) {
  const bool known =
      std::any_of(all->begin(), all->end(), [&](const std::string& old) {
        return text::EqualsCaseless(old, keyword);
      });
  if (!known) all->push_back(std::move(keyword));
}

}  // namespace

std::vector<std::string> KeywordsOf(std::span<const Value> flags) {
  std::vector<std::string> out;
  for (const Value& flag : flags) {
    const bool keyword = !flag.text().empty() && flag.text()[0] != '\\';
    if (keyword) AddKeyword(std::string(flag.text()), &out);
  }
  return out;
}

void SaveSet::Add(Save save) {
  for (Save& old : saves_) {
    if (old.path != save.path) continue;
    AddLetters(save.flags, &old.flags);
    for (std::string& keyword : save.keywords) {
      AddKeyword(std::move(keyword), &old.keywords);
    }
    return;
  }
  saves_.push_back(std::move(save));
}

std::string FlagLetters(std::span<const Value> flags) {
  std::string out;
  for (const FlagRow& row : kFlags) {
    const bool set =
        std::any_of(flags.begin(), flags.end(), [&row](const Value& flag) {
          return text::EqualsCaseless(flag.text(), row.name);
        });
    if (set) out += row.letter;
  }
  return out;
}

}  // namespace trommel::delivery
