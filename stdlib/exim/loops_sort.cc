// SPDX-License-Identifier: MIT
// The steps of ${sort: keys gathered, and the list put in their order.
//
// Exim specification, "Expansion items". Exim inserts each item before the
// first one that its key must precede, which shows in what it does with keys
// that compare with none: a number against text, and in lti and its kin a key
// against the longer ones that it begins. So do we, by ranks instead of by
// keys. Exim keeps items and keys as lists in text, which it reads anew for
// each item: what that makes of empty items, and of blanks and separators at
// the ends of a key, is done as Exim does it, in a slower way.
#include <algorithm>
#include <utility>
#include <vector>

#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_gather.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_loops_sort;

namespace {

using vm::CallContext;

/// A key: where it stands among all keys, and the last of those that it begins.
struct Rank {
  int64_t at = 0;
  int64_t last = 0;
};

/// The places before which a key goes: all from `low` to `high` but those with
/// `but`.
struct Wanted {
  int64_t low = 0;
  int64_t high = 0;
  int64_t but = -1;
};

constexpr int64_t kNone = -1;  ///< the place of a key that compares with none
constexpr int64_t kEnd = INT64_MAX;

bool IsLess(std::string_view order) {
  return order[0] == '<' || order[0] == 'l';
}

bool TakesEqual(std::string_view order) {
  return order.ends_with('=') || order.starts_with("le") ||
         order.starts_with("ge");
}

Wanted WantedBy(const Rank& rank, std::string_view order) {
  const bool equal = TakesEqual(order);
  if (rank.at == kNone) return {1, 0, kNone};
  if (!IsLess(order)) return {0, rank.last, equal ? kNone : rank.at};
  return {equal ? rank.at : rank.last + 1, kEnd, kNone};
}

/// As WantedBy, for le of a key that begins others: those come in between.
bool Matches(const Wanted& wanted, const Rank& rank, int64_t at) {
  const bool between = at > rank.at && at <= rank.last;
  return at >= wanted.low && at <= wanted.high && at != wanted.but &&
         (wanted.high != kEnd || !between);
}

/// Items in order, in blocks that know what places they hold.
class Order {
 public:
  void Insert(size_t item, const Rank& rank, std::string_view order) {
    const Wanted wanted = WantedBy(rank, order);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      work::Spend(sizeof(Block));
      if (block.most < wanted.low || block.least > wanted.high) continue;
      for (size_t at = 0; at < block.entries.size(); ++at) {
        if (!Matches(wanted, rank, block.entries[at].place)) continue;
        return InsertAt(i, at, {item, rank.at});
      }
      work::Spend(block.entries.size() * sizeof(Entry));
    }
    if (blocks_.empty()) blocks_.emplace_back();
    InsertAt(blocks_.size() - 1, blocks_.back().entries.size(),
             {item, rank.at});
  }

  std::vector<size_t> items() const {
    std::vector<size_t> out;
    for (const Block& block : blocks_) {
      for (const Entry& entry : block.entries) out.push_back(entry.item);
    }
    return out;
  }

 private:
  struct Entry {
    size_t item;
    int64_t place;
  };
  struct Block {
    std::vector<Entry> entries;
    int64_t least = kEnd;  // of the places that are not kNone
    int64_t most = kNone;
    void Note(int64_t place) {
      if (place == kNone) return;
      least = std::min(least, place);
      most = std::max(most, place);
    }
  };
  static constexpr size_t kMost = 1024;

  void InsertAt(size_t i, size_t at, Entry entry) {
    Block& block = blocks_[i];
    block.entries.insert(block.entries.begin() + static_cast<ptrdiff_t>(at),
                         entry);
    block.Note(entry.place);
    if (block.entries.size() == kMost) Split(i);
  }

  void Split(size_t i) {
    const std::vector<Entry> all = std::move(blocks_[i].entries);
    blocks_.insert(blocks_.begin() + static_cast<ptrdiff_t>(i), Block());
    for (size_t half : {size_t{0}, size_t{1}}) {
      Block made;
      for (size_t at = half * kMost / 2; at < (half + 1) * kMost / 2; ++at) {
        made.entries.push_back(all[at]);
        made.Note(all[at].place);
      }
      blocks_[i + half] = std::move(made);
    }
  }

  std::vector<Block> blocks_;
};

std::vector<Rank> NumberRanks(std::span<const Value> keys) {
  std::vector<Rank> ranks(keys.size(), Rank{kNone, kNone});
  std::vector<std::pair<int64_t, size_t>> sorted;
  for (size_t i = 0; i < keys.size(); ++i) {
    Result<int64_t> number = exim::ReadInteger(keys[i].text());
    if (number) sorted.emplace_back(*number, i);
  }
  std::ranges::sort(sorted);
  int64_t place = 0;
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0 && sorted[i].first != sorted[i - 1].first) ++place;
    ranks[sorted[i].second] = {place, place};
  }
  return ranks;
}

