// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_message.h"

#include <algorithm>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/trommel/exim_from_line.h"

namespace trommel {
namespace {

/// Reads the header line by line.
class HeaderReader {
 public:
  HeaderReader(std::string_view bytes, const EximReading& how)
      : bytes_(bytes), how_(how) {}

  EximMessage Read() {
    if (bytes_.empty()) bytes_ = "\n";
    while (ReadField() && Keep()) {
    }
    out_.no_header = out_.fields.empty();
    out_.body = bytes_.substr(std::min(at_, bytes_.size()));
    if (ended_) out_.body = {};
    return std::move(out_);
  }

 private:
  // One physical line, its line end as LF; false at the end of the message.
  bool AppendLine() {
    if (at_ >= bytes_.size()) return false;
    const size_t begin = field_.size();
    size_t end = bytes_.find('\n', at_);
    std::string_view line = bytes_.substr(at_, end - at_);
    if (end == std::string_view::npos) end = bytes_.size();
    if (how_.dot_ends && line == ".") {
      ended_ = true;
      return false;
    }
    at_ = end + 1;
    if (line.ends_with('\r') && end < bytes_.size()) line.remove_suffix(1);
    for (char c : line) {
      if (c == '\r') {
        field_ += "\n ";
      } else {
        field_ += c == '\0' ? '?' : c;
      }
    }
    const auto size = static_cast<int64_t>(field_.size() - begin);
    out_.arrival.longest_line = std::max(out_.arrival.longest_line, size);
    ++out_.arrival.lines;
    field_ += '\n';
    return true;
  }

  // A line with those that continue it; false at the end of the message.
  bool ReadField() {
    field_.clear();
    if (!AppendLine()) return false;
    if (field_ == "\n") return true;
    while (at_ < bytes_.size() && text::IsBlank(bytes_[at_]) && AppendLine()) {
    }
    return true;
  }

  // Whether the header goes on behind the field just read.
  bool Keep() {
    const bool first = std::exchange(first_, false);
    if (field_ == "\n") {
      ++out_.arrival.size;
      return false;
    }
    if (first) {
      if (auto sender = FromLineSender(field_)) {
        out_.arrival.size += static_cast<int64_t>(field_.size());
        if (how_.take_from_line) out_.from_line_sender = std::move(sender);
        return true;
      }
    }
    if (!IsField()) {
      out_.arrival.size += static_cast<int64_t>(field_.size());
      return false;
    }
    while (text::IsSpace(field_[field_.size() - 2])) field_.pop_back();
    field_.back() = '\n';
    out_.arrival.size += static_cast<int64_t>(field_.size());
    out_.fields.push_back(field_);
    return true;
  }

  bool IsField() const {
    size_t at = 0;
    while (at < field_.size() && field_[at] != ':' &&
           !text::IsSpace(field_[at])) {
      ++at;
    }
    while (at < field_.size() && text::IsBlank(field_[at])) ++at;
    return field_[at] == ':' && !text::IsSpace(field_[0]);
  }

  std::string_view bytes_;
  EximReading how_;
  size_t at_ = 0;
  bool first_ = true;
  bool ended_ = false;
  std::string field_;
  EximMessage out_;
};

// The body up to a line that is just a dot.
std::string_view UpToDot(std::string_view body) {
  if (body == "." || body.starts_with(".\n")) return {};
  for (size_t at = body.find("\n."); at != std::string_view::npos;
       at = body.find("\n.", at + 1)) {
    if (at + 2 == body.size() || body[at + 2] == '\n') {
      return body.substr(0, at + 1);
    }
  }
  return body;
}

// Lines of a body, a last one without line end included. Where a dot would end
// the message, Exim does not count empty ones.
int64_t CountLines(std::string_view body, bool empty_ones) {
  int64_t count = 0;
  while (!body.empty()) {
    const size_t size = std::min(body.find('\n'), body.size() - 1) + 1;
    if (empty_ones || body[0] != '\n') ++count;
    body.remove_prefix(size);
  }
  return count;
}

bool IsNamed(std::string_view field, std::string_view name) {
  if (!text::StartsCaseless(field, name)) return false;
  const size_t at = field.find_first_not_of(" \t", name.size());
  return at != std::string_view::npos && field[at] == ':';
}

bool Has(const EximMessage& message, std::string_view name) {
  return std::ranges::any_of(message.fields, [&](const std::string& field) {
    return IsNamed(field, name);
  });
}

bool IsResent(const EximMessage& message) {
  return std::ranges::any_of(message.fields, [](const std::string& field) {
    return text::StartsCaseless(field, "resent-");
  });
}

}  // namespace

EximMessage ReadEximMessage(std::string_view bytes, const EximReading& how) {
  EximMessage out = HeaderReader(bytes, how).Read();
  if (how.dot_ends) out.body = UpToDot(out.body);
  out.arrival.size += static_cast<int64_t>(out.body.size());
  out.arrival.body_lines = CountLines(out.body, !how.dot_ends);
  return out;
}

std::vector<std::string> TakeReturnPaths(EximMessage* message) {
  std::vector<std::string> values;
  std::erase_if(message->fields, [&](const std::string& field) {
    if (!IsNamed(field, "return-path")) return false;
    std::string_view value =
        text::Trim(std::string_view(field).substr(field.find(':') + 1));
    if (value.starts_with('<') && value.ends_with('>')) {
      value = value.substr(1, value.size() - 2);
    }
    values.emplace_back(value);
    return true;
  });
  return values;
}

void CompleteHeader(const Originator& originator, EximMessage* message) {
  const bool resent = IsResent(*message);
  const std::string prefix = resent ? "Resent-" : "";
  auto add = [&](std::string_view name, const std::string& value) {
    const std::string whole = prefix + std::string(name);
    if (Has(*message, whole)) return;
    const auto place = resent ? message->fields.begin() : message->fields.end();
    message->fields.insert(place, whole + ": " + value + "\n");
  };
  add("Message-Id", "<" + originator.message_id + ">");
  add("From", originator.from);
  add("Date", originator.date);
}

}  // namespace trommel
