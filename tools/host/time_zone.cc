// SPDX-License-Identifier: MIT
#include "tools/host/time_zone.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "tools/host/file_reader.h"

namespace trommel {
namespace {

constexpr size_t kHeader = 44;
constexpr size_t kMostChanges = 4096;

bool IsSafe(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name[0] != '/' &&
         name[0] != '.' && name.find("/.") == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

int64_t BigEndian(std::string_view bytes, size_t at, size_t size) {
  uint64_t out = 0;
  for (size_t i = 0; i < size; ++i) {
    out = out << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  if (size == 4) return static_cast<int32_t>(static_cast<uint32_t>(out));
  return static_cast<int64_t>(out);
}

// The counts of one TZif block, in the order of its header.
struct Counts {
  size_t is_ut, is_standard, leaps, times, types, letters;

  static Counts Read(std::string_view bytes, size_t at) {
    auto count = [&](size_t i) {
      const int64_t value = BigEndian(bytes, at + 20 + i * 4, 4);
      return std::clamp<size_t>(static_cast<size_t>(value), 0, kMostChanges);
    };
    return {count(0), count(1), count(2), count(3), count(4), count(5)};
  }
  // Bytes of the data with `wide`-byte times.
  size_t Size(size_t wide) const {
    return times * wide + times + types * 6 + letters + leaps * (wide + 4) +
           is_standard + is_ut;
  }
};

}  // namespace

bool TimeZone::Read(std::string_view bytes) {
  if (bytes.size() < kHeader || !bytes.starts_with("TZif")) return false;
  size_t at = 0;
  size_t wide = 4;
  Counts counts = Counts::Read(bytes, at);
  if (bytes[4] >= '2') {
    at = kHeader + counts.Size(wide);
    wide = 8;
    if (bytes.size() < at + kHeader) return false;
    counts = Counts::Read(bytes, at);
  }
  at += kHeader;
  if (bytes.size() < at + counts.Size(wide) || counts.types == 0) return false;
  const size_t indexes = at + counts.times * wide;
  const size_t types = indexes + counts.times;
  auto offset = [&](size_t type) {
    const size_t known = std::min(type, counts.types - 1);
    return static_cast<int32_t>(BigEndian(bytes, types + known * 6, 4));
  };
  first_ = offset(0);
  for (size_t i = 0; i < counts.times; ++i) {
    const auto type = static_cast<unsigned char>(bytes[indexes + i]);
    changes_.push_back({BigEndian(bytes, at + i * wide, wide), offset(type)});
  }
  if (wide == 8) {
    const std::string_view foot = bytes.substr(at + counts.Size(wide));
    const size_t end = foot.find('\n', 1);
    if (foot.starts_with('\n') && end != std::string_view::npos) {
      rule_ = foot.substr(1, end - 1);
    }
  }
  return true;
}

TimeZone TimeZone::Load(std::string_view name, const std::string& root) {
  TimeZone out;
  if (name == "UTC" || name == "GMT") {
    out.known_ = true;
    return out;
  }
  if (!IsSafe(name)) return out;
  const Result<std::string> bytes =
      ReadForFilter(root + "/" + std::string(name), {});
  if (bytes) out.known_ = out.Read(*bytes);
  return out;
}

std::optional<int32_t> TimeZone::Minutes(int64_t seconds) const {
  if (!known_) return std::nullopt;
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), seconds,
      [](int64_t then, const Change& change) { return then < change.from; });
  if (after == changes_.end() && !rule_.empty()) {
    if (auto offset = OffsetByRule(rule_, seconds)) return *offset / 60;
  }
  return (after == changes_.begin() ? first_ : after[-1].offset) / 60;
}

}  // namespace trommel
