// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_message.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/trommel/exim_from_line.h"

namespace trommel {
namespace {

/// What may stand in a field's name: printing bytes and those above 127.
bool IsNameByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > ' ' && byte != 0x7F && c != ':';
}

/// Whether a line, continuation lines included, is `name:` and so on; the name
/// may be empty, and white space may stand behind it.
bool IsField(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && IsNameByte(line[at])) ++at;
  while (at < line.size() && text::IsSpace(line[at])) ++at;
  return at < line.size() && line[at] == ':' && !text::IsSpace(line[0]);
}

/// Reads the header byte by byte (Exim specification, "Line endings").
class HeaderReader {
 public:
  HeaderReader(std::string_view bytes, bool dot_ends)
      : bytes_(bytes), dot_ends_(dot_ends) {}

  EximMessage Read() {
    bool more = true;
    while (more && ReadField()) more = Keep() && at_ < bytes_.size();
    out_.no_header = out_.fields.empty();
    if (!ended_) out_.body = bytes_.substr(at_);
    out_.ended = ended_;
    return std::move(out_);
  }

 private:
  bool StandsHere(std::string_view text) const {
    return bytes_.substr(at_).starts_with(text);
  }

  // Whether a line that is just a dot stands here, and ends the message. When
  // the first line ended in CRLF, a line feed alone does not end this one, nor
  // does it count as a line end in any other way.
  bool IsEnd() {
    if (!dot_ends_) return false;
    if (StandsHere(".\r\n")) return true;
    if (StandsHere(".\n")) {
      if (!crlf_.value_or(false)) return true;
      at_ += 2;
      field_ = ".\n";
    } else if (bytes_.substr(at_) == ".") {
      ++at_;
      field_ = ".\xFF";  // Exim takes the end of file for a byte there
    } else if (StandsHere(std::string_view(".\0", 2))) {
      uncounted_zeros_ = 1;
    }
    return false;
  }

  // One field with the lines that continue it, into field_; false when the
  // message ends instead.
  bool ReadField() {
    field_.clear();
    line_ = 0;
    uncounted_zeros_ = 0;
    ended_ = IsEnd();
    while (!ended_) {
      if (at_ == bytes_.size()) return EndLine();
      const char c = bytes_[at_++];
      if (c == '\n' || (c == '\r' && StandsHere("\n"))) {
        if (AfterLine(c)) return true;
      } else if (c == '\r') {
        field_ += "\n ";
      } else {
        field_ += c;
      }
    }
    return false;
  }

  bool EndLine() {
    const auto size = static_cast<int64_t>(field_.size() - line_);
    out_.arrival.longest_line = std::max(out_.arrival.longest_line, size);
    ++out_.arrival.lines;
    field_ += '\n';
    line_ = field_.size();
    return true;
  }

  // Ends a line at the byte `c`; whether the field ends with it. After a first
  // line with CRLF a line feed alone does not end a field: a blank follows it.
  bool AfterLine(char c) {
    EndLine();
    if (c == '\r') ++at_;
    if (!crlf_) crlf_ = c == '\r';
    const bool lone = c == '\n' && *crlf_;
    if (field_ == "\n") {
      out_.blank_before_body = lone;
      return true;
    }
    if (lone) field_ += ' ';
    return !lone && (at_ == bytes_.size() || !text::IsBlank(bytes_[at_]));
  }

  // Whether the header goes on behind the field just read.
  bool Keep() {
    if (field_ == "\n") {
      ++out_.arrival.size;
      return false;
    }
    const bool from_line = out_.fields.empty() && TakeFromLine();
    const bool field = !from_line && IsField(field_);
    if (field) {
      DropBlankLines();
      std::ranges::replace(field_, '\0', '?');
      if (IsNamed(field_, "received")) ++out_.arrival.received;
      out_.fields.push_back(field_);
    } else if (!from_line) {
      CountZeros();
    }
    out_.arrival.size += static_cast<int64_t>(field_.size());
    return from_line || field;
  }

  // NULs of a line that is dropped, as Exim counts them.
  void CountZeros() {
    if (text::IsSpace(field_[0])) return;
    out_.arrival.zeros = std::ranges::count(field_, '\0') - uncounted_zeros_;
  }

  bool TakeFromLine() {
    const std::optional<FromLine> line = ReadFromLine(field_);
    if (!line) return false;
    out_.from_line_senders.emplace_back(line->sender);
    out_.from_line_matched = line->matched;
    return true;
  }

  // Continuation lines of nothing but blanks at the end of a field.
  void DropBlankLines() {
    const size_t text = field_.find_last_not_of(" \t\n");
    field_.resize(field_.find('\n', text == std::string::npos ? 0 : text) + 1);
  }

  std::string_view bytes_;
  bool dot_ends_;
  size_t at_ = 0;
  bool ended_ = false;        // by a dot
  std::optional<bool> crlf_;  // how the first line ended
  std::string field_;
  size_t line_ = 0;  // where the last line of field_ begins
  int64_t uncounted_zeros_ = 0;
  EximMessage out_;
};

/// Bytes of a body that are looked at before their memory is given back.

// The body up to a line that is just a dot. Lines and NULs are counted, a last
// line without line end included; where a dot would end the message, Exim does
// not count empty ones.
std::string_view ScanBody(std::string_view body, const EximReading& how,
                          mail::Arrival* arrival) {
  for (size_t at = 0; at < body.size();) {
    const size_t end = std::min(body.find('\n', at), body.size() - 1) + 1;
    const std::string_view line = body.substr(at, end - at);
    if (how.dot_ends && (line == "." || line == ".\n")) {
      return body.substr(0, at);
    }
    if (!how.dot_ends || line != "\n") ++arrival->body_lines;
    arrival->zeros += std::ranges::count(line, '\0');
    at = end;
  }
  return body;
}

}  // namespace

EximMessage ReadEximMessage(std::string_view bytes, const EximReading& how) {
  EximMessage out = HeaderReader(bytes, how.dot_ends).Read();
  if (out.blank_before_body) {
    out.own_body = std::make_unique<std::string>(" ");
    *out.own_body += out.body;
    out.body = *out.own_body;
  }
  const size_t all = out.body.size();
  out.body = ScanBody(out.body, how, &out.arrival);
  out.ended = out.ended || out.body.size() < all;
  out.arrival.body_size = static_cast<int64_t>(out.body.size());
  // Exim counts the dot that ends the message where nothing stands before it.
  if (out.body.empty() && all > 0) ++out.arrival.body_lines;
  out.arrival.size += static_cast<int64_t>(out.body.size());
  return out;
}

void CountEvenBody(int64_t visible, EximMessage* message) {
  mail::Arrival& arrival = message->arrival;
  const bool even =
      arrival.body_size % (std::max<int64_t>(0, visible) + 1) == 0;
  if (even && message->body.ends_with('\n')) ++arrival.body_lines;
}

bool IsNamed(std::string_view field, std::string_view name) {
  if (!text::StartsCaseless(field, name)) return false;
  const size_t at = field.find_first_not_of(" \t\n\v\f\r", name.size());
  return at != std::string_view::npos && field[at] == ':';
}

}  // namespace trommel
