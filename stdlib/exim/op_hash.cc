// SPDX-License-Identifier: MIT
// ${md5:, ${sha1:, ${sha256:, ${sha2:, ${sha2_512:, ${sha3:, ${sha3_512:.
//
// Exim specification, "Expansion operators". md5 prints small letters, the SHA
// digests capitals, as Exim does.
#include "stdlib/shared/digest.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_hash;

namespace {

template <std::string (*Digest)(std::string_view), bool upper>
Result<Value> RunDigest(vm::CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, Hex(Digest(args[0].text()), upper), false);
}

/// sha256 and sha2, with or without a size: sha2_512.
Result<Value> RunSha2(vm::CallContext& context, std::span<const Value> args) {
  constexpr struct {
    std::string_view bits;
    std::string (*digest)(std::string_view);
  } kSizes[] = {{"256", Sha256}, {"384", Sha384}, {"512", Sha512}};
  const std::string_view bits = args[1].is_nil() ? "256" : args[1].text();
  for (const auto& size : kSizes) {
    if (size.bits != bits) continue;
    return exim::Copied(context, Hex(size.digest(args[0].text()), true), false);
  }
  return Err(Code::kRun, "unrecognised sha2 variant");
}

Result<Value> RunSha3(vm::CallContext& context, std::span<const Value> args) {
  const std::string_view bits = args[1].is_nil() ? "256" : args[1].text();
  for (size_t size : {224U, 256U, 384U, 512U}) {
    if (std::to_string(size) != bits) continue;
    return exim::Copied(context, Hex(Sha3(args[0].text(), size), true), false);
  }
  return Err(Code::kRun, "unrecognised sha3 variant");
}

constexpr Usage kText = "op <text: string>";
constexpr Usage kSized = "op <text: string> [<bits: string>]";

constexpr Row kRows[] = {
    {RowKind::kOperator, "md5", kText, "the MD5 digest",
     "${md5:abc} => 900150983cd24fb0d6963f7d28e17f72", nullptr,
     RunDigest<Md5, false>},
    {RowKind::kOperator, "sha1", kText, "the SHA-1 digest",
     "${sha1:abc} => A9993E364706816ABA3E25717850C26C9CD0D89D", nullptr,
     RunDigest<Sha1, true>},
    {RowKind::kOperator, "sha256", kSized, "the SHA-256 digest",
     "${length_8:${sha256:abc}} => BA7816BF", nullptr, RunSha2},
    {RowKind::kOperator, "sha2", kSized,
     "the SHA-2 digest of 256, 384 or 512 bits",
     "${length_8:${sha2_512:abc}} => DDAF35A1", nullptr, RunSha2},
    {RowKind::kOperator, "sha3", kSized,
     "the SHA-3 digest of 224, 256, 384 or 512 bits",
     "${length_8:${sha3_224:abc}} => E642824C", nullptr, RunSha3},
};

}  // namespace

constinit const Feature exim_op_hash = {"op_hash", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
