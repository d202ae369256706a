// SPDX-License-Identifier: MIT
// Answers of name servers (RFC 1035 §4), read with every bound checked: they
// are hostile bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trommel::stdlib {

/// Types of records (IANA's numbers).
enum class DnsType : uint16_t {
  kA = 1,
  kNs = 2,
  kCname = 5,
  kSoa = 6,
  kPtr = 12,
  kMx = 15,
  kTxt = 16,
  kAaaa = 28,
  kSrv = 33,
  kTlsa = 52,
  kSpf = 99,
  kCaa = 257,
};

/// One record of the answer section; rdata is at `data` of the message.
struct DnsRecord {
  DnsType type = DnsType::kA;
  size_t data = 0;
  size_t size = 0;
};

/// A whole answer; owns its bytes.
class DnsMessage {
 public:
  /// Nothing when the bytes are no sound message.
  static std::optional<DnsMessage> Read(std::string bytes);

  /// Answers of class IN, in their order.
  const std::vector<DnsRecord>& answers() const { return answers_; }
  /// Code of the response: 0 no error, 3 no such name.
  int code() const;
  /// Whether the resolver vouches for the data (DNSSEC).
  bool authenticated() const;
  /// Whether the server is one of the zone's own.
  bool authoritative() const;
  /// Whose the first record of `type` in the authority section is: the zone.
  std::optional<std::string> AuthorityOwner(DnsType type) const;

  /// The bytes of a record.
  std::string_view Data(const DnsRecord& record) const;
  /// A big-endian number of `bytes` bytes at `offset` in a record; 0 past its
  /// end.
  uint32_t Number(const DnsRecord& record, size_t offset, size_t bytes) const;
  /// The name at `*offset` in a record, as text without the last dot ("" for
  /// the root); dots and backslashes inside labels get a backslash, bytes that
  /// do not print become \ddd. Moves *offset behind it; nothing when unsound.
  std::optional<std::string> Name(const DnsRecord& record,
                                  size_t* offset) const;

 private:
  std::optional<std::string> NameAt(size_t* at) const;
  uint32_t NumberAt(size_t at, size_t bytes) const;
  /// Reads the record at `*at`, whose name is behind it then.
  bool ReadRecord(size_t* at, DnsRecord* record, bool* internet) const;
  bool ReadRecords();

  std::string bytes_;
  std::vector<DnsRecord> answers_;
  size_t authority_ = 0;  // where the section begins
};

/// The address of an A or AAAA record; "" when it has another size.
std::string DnsAddressText(std::string_view data);

}  // namespace trommel::stdlib
