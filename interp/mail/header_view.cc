// SPDX-License-Identifier: MIT
// A small open-addressing table from field names to their values. Entries stay
// from message to message (scripts ask for the same names again); a round
// number tells whether what they hold is still true.
#include "interp/mail/header_view.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <string>
#include <utility>

#include "interp/base/arena.h"
#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "interp/text/encoded_word.h"

namespace trommel::mail {
namespace {

constexpr size_t kFirstSlots = 64;
// A message may choose the names that a script asks for: forget them then.
constexpr size_t kMostKeptNames = 1024;
// Shorter headers are scanned for each new name, longer ones are sorted once.
constexpr size_t kLongHeader = 64;
// An edit moves this many bytes of work a field.
constexpr size_t kFieldWork = 16;

struct Entry {
  std::string_view name;
  uint32_t hash = 0;
  bool taken = false;
  uint64_t values_round = 0;
  uint64_t addresses_round = 0;
  std::span<const HeaderValue> values;
  std::vector<text::Address> addresses;
};

// The rows of `entries` by name. Its size is a power of two.
class Table {
 public:
  Entry& At(std::string_view name) {
    uint32_t hash = HashName(name);
    Entry& found = Probe(name, hash);
    if (found.taken) return found;
    return Insert(name, hash);
  }

  void DropIfLarge() {
    if (used_ <= kMostKeptNames) return;
    slots_ = std::vector<Entry>(kFirstSlots);
    names_.Reset();
    used_ = 0;
  }

 private:
  Entry& Probe(std::string_view name, uint32_t hash) {
    size_t mask = slots_.size() - 1;
    int shift = 32 - std::countr_zero(slots_.size());
    for (size_t at = (hash * 0x9E3779B1U) >> shift;; at = (at + 1) & mask) {
      Entry& entry = slots_[at];
      if (!entry.taken) return entry;
      if (entry.hash != hash) continue;
      if (entry.name == name || text::EqualsCaseless(entry.name, name)) {
        return entry;
      }
    }
  }

  Entry& Insert(std::string_view name, uint32_t hash) {
    if (2 * (used_ + 1) > slots_.size()) {
      std::vector<Entry> old =
          std::exchange(slots_, std::vector<Entry>(slots_.size() * 2));
      for (Entry& entry : old) {
        if (entry.taken) Probe(entry.name, entry.hash) = std::move(entry);
      }
    }
    Entry& entry = Probe(name, hash);
    entry.name = names_.Copy(name);
    entry.hash = hash;
    entry.taken = true;
    ++used_;
    return entry;
  }

