// SPDX-License-Identifier: MIT
#include "tools/delivery/reply_header.h"

#include <algorithm>
#include <vector>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/transfer.h"

namespace trommel::delivery {
namespace {

// 45 bytes are 60 characters of base64, 72 with =?UTF-8?B?…?=.
constexpr size_t kWordBytes = 45;
constexpr size_t kReferences = 20;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

bool IsAtomText(char c) {
  return text::IsAlnum(c) || c == ' ' ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) !=
             std::string_view::npos;
}

// A display name as a phrase.
std::string EncodePhrase(std::string_view name) {
  if (!IsAscii(name)) return EncodeText(name);
  if (std::all_of(name.begin(), name.end(), IsAtomText)) {
    return std::string(name);
  }
  std::string out = "\"";
  for (char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// The message identifiers `<…>` of a header value.
void CollectIds(std::string_view value, std::vector<std::string_view>* ids) {
  for (size_t at = value.find('<'); at != std::string_view::npos;
       at = value.find('<', at + 1)) {
    const size_t end = value.find_first_of("> \t\r\n", at);
    if (end == std::string_view::npos) return;
    if (value[end] == '>') ids->push_back(value.substr(at, end + 1 - at));
  }
}

std::vector<std::string_view> IdsOf(const mail::Message& message,
                                    std::string_view name) {
  std::vector<std::string_view> ids;
  if (const mail::Field* field = message.Find(name)) {
    CollectIds(field->value, &ids);
  }
  return ids;
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string out(text::Trim(text));
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
  return out;
}

std::string EncodeText(std::string_view text) {
  const std::string line = OneLine(text);
  if (IsAscii(line)) return line;
  std::string utf8;
  std::string_view rest = line;
  if (!text::IsUtf8(line) && text::ToUtf8(line, "ISO-8859-1", &utf8)) {
    rest = utf8;
  }
  std::string out;
  while (!rest.empty()) {
    const size_t length = text::Utf8Prefix(rest, kWordBytes);
    if (!out.empty()) out += "\n ";
    out += "=?UTF-8?B?" + text::EncodeBase64(rest.substr(0, length)) + "?=";
    rest.remove_prefix(length);
  }
  return out;
}

std::string EncodeAddresses(std::string_view list) {
  std::string out;
  for (const text::Address& address : text::ParseAddresses(list)) {
    if (!address.valid) continue;
    if (!out.empty()) out += ",\n ";
    const std::string spec = OneLine(address.Spec());
    const std::string name = OneLine(address.display_name);
    out += name.empty() ? spec : EncodePhrase(name) + " <" + spec + ">";
  }
  return out;
}

void AppendField(std::string_view name, std::string_view value,
                 std::string* out) {
  if (value.empty()) return;
  *out += name;
  *out += ": ";
  *out += value;
  *out += '\n';
}

void AppendThread(const mail::Message& original, std::string* out) {
  const std::vector<std::string_view> own = IdsOf(original, "Message-ID");
  if (own.empty()) return;
  std::vector<std::string_view> ids = IdsOf(original, "References");
  if (ids.empty()) ids = IdsOf(original, "In-Reply-To");
  ids.push_back(own[0]);
  if (ids.size() > kReferences) {
    ids.erase(ids.begin() + 1, ids.end() - (kReferences - 1));
  }
  std::string references;
  for (std::string_view id : ids) {
    if (!references.empty()) references += "\n ";
    references += OneLine(id);
  }
  AppendField("In-Reply-To", OneLine(own[0]), out);
  AppendField("References", references, out);
}

std::string NewMessageId(vm::Host& host) {
  static unsigned count = 0;
  return "<trommel." + std::to_string(host.Now().seconds) + "." +
         std::to_string(host.ProcessId()) + "." + std::to_string(++count) +
         "@" + host.HostName() + ">";
}

void AppendStart(vm::Host& host, std::string* out) {
  AppendField("X-Sieve", "Trommel", out);
  AppendField("Message-ID", NewMessageId(host), out);
  AppendField("Date", text::FormatRfc5322(host.Now()), out);
}

std::string ValueOf(const mail::Message& message, std::string_view name) {
  const mail::Field* field = message.Find(name);
  return field == nullptr ? std::string() : OneLine(field->value);
}

std::string WithLineFeeds(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  for (size_t i = 0; i < text.size(); ++i) {
    const bool crlf =
        text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!crlf) out += text[i];
  }
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

bool HasHighBytes(std::string_view text) { return !IsAscii(text); }

void AppendTextBody(std::string_view text, std::string* out) {
  const std::string body = WithLineFeeds(text);
  AppendField("MIME-Version", "1.0", out);
  AppendField("Content-Type", "text/plain; charset=utf-8", out);
  AppendField("Content-Transfer-Encoding", HasHighBytes(body) ? "8bit" : "7bit",
              out);
  *out += '\n';
  *out += body;
}

MultipartReport::MultipartReport(vm::Host& host, std::string_view type,
                                 std::string* out)
    : out_(out) {
  const std::string id = NewMessageId(host);
  boundary_ = id.substr(1, id.find('@') - 1) + "=_/";
  AppendField("MIME-Version", "1.0", out_);
  AppendField("Content-Type",
              "multipart/report; report-type=" + std::string(type) +
                  ";\n boundary=\"" + boundary_ + "\"",
              out_);
  *out_ += "\nThis is a message in MIME format.\n";
}

void MultipartReport::Part(std::string_view content_type,
                           std::string_view body) {
  *out_ += "\n--" + boundary_ + "\n";
  AppendField("Content-Type", content_type, out_);
  AppendField("Content-Transfer-Encoding", HasHighBytes(body) ? "8bit" : "7bit",
              out_);
  *out_ += '\n';
  *out_ += body;
}

void MultipartReport::End() { *out_ += "\n--" + boundary_ + "--\n"; }

}  // namespace trommel::delivery
