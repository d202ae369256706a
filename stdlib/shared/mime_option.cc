// SPDX-License-Identifier: MIT
#include "stdlib/shared/mime_option.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/text/encoded_word.h"
#include "stdlib/shared/flag_set.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kNpos = std::string_view::npos;

/// `raw` without the line ends of its folds.
std::string Unfolded(std::string_view raw) {
  std::string out(raw);
  std::erase_if(out, [](char c) { return c == '\r' || c == '\n'; });
  return out;
}

bool IsToken(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 ||
           std::string_view("()<>@,;:\\\"/[]?=").find(c) != kNpos;
  });
}

/// `lowered` in the case in which it stands in `text`.
std::string_view AsWritten(std::string_view text, std::string_view lowered) {
  const size_t at = text::FindCaseless(text, lowered);
  return at == kNpos ? lowered : text.substr(at, lowered.size());
}

struct Type {
  std::string_view type;
  std::string_view subtype;
};

/// Both empty unless `value` is `type/subtype`.
Type SplitType(std::string_view value) {
  const size_t slash = value.find('/');
  if (slash == kNpos) return {};
  Type parts{text::Trim(value.substr(0, slash)),
             text::Trim(value.substr(slash + 1))};
  if (!IsToken(parts.type) || !IsToken(parts.subtype)) return {};
  return parts;
}

}  // namespace

MimeOption::MimeOption(std::span<const Value> lent) {
  const Value parameters = LentTag(lent, "param");
  if (!parameters.is_nil()) {
    kind_ = Kind::kParam;
  } else if (LentTag(lent, "type").boolean()) {
    kind_ = Kind::kType;
  } else if (LentTag(lent, "subtype").boolean()) {
    kind_ = Kind::kSubtype;
  } else if (LentTag(lent, "contenttype").boolean()) {
    kind_ = Kind::kContentType;
  }
  if (kind_ != Kind::kParam) return;
  for (size_t i = 0; i + 1 < lent.size(); i += 2) {
    if (lent[i].text() == "param") parameters_ = lent[i + 1].list();
  }
}

std::vector<std::string> MimeOption::Values(std::string_view name,
                                            std::string_view raw) const {
  const std::string value = Unfolded(raw);
  const text::ParameterValue parsed = text::ParseParameters(value);
  if (kind_ == Kind::kParam) {
    std::vector<std::string> out;
    for (const Value& wanted : parameters_) {
      for (const auto& [key, text] : parsed.parameters) {
        if (text::EqualsCaseless(key, wanted.text())) out.push_back(text);
      }
    }
    return out;
  }
  const std::string_view word = AsWritten(value, parsed.value);
  if (text::EqualsCaseless(name, "content-disposition")) {
    const bool shown = kind_ != Kind::kSubtype && IsToken(word);
    return {std::string(shown ? word : std::string_view())};
  }
  if (!text::EqualsCaseless(name, "content-type")) return {std::string()};
  const Type type = SplitType(word);
  if (kind_ == Kind::kType) return {std::string(type.type)};
  if (kind_ == Kind::kSubtype) return {std::string(type.subtype)};
  if (type.type.empty()) return {std::string()};
  return {std::string(type.type) + "/" + std::string(type.subtype)};
}

}  // namespace trommel::stdlib
