// SPDX-License-Identifier: MIT
// The seal of a compiled file: a checksum behind the program.
#pragma once

#include <string>
#include <string_view>

#include "interp/engine.h"

namespace trommel {

/// `program` followed by its seal, the HashSource of its bytes in 8 bytes,
/// little-endian. The verifier of programs proves that bytes do no harm, not
/// that they are those that were written: a flipped bit in the name of a folder
/// is a sound program too. It guards against accidents, not against malice.
std::string Sealed(std::string_view program);

/// A compiled file as it was read.
struct Unsealed {
  std::string_view program;  ///< views the file
  bool intact = false;       ///< whether the seal fits
};
Unsealed TakeSeal(std::string_view file);

/// Loads the program of a compiled file. kBadProgram with the reason when it is
/// foreign, damaged or not verifiable.
Result<Program> LoadSealed(const Engine& engine, std::string_view file);

}  // namespace trommel
