// SPDX-License-Identifier: MIT
// FolderPath: from a mailbox name to a Maildir++ folder, in modified UTF-7 (RFC
// 3501 section 5.1.3).
#include <array>
#include <cstdint>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/utf8.h"
#include "tools/delivery/maildir.h"

namespace trommel::delivery {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
constexpr size_t kNameBytes = 255;  // of one folder on disk
constexpr std::string_view kInbox = "INBOX";

bool IsSeparator(char c) { return c == '/' || c == '.'; }

bool IsDirect(char c) { return c >= ' ' && c <= '~'; }

// The code point of the valid UTF-8 sequence `bytes`.
uint32_t CodePoint(std::string_view bytes) {
  constexpr std::array<uint32_t, 5> kMasks = {0, 0x7F, 0x1F, 0x0F, 0x07};
  uint32_t out = static_cast<unsigned char>(bytes[0]) & kMasks[bytes.size()];
  for (char c : bytes.substr(1)) {
    out = out << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return out;
}

// Collects UTF-16 units as the base64 of modified UTF-7.
class Shifted {
 public:
  explicit Shifted(std::string* out) : out_(out) { *out_ += '&'; }
  void Add(uint32_t code_point) {
    if (code_point >= 0x10000) {
      code_point -= 0x10000;
      AddUnit(0xD800 + (code_point >> 10U));
      AddUnit(0xDC00 + (code_point & 0x3FFU));
    } else {
      AddUnit(code_point);
    }
  }
  void End() {
    if (count_ > 0) *out_ += kBase64[bits_ << (6 - count_) & 0x3FU];
    *out_ += '-';
  }

 private:
  void AddUnit(uint32_t unit) {
    bits_ = bits_ << 16U | unit;
    count_ += 16;
    while (count_ >= 6) {
      count_ -= 6;
      *out_ += kBase64[bits_ >> count_ & 0x3FU];
    }
    bits_ &= (1U << count_) - 1;
  }
  std::string* out_;
  uint32_t bits_ = 0;
  unsigned count_ = 0;
};

// Appends `name`, which is UTF-8.
void AppendModifiedUtf7(std::string_view name, std::string* out) {
  for (size_t at = 0; at < name.size();) {
    if (IsDirect(name[at])) {
      *out += name[at];
      if (name[at++] == '&') *out += '-';
      continue;
    }
    Shifted shifted(out);
    while (at < name.size() && !IsDirect(name[at])) {
      const size_t length = text::NextUtf8(name, at).length;
      shifted.Add(CodePoint(name.substr(at, length)));
      at += length;
    }
    shifted.End();
  }
}

bool HasControl(std::string_view name) {
  for (size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < name.size() &&
        static_cast<unsigned char>(name[i + 1]) < 0xA0) {
      return true;
    }
  }
  return false;
}

Failure Refused(std::string_view why) {
  return Err(Code::kPermission, "the name of the folder " + std::string(why));
}

}  // namespace

Result<std::string> FolderPath(const std::string& root, std::string_view name) {
  if (text::EqualsCaseless(name, kInbox)) return root;
  if (text::StartsCaseless(name, kInbox) && IsSeparator(name[kInbox.size()])) {
    name.remove_prefix(kInbox.size() + 1);
  }
  if (HasControl(name)) return Refused("holds a control character");
  if (!text::IsUtf8(name)) return Refused("is not UTF-8");
  std::string folder;
  for (size_t at = 0; at <= name.size();) {
    size_t end = at;
    while (end < name.size() && !IsSeparator(name[end])) ++end;
    if (end == at) return Refused("has an empty part");
    folder += '.';
    AppendModifiedUtf7(name.substr(at, end - at), &folder);
    if (folder.size() > kNameBytes) return Refused("is too long");
    at = end + 1;
  }
  return root + (root.ends_with('/') ? "" : "/") + folder;
}

}  // namespace trommel::delivery
