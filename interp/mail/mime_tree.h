// SPDX-License-Identifier: MIT
// MimeTree: the parts of a message as offsets, made only when a script asks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/mail/defect.h"
#include "interp/mail/message.h"
#include "interp/text/transfer.h"

namespace trommel::mail {

/// One part. Views into the message's bytes; parts stand in document order, a
/// parent before its children.
struct Part {
  uint32_t parent = 0;  ///< index; the root is its own parent
  uint32_t depth = 0;
  std::string type;  ///< "text/plain", lower case; RFC 2045 default filled in
  std::string charset;  ///< lower case, empty if not given
  text::TransferEncoding encoding = text::TransferEncoding::kIdentity;
  std::string_view header;
  std::string_view body;  ///< undecoded, without the line end before a boundary
  bool is_multipart() const { return type.starts_with("multipart/"); }
  bool is_message() const { return type == "message/rfc822"; }
};

/// One past the last part below `part`.
size_t EndOfPart(std::span<const Part> parts, size_t part);

/// Walks the MIME structure of `message`: nested multiparts, message/rfc822
/// inside, missing and repeated boundaries. No recursion; limits::kMimeDepth
/// and limits::kMimeParts end in defects, never in an error.
class MimeTree {
 public:
  explicit MimeTree(const Message& message);
  std::span<const Part> parts() const { return parts_; }
  DefectSet defects() const { return defects_; }

 private:
  std::vector<Part> parts_;
  DefectSet defects_;
};

/// Decodes a leaf's body: transfer encoding undone and, for text/*, converted
/// to UTF-8. Appends to `out`.
void DecodePart(const Part& part, std::string* out);

/// Whether DecodePart would append the body as it stands.
bool IsDecoded(const Part& part);

}  // namespace trommel::mail
