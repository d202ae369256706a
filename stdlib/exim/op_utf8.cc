// SPDX-License-Identifier: MIT
// ${from_utf8:, ${utf8clean:, ${utf8_domain_to_alabel:,
// ${utf8_localpart_to_alabel:,
// ${utf8_localpart_from_alabel:, ${utf8_domain_from_alabel:: UTF-8 and what is
// made of it for programs that cannot read it.
//
// Exim specification, "Expansion operators", "Internationalisation".
// - from_utf8 gives ISO-8859-1, with an underscore for what that lacks, and
//   trusts the first byte of a sequence to tell how many follow.
// - utf8clean puts a question mark for each sequence that is broken, or stands
//   for no character; longer forms than need be pass where Exim lets them.
// - a local part becomes one label, its dots included. Exim ends in a crash for
//   an empty domain; we leave it empty.
#include <algorithm>

#include "interp/text/charset.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"
#include "stdlib/shared/idn_text.h"
#include "stdlib/shared/punycode.h"

namespace trommel::stdlib {

extern const Feature exim_op_utf8;

namespace {

using vm::CallContext;

constexpr std::string_view kPrefix = "xn--";

bool Continues(unsigned char byte) { return (byte & 0xC0U) == 0x80; }

/// How many bytes follow a first byte, up to five.
size_t Following(unsigned char byte) {
  size_t count = 0;
  for (unsigned bit = 0x40; count < 5 && (byte & bit) != 0; bit >>= 1U) {
    ++count;
  }
  return count;
}

Result<Value> RunFromUtf8(CallContext& context, std::span<const Value> args) {
  const std::string_view text = args[0].text();
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0xC0) {
      out += text[at];
      continue;
    }
    const size_t count = Following(byte);
    uint32_t code = byte & (0x3FU >> count);
    for (size_t i = 0; i < count; ++i) {
      const bool over = at + 1 >= text.size();
      const auto next = static_cast<unsigned char>(over ? '\0' : text[at + 1]);
      if (!over) ++at;
      code = code << 6U | (next & 0x3FU);
    }
    if (code == 0) break;  // ends the string, as everywhere
    out += code > 0xFF ? '_' : static_cast<char>(code);
  }
  return exim::Copied(context, out, args[0].tainted());
}

/// How many bytes follow a first byte of UTF-8; nothing for what is none.
std::optional<size_t> FollowingUtf8(unsigned char byte) {
  if (byte < 0x80) return 0;
  if (byte < 0xC2 || byte > 0xF7) return std::nullopt;
  return Following(byte);
}

std::string Clean(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t begin = at;
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::optional<size_t> count = FollowingUtf8(byte);
    if (!count) {
      out += '?';
      continue;
    }
    uint32_t code = byte & (0x7FU >> (*count + (*count > 0)));
    size_t seen = 0;
    while (seen < *count && at + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[at + 1]);
      if (!Continues(next)) break;
      code = code << 6U | (next & 0x3FU);
      ++seen;
      ++at;
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (seen == *count && code <= 0x10FFFF && !surrogate) {
      out += text.substr(begin, seen + 1);
      continue;
    }
    out += '?';
    // A first byte in the wrong place goes as well.
    const bool more = seen < *count && at + 1 < text.size();
    if (more && static_cast<unsigned char>(text[at + 1]) >= 0x80) ++at;
  }
  return out;
}

Result<Value> RunClean(CallContext& context, std::span<const Value> args) {
  if (text::IsUtf8(args[0].text())) return args[0];
  return exim::Copied(context, Clean(args[0].text()), args[0].tainted());
}

std::vector<uint32_t> CodePoints(std::string_view utf8) {
  std::vector<uint32_t> out;
  for (char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (Continues(byte)) {
      out.back() = out.back() << 6U | (byte & 0x3FU);
    } else {
      out.push_back(byte < 0x80 ? byte : byte & (0x3FU >> Following(byte)));
    }
  }
  return out;
}

/// Pure ASCII stays as it is.
Result<Value> RunDomain(CallContext& context, std::span<const Value> args) {
  const std::string_view text = args[0].text();
  const bool ascii = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return args[0];
  Result<std::string> out = DomainToAscii(text);
  if (out) return exim::Copied(context, *out, args[0].tainted());
  if (out.error().code != Code::kRun) return Err(std::move(out.error()));
  return Err(Code::kRun, "error converting utf8 (" +
                             exim::Printable(text, false) +
                             ") to alabel: " + out.error().text);
}

