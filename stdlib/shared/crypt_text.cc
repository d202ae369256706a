// SPDX-License-Identifier: MIT
#include "stdlib/shared/crypt_text.h"

#include <crypt.h>

#include <memory>

#include "stdlib/shared/client_library.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kSaltSize = 2;
constexpr size_t kHalf = 8;

#define CRYPT_FUNCTIONS(F) F(crypt_r)
TROMMEL_CLIENT_LIBRARY(Crypt, "libcrypt.so.1", "libcrypt1", CRYPT_FUNCTIONS)

}  // namespace

Result<std::string> CryptText(const std::string& password,
                              const std::string& setting) {
  TRY_ASSIGN(const Crypt* crypt, Crypt::Get());
  const auto data = std::make_unique<crypt_data>();
  const char* out =
      crypt->crypt_r(password.c_str(), setting.c_str(), data.get());
  const bool refused = out == nullptr || out[0] == '*';
  return refused ? std::string() : std::string(out);
}

Result<std::string> Crypt16Text(const std::string& password,
                                const std::string& setting) {
  TRY_ASSIGN(std::string out, CryptText(password.substr(0, kHalf), setting));
  if (password.size() <= kHalf || out.size() < 2 * kSaltSize) return out;
  TRY_ASSIGN(std::string rest, CryptText(password.substr(kHalf),
                                         out.substr(kSaltSize, kSaltSize)));
  if (rest.size() > kSaltSize) out += rest.substr(kSaltSize);
  return out;
}

}  // namespace trommel::stdlib
