// SPDX-License-Identifier: MIT
#include "stdlib/shared/address_part.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr char kSeparator = '+';

bool IsDotAtom(std::string_view text) {
  bool plain = !text.empty() && text.front() != '.' && text.back() != '.' &&
               text.find("..") == std::string_view::npos;
  return plain && std::all_of(text.begin(), text.end(), [](char c) {
           return text::IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
                  std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) !=
                      std::string_view::npos;
         });
}

std::string_view Joined(std::string_view local, std::string_view domain,
                        Arena* arena) {
  std::span<char> out = arena->Array<char>(local.size() + 1 + domain.size());
  auto at = std::copy(local.begin(), local.end(), out.begin());
  *at++ = '@';
  std::copy(domain.begin(), domain.end(), at);
  return {out.data(), out.size()};
}

}  // namespace

AddressPart AddressPartOf(std::string_view text) {
  if (text == ":localpart") return AddressPart::kLocalPart;
  if (text == ":domain") return AddressPart::kDomain;
  if (text == ":user") return AddressPart::kUser;
  if (text == ":detail") return AddressPart::kDetail;
  return AddressPart::kAll;
}

bool PartOf(AddressPart part, std::string_view local_part,
            std::string_view domain, std::string_view* out) {
  size_t plus = local_part.find(kSeparator);
  switch (part) {
    case AddressPart::kAll:
    case AddressPart::kLocalPart:
      *out = local_part;
      return true;
    case AddressPart::kDomain:
      *out = domain;
      return true;
    case AddressPart::kUser:
      *out = local_part.substr(0, plus);
      return true;
    case AddressPart::kDetail:
      if (plus == std::string_view::npos) return false;
      *out = local_part.substr(plus + 1);
      return true;
  }
  return false;
}

bool IsFull(const text::Address& address) {
  return address.valid && !address.domain.empty();
}

bool PartOf(AddressPart part, const text::Address& address, Arena* arena,
            std::string_view* out) {
  if (!IsFull(address)) return false;
  if (part != AddressPart::kAll) {
    return PartOf(part, address.local_part, address.domain, out);
  }
  *out = IsDotAtom(address.local_part)
             ? Joined(address.local_part, address.domain, arena)
             : arena->Copy(address.Spec());
  return true;
}

}  // namespace trommel::stdlib
