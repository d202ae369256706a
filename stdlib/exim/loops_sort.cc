// SPDX-License-Identifier: MIT
// The steps of ${sort: keys gathered, and the list put in their order.
//
// Exim specification, "Expansion items". Exim inserts each item before the
// first one that its key must precede, which shows in what it does with keys
// that compare with none: a number against text, and in lti and its kin a key
// against the longer ones that it begins. So do we, by ranks instead of by
// keys.
#include <algorithm>
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

/// lt, le, gt, ge and the numeric four.
Wanted WantedBy(const Rank& rank, std::string_view order) {
  const bool equal = order.ends_with('=') || order.starts_with("le") ||
                     order.starts_with("ge");
  const bool less = order[0] == '<' || order[0] == 'l';
  if (rank.at == kNone) return {1, 0, kNone};
  if (!less) return {0, rank.last, equal ? kNone : rank.at};
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

Result<Value> RunKey(CallContext&, std::span<const Value> args) {
  if (args[0].text().empty()) return Err(Code::kRun, "an empty key");
  return args[0];
}

Result<Value> RunSort(CallContext& context, std::span<const Value> args) {
  const std::string_view order = args[0].text();
  TRY_ASSIGN(exim::GatheredList list, exim::CloseList(context));
  const std::vector<Value>& keys = list.values;
  const bool numeric = order[0] == '<' || order[0] == '>';
  const std::vector<Rank> ranks =
      numeric ? NumberRanks(keys) : TextRanks(keys, order.ends_with('i'));
  Order sorted;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    sorted.Insert(i, ranks[i], order);
  }
  const Value items = exim::ListItems(context, args[1]);
  std::vector<Value> out;
  for (size_t item : sorted.items()) out.push_back(items.list()[item]);
  return exim::JoinList(context, out, list.separator);
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
