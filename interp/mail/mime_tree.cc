// SPDX-License-Identifier: MIT
// One pass over the lines. Only lines that start with "--" are compared, with
// the boundaries that are open: at most limits::kMimeDepth of them.
#include "interp/mail/mime_tree.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/encoded_word.h"

namespace trommel::mail {
namespace {

constexpr std::string_view kDefaultType = "text/plain";
constexpr std::string_view kDigestType = "message/rfc822";

// The boundary of a multipart that has not been closed yet.
struct Delimiter {
  std::string boundary;
  size_t path_index;  // of the multipart in Walker::path_
  bool seen = false;
};

// A line that is a delimiter.
struct Hit {
  size_t level;  // in Walker::delimiters_
  bool closing;
  const char* line;
  const char* next;
};

std::string_view ValueOf(const Message& message, std::string_view name) {
  const Field* field = message.Find(name);
  return field == nullptr ? std::string_view{} : field->value;
}

// RFC 2045 5.2: what is no `type/subtype` counts as the default.
bool IsType(std::string_view value) {
  size_t slash = value.find('/');
  return slash != value.npos && slash != 0 && slash + 1 != value.size();
}

std::string_view WithoutTrailingBlanks(std::string_view text) {
  while (!text.empty() && text::IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

class Walker {
 public:
  Walker(const Message& message, std::vector<Part>* parts, DefectSet* defects)
      : parts_(*parts),
        defects_(*defects),
        end_(message.bytes().data() + message.bytes().size()),
        eol_(message.bytes().find('\n') == std::string_view::npos ? '\r'
                                                                  : '\n') {
    AddPart(message, kDefaultType);
  }

  void Run() {
    Enter();
    Hit hit;
    while (!full_ && FindDelimiter(&hit)) {
      CloseInside(hit);
      at_ = hit.next;
      if (hit.closing) {
        delimiters_.pop_back();
      } else if (StartPart()) {
        Enter();
      }
    }
    for (const Delimiter& delimiter : delimiters_) NoteUnclosed(delimiter);
    EndParts(0, end_);
  }

 private:
  // Appends the part whose header `message` has read, child of path_.back().
  void AddPart(const Message& message, std::string_view default_type) {
    text::ParameterValue type =
        text::ParseParameters(ValueOf(message, "Content-Type"));
    bool typed = IsType(type.value);
    Part part;
    part.parent = path_.empty() ? 0 : path_.back();
    part.depth = static_cast<uint32_t>(path_.size());
    part.type = typed ? type.value : std::string(default_type);
    if (typed) part.charset = text::Lowered(type.Get("charset"));
    part.encoding = text::ParseTransferEncoding(
        ValueOf(message, "Content-Transfer-Encoding"));
    part.header = message.header();
    part.body = message.body();
    boundary_ = WithoutTrailingBlanks(type.Get("boundary"));
    at_ = message.body().data();
    path_.push_back(static_cast<uint32_t>(parts_.size()));
    parts_.push_back(std::move(part));
  }

  // Reads the header at at_ as that of a new part.
  bool StartPart() {
    if (parts_.size() >= limits::kMimeParts) {
      defects_.Add(Defect::kTooManyParts);
      full_ = true;
      return false;
    }
    const Part& parent = parts_[path_.back()];
    bool in_digest = parent.type == "multipart/digest";
    scratch_.Reparse(HeaderAt(at_));
    AddPart(scratch_, in_digest ? kDigestType : kDefaultType);
    return true;
  }

  // Opens the newest part if it is a container, and whatever that starts with.
  void Enter() {
    while (MayDescend(parts_.back())) {
      if (parts_.back().is_multipart()) return PushDelimiter();
      if (!StartPart()) return;
    }
  }

  bool MayDescend(const Part& part) {
    bool encoded_message =
        part.is_message() && part.encoding != text::TransferEncoding::kIdentity;
    if (encoded_message || !(part.is_message() || part.is_multipart())) {
      return false;
    }
    if (part.is_multipart() && boundary_.empty()) {
      defects_.Add(Defect::kNoBoundary);
      return false;
    }
    if (part.depth < limits::kMimeDepth) return true;
    defects_.Add(Defect::kTooDeep);
    return false;
  }

  void PushDelimiter() {
    for (const Delimiter& outer : delimiters_) {
      if (outer.boundary == boundary_) {
        defects_.Add(Defect::kRepeatedBoundary);
      }
    }
    delimiters_.push_back({boundary_, path_.size() - 1});
  }

  const char* NextLine(const char* at) const {
    const void* hit = std::memchr(at, eol_, static_cast<size_t>(end_ - at));
    return hit == nullptr ? end_ : static_cast<const char*>(hit) + 1;
  }

  // `begin` up to the line end, if any, that closes the text before `line`.
  const char* BeforeLineEnd(const char* begin, const char* line) const {
    if (line > begin && line[-1] == eol_) --line;
    if (eol_ == '\n' && line > begin && line[-1] == '\r') --line;
    return line;
  }

  bool Match(const char* line, const char* next, Hit* hit) const {
    if (next - line < 3 || line[0] != '-' || line[1] != '-') return false;
    const char* text_end =
        next[-1] == eol_ ? BeforeLineEnd(line + 2, next) : next;
    std::string_view rest = WithoutTrailingBlanks(
        {line + 2, static_cast<size_t>(text_end - line - 2)});
    const std::optional<size_t> level = LevelOf(rest);
    if (!level) return false;
    const size_t size = delimiters_[*level].boundary.size();
    *hit = {*level, rest.substr(size).starts_with("--"), line, next};
    return true;
  }

  // The innermost multipart whose boundary makes up the line; else that with
  // the longest one that begins it (RFC 2046 5.1.1: the rest does not count).
  std::optional<size_t> LevelOf(std::string_view rest) const {
    std::optional<size_t> longest;
    for (size_t level = delimiters_.size(); level-- > 0;) {
      const std::string& boundary = delimiters_[level].boundary;
      if (!rest.starts_with(boundary)) continue;
      const std::string_view tail = rest.substr(boundary.size());
      if (tail.empty() || tail == "--") return level;
      if (!longest || boundary.size() > delimiters_[*longest].boundary.size()) {
        longest = level;
      }
    }
    return longest;
  }

  // Moves at_ to the next delimiter line.
  bool FindDelimiter(Hit* hit) {
    if (delimiters_.empty()) return false;
    while (at_ < end_) {
      const char* next = NextLine(at_);
      if (Match(at_, next, hit)) return true;
      at_ = next;
    }
    return false;
  }

  // The bytes that a part's header may fill: up to an empty line (included) or
  // a delimiter, which may well look like a field.
  std::string_view HeaderAt(const char* begin) const {
    const char* at = begin;
    Hit hit;
    while (at < end_) {
      const char* next = NextLine(at);
      if (Match(at, next, &hit)) break;
      bool empty = next[-1] == eol_ && BeforeLineEnd(at, next) == at;
      at = next;
      if (empty) break;
    }
    return {begin, static_cast<size_t>(at - begin)};
  }

  // Ends all that is inside the multipart that `hit` delimits.
  void CloseInside(const Hit& hit) {
    while (delimiters_.size() > hit.level + 1) {
      NoteUnclosed(delimiters_.back());
      delimiters_.pop_back();
    }
    Delimiter& delimiter = delimiters_.back();
    delimiter.seen = true;
    size_t first = delimiter.path_index + 1;
    if (first == path_.size()) return;
    const char* begin = parts_[path_[first]].body.data();
    EndParts(first, BeforeLineEnd(begin, std::max(begin, hit.line)));
    path_.resize(first);
  }

  // Ends path_[first] and what is inside it. An empty part's body may have
  // begun after the line end that belongs to the delimiter.
  void EndParts(size_t first, const char* end) {
    for (size_t i = first; i < path_.size(); ++i) {
      std::string_view& body = parts_[path_[i]].body;
      const char* begin = std::min(body.data(), end);
      body = {begin, static_cast<size_t>(end - begin)};
    }
  }

  void NoteUnclosed(const Delimiter& delimiter) {
    defects_.Add(delimiter.seen ? Defect::kMissingEnd
                                : Defect::kBoundaryNotFound);
  }

  std::vector<Part>& parts_;
  DefectSet& defects_;
  const char* end_;
  char eol_;
  const char* at_ = nullptr;
  bool full_ = false;
  std::string boundary_;  // of the newest part
  std::vector<Delimiter> delimiters_;
  std::vector<uint32_t> path_;  // parts whose end is not known yet
  Message scratch_;
};

bool HasPlainCharset(const Part& part) {
  return part.charset.empty() || part.charset == "us-ascii" ||
         part.charset == "utf-8";
}

}  // namespace

size_t EndOfPart(std::span<const Part> parts, size_t part) {
  size_t end = part + 1;
  while (end < parts.size() && parts[end].depth > parts[part].depth) ++end;
  return end;
}

bool IsDecoded(const Part& part) {
  if (part.encoding != text::TransferEncoding::kIdentity) return false;
  return !part.type.starts_with("text/") ||
         (HasPlainCharset(part) && text::IsUtf8(part.body));
}

MimeTree::MimeTree(const Message& message) {
  Walker(message, &parts_, &defects_).Run();
}

void DecodePart(const Part& part, std::string* out) {
  size_t before = out->size();
  text::Decode(part.encoding, part.body, out);
  if (!part.type.starts_with("text/")) return;
  std::string_view decoded = std::string_view(*out).substr(before);
  bool plain = HasPlainCharset(part);
  if (plain && text::IsUtf8(decoded)) return;
  std::string utf8;
  if (!text::ToUtf8(decoded, plain ? "utf-8" : part.charset, &utf8)) return;
  out->replace(before, out->npos, utf8);
}

}  // namespace trommel::mail
