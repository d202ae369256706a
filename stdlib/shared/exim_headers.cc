// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_headers.h"

#include <algorithm>
#include <array>
#include <functional>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/encoded_word.h"

namespace trommel::stdlib::exim {
namespace {

struct Entry {
  std::string_view name;
  HeaderForm form;
  Value value;
  Entry* next;
};

/// What was asked for lately, by address of the name's bytes.
struct Recent {
  const char* name;
  size_t size;
  HeaderForm form;
  const Entry* entry;
};

/// Bytes that a reference to header fields gives: Exim's header_insert_maxlen.
constexpr size_t kMostInserted = size_t{64} << 10;

constexpr size_t kRecent = 64;
constexpr size_t kBuckets = 256;

struct HeaderCache {
  std::array<Recent, kRecent> recent{};
  std::array<Entry*, kBuckets> buckets{};
  std::string_view charset;
  bool charset_set = false;
};

Recent& RecentSlot(HeaderCache* cache, std::string_view name, HeaderForm form) {
  auto address = reinterpret_cast<uintptr_t>(name.data());
  size_t mixed = address ^ (address >> 6U) ^ (static_cast<size_t>(form) << 4U);
  return cache->recent[mixed % kRecent];
}

Entry*& Bucket(HeaderCache* cache, std::string_view name, HeaderForm form) {
  size_t hash = mail::HashName(name) + static_cast<size_t>(form);
  return cache->buckets[hash % kBuckets];
}

/// Whether several fields of that name are joined by a comma: they hold
/// addresses.
bool IsAddressHeader(std::string_view name) {
  constexpr std::string_view kResent = "resent-";
  if (text::StartsCaseless(name, kResent)) {
    name.remove_prefix(kResent.size());
    if (text::EqualsCaseless(name, "reply-to")) return false;
  }
  for (std::string_view one :
       {"to", "from", "cc", "bcc", "reply-to", "sender"}) {
    if (text::EqualsCaseless(name, one)) return true;
  }
  return false;
}

/// Appends without the CR of CRLF.
void AppendLf(std::string_view text, std::string* out) {
  constexpr std::string_view kLineEnd = "\r\n";
  for (;;) {
    size_t cr = text.find(kLineEnd);
    out->append(text.substr(0, cr));
    if (cr == std::string_view::npos) return;
    text.remove_prefix(cr + 1);
  }
}

/// Appends a field as far as there is room; a separator comes on top.
void AppendField(std::string_view field, std::string_view separator,
                 std::string* out) {
  if (out->size() >= kMostInserted) return;
  if (out->empty()) separator = {};
  *out += separator;
  AppendLf(field.substr(0, 2 * kMostInserted), out);
  out->resize(std::min(out->size(), kMostInserted + separator.size()));
}

std::string JoinTrimmed(std::span<const mail::HeaderValue> values,
                        bool addresses) {
  std::string out;
  for (const mail::HeaderValue& value : values) {
    const std::string_view one = text::Trim(value.raw);
    if (!one.empty()) AppendField(one, addresses ? ",\n" : "\n", &out);
  }
  return out;
}

std::string JoinRaw(std::span<const mail::HeaderValue> values) {
  std::string out;
  for (const mail::HeaderValue& value : values) {
    AppendField(value.raw, {}, &out);
    AppendField("\n", {}, &out);
  }
  return out;
}

std::string JoinList(std::span<const mail::HeaderValue> values) {
  std::string out;
  for (const mail::HeaderValue& value : values) {
    if (out.size() >= kMostInserted) break;
    std::string one;
    AppendLf(value.raw, &one);
    one.resize(std::min(one.size(), kMostInserted - out.size()));
    if (!out.empty()) out += ':';
    for (char c : one) {
      if (c == ':') out += c;
      out += c;
    }
  }
  return out;
}

std::string Make(vm::CallContext& context, std::string_view name,
                 HeaderForm form) {
  std::span<const mail::HeaderValue> values = FieldsCalled(context, name);
  switch (form) {
    case HeaderForm::kRaw:
      return JoinRaw(values);
    case HeaderForm::kList:
      return JoinList(values);
    case HeaderForm::kDecoded:
    case HeaderForm::kUnconverted:
      break;
  }
  std::string joined = JoinTrimmed(values, IsAddressHeader(name));
  if (form == HeaderForm::kUnconverted) {
    return DecodeHeader(context, joined, {});
  }
  std::string_view charset = HeadersCharset(context);
  std::string_view unknown;
  std::string decoded = DecodeHeader(context, joined, charset, &unknown);
  return unknown.data() == nullptr ? decoded : joined;
}

const Entry* Find(vm::CallContext& context, HeaderCache* cache,
                  std::string_view name, HeaderForm form) {
  Entry*& bucket = Bucket(cache, name, form);
  for (Entry* entry = bucket; entry != nullptr; entry = entry->next) {
    if (entry->form == form && text::EqualsCaseless(entry->name, name)) {
      return entry;
    }
  }
  bucket = context.arena().Make<Entry>(
      context.arena().Copy(name), form,
      context.TaintedCopy(Make(context, name, form)), bucket);
  return bucket;
}

}  // namespace

std::span<const mail::HeaderValue> FieldsCalled(vm::CallContext& context,
                                                std::string_view name) {
  std::span<const mail::HeaderValue> all = context.headers().Values(name);
  const auto spaced = static_cast<size_t>(
      std::ranges::count_if(all, &mail::HeaderValue::spaced));
  if (spaced == 0) return all;
  auto found = context.arena().Array<mail::HeaderValue>(all.size() - spaced);
  std::ranges::copy_if(all, found.begin(), std::logical_not<>(),
                       &mail::HeaderValue::spaced);
  return found;
}

std::string DecodeHeader(vm::CallContext& context, std::string_view text,
                         std::string_view charset, std::string_view* unknown) {
  if (!text::HasEncodedWord(text)) return std::string(text);
  text::EncodedWordOptions options;
  options.charset = charset;
  options.check_length = context.settings().check_rfc2047_length;
  options.nul = '?';
  options.keep_bytes = true;
  options.unknown = unknown;
  return text::DecodeWords(text, options);
}

Value HeaderText(vm::CallContext& context, std::string_view text,
                 HeaderForm form) {
  auto& cache = context.State<HeaderCache>();
  Recent& recent = RecentSlot(&cache, text, form);
  bool hit = recent.name == text.data() && recent.size == text.size() &&
             recent.form == form && recent.entry != nullptr;
  if (!hit) {
    recent = {text.data(), text.size(), form,
              Find(context, &cache, text, form)};
  }
  return recent.entry->value;
}

void ForgetHeaders(vm::CallContext& context) {
  auto& cache = context.State<HeaderCache>();
  cache.recent = {};
  cache.buckets = {};
}

std::string_view HeadersCharset(vm::CallContext& context) {
  const HeaderCache& cache = context.State<HeaderCache>();
  return cache.charset_set ? cache.charset : context.settings().headers_charset;
}

void SetHeadersCharset(vm::CallContext& context, std::string_view charset) {
  auto& cache = context.State<HeaderCache>();
  cache.charset = context.arena().Copy(charset);
  cache.charset_set = true;
  ForgetHeaders(context);
}

std::string AllHeaders(vm::CallContext& context) {
  std::string out;
  for (const mail::Field& field : context.headers().fields()) {
    const std::string_view one = text::Trim(field.raw);
    if (!one.empty()) AppendField(one, "\n", &out);
  }
  return DecodeHeader(context, out, {});
}

std::string AllHeadersRaw(vm::CallContext& context) {
  std::string out;
  for (const mail::Field& field : context.headers().fields())
    AppendField(field.raw, {}, &out);
  return out;
}

}  // namespace trommel::stdlib::exim