Result<Value> RunLocalPart(CallContext& context, std::span<const Value> args) {
  const std::string_view text = args[0].text();
  if (!text::IsUtf8(text)) {
    return Err(Code::kRun, "error converting utf8 (" +
                               exim::Printable(text, false) +
                               ") to alabel: l_u2a: bad UTF-8 input");
  }
  const std::vector<uint32_t> points = CodePoints(text);
  if (points.size() == text.size()) return args[0];
  TRY_ASSIGN(std::string code, EncodePunycode(points));
  return exim::Copied(context, std::string(kPrefix) + code, args[0].tainted());
}

Error NoLabel(std::string_view label, std::string_view why) {
  return {Code::kRun,
          "error converting alabel (" + exim::Printable(label, false) +
              ") to utf8: " + std::string(why),
          {}};
}

/// As UTF-8, surrogates too.
void Append(uint32_t point, std::string* out) {
  if (point < 0xD800 || point > 0xDFFF) {
    text::AppendUtf8(point, out);
    return;
  }
  *out += static_cast<char>(0xE0U | point >> 12U);
  *out += static_cast<char>(0x80U | (point >> 6U & 0x3FU));
  *out += static_cast<char>(0x80U | (point & 0x3FU));
}

Result<std::string> FromLabel(std::string_view label) {
  if (!label.starts_with(kPrefix)) {
    return Err(NoLabel(label, "bad alabel prefix"));
  }
  Result<std::vector<uint32_t>> points =
      DecodePunycode(label.substr(kPrefix.size()));
  if (!points && points.error().code == Code::kLimit) {
    return Err(std::move(points.error()));
  }
  if (!points) return Err(NoLabel(label, points.error().text));
  std::string out;
  for (uint32_t point : *points) Append(point, &out);
  return out;
}

Result<Value> RunFromLocalPart(CallContext& context,
                               std::span<const Value> args) {
  TRY_ASSIGN(std::string out, FromLabel(args[0].text()));
  return exim::Copied(context, out, args[0].tainted());
}

/// The labels are read and joined as a list with dots.
Result<Value> RunFromDomain(CallContext& context, std::span<const Value> args) {
  const std::string list = "<." + std::string(args[0].text());
  exim::ListReader labels(list);
  std::string out;
  while (auto label = labels.Next()) {
    if (!out.empty()) out += '.';
    if (label->starts_with(kPrefix)) {
      Result<std::string> decoded = FromLabel(*label);
      if (!decoded && decoded.error().code == Code::kLimit) {
        return Err(std::move(decoded.error()));
      }
      if (!decoded) {
        std::string why = decoded.error().text;
        why.erase(0, why.rfind("utf8: ") + 6);
        return Err(NoLabel(args[0].text(), why));
      }
      *label = *decoded;
    }
    out += exim::ListQuoted(*label, '.');
  }
  return exim::Copied(context, out, args[0].tainted());
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "from_utf8", kText, "UTF-8 as ISO-8859-1",
     "${escape:${from_utf8:Fünf €}} => F\\374nf _", nullptr, RunFromUtf8},
    {RowKind::kOperator, "utf8clean", kText, "a ? for what is no UTF-8",
     "${utf8clean:a\\xffb} => a?b", nullptr, RunClean},
    {RowKind::kOperator, "utf8_domain_to_alabel", kText, "a domain in ASCII",
     "${utf8_domain_to_alabel:bücher.example} => xn--bcher-kva.example",
     nullptr, RunDomain},
    {RowKind::kOperator, "utf8_localpart_to_alabel", kText,
     "a local part in ASCII",
     "${utf8_localpart_to_alabel:bücher} => xn--bcher-kva", nullptr,
     RunLocalPart},
    {RowKind::kOperator, "utf8_localpart_from_alabel", kText,
     "a local part out of ASCII",
     "${utf8_localpart_from_alabel:xn--bcher-kva} => bücher", nullptr,
     RunFromLocalPart},
    {RowKind::kOperator, "utf8_domain_from_alabel", kText,
     "a domain out of ASCII",
     "${utf8_domain_from_alabel:xn--bcher-kva.example} => bücher.example",
     nullptr, RunFromDomain},
};

}  // namespace

constinit const Feature exim_op_utf8 = {"op_utf8", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
