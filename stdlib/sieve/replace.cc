// SPDX-License-Identifier: MIT
// replace (RFC 5703 section 5): puts a text, or with :mime a whole entity, in
// the place of the part that foreverypart is at, parts in it included; outside
// of it, or at the first part, of the body of the message. Then all fields but
// MIME-Version and Content-* stay. :subject and :from set those fields and keep
// the former ones as Original-Subject and Original-From; at a part within the
// message they do nothing. redirect goes on sending the message as it was
// (RFC 9122).
//
// A text is UTF-8 and encoded as far as it must be; line ends become the
// message's. :mime excludes :subject and :from. An entity that holds a line
// that is a boundary of the message around it changes its structure: it is put
// in as it stands.
#include <algorithm>
#include <string>
#include <utility>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "interp/text/encoded_word.h"
#include "stdlib/shared/field_text.h"
#include "stdlib/shared/message_edit.h"
#include "stdlib/shared/original_fields.h"

namespace trommel::stdlib {
namespace {

enum Slot : uint8_t { kMime, kSubject, kFrom, kReplacement };

bool IsMailboxList(std::string_view text) {
  const std::vector<text::Address> all = text::ParseAddresses(text);
  bool good = !all.empty();
  for (const text::Address& address : all) {
    const std::string spec = address.Spec();
    const bool printable = std::none_of(spec.begin(), spec.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    good = good && printable && address.valid && !address.domain.empty();
  }
  return good;
}

/// A display name as a header has it (RFC 5322 section 3.2.5).
std::string Phrase(std::string_view name) {
  const bool ascii = std::all_of(name.begin(), name.end(),
                                 [](char c) { return c >= 0x20 && c < 0x7F; });
  if (!ascii) return EncodedWords(name);
  std::string out = "\"";
  bool atoms = true;
  for (char c : name) {
    atoms = atoms && (text::IsAlnum(c) || c == ' ' || c == '-');
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return atoms ? std::string(name) : out + "\"";
}

/// The field From of a list of addresses, one a line.
std::string FromField(std::string_view list, std::string_view line_end) {
  std::string out;
  for (const text::Address& address : text::ParseAddresses(list)) {
    out += out.empty() ? "From: " : "," + std::string(line_end) + "\t";
    const std::string name = text::DecodeWords(address.display_name);
    out += name.empty() ? address.Spec()
                        : Phrase(name) + " <" + address.Spec() + ">";
  }
  out += line_end;
  return out;
}

std::string BadFrom(std::string_view from) {
  return "\"" + std::string(from) + "\" is no list of addresses";
}

void Check(CheckContext& context) {
  for (Slot slot : {kSubject, kFrom}) {
    if (!context.args[kMime].given || !context.args[slot].given) continue;
    context.issues->Error(context.args[slot].span,
                          "\":mime\" excludes \":subject\" and \":from\"",
                          "with :mime the text has its own header");
  }
  const BoundArg& from = context.args[kFrom];
  if (!from.given || !from.constant || IsMailboxList(from.text)) return;
  context.issues->Error(from.span, BadFrom(from.text));
}

/// What the replacement is: its fields without the empty line, and its body.
Entity EntityOf(vm::CallContext& context, std::span<const Value> args) {
  const std::string_view end = context.headers().line_end();
  const std::string_view text = args[kReplacement].text();
  if (!args[kMime].boolean()) {
    return TextEntity({.text = text, .line_end = end});
  }
  const std::string whole = WithLineEnds(text, end);
  const mail::Message entity(whole);
  Entity out{std::string(entity.header()), std::string(entity.body())};
  if (!out.fields.empty() && !out.fields.ends_with(end)) out.fields += end;
  return out;
}

/// Gives `field` a new value where it stands, and its old one another name.
class Renamer {
 public:
  /// `made`: the new field; empty for no change.
  Renamer(std::string_view name, std::string_view original, std::string made)
      : name_(name), original_(original), made_(std::move(made)) {}

  /// False when `field` is another one, or stays.
  bool Take(const mail::Field& field, std::string* out) {
    if (made_.empty() || !text::EqualsCaseless(field.name, name_)) return false;
    *out += original_;
    *out += field.raw.substr(field.raw.find(':'));
    if (!seen_) *out += made_;
    seen_ = true;
    return true;
  }

  /// Where there was no such field.
  void Finish(std::string* out) const {
    if (!seen_) *out += made_;
  }
  bool renamed() const { return seen_; }

 private:
  std::string_view name_, original_;
  std::string made_;
  bool seen_ = false;
};

/// The header of the whole message with an entity's fields in it.
std::string NewHeader(vm::CallContext& context, std::span<const Value> args,
                      const Entity& entity) {
  const std::string_view end = context.headers().line_end();
  const Value& subject_text = args[kSubject];
  const Value& from_text = args[kFrom];
  Renamer subject("Subject", kOriginalSubject,
                  subject_text.is_nil()
                      ? std::string()
                      : FieldText("Subject", subject_text.text(), end));
  Renamer from(
      "From", kOriginalFrom,
      from_text.is_nil() ? std::string() : FromField(from_text.text(), end));
  const std::string kept = ContentFields(HeaderText(context), false);
  const mail::Message fields(kept);
  std::string out;
  for (const mail::Field& field : fields.fields()) {
    if (subject.Take(field, &out) || from.Take(field, &out)) continue;
    out += field.raw;
  }
  subject.Finish(&out);
  from.Finish(&out);
  OriginalFields& original = context.State<OriginalFields>();
  original.subject = original.subject || subject.renamed();
  original.from = original.from || from.renamed();
  return out + "MIME-Version: 1.0" + std::string(end) +
         ContentFields(entity.fields, true);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  const std::string_view from = args[kFrom].text();
  if (!args[kFrom].is_nil() && !IsMailboxList(from)) {
    return Err(Code::kRun, BadFrom(from));
  }
  for (Slot slot : {kSubject, kFrom}) {
    if (args[slot].text().find('\0') == std::string_view::npos) continue;
    return Err(Code::kRun, "a header field cannot hold a NUL");
  }
  Entity entity = EntityOf(context, args);
  PartEdit edit;
  edit.part = context.part().value_or(0);
  edit.header = edit.part == 0 ? NewHeader(context, args, entity)
                               : std::move(entity.fields);
  edit.body = std::move(entity.body);
  TRY(EditParts(context, {&edit, 1}, false));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "replace",
     "replace [:mime] [:subject <subject: string>] [:from <from: string>] "
     "<replacement: string>",
     "puts a text in the place of the body, or of a MIME part",
     "replace :subject \"gone\" \"It was too large.\"; if header \"subject\" "
     "\"gone\" { discard; } => discard",
     Check, Run},
};

}  // namespace

extern const Feature sieve_replace;
const Feature sieve_replace = {"replace", 1, Language::kSieve, "replace",
                               kRows};

}  // namespace trommel::stdlib
