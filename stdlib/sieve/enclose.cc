// SPDX-License-Identifier: MIT
// enclose (RFC 5703 section 6): wraps the message as it is now into a new one,
// multipart/mixed of a text and the message as message/rfc822, byte for byte;
// inside foreverypart, too, it is the whole message. Later tests and actions
// see the new one, foreverypart goes on with the parts it began with; redirect
// goes on sending the old one.
//
// The new header has the fields that :headers names, as they stand (but no
// MIME-Version and Content-*); Subject by :subject or else the old one; Date
// now and From the user unless copied; a new Message-ID; MIME-Version.
#include <algorithm>
#include <string>

#include "interp/program/hash.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/field_text.h"
#include "stdlib/shared/message_edit.h"

namespace trommel::stdlib {
namespace {

enum Slot : uint8_t { kSubject, kHeaders, kText };

/// The old message is part 3 of the new one: behind the multipart, the text and
/// the message/rfc822.
constexpr size_t kPartsBefore = 3;

std::string Hex(uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (unsigned shift = 64; shift > 0; shift -= 4) {
    out += kDigits[(number >> (shift - 4)) & 15U];
  }
  return out;
}

/// A boundary that no line of `message` and `text` begins with.
std::string BoundaryFor(std::string_view message, std::string_view text) {
  uint64_t seed = HashBytes(message.data(), message.size());
  for (;; ++seed) {
    std::string boundary = "=_" + Hex(seed);
    if (message.find(boundary) == message.npos &&
        text.find(boundary) == text.npos) {
      return boundary;
    }
  }
}

std::string Owner(vm::CallContext& context) {
  const std::string& recipient = context.envelope().recipient;
  if (!recipient.empty()) return recipient;
  const std::string& domain = context.settings().qualify_domain;
  return context.host().LoginName() + "@" +
         (domain.empty() ? context.host().HostName() : domain);
}

/// Writes the header of the new message.
class HeaderWriter {
 public:
  HeaderWriter(vm::CallContext& context, std::span<const Value> args,
               const mail::Message& old)
      : context_(context),
        args_(args),
        old_(old),
        end_(context.headers().line_end()) {}

  std::string Write(std::string_view boundary, uint64_t id) {
    const text::DateTime now = context_.host().Now();
    for (const mail::Field& field : old_.fields()) {
      if (IsCopied(field.name)) out_ += field.raw;
    }
    if (!args_[kSubject].is_nil()) {
      Put("Subject", args_[kSubject].text());
    } else if (const mail::Field* subject = old_.Find("subject");
               subject != nullptr && !IsCopied("subject")) {
      out_ += subject->raw;
    }
    if (!Has("date")) Put("Date", text::FormatRfc5322(now));
    if (!Has("from")) Put("From", "<" + Owner(context_) + ">");
    if (!Has("message-id")) {
      Put("Message-ID", "<trommel." + std::to_string(now.seconds) + "." +
                            Hex(id) + "@" + context_.host().HostName() + ">");
    }
    Put("MIME-Version", "1.0");
    out_ += "Content-Type: multipart/mixed; boundary=\"" +
            std::string(boundary) + "\"" + std::string(end_);
    return std::move(out_);
  }

 private:
  void Put(std::string_view name, std::string_view value) {
    out_ += FieldText(name, value, end_);
  }

  bool IsCopied(std::string_view name) const {
    if (text::StartsCaseless(name, "content-") ||
        text::EqualsCaseless(name, "mime-version") ||
        (text::EqualsCaseless(name, "subject") && !args_[kSubject].is_nil())) {
      return false;
    }
    const std::span<const Value> names = args_[kHeaders].list();
    return std::any_of(names.begin(), names.end(), [&](const Value& wanted) {
      return text::EqualsCaseless(wanted.text(), name);
    });
  }

  bool Has(std::string_view name) const {
    return IsCopied(name) && old_.Find(name) != nullptr;
  }

  vm::CallContext& context_;
  std::span<const Value> args_;
  const mail::Message& old_;
  std::string_view end_;
  std::string out_;
};

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  if (args[kSubject].text().find('\0') != std::string_view::npos) {
    return Err(Code::kRun, "a header field cannot hold a NUL");
  }
  const std::string end(context.headers().line_end());
  std::string header = HeaderText(context);
  const mail::Message old(header);
  const std::string_view body = context.message().body();
  std::string whole = header + end;
  whole += body;
  const Entity text = TextEntity({.text = args[kText].text(), .line_end = end});
  const std::string boundary = BoundaryFor(whole, text.body);
  std::string out = HeaderWriter(context, args, old)
                        .Write(boundary, HashBytes(whole.data(), whole.size()));
  const std::string delimiter = "--" + boundary;
  out += end + delimiter + end + text.fields + end + text.body + end;
  out += delimiter + end + "Content-Type: message/rfc822" + end;
  if (!IsAscii(whole)) out += "Content-Transfer-Encoding: 8bit" + end;
  out += end + whole + end + delimiter + "--" + end;
  TRY(EncloseMessage(context, std::move(out), kPartsBefore));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "enclose",
     "enclose [:subject <subject: string>] [:headers <headers: string-list>] "
     "<text: string>",
     "wraps the message into a new one, behind a text",
     "enclose :subject \"Look\" \"Careful.\"; if header \"subject\" \"look\" "
     "{ discard; } => discard",
     nullptr, Run},
};

}  // namespace

extern const Feature sieve_enclose;
const Feature sieve_enclose = {"enclose", 1, Language::kSieve, "enclose",
                               kRows};

}  // namespace trommel::stdlib
