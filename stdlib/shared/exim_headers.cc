// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_headers.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/encoded_word.h"
#include "stdlib/shared/exim_values.h"

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

/// What a reference to header fields gives. Exim's own messages have LF, so
/// that a CR before it is of a field that a filter added: it stays.
class Insert {
 public:
  explicit Insert(vm::CallContext& context)
      : keep_cr_(context.input().arrival != nullptr) {}

  /// Appends as far as there is room; a separator comes on top.
  void Add(std::string_view field, std::string_view separator) {
    if (out_.size() >= kMostInserted) return;
    if (out_.empty()) separator = {};
    out_ += separator;
    AppendLf(field.substr(0, 2 * kMostInserted));
    out_.resize(std::min(out_.size(), kMostInserted + separator.size()));
  }
  std::string Take() { return std::move(out_); }

 private:
  /// Appends without the CR of CRLF.
  void AppendLf(std::string_view text) {
    size_t cr = keep_cr_ ? std::string_view::npos : text.find("\r\n");
    for (; cr != std::string_view::npos; cr = text.find("\r\n")) {
      out_.append(text.substr(0, cr));
      text.remove_prefix(cr + 1);
    }
    out_.append(text);
  }

  std::string out_;
  bool keep_cr_;
};

std::string JoinTrimmed(vm::CallContext& context,
                        std::span<const mail::HeaderValue> values,
                        bool addresses) {
  Insert insert(context);
  for (const mail::HeaderValue& value : values) {
    const std::string_view one = text::Trim(value.raw);
    if (!one.empty()) insert.Add(one, addresses ? ",\n" : "\n");
  }
  return insert.Take();
}

std::string JoinRaw(vm::CallContext& context,
                    std::span<const mail::HeaderValue> values) {
  Insert insert(context);
  for (const mail::HeaderValue& value : values) {
    insert.Add(value.raw, {});
    insert.Add("\n", {});
  }
  return insert.Take();
}

std::string JoinList(vm::CallContext& context,
                     std::span<const mail::HeaderValue> values) {
  std::string out;
  for (const mail::HeaderValue& value : values) {
    if (out.size() >= kMostInserted) break;
    Insert insert(context);
    insert.Add(value.raw, {});
    std::string one = insert.Take();
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
      return JoinRaw(context, values);
    case HeaderForm::kList:
      return JoinList(context, values);
    case HeaderForm::kDecoded:
    case HeaderForm::kUnconverted:
      break;
  }
  std::string joined = JoinTrimmed(context, values, IsAddressHeader(name));
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
      Copied(context, Make(context, name, form), FieldsTaint(context, name)),
      bucket);
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

bool FieldsTaint(vm::CallContext& context, std::string_view name) {
  return !std::ranges::all_of(FieldsCalled(context, name),
                              &mail::HeaderValue::trusted);
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
  Insert insert(context);
  for (const mail::Field& field : context.headers().fields()) {
    const std::string_view one = text::Trim(field.raw);
    if (!one.empty()) insert.Add(one, "\n");
  }
  return DecodeHeader(context, insert.Take(), {});
}

std::string AllHeadersRaw(vm::CallContext& context) {
  Insert insert(context);
  for (const mail::Field& field : context.headers().fields())
    insert.Add(field.raw, {});
  return insert.Take();
}

}  // namespace trommel::stdlib::exim
