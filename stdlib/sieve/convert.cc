// SPDX-License-Identifier: MIT
// convert (RFC 6558), an action that is a test as well: turns parts of one
// media type into another. Outside of foreverypart all parts of the type,
// inside of it the part at hand if it has the type. All of them or none: where
// one cannot be converted, the message stays as it was and the test is false;
// it is no error. Without such a part it is true.
//
// Built in: text/html to text/plain, text/plain to text/html, and any text type
// to itself, with the parameters "charset" (of the result; utf-8 if not given)
// and "unknown-character-replacement" (nothing but "?", which it is anyway).
// Any other pair or parameter fails, and so do a charset that does not begin
// with ASCII (utf-16), parts within multipart/signed and multipart/encrypted,
// those whose charset nobody knows and broken base64.
// HTML is read by libxml2, loaded at first use; without it the run ends in an
// error.
// Content-Type and Content-Transfer-Encoding of the part are made anew,
// Content-MD5 and Content-Length go, other fields stay.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "stdlib/shared/html_plain.h"
#include "stdlib/shared/message_edit.h"

namespace trommel::stdlib {
namespace {

enum Slot : uint8_t { kFrom, kTo, kParameters };

constexpr std::string_view kPlain = "text/plain";
constexpr std::string_view kHtml = "text/html";

using Converter = Result<std::string> (*)(std::string_view text);

/// The texts that can be made of one another, both in UTF-8.
struct Pair {
  std::string_view from, to;
  Converter convert;
};
constexpr Pair kPairs[] = {{kHtml, kPlain, HtmlPlain},
                           {kPlain, kHtml, [](std::string_view text) {
                              return Result<std::string>(PlainHtml(text));
                            }}};

bool IsMediaType(std::string_view type) {
  const size_t slash = type.find('/');
  return slash != std::string_view::npos && slash > 0 &&
         slash + 1 < type.size();
}

void Check(CheckContext& context) {
  for (Slot slot : {kFrom, kTo}) {
    const BoundArg& type = context.args[slot];
    if (!type.constant || IsMediaType(type.text)) continue;
    context.issues->Error(type.span,
                          "\"" + std::string(type.text) + "\" is no media type",
                          "write a type and a subtype, as in text/html");
  }
  const BoundArg& parameters = context.args[kParameters];
  if (!parameters.constant) return;
  for (std::string_view parameter : parameters.list) {
    if (parameter.empty() || parameter.find('=') != std::string_view::npos) {
      continue;
    }
    context.issues->Error(
        parameters.span,
        "the parameter \"" + std::string(parameter) + "\" lacks a \"=\"",
        "write name=value");
  }
}

/// One convert at work.
class Conversion {
 public:
  Conversion(vm::CallContext& context, std::span<const Value> args)
      : context_(context), args_(args), to_(text::Lowered(args[kTo].text())) {}

  /// False if it failed. Errors are those of the run's limits.
  Result<bool> Run() {
    std::vector<size_t> victims = Victims();
    if (victims.empty()) return true;
    if (!ReadParameters() || !FindConverter()) return false;
    std::vector<PartEdit> edits;
    for (size_t part : victims) {
      TRY_ASSIGN(std::optional<PartEdit> edit, Convert(part));
      if (!edit) return false;
      edits.push_back(std::move(*edit));
    }
    TRY(EditParts(context_, edits, true));
    return true;
  }

 private:
  std::vector<size_t> Victims() {
    const std::span<const mail::Part> parts = context_.mime().parts();
    const size_t first = context_.part().value_or(0);
    const size_t end = context_.part() ? first + 1 : parts.size();
    std::vector<size_t> out;
    for (size_t i = first; i < end; ++i) {
      const bool named =
          text::EqualsCaseless(parts[i].type, args_[kFrom].text());
      if (named) out.push_back(i);
    }
    return out;
  }

  bool ReadParameters() {
    for (const Value& parameter : args_[kParameters].list()) {
      const std::string_view text = parameter.text();
      if (text.empty()) continue;
      const size_t equals = std::min(text.find('='), text.size());
      const std::string_view name = text.substr(0, equals);
      const std::string_view value =
          text.substr(std::min(equals + 1, text.size()));
      if (text::EqualsCaseless(name, "charset")) {
        charset_ = value;
      } else if (!text::EqualsCaseless(name, "unknown-character-replacement") ||
                 value != "?") {
        return false;
      }
    }
    return IsAsciiCharset();
  }

