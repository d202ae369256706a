// SPDX-License-Identifier: MIT
#include "interp/exim/redirect_list.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "interp/base/limits.h"
#include "interp/exim/address.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

constexpr std::string_view kUnknown = ":unknown:";
constexpr std::string_view kInclude = ":include:";
constexpr size_t kIncludeNameBytes = 255;

Failure Refuse(std::string text) { return Err(Code::kScript, std::move(text)); }

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

Failure OverLimit(size_t limit, std::string_view what) {
  return Err(Code::kLimit, "the redirection list has more than " +
                               std::to_string(limit) + " " + std::string(what));
}

// Whether a comma separates nothing, because it stands in `<…>` or in a route,
// which ends with a colon: `@a,@b:c@d`, `<@a,@b:c@d>`. As lenient as Exim with
// what closes nothing.
class RouteScan {
 public:
  explicit RouteScan(bool route) : depth_(route ? 1 : 0), route_(route) {}
  bool open() const { return depth_ > 0; }
  void Step(char c, char next) {
    if (c == '<') {
      route_ = next == '@';
      depth_ = route_ ? 2 : 1;
    } else if (open() && (c == '>' || (c == ':' && route_))) {
      --depth_;
    }
  }

 private:
  int depth_;
  bool route_;
};

// One text being read: the list itself, or a file that it includes.
class ListText {
 public:
  explicit ListText(std::string_view bytes)
      : text_(bytes.substr(0, bytes.find('\0'))) {}

  // Past separators and comments; false at the end.
  bool FindItem();
  // The item that begins here, trimmed; leaves at() behind it.
  std::string_view TakeItem();
  // All bytes from `item`, a view that TakeItem gave, to the end.
  std::string_view From(std::string_view item) const {
    return text_.substr(static_cast<size_t>(item.data() - text_.data()));
  }

 private:
  bool done() const { return at_ >= text_.size(); }
  char now() const { return done() ? '\n' : text_[at_]; }
  // Past an escaped byte, a comment or a quoted string; none goes past a
  // newline that no backslash escapes.
  void StepEscaped() { at_ = std::min(at_ + 2, text_.size()); }
  void StepComment();
  void StepQuoted();

  std::string_view text_;
  size_t at_ = 0;
};

bool ListText::FindItem() {
  while (!done()) {
    if (now() == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (now() == ',' || text::IsSpace(now())) {
      ++at_;
    } else {
      return true;
    }
  }
  return false;
}

void ListText::StepComment() {
  size_t depth = 0;
  while (now() != '\n') {
    if (now() == '\\') {
      StepEscaped();
      continue;
    }
    if (now() == '(') ++depth;
    if (now() == ')') --depth;
    ++at_;
    if (depth == 0) return;
  }
}

void ListText::StepQuoted() {
  ++at_;
  while (now() != '\n') {
    if (now() == '\\') {
      StepEscaped();
    } else if (text_[at_++] == '"') {
      return;
    }
  }
}

std::string_view ListText::TakeItem() {
  const size_t begin = at_;
  RouteScan brackets(now() == '@');
  while (now() != '\n' && (now() != ',' || brackets.open())) {
    switch (now()) {
      case '\\':
        StepEscaped();
        break;
      case '(':
        StepComment();
        break;
      case '"':
        StepQuoted();
        break;
      default:
        ++at_;
        brackets.Step(text_[at_ - 1], now());
    }
  }
  return text::Trim(text_.substr(begin, at_ - begin));
}

// Without the quotes around the whole of it.
std::string_view Unquoted(std::string_view item, bool* quoted) {
  *quoted = item.front() == '"' && item.back() == '"';
  return *quoted ? text::Trim(item.substr(1, item.size() - 2)) : item;
}

std::string WithoutBackslashes(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && ++at == text.size()) break;
    out += text[at];
  }
  return out;
}

class ListReader {
 public:
  ListReader(const RedirectOptions& options, IncludeSource& files)
      : options_(options), files_(files) {}

  Result<RedirectList> Read(std::string_view bytes);

 private:
  // A file and the place in it; boxed, because the text views the bytes.
  struct Included {
    Included(std::string content, size_t before)
        : bytes(std::move(content)), text(bytes), items_before(before) {}
    const std::string bytes;
    ListText text;
    const size_t items_before;
  };

  Status ReadItem(ListText& text);
  Status LoneQuote(std::string_view rest);
  Status CountBytes(size_t bytes);
  // Whether the item is one of `:name:`, which was then obeyed.
  Result<bool> Special(std::string_view item, std::string_view rest);
  Status EndWith(RedirectEnd end, std::string_view item, std::string_view word,
                 std::string_view rest, bool allowed);
  Status Include(std::string_view rest, std::string_view name);
  Status Path(std::string target);
  Status Address(std::string_view item);
  Status Add(RedirectKind kind, std::string target);
  std::string WithDomain(std::string address) const;
  bool ended() const { return out_.end != RedirectEnd::kDone; }

  const RedirectOptions& options_;
  IncludeSource& files_;
  RedirectList out_;
  std::vector<std::unique_ptr<Included>> open_;
  size_t includes_ = 0;
  size_t bytes_ = 0;
};

Result<RedirectList> ListReader::Read(std::string_view bytes) {
  ListText list(bytes);
  while (!ended()) {
    ListText& text = open_.empty() ? list : open_.back()->text;
    if (text.FindItem()) {
      TRY(ReadItem(text));
    } else if (open_.empty()) {
      break;
    } else {
      open_.pop_back();
    }
  }
  // What ends in an included file drops all that came of it.
  if (!open_.empty()) out_.items.resize(open_.front()->items_before);
  std::reverse(out_.items.begin(), out_.items.end());
  return std::move(out_);
}

