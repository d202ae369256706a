// SPDX-License-Identifier: MIT
// Fuzzes MimeTree and DecodePart: parts must nest inside their parents and
// stand in document order.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "interp/base/limits.h"
#include "interp/mail/mime_tree.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

bool Inside(std::string_view inner, std::string_view outer) {
  return inner.data() >= outer.data() &&
         inner.data() + inner.size() <= outer.data() + outer.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  trommel::mail::Message message(bytes);
  trommel::mail::MimeTree tree(message);
  Require(!tree.parts().empty());
  Require(tree.parts().size() <= trommel::limits::kMimeParts);
  const char* last = bytes.data();
  std::string decoded;
  for (const trommel::mail::Part& part : tree.parts()) {
    const trommel::mail::Part& parent = tree.parts()[part.parent];
    Require(&parent <= &part);
    Require(&parent == &part || part.depth == parent.depth + 1);
    Require(part.depth <= trommel::limits::kMimeDepth);
    Require(Inside(part.header, bytes) && Inside(part.body, bytes));
    Require(&parent == &part || Inside(part.body, parent.body));
    Require(part.header.data() >= last);
    last = part.header.data();
    decoded.clear();
    trommel::mail::DecodePart(part, &decoded);
  }
  return 0;
}