  /// Whether the charset can stand in a header and has ASCII as its first half,
  /// as line ends need it.
  bool IsAsciiCharset() const {
    constexpr std::string_view kSample = "aZ09 \n=<";
    constexpr std::string_view kMarks = "-_.:+";
    std::string sample;
    return std::all_of(charset_.begin(), charset_.end(),
                       [&](char c) {
                         return text::IsAlnum(c) ||
                                kMarks.find(c) != kMarks.npos;
                       }) &&
           text::Convert(kSample, "utf-8", charset_, &sample) &&
           sample == kSample;
  }

  bool FindConverter() {
    const std::string from = text::Lowered(args_[kFrom].text());
    if (from == to_ && from.starts_with("text/")) return true;
    for (const Pair& pair : kPairs) {
      if (pair.from != from || pair.to != to_) continue;
      convert_ = pair.convert;
      return true;
    }
    return false;
  }

  bool IsSealed(size_t index) {
    const std::span<const mail::Part> parts = context_.mime().parts();
    for (size_t at = index; at != 0; at = parts[at].parent) {
      const std::string& type = parts[parts[at].parent].type;
      if (type == "multipart/signed" || type == "multipart/encrypted") {
        return true;
      }
    }
    return false;
  }

  /// The part's text in UTF-8; absent if its code is broken.
  Result<std::optional<std::string>> TextOf(const mail::Part& part,
                                            size_t index) {
    std::string scratch;
    if (!part.charset.empty() && !text::ToUtf8("", part.charset, &scratch)) {
      return std::nullopt;
    }
    if (part.encoding == text::TransferEncoding::kBase64) {
      std::string code(part.body);
      std::erase_if(code, text::IsSpace);
      if (!text::DecodeBase64Strict(code, &scratch)) return std::nullopt;
    }
    TRY_ASSIGN(std::string_view text, context_.PartText(index));
    return std::optional<std::string>(text);
  }

  Result<std::optional<PartEdit>> Convert(size_t index) {
    const mail::Part& part = context_.mime().parts()[index];
    if (IsSealed(index)) return std::nullopt;
    TRY_ASSIGN(std::optional<std::string> text, TextOf(part, index));
    if (!text) return std::nullopt;
    if (convert_ != nullptr) {
      TRY_ASSIGN(*text, convert_(*text));
    }
    std::string bytes;
    if (!text::Convert(*text, "utf-8", charset_, &bytes)) return std::nullopt;
    text.reset();  // before more copies are made of it
    Entity entity = TextEntity({.text = bytes,
                                .type = to_,
                                .charset = charset_,
                                .line_end = context_.headers().line_end()});
    PartEdit edit{index, Kept(index, part), std::move(entity.body)};
    edit.header += entity.fields;
    return std::optional<PartEdit>(std::move(edit));
  }

  /// The fields of the part that stay.
  std::string Kept(size_t index, const mail::Part& part) {
    constexpr std::string_view kGone[] = {"content-type",
                                          "content-transfer-encoding",
                                          "content-md5", "content-length"};
    const std::string header =
        index == 0 ? HeaderText(context_) : std::string(part.header);
    const mail::Message fields(header);
    std::string out;
    for (const mail::Field& field : fields.fields()) {
      const bool gone = std::any_of(
          std::begin(kGone), std::end(kGone), [&](std::string_view name) {
            return text::EqualsCaseless(name, field.name);
          });
      if (!gone) out += field.raw;
    }
    if (!out.empty() && !out.ends_with('\n') && !out.ends_with('\r')) {
      out += context_.headers().line_end();
    }
    if (index == 0 && fields.Find("mime-version") == nullptr) {
      out += "MIME-Version: 1.0" + std::string(context_.headers().line_end());
    }
    return out;
  }

  vm::CallContext& context_;
  std::span<const Value> args_;
  std::string to_;
  std::string charset_ = "utf-8";
  Converter convert_ = nullptr;
};

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(bool done, Conversion(context, args).Run());
  return Value::Bool(done);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "convert",
     "convert <from-media-type: string> <to-media-type: string> "
     "<transcoding-params: string-list>",
     "turns parts of one media type into another",
     "convert \"text/plain\" \"text/html\" \"\"; if header :contains "
     "\"content-type\" \"text/html\" { discard; } => discard",
     Check, Run},
    {RowKind::kTest, "convert",
     "convert <from-media-type: string> <to-media-type: string> "
     "<transcoding-params: string-list>",
     "the same, and is false if some part could not be converted",
     "if not convert \"text/plain\" \"image/png\" \"\" { discard; } "
     "=> discard",
     Check, Run},
};

}  // namespace

extern const Feature sieve_convert;
const Feature sieve_convert = {"convert", 1, Language::kSieve, "convert",
                               kRows};

}  // namespace trommel::stdlib
