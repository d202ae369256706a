// SPDX-License-Identifier: MIT
// mime (RFC 5703 section 4): the tags of header, address and exists that look
// at MIME parts. With :mime a test reads the header of the part that
// foreverypart is at, outside of it the message's; :anychild adds all parts
// below that one. Without :mime all tests read the message's header, inside
// foreverypart too. With :mime, address takes any field. `exists :mime
// :anychild` asks for each field in any of the parts.
//
// :type, :subtype and :contenttype are of Content-Type and Content-Disposition;
// any other field has the empty value, and so has one that cannot be read.
// :param reads parameters of any field (RFC 2231 and RFC 2047 decoded); with
// :count it counts those that are there. Deviation from Pigeonhole 0.5: a
// parameter that is not there has no value (there the empty one).
//
// Limits: limits::kMimeParts, kMimeDepth.
#include <algorithm>
#include <iterator>
#include <string>

#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kOptions[] = {"type", "subtype", "contenttype",
                                         "param"};

void CheckMime(CheckContext& context) {
  if (context.Lent("mime") != nullptr) return;
  context.issues->Error(context.call, "this tag needs \":mime\"",
                        "write :mime before it");
}

bool IsOption(std::string_view name) {
  return std::find(std::begin(kOptions), std::end(kOptions), name) !=
         std::end(kOptions);
}

/// Reports every option but the first one.
void CheckOption(CheckContext& context) {
  CheckMime(context);
  for (size_t i = 0; i + 1 < context.lent.size(); i += 2) {
    if (!IsOption(context.lent[i].text)) continue;
    const size_t here = context.call.begin;
    const bool first = context.lent[i].span.begin == here ||
                       context.lent[i + 1].span.begin == here;
    if (first) return;
    break;
  }
  context.issues->Error(
      context.call,
      ":type, :subtype, :contenttype and :param exclude each other",
      "keep one of them");
}

constexpr Row kRows[] = {
    {RowKind::kTag, "mime", "mime", "reads the header of the MIME part at hand",
     "if header :mime \"subject\" \"lunch?\" { discard; } => discard", nullptr,
     nullptr, "header address exists"},
    {RowKind::kTag, "anychild", "anychild",
     "reads the headers of all parts below as well",
     "if exists :mime :anychild \"subject\" { discard; } => discard", CheckMime,
     nullptr, "header address exists"},
    {RowKind::kTag, "type", "type", "the first half of the media type",
     "if header :mime :type \"subject\" \"\" { discard; } => discard",
     CheckOption, nullptr, "header"},
    {RowKind::kTag, "subtype", "subtype", "the second half of the media type",
     "if header :mime :subtype \"subject\" \"\" { discard; } => discard",
     CheckOption, nullptr, "header"},
    {RowKind::kTag, "contenttype", "contenttype",
     "the whole media type, or the disposition",
     "if header :mime :contenttype \"content-type\" \"text/plain\" "
     "{ discard; } => keep (implicit)",
     CheckOption, nullptr, "header"},
    {RowKind::kTag, "param", "param <param-list: string-list>",
     "the values of these parameters",
     "if header :mime :param \"charset\" \"content-type\" \"utf-8\" "
     "{ discard; } => keep (implicit)",
     CheckOption, nullptr, "header"},
};

}  // namespace

extern const Feature sieve_mime;
const Feature sieve_mime = {"mime", 1, Language::kSieve, "mime", kRows};

}  // namespace trommel::stdlib
