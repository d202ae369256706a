// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdlib>

#include "interp/text/ascii.h"

namespace trommel {
namespace {

constexpr std::string_view kFlags[] = {
#define ORIGIN(name, flag, variable) flag,
#include "tools/trommel/exim_origin.def"
#undef ORIGIN
};

bool IsAddress(const std::string& text) {
  in6_addr room{};
  return ::inet_pton(AF_INET, text.c_str(), &room) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), &room) == 1;
}

bool IsPort(std::string_view text) {
  return text.find_first_not_of("-0123456789") == std::string_view::npos;
}

/// `xxxxxx-yyyyyy-zz`, letters and digits.
bool IsMessageId(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxx-xxxxxx-xx";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(),
                    [](char c, char form) {
                      return form == '-' ? c == '-' : text::IsAlnum(c);
                    });
}

}  // namespace

Origin OriginOf(std::string_view flag) {
  const auto* found = std::ranges::find(kFlags, flag);
  return static_cast<Origin>(found - std::begin(kFlags));
}

Status SetOrigin(Origin what, std::string_view value, OriginTexts* texts) {
  std::optional<std::string>& text = (*texts)[static_cast<size_t>(what)];
  const bool host = what == Origin::kHostAddress || what == Origin::kInterface;
  if (host && !ReadHostPort(value)) {
    return Err(Code::kUsage, "exim abandoned: \"" + std::string(value) +
                                 "\" is not an IP address");
  }
  if (what == Origin::kReference && !IsMessageId(value)) {
    return Err(Code::kUsage, "-oMm must be a valid message ID");
  }
  if (what == Origin::kProtocol && text) {
    return Err(Code::kUsage, "received_protocol is set already");
  }
  text = value;
  return {};
}

std::optional<HostPort> ReadHostPort(std::string_view text) {
  HostPort out = {std::string(text), 0};
  if (IsAddress(out.address)) return out;
  std::string_view port;
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.address = text.substr(1, end - 1);
    port = text.substr(end + 1);
    if (!port.empty() && port[0] != ':') return std::nullopt;
    if (!port.empty()) port.remove_prefix(1);
  } else {
    const size_t dot = text.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    out.address = text.substr(0, dot);
    port = text.substr(dot + 1);
  }
  if (!IsAddress(out.address) || !IsPort(port)) return std::nullopt;
  out.port = std::atoi(std::string(port).c_str());
  return out;
}

}  // namespace trommel
