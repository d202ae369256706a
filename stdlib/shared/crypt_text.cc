// SPDX-License-Identifier: MIT
#include "stdlib/shared/crypt_text.h"

#include <crypt.h>
#include <dlfcn.h>

#include <memory>

namespace trommel::stdlib {
namespace {

constexpr size_t kSaltSize = 2;
constexpr size_t kHalf = 8;

using CryptFn = decltype(&::crypt_r);

CryptFn Load() {
  void* library = ::dlopen("libcrypt.so.1", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return nullptr;
  return reinterpret_cast<CryptFn>(::dlsym(library, "crypt_r"));
}

}  // namespace

Result<std::string> CryptText(const std::string& password,
                              const std::string& setting) {
  static const CryptFn crypt = Load();
  if (crypt == nullptr) {
    return Err(Code::kDefer,
               "cannot load libcrypt.so.1: install the Debian package "
               "libcrypt1");
  }
  const auto data = std::make_unique<crypt_data>();
  const char* out = crypt(password.c_str(), setting.c_str(), data.get());
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