std::vector<Rank> TextRanks(std::span<const Value> keys, bool caseless) {
  auto compare = [&](size_t a, size_t b) {
    return caseless ? text::CompareCaseless(keys[a].text(), keys[b].text())
                    : keys[a].text().compare(keys[b].text());
  };
  std::vector<size_t> sorted(keys.size());
  for (size_t i = 0; i < sorted.size(); ++i) sorted[i] = i;
  std::ranges::sort(sorted,
                    [&](size_t a, size_t b) { return compare(a, b) < 0; });
  std::vector<Rank> ranks(keys.size());
  std::vector<size_t> begun;  // keys that begin the one before
  int64_t place = 0;
  for (size_t i = 0; i < sorted.size(); ++i) {
    const std::string_view key = keys[sorted[i]].text();
    const int64_t before = place;
    if (i > 0 && compare(sorted[i - 1], sorted[i]) != 0) ++place;
    ranks[sorted[i]] = {place, place};
    if (!caseless) continue;
    while (!begun.empty() &&
           !text::StartsCaseless(key, keys[begun.back()].text())) {
      ranks[begun.back()].last = before;
      begun.pop_back();
    }
    begun.push_back(sorted[i]);
  }
  for (size_t key : begun) ranks[key].last = place;
  return ranks;
}

int CaselessOrder(std::string_view a, std::string_view b) {
  const bool begins = a.size() < b.size() && text::StartsCaseless(b, a);
  return begins ? 1 : text::CompareCaseless(a, b);
}

/// Whether a key goes before another one.
bool GoesBefore(std::string_view a, std::string_view b,
                std::string_view order) {
  int sign = 0;
  if (order[0] == '<' || order[0] == '>') {
    Result<int64_t> left = exim::ReadInteger(a);
    Result<int64_t> right = exim::ReadInteger(b);
    if (!left || !right) return false;
    sign = *left < *right ? -1 : *left > *right ? 1 : 0;
  } else {
    sign = order.ends_with('i') ? CaselessOrder(a, b) : a.compare(b);
  }
  if (sign == 0) return TakesEqual(order);
  return (sign < 0) == IsLess(order);
}

/// A list in text, and its keys.
class TextSort {
 public:
  TextSort(std::string_view order, char separator)
      : order_(order), separator_(separator) {}

  Status Insert(std::string_view item, std::string_view key) {
    const std::string old_items = std::exchange(items_, {});
    const std::string old_keys = std::exchange(keys_, {});
    work::Spend(old_items.size() + old_keys.size());
    exim::ListReader items(old_items, separator_);
    exim::ListReader keys(old_keys, separator_);
    bool placed = false;
    while (auto old_item = items.Next()) {
      auto old_key = keys.Next();
      if (!old_key) {
        return Err(Code::kRun, "Internal error in sort (list mismatch)");
      }
      if (!placed && GoesBefore(key, *old_key, order_)) {
        placed = true;
        Append(item, key);
      }
      Append(*old_item, *old_key);
    }
    if (!placed) Append(item, key);
    return {};
  }
  const std::string& items() const { return items_; }

 private:
  void Append(std::string_view item, std::string_view key) {
    if (!items_.empty()) items_ += separator_;
    if (!keys_.empty()) keys_ += separator_;
    items_ += exim::ListQuoted(item, separator_);
    keys_ += exim::ListQuoted(key, separator_);
  }

  std::string_view order_;
  char separator_;
  std::string items_;
  std::string keys_;
};

/// Whether an element comes out of a list in text as it went in.
bool IsRegular(std::string_view text, char separator) {
  return !text.empty() && text[0] != separator && !text::IsSpace(text[0]) &&
         !text::IsSpace(text.back()) && !text::IsSpace(separator);
}

Result<Value> RunKey(CallContext&, std::span<const Value> args) {
  if (args[0].text().empty()) return Err(Code::kRun, "an empty key");
  return args[0];
}

/// By ranks: the items in order.
Result<std::vector<Value>> SortedItems(std::span<const Value> items,
                                       std::span<const Value> keys,
                                       std::string_view order) {
  const bool numeric = order[0] == '<' || order[0] == '>';
  const std::vector<Rank> ranks =
      numeric ? NumberRanks(keys) : TextRanks(keys, order.ends_with('i'));
  Order sorted;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    sorted.Insert(i, ranks[i], order);
  }
  std::vector<Value> out;
  for (size_t item : sorted.items()) out.push_back(items[item]);
  return out;
}

Result<Value> RunSort(CallContext& context, std::span<const Value> args) {
  const std::string_view order = args[0].text();
  TRY_ASSIGN(exim::GatheredList list, exim::CloseList(context));
  const Value items = exim::ListItems(context, args[1]);
  auto regular = [&](const Value& value) {
    return IsRegular(value.text(), list.separator);
  };
  if (std::ranges::all_of(items.list(), regular) &&
      std::ranges::all_of(list.values, regular)) {
    TRY_ASSIGN(std::vector<Value> out,
               SortedItems(items.list(), list.values, order));
    return exim::JoinList(context, out, list.separator);
  }
  TextSort sorted(order, list.separator);
  for (size_t i = 0; i < list.values.size(); ++i) {
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    TRY(sorted.Insert(items.list()[i].text(), list.values[i].text()));
  }
  return exim::Copied(context, sorted.items(), args[1].tainted());
}

constexpr Row kRows[] = {
    {RowKind::kStep, "sort_key", "sort_key <key: string>",
     "what an item is sorted by; not empty",
     "${sort{b2:a1}{<}{${substr_1:$item}}} => a1:b2", nullptr, RunKey},
    {RowKind::kStep, "list_sort", "list_sort <order: string> <list: string>",
     "the list, put in order by the keys just gathered",
     "${sort{3:2:1:4}{<}{$item}} => 1:2:3:4", nullptr, RunSort},
};

}  // namespace

constinit const Feature exim_loops_sort = {"loops_sort", 1, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
