// SPDX-License-Identifier: MIT
// Fuzzer of the address parsers; checks what must hold of every result.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "interp/text/address.h"
#include "interp/text/date.h"

namespace {

using trommel::text::Address;

void Require(bool holds) {
  if (!holds) std::abort();
}

/// `raw` views the input, and a written address splits where it should.
void CheckAddress(const Address& address, std::string_view value) {
  Require(address.raw.data() >= value.data());
  Require(address.raw.data() + address.raw.size() <=
          value.data() + value.size());
  if (!address.valid || address.domain.empty()) return;
  std::string spec = address.Spec();
  Require(trommel::text::SplitAddress(spec).domain == address.domain);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view value(reinterpret_cast<const char*>(data), size);
  for (const Address& address : trommel::text::ParseAddresses(value))
    CheckAddress(address, value);
  Address only;
  if (trommel::text::ParseAddress(value, &only)) {
    Address again;
    Require(trommel::text::ParseAddress(only.Spec(), &again));
    Require(again.local_part == only.local_part);
    Require(again.domain == only.domain);
  }
  if (auto date = trommel::text::ParseDate(value))
    Require(!trommel::text::FormatRfc5322(*date).empty());
  return 0;
}
