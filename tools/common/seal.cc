// SPDX-License-Identifier: MIT
#include "tools/common/seal.h"

#include "interp/program/builder.h"

namespace trommel {
namespace {

constexpr size_t kSealBytes = 8;

}  // namespace

std::string Sealed(std::string_view program) {
  std::string out(program);
  uint64_t hash = HashSource(program);
  for (size_t i = 0; i < kSealBytes; ++i, hash >>= 8U) {
    out += static_cast<char>(hash & 0xFFU);
  }
  return out;
}

Unsealed TakeSeal(std::string_view file) {
  if (file.size() < kSealBytes) return {file, false};
  const std::string_view program = file.substr(0, file.size() - kSealBytes);
  return {program, Sealed(program) == file};
}

Result<Program> LoadSealed(const Engine& engine, std::string_view file) {
  const Unsealed unsealed = TakeSeal(file);
  TRY_ASSIGN(Program program, engine.Load(std::string(unsealed.program)));
  if (unsealed.intact) return program;
  return Err(Code::kBadProgram, "damaged: its checksum does not fit");
}

}  // namespace trommel
