// SPDX-License-Identifier: MIT
// Defects: what was odd about a message. A set, never an error.
#pragma once

#include <cstdint>
#include <string_view>

namespace trommel::mail {

enum class Defect : uint8_t {
#define DEFECT(name, text) name,
#include "interp/mail/defects.def"
#undef DEFECT
};

/// What a defect means, for people.
std::string_view DefectText(Defect defect);

/// A small set of defects; copy freely.
class DefectSet {
 public:
  void Add(Defect defect) { bits_ |= uint64_t{1} << static_cast<int>(defect); }
  void Add(DefectSet other) { bits_ |= other.bits_; }
  bool Has(Defect defect) const {
    return (bits_ >> static_cast<int>(defect) & 1U) != 0;
  }
  bool empty() const { return bits_ == 0; }

 private:
  uint64_t bits_ = 0;
};

}  // namespace trommel::mail