  std::vector<Entry> slots_ = std::vector<Entry>(kFirstSlots);
  size_t used_ = 0;
  Arena names_;
};

std::string_view LineEndOf(std::string_view text) {
  const size_t lf = text.find('\n');
  if (lf == text.npos) return text.find('\r') == text.npos ? "\n" : "\r";
  return lf > 0 && text[lf - 1] == '\r' ? "\r\n" : "\n";
}

bool IsSpaced(const Field& field) {
  const size_t colon = field.name.size();
  return colon < field.raw.size() && field.raw[colon] != ':';
}

bool IsFieldCalled(const Field& field, std::string_view name, uint32_t hash) {
  return field.name_hash == hash && text::EqualsCaseless(field.name, name);
}

// `value` without the line ends of its folds: a view of it when it has none.
std::string_view Unfold(std::string_view value, char eol, Arena* arena) {
  size_t hit = value.find(eol);
  if (hit == value.npos) return value;
  char* begin = arena->Allocate(value.size());
  char* out = begin;
  for (size_t at = 0; at < value.size(); hit = value.find(eol, at)) {
    std::string_view line = value.substr(at, hit - at);
    at = hit == value.npos ? value.size() : hit + 1;
    if (hit != value.npos && eol == '\n' && line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    out = std::copy(line.begin(), line.end(), out);
  }
  return {begin, static_cast<size_t>(out - begin)};
}

void DecodeInPlace(std::string* text) {
  if (text::HasEncodedWord(*text)) *text = text::DecodeWords(*text);
}

void AppendAddresses(std::vector<text::Address> more,
                     std::vector<text::Address>* all) {
  for (text::Address& address : more) {
    DecodeInPlace(&address.display_name);
    DecodeInPlace(&address.local_part);
  }
  if (all->empty()) {
    *all = std::move(more);
  } else {
    all->insert(all->end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
  }
}

Failure TooManyAddresses(const std::string& where) {
  return Err(Code::kLimit, "more than " + std::to_string(limits::kAddresses) +
                               " addresses in " + where);
}

}  // namespace

struct HeaderView::Impl {
  std::span<const Field> Fields() const {
    if (edited) return edited_fields;
    return message == nullptr ? std::span<const Field>{} : message->fields();
  }

  // Appends the fields of that name to `found`.
  void Find(std::string_view name, uint32_t hash) {
    found.clear();
    std::span<const Field> fields = Fields();
    if (fields.size() <= kLongHeader) {
      for (const Field& field : fields) {
        if (IsFieldCalled(field, name, hash)) found.push_back(&field);
      }
      return;
    }
    SortByHash();
    auto at = std::lower_bound(by_hash.begin(), by_hash.end(),
                               std::pair<uint32_t, uint32_t>{hash, 0});
    for (; at != by_hash.end() && at->first == hash; ++at) {
      const Field& field = fields[at->second];
      if (IsFieldCalled(field, name, hash)) found.push_back(&field);
    }
  }

  void SortByHash() {
    if (sorted_round == round) return;
    sorted_round = round;
    by_hash.clear();
    for (const Field& field : Fields()) {
      by_hash.emplace_back(field.name_hash,
                           static_cast<uint32_t>(by_hash.size()));
    }
    std::sort(by_hash.begin(), by_hash.end());
  }

  std::string_view Unfolded(const Field& field) {
    bool cr = !field.raw.ends_with('\n') && bare_cr;
    return Unfold(field.value, cr ? '\r' : '\n', &values);
  }

  std::string_view Decoded(const Field& field) {
    std::string_view value = text::Trim(Unfolded(field));
    if (!text::HasEncodedWord(value)) return value;
    return values.Copy(text::DecodeWords(value));
  }

  void FillValues(Entry* entry) {
    Find(entry->name, entry->hash);
    std::span<HeaderValue> out = values.Array<HeaderValue>(found.size());
    for (size_t i = 0; i < found.size(); ++i) {
      out[i] = {found[i]->value, Decoded(*found[i]), IsSpaced(*found[i]),
                found[i]->trusted};
    }
    entry->values = out;
    entry->values_round = round;
  }

  Status FillAddresses(Entry* entry) {
    Find(entry->name, entry->hash);
    entry->addresses.clear();
    for (const Field* field : found) {
      bool truncated = false;
      AppendAddresses(text::ParseAddresses(Unfolded(*field), &truncated),
                      &entry->addresses);
      if (truncated || entry->addresses.size() > limits::kAddresses) {
        entry->addresses = {};
        return TooManyAddresses("the " + std::string(entry->name) + " header");
      }
    }
    entry->addresses_round = round;
    return {};
  }

  // Makes everything that entries hold untrue.
  void StartRound() {
    ++round;
    values.Reset();
  }

  void StartEdit() {
    if (!edited) {
      std::span<const Field> fields = Fields();
      edited_fields.assign(fields.begin(), fields.end());
      edited = true;
      EndLastLine();
    }
    ++edits;
    StartRound();
  }

  // A header that ends in the middle of a line gets the end of it.
  void EndLastLine() {
    if (edited_fields.empty()) return;
    Field& last = edited_fields.back();
    if (last.raw.ends_with('\n') || last.raw.ends_with('\r')) return;
    last.raw = added.Copy(std::string(last.raw) + std::string(line_end));
  }

  // The fields that `text` is, copied; one without a name if it is none.
  std::vector<Field> Made(std::string_view text, bool trusted) {
    std::string line(text);
    const bool ended =
        text.ends_with('\n') || (line_end == "\r" && text.ends_with('\r'));
    if (!ended) line += crlf ? "\r\n" : "\n";
    const std::string_view copy = added.Copy(line);
    parser.Reparse(copy);
    std::vector<Field> made(parser.fields().begin(), parser.fields().end());
    if (made.empty()) {
      made.push_back({{}, copy.substr(0, copy.size() - 1), copy, HashName({})});
    }
    for (Field& field : made) {
      field.trusted = trusted;
      // Where lines end in LF, a CR before it belongs to the value.
      if (!crlf && field.raw.ends_with("\r\n")) {
        field.value = {field.value.data(), field.value.size() + 1};
      }
    }
    return made;
  }

  const Message* message = nullptr;
  bool bare_cr = false;  // lines of the message end in CR alone
  bool crlf = false;
  std::string_view line_end = "\n";
  bool edited = false;
  uint64_t edits = 0;
  std::vector<Field> edited_fields;
  Arena added;   // the text of added fields
  Arena values;  // of one round
  uint64_t round = 1;
  Table table;
  std::vector<const Field*> found;
  std::vector<std::pair<uint32_t, uint32_t>> by_hash;  // hash, index
  uint64_t sorted_round = 0;
  Message parser;
};

HeaderView::HeaderView() : impl_(std::make_unique<Impl>()) {}
HeaderView::HeaderView(const Message& message) : HeaderView() {
  Reset(message);
}
HeaderView::~HeaderView() = default;

void HeaderView::Reset(const Message& message) {
  std::string_view header = message.header();
  size_t lf = header.find('\n');
  impl_->message = &message;
  impl_->bare_cr = lf == header.npos;
  impl_->crlf = !impl_->bare_cr && lf > 0 && header[lf - 1] == '\r';
  impl_->line_end = LineEndOf(header.empty() ? message.body() : header);
  impl_->edited = false;
  impl_->added.Reset();
  impl_->table.DropIfLarge();
  impl_->StartRound();
}

std::span<const HeaderValue> HeaderView::Values(std::string_view name) {
  Entry& entry = impl_->table.At(name);
  if (entry.values_round != impl_->round) impl_->FillValues(&entry);
  return entry.values;
}

bool HeaderView::Exists(std::string_view name) { return !Values(name).empty(); }

Result<std::span<const text::Address>> HeaderView::Addresses(
    std::string_view name) {
  Entry& entry = impl_->table.At(name);
  if (entry.addresses_round != impl_->round) {
    TRY(impl_->FillAddresses(&entry));
  }
  return std::span<const text::Address>(entry.addresses);
}

std::span<const Field> HeaderView::fields() const { return impl_->Fields(); }

void HeaderView::Add(std::string_view text, bool trusted) {
  impl_->StartEdit();
  std::vector<Field> fields = impl_->Made(text, trusted);
  std::vector<Field>& all = impl_->edited_fields;
  all.insert(all.end(), fields.begin(), fields.end());
}

void HeaderView::AddFirst(std::string_view text, bool trusted) {
  impl_->StartEdit();
  std::vector<Field> fields = impl_->Made(text, trusted);
  std::vector<Field>& all = impl_->edited_fields;
  work::Spend(all.size() * kFieldWork);
  all.insert(all.begin(), fields.begin(), fields.end());
}

void HeaderView::Remove(std::string_view name) {
  impl_->StartEdit();
  work::Spend(impl_->edited_fields.size() * kFieldWork);
  uint32_t hash = HashName(name);
  std::erase_if(impl_->edited_fields, [&](const Field& field) {
    const bool named = !name.empty() || field.raw.starts_with(':');
    return named && IsFieldCalled(field, name, hash);
  });
}

void HeaderView::RemoveSome(std::string_view name,
                            std::span<const size_t> which) {
  impl_->StartEdit();
  work::Spend(impl_->edited_fields.size() * kFieldWork);
  const uint32_t hash = HashName(name);
  size_t seen = 0;
  std::erase_if(impl_->edited_fields, [&](const Field& field) {
    if (which.empty() || !IsFieldCalled(field, name, hash)) return false;
    const bool hit = which.front() == seen++;
    if (hit) which = which.subspan(1);
    return hit;
  });
}

bool HeaderView::edited() const { return impl_->edited; }

std::string_view HeaderView::line_end() const { return impl_->line_end; }

uint64_t HeaderView::edits() const { return impl_->edits; }

Result<std::vector<text::Address>> AddressesIn(std::string_view raw) {
  Arena arena;
  const char eol = raw.find('\n') == raw.npos ? '\r' : '\n';
  bool truncated = false;
  std::vector<text::Address> all;
  AppendAddresses(text::ParseAddresses(Unfold(raw, eol, &arena), &truncated),
                  &all);
  if (truncated) return TooManyAddresses("a header field");
  for (text::Address& address : all) address.raw = address.group = {};
  return all;
}

}  // namespace trommel::mail
