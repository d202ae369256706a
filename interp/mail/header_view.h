// SPDX-License-Identifier: MIT
// HeaderView: a message's header as a script sees it, edits laid over the
// untouched original, each decoded form made once and kept.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/mail/message.h"
#include "interp/text/address.h"

namespace trommel::mail {

/// One value in the forms that languages ask for. Views live until the next
/// edit of, or Reset on, the HeaderView.
struct HeaderValue {
  std::string_view raw;  ///< as in Field::value
  /// Unfolded (line ends of folds dropped, the white space after them kept),
  /// outer white space trimmed, RFC 2047 decoded to UTF-8: the Sieve view.
  std::string_view decoded;
  bool spaced = false;   ///< white space stands before the colon
  bool trusted = false;  ///< as in Field
};

/// Reads through to `message`, which outlives it. Not thread-safe: one per
/// running machine. Reset() rebinds it to the next message, keeping memory.
class HeaderView {
 public:
  HeaderView();
  explicit HeaderView(const Message& message);
  ~HeaderView();
  HeaderView(const HeaderView&) = delete;
  HeaderView& operator=(const HeaderView&) = delete;

  void Reset(const Message& message);

  /// All values of the fields called `name` (caseless), in order; empty when
  /// there are none. The first call for a name scans the header; later calls
  /// are one hash look-up.
  std::span<const HeaderValue> Values(std::string_view name);
  bool Exists(std::string_view name);
  /// Mailboxes of all fields of that name, in order, parsed from the unfolded
  /// raw value (then local part and display name RFC 2047 decoded). kLimit past
  /// limits::kAddresses in all.
  Result<std::span<const text::Address>> Addresses(std::string_view name);

  /// All fields, edits included, in order, for whole-header uses.
  std::span<const Field> fields() const;

  /// Appends a field `text` ("Name: value", may be folded), which is copied;
  /// a missing line end is added. What is no field gets no name.
  void Add(std::string_view text, bool trusted = false);
  /// The same before all other fields.
  void AddFirst(std::string_view text, bool trusted = false);
  /// Removes all fields of that name (caseless). The empty name is that of
  /// `: value`, not of what is no field.
  void Remove(std::string_view name);
  /// Removes some of the fields of that name (caseless): `which` of Values,
  /// ascending.
  void RemoveSome(std::string_view name, std::span<const size_t> which);
  bool edited() const;
  /// What lines of the message end in: LF, CRLF, or CR where there is no LF.
  std::string_view line_end() const;
  /// Grows with every edit.
  uint64_t edits() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The mailboxes in the raw value of one field, as HeaderView::Addresses reads
/// them, but without Address::raw and group. kLimit past limits::kAddresses.
Result<std::vector<text::Address>> AddressesIn(std::string_view raw);

}  // namespace trommel::mail
