// SPDX-License-Identifier: MIT
// body (RFC 5173): tests the message's body. :raw is the body as it stands, one
// value. :text, the default, is every text part, decoded to UTF-8; of HTML its
// words. :content takes the parts of the types named: "" all, "text" all text
// parts, "text/html" those; of a multipart the prologue and the epilogue, of
// message/rfc822 the header within. A header that no empty line follows has no
// body, not even an empty one. As Pigeonhole does, and RFC 5173 section 6
// demands, no match variables are set.
//
// Limits: limits::kDecodedBytes, kMimeParts, kMimeDepth.
#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/html_text.h"
#include "stdlib/shared/loop_places.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kSpec, kRaw = 3, kContent, kText, kKeys };

/// HTML parts already turned into words, by index of the part.
struct HtmlCache {
  size_t message = 0;  ///< of which message, by CallContext::replaced
  std::span<std::string_view> words;
};

void Check(CheckContext& context) {
  CheckMatch(context, kSpec, kKeys);
  size_t given = 0;
  for (Slot slot : {kRaw, kContent, kText}) {
    if (!context.args[slot].given || ++given < 2) continue;
    context.issues->Error(context.args[slot].span,
                          "only one of :raw, :content and :text may be given");
  }
}

/// Whether `type` ("text/plain") is one that `wanted` ("text", "") names.
bool Names(std::string_view wanted, std::string_view type) {
  if (wanted.empty()) return true;
  if (wanted.find('/') == std::string_view::npos) {
    type = type.substr(0, type.find('/'));
  }
  return text::EqualsCaseless(wanted, type);
}

bool Wanted(std::span<const Value> types, std::string_view type) {
  return std::any_of(types.begin(), types.end(), [&](const Value& wanted) {
    return Names(wanted.text(), type);
  });
}

size_t OffsetIn(std::string_view whole, const char* at) {
  return std::min(static_cast<size_t>(at - whole.data()), whole.size());
}

bool HasParts(std::span<const mail::Part> parts, size_t index) {
  return mail::EndOfPart(parts, index) > index + 1;
}

/// What stands before the first part of multipart `index`: all of its body if
/// it has none.
std::string_view Prologue(std::span<const mail::Part> parts, size_t index) {
  std::string_view body = parts[index].body;
  if (!HasParts(parts, index)) return body;
  std::string_view before =
      body.substr(0, OffsetIn(body, parts[index + 1].header.data()));
  size_t boundary = before.rfind("--");
  return before.substr(0, std::min(boundary, before.size()));
}

/// What stands after its closing boundary.
std::string_view Epilogue(std::span<const mail::Part> parts, size_t index) {
  std::string_view body = parts[index].body;
  const size_t end = mail::EndOfPart(parts, index);
  size_t last = index;
  for (size_t i = index + 1; i < end; ++i) {
    if (parts[i].parent == index) last = i;
  }
  if (last == index) return {};
  std::string_view tail = parts[last].body;
  std::string_view rest =
      body.substr(OffsetIn(body, tail.data() + tail.size()));
  size_t boundary = rest.find("--");
  if (boundary == std::string_view::npos) return {};
  size_t line = rest.find('\n', boundary);
  return line == std::string_view::npos ? std::string_view()
                                        : rest.substr(line + 1);
}

/// Whether not even an empty line follows the header: there is no body then
/// (RFC 5173 section 4).
bool IsHeaderOnly(const mail::Message& message) {
  return message.body().empty() && message.header().size() == message.size();
}

class BodyTest {
 public:
  BodyTest(vm::CallContext& context, std::span<const Value> args)
      : context_(context),
        args_(args),
        first_(ShownPart(context)),
        matcher_(context, args.first<3>(), args[kKeys].list()) {
    matcher_.KeepNoMatches();
  }

  Result<Value> Run() {
    if (first_ == 0 && IsHeaderOnly(context_.message())) {
      TRY_ASSIGN(bool counted, matcher_.Finish());
      return Value::Bool(counted);
    }
    Result<bool> matched = args_[kRaw].boolean()      ? matcher_.Add(Raw())
                           : args_[kContent].is_nil() ? Texts()
                                                      : Contents();
    if (!matched) return Err(std::move(matched.error()));
    if (*matched) return Value::Bool(true);
    TRY_ASSIGN(bool counted, matcher_.Finish());
    return Value::Bool(counted);
  }

 private:
  std::string_view Raw() {
    return first_ == 0 ? context_.message().body()
                       : context_.mime().parts()[first_].body;
  }

  Result<bool> Texts() {
    std::span<const mail::Part> parts = context_.mime().parts();
    const size_t end = mail::EndOfPart(parts, first_);
    for (size_t i = first_; i < end; ++i) {
      if (!parts[i].type.starts_with("text/")) continue;
      TRY_ASSIGN(std::string_view text, context_.PartText(i));
      if (parts[i].type == "text/html") text = Words(i, text);
      TRY_ASSIGN(bool matched, matcher_.Add(text));
      if (matched) return true;
    }
    return false;
  }

  Result<bool> Contents() {
    std::span<const mail::Part> parts = context_.mime().parts();
    const size_t end = mail::EndOfPart(parts, first_);
    for (size_t i = first_; i < end; ++i) {
      if (!Wanted(args_[kContent].list(), parts[i].type)) continue;
      TRY_ASSIGN(bool matched, Content(parts, i));
      if (matched) return true;
    }
    return false;
  }

  Result<bool> Content(std::span<const mail::Part> parts, size_t i) {
    if (parts[i].is_multipart()) {
      Result<bool> matched = matcher_.Add(Prologue(parts, i));
      if (!matched || *matched) return matched;
      return matcher_.Add(Epilogue(parts, i));
    }
    if (parts[i].is_message() && HasParts(parts, i)) {
      return matcher_.Add(parts[i + 1].header);
    }
    TRY_ASSIGN(std::string_view text, context_.PartText(i));
    return matcher_.Add(text);
  }

  std::string_view Words(size_t part, std::string_view html) {
    HtmlCache& cache = context_.State<HtmlCache>();
    if (cache.words.empty() || cache.message != context_.replaced()) {
      cache.message = context_.replaced();
      size_t count = context_.mime().parts().size();
      cache.words = context_.arena().Array<std::string_view>(count);
      std::fill(cache.words.begin(), cache.words.end(), std::string_view());
    }
    if (cache.words[part].data() == nullptr) {
      cache.words[part] = HtmlText(html, &context_.arena());
    }
    return cache.words[part];
  }

  vm::CallContext& context_;
  std::span<const Value> args_;
  size_t first_;  // part that the test is about, with those below it
  Matcher matcher_;
};

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  return BodyTest(context, args).Run();
}

constexpr Row kRows[] = {
    {RowKind::kTest, "body",
     "body [COMPARATOR] [MATCH-TYPE] [:raw] [:content <content-types: "
     "string-list>] [:text] <key-list: string-list>",
     "compares the body of the message, or its parts, with keys",
     "if body :contains \"at NOON\" { discard; } => discard", Check, Run},
};

}  // namespace

extern const Feature sieve_body;
const Feature sieve_body = {"body", 1, Language::kSieve, "body", kRows};

}  // namespace trommel::stdlib
