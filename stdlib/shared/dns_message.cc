// SPDX-License-Identifier: MIT
#include "stdlib/shared/dns_message.h"

#include <arpa/inet.h>

#include <array>
#include <utility>

namespace trommel::stdlib {
namespace {

constexpr size_t kHeader = 12;
constexpr size_t kClassIn = 1;
constexpr uint8_t kPointer = 0xC0;
constexpr size_t kMostJumps = 128;
constexpr size_t kMostName = 1024;

void AppendLabel(std::string_view label, std::string* out) {
  constexpr unsigned kTen = 10;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '.' || c == '\\' || c == '"' || c == '@' || c == '$' || c == ';' ||
        c == '(' || c == ')') {
      *out += '\\';
      *out += c;
    } else if (byte > ' ' && byte < 0x7F) {
      *out += c;
    } else {
      *out += '\\';
      *out += static_cast<char>('0' + byte / (kTen * kTen));
      *out += static_cast<char>('0' + byte / kTen % kTen);
      *out += static_cast<char>('0' + byte % kTen);
    }
  }
}

}  // namespace

uint32_t DnsMessage::NumberAt(size_t at, size_t bytes) const {
  uint32_t number = 0;
  for (size_t i = at; i < at + bytes && i < bytes_.size(); ++i) {
    number = number << 8U | static_cast<unsigned char>(bytes_[i]);
  }
  return number;
}

std::optional<std::string> DnsMessage::NameAt(size_t* at) const {
  std::string out;
  size_t next = *at;
  bool jumped = false;
  for (size_t jumps = 0; jumps < kMostJumps;) {
    if (next >= bytes_.size()) return std::nullopt;
    const auto length = static_cast<unsigned char>(bytes_[next]);
    if ((length & kPointer) == kPointer) {
      if (next + 2 > bytes_.size()) return std::nullopt;
      if (!jumped) *at = next + 2;
      jumped = true;
      ++jumps;
      next = NumberAt(next, 2) & 0x3FFFU;
      continue;
    }
    if ((length & kPointer) != 0) return std::nullopt;
    ++next;
    if (length == 0) {
      if (!jumped) *at = next;
      return out;
    }
    if (next + length > bytes_.size() || out.size() > kMostName) {
      return std::nullopt;
    }
    if (!out.empty()) out += '.';
    AppendLabel(std::string_view(bytes_).substr(next, length), &out);
    next += length;
  }
  return std::nullopt;
}

bool DnsMessage::ReadRecord(size_t* at, DnsRecord* record,
                            bool* internet) const {
  constexpr size_t kFixed = 10;  // type, class, time to live, length
  if (!NameAt(at) || *at + kFixed > bytes_.size()) return false;
  record->type = static_cast<DnsType>(NumberAt(*at, 2));
  *internet = NumberAt(*at + 2, 2) == kClassIn;
  record->size = NumberAt(*at + 8, 2);
  record->data = *at + kFixed;
  *at = record->data + record->size;
  return *at <= bytes_.size();
}

bool DnsMessage::ReadRecords() {
  const size_t questions = NumberAt(4, 2);
  const size_t count = NumberAt(6, 2);
  size_t at = kHeader;
  for (size_t i = 0; i < questions; ++i) {
    if (!NameAt(&at)) return false;
    at += 4;
  }
  for (size_t i = 0; i < count; ++i) {
    DnsRecord record;
    bool internet = false;
    if (!ReadRecord(&at, &record, &internet)) return false;
    if (internet) answers_.push_back(record);
  }
  authority_ = at;
  return true;
}

std::optional<DnsMessage> DnsMessage::Read(std::string bytes) {
  DnsMessage message;
  message.bytes_ = std::move(bytes);
  if (message.bytes_.size() < kHeader || !message.ReadRecords()) {
    return std::nullopt;
  }
  return message;
}

int DnsMessage::code() const { return static_cast<int>(NumberAt(3, 1) & 0xFU); }

bool DnsMessage::authenticated() const { return (NumberAt(3, 1) & 0x20U) != 0; }

bool DnsMessage::authoritative() const { return (NumberAt(2, 1) & 0x04U) != 0; }

std::optional<std::string> DnsMessage::AuthorityOwner(DnsType type) const {
  size_t at = authority_;
  for (size_t left = NumberAt(8, 2); left > 0; --left) {
    size_t name = at;
    DnsRecord record;
    bool internet = false;
    if (!ReadRecord(&at, &record, &internet)) return std::nullopt;
    if (internet && record.type == type) return NameAt(&name);
  }
  return std::nullopt;
}

std::string_view DnsMessage::Data(const DnsRecord& record) const {
  return std::string_view(bytes_).substr(record.data, record.size);
}

uint32_t DnsMessage::Number(const DnsRecord& record, size_t offset,
                            size_t bytes) const {
  if (offset + bytes > record.size) return 0;
  return NumberAt(record.data + offset, bytes);
}

std::optional<std::string> DnsMessage::Name(const DnsRecord& record,
                                            size_t* offset) const {
  if (*offset >= record.size) return std::nullopt;
  size_t at = record.data + *offset;
  auto name = NameAt(&at);
  if (!name || at > record.data + record.size) return std::nullopt;
  *offset = at - record.data;
  return name;
}

std::string DnsAddressText(std::string_view data) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = data.size() == 4 ? AF_INET : AF_INET6;
  constexpr size_t kSizes[] = {4, 16};
  if (data.size() != kSizes[0] && data.size() != kSizes[1]) return {};
  ::inet_ntop(family, data.data(), text.data(), text.size());
  return text.data();
}

}  // namespace trommel::stdlib