Status ListReader::ReadItem(ListText& text) {
  bool quoted = false;
  std::string_view item = text.TakeItem();
  if (item == "\"") return LoneQuote(text.From(item).substr(1));
  item = Unquoted(item, &quoted);
  if (kUnknown.starts_with(item)) return {};
  TRY_ASSIGN(const bool special, Special(item, text.From(item)));
  if (special) return {};
  if (item.front() == '/' || item.front() == '|') {
    const Result<BareAddress> address = ReadAddress(item, options_.rules);
    if (!address || address->domain.empty()) {
      return Path(quoted ? WithoutBackslashes(item) : std::string(item));
    }
  }
  return Address(item);
}

// Exim strips two quotes where there is one, and takes all that follows for one
// address before it goes on behind the quote.
Status ListReader::LoneQuote(std::string_view rest) {
  TRY(CountBytes(rest.size()));
  return rest.empty() ? Status() : Address(rest);
}

Status ListReader::CountBytes(size_t bytes) {
  bytes_ += bytes;
  if (bytes_ <= limits::kRedirectBytes) return {};
  return OverLimit(limits::kRedirectBytes, "bytes in included files");
}

Result<bool> ListReader::Special(std::string_view item, std::string_view rest) {
  struct Word {
    std::string_view word;
    RedirectEnd end;
    bool allowed;
  };
  const Word words[] = {
      {":blackhole:", RedirectEnd::kBlackhole, !options_.forbid_blackhole},
      {":fail:", RedirectEnd::kFail, options_.allow_fail},
      {":defer:", RedirectEnd::kDefer, options_.allow_defer},
  };
  for (const Word& row : words) {
    if (!item.starts_with(row.word)) continue;
    TRY(EndWith(row.end, item, row.word, rest, row.allowed));
    return true;
  }
  if (!item.starts_with(kInclude)) return false;
  std::string_view name = item.substr(kInclude.size());
  while (!name.empty() && text::IsSpace(name.front())) name.remove_prefix(1);
  TRY(Include(rest.substr(static_cast<size_t>(name.data() - item.data())),
              name));
  return true;
}

Status ListReader::EndWith(RedirectEnd end, std::string_view item,
                           std::string_view word, std::string_view rest,
                           bool allowed) {
  if (!allowed) return Refuse(Quoted(item) + " is not permitted");
  out_.end = end;
  if (end == RedirectEnd::kBlackhole) return {};
  rest.remove_prefix(word.size());
  while (!rest.empty() && text::IsSpace(rest.front())) rest.remove_prefix(1);
  out_.text = rest;
  return {};
}

Status ListReader::Include(std::string_view rest, std::string_view name) {
  if (name.empty()) return Refuse("file name missing after :include:");
  if (name.size() > kIncludeNameBytes) {
    return Refuse("included file name " + Quoted(rest) + " is too long");
  }
  if (name.front() != '/') {
    return Refuse("included file " + Quoted(name) + " is not an absolute path");
  }
  if (options_.forbid_include) return Refuse("included files not permitted");
  if (open_.size() == limits::kIncludeDepth) {
    return OverLimit(limits::kIncludeDepth, "files included in one another");
  }
  if (++includes_ > limits::kIncludes) {
    return OverLimit(limits::kIncludes, "included files");
  }
  Result<std::string> bytes =
      files_.Read(std::string(name), options_.include_directory);
  if (!bytes && bytes.error().code == Code::kNoInput) {
    out_.end = RedirectEnd::kNoInclude;
    out_.text = std::move(bytes.error().text);
    return {};
  }
  if (!bytes) return Err(std::move(bytes.error()));
  TRY(CountBytes(bytes->size()));
  open_.push_back(
      std::make_unique<Included>(*std::move(bytes), out_.items.size()));
  return {};
}

Status ListReader::Path(std::string target) {
  const bool pipe = target.front() == '|';
  if (pipe ? options_.forbid_pipe : options_.forbid_file) {
    return Refuse(Quoted(target) + " is not permitted");
  }
  if (pipe) return Add(RedirectKind::kPipe, target.substr(1));
  const bool directory = target.ends_with('/');
  return Add(directory ? RedirectKind::kDirectory : RedirectKind::kFile,
             std::move(target));
}

Status ListReader::Address(std::string_view item) {
  if (item.front() == '\\') {
    const Result<BareAddress> local =
        ReadAddress(item.substr(1), options_.rules);
    if (local && local->domain.empty()) {
      return Add(RedirectKind::kAddress,
                 WithDomain(local->Text() + "@" + options_.recipient_domain));
    }
  }
  const Result<BareAddress> address = ReadAddress(item, options_.rules);
  if (address) return Add(RedirectKind::kAddress, WithDomain(address->Text()));
  if (address.error().text == kEmptyAddress) return {};
  std::string why = address.error().text + " in " + Quoted(item);
  if (!options_.skip_syntax_errors) return Refuse(std::move(why));
  out_.skipped.push_back(std::move(why));
  return {};
}

Status ListReader::Add(RedirectKind kind, std::string target) {
  if (out_.items.size() == limits::kRedirectItems) {
    return OverLimit(limits::kRedirectItems, "items");
  }
  out_.items.push_back({kind, std::move(target)});
  return {};
}

std::string ListReader::WithDomain(std::string address) const {
  if (HasDomain(address)) return address;
  return address + "@" +
         (options_.qualify_preserve_domain ? options_.recipient_domain
                                           : options_.qualify_recipient);
}

}  // namespace

Result<RedirectList> ReadRedirectList(std::string_view bytes,
                                      const RedirectOptions& options,
                                      IncludeSource& files) {
  return ListReader(options, files).Read(bytes);
}

}  // namespace trommel::exim
