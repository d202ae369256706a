// SPDX-License-Identifier: MIT
#include "stdlib/shared/idn_text.h"

#include <idn2.h>

#include "stdlib/shared/client_library.h"

namespace trommel::stdlib {
namespace {

#define IDN_FUNCTIONS(F) F(idn2_lookup_u8) F(idn2_strerror) F(idn2_free)
TROMMEL_CLIENT_LIBRARY(Idn, "libidn2.so.0", "libidn2-0", IDN_FUNCTIONS)

}  // namespace

Result<std::string> DomainToAscii(std::string_view domain) {
  TRY_ASSIGN(const Idn* idn, Idn::Get());
  const std::string text(domain);
  uint8_t* made = nullptr;
  const int status = idn->idn2_lookup_u8(
      reinterpret_cast<const uint8_t*>(text.c_str()), &made, IDN2_NFC_INPUT);
  if (status != IDN2_OK) return Err(Code::kRun, idn->idn2_strerror(status));
  std::string out(reinterpret_cast<const char*>(made));
  idn->idn2_free(made);
  return out;
}

}  // namespace trommel::stdlib
