// SPDX-License-Identifier: MIT
// crypteq inside ${if: a password against its encrypted form.
//
// Exim specification, "Expansion conditions". {md5} and {sha1} in base64 or in
// hexadecimal, told apart by their length; {crypt} and {crypt16}, or no braces
// at all, by crypt(3).
#include "interp/text/ascii.h"
#include "interp/text/transfer.h"
#include "stdlib/shared/crypt_text.h"
#include "stdlib/shared/digest.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_crypteq;

namespace {

using vm::CallContext;

bool IsDigest(std::string_view digest, std::string_view encrypted) {
  const std::string base64 = text::EncodeBase64(digest);
  if (encrypted.size() == base64.size()) return encrypted == base64;
  return text::EqualsCaseless(encrypted, Hex(digest));
}

/// Takes `{name}` off the front, case left out.
bool Take(std::string_view name, std::string_view* text) {
  if (!text::StartsCaseless(*text, name)) return false;
  text->remove_prefix(name.size());
  return true;
}

Result<Value> RunCrypt(CallContext&, std::span<const Value> args) {
  const std::string_view password = args[0].text();
  std::string_view encrypted = args[1].text();
  if (Take("{md5}", &encrypted)) {
    return Value::Bool(IsDigest(Md5(password), encrypted));
  }
  if (Take("{sha1}", &encrypted)) {
    return Value::Bool(IsDigest(Sha1(password), encrypted));
  }
  const bool twice = Take("{crypt16}", &encrypted);
  if (!twice && !Take("{crypt}", &encrypted) && encrypted.starts_with('{')) {
    return Err(Code::kRun, "unknown encryption mechanism in " +
                               exim::InQuotes(args[1].text()));
  }
  constexpr size_t kSaltSize = 2;
  if (encrypted.size() < kSaltSize) return Value::Bool(false);
  auto* crypt = twice ? Crypt16Text : CryptText;
  TRY_ASSIGN(std::string made,
             crypt(std::string(password), std::string(encrypted)));
  return Value::Bool(!made.empty() && made == encrypted);
}

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "crypteq",
     "crypteq <password: string> <encrypted: string>",
     "a password and its encrypted form",
     "${if crypteq{test}{\\{md5\\}CY9rzUYh03PK3k6DJie09g==}{y}{n}} => y",
     nullptr, RunCrypt},
};

}  // namespace

constinit const Feature exim_cond_crypteq = {"cond_crypteq", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
