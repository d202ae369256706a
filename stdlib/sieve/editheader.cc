// SPDX-License-Identifier: MIT
// editheader (RFC 5293): the actions addheader and deleteheader. They change
// the header that all later tests and actions see; bytes of other fields stay
// as they are, and so do the line ends of the message. How a value is written:
// stdlib/shared/field_text.h. A value may have
// sieve_editheader_max_header_size bytes (2048; at least 1024) and no NUL.
//
// Received and Auto-Submitted are never deleted, Original-Subject and
// Original-From not after `replace` has made them; the settings
// sieve_editheader_forbid_add, sieve_editheader_forbid_delete and
// sieve_editheader_protected (both) name others, blanks between them, but
// Subject always may be changed. What is forbidden is ignored. deleteheader
// sets match variables as the test header does; with :count it deletes all of
// the fields, or none. Deviation from Pigeonhole: an empty field name and
// `:index 0` are errors.
#include <algorithm>
#include <string>
#include <vector>

#include "interp/text/ascii.h"
#include "stdlib/shared/field_text.h"
#include "stdlib/shared/match.h"
#include "stdlib/shared/original_fields.h"

namespace trommel::stdlib {
namespace {

enum AddSlot : uint8_t { kAtEnd, kName, kValue };
enum DeleteSlot : uint8_t {
  kIndex,
  kLast,
  kSpec,
  kField = 5,
  kPatterns,
};

constexpr int64_t kLeastValueLimit = 1024;
constexpr std::string_view kNeverDeleted[] = {"received", "auto-submitted"};

std::string BadName(std::string_view name) {
  return "the field name \"" + std::string(name) + "\" is invalid";
}

void CheckName(CheckContext& context, size_t slot) {
  const BoundArg& name = context.args[slot];
  if (!name.constant || IsFieldName(name.text)) return;
  context.issues->Error(name.span, BadName(name.text),
                        "a name has printable ASCII without blanks and \":\"");
}

/// Why `value` cannot be a field's; empty if it can.
std::string BadValue(std::string_view value, int64_t limit) {
  if (value.find('\0') != std::string_view::npos) {
    return "the value is invalid: it contains a NUL";
  }
  if (value.size() <= static_cast<size_t>(limit)) return {};
  return "the value of the field is too large: " +
         std::to_string(value.size()) + " bytes, more than " +
         std::to_string(limit);
}

void CheckAdd(CheckContext& context) {
  CheckName(context, kName);
  const BoundArg& value = context.args[kValue];
  if (!value.constant) return;
  std::string problem = BadValue(value.text, INT64_MAX);
  if (!problem.empty()) {
    context.issues->Error(value.span, std::move(problem));
  }
}

bool IsNeverDeleted(std::string_view name) {
  return std::any_of(std::begin(kNeverDeleted), std::end(kNeverDeleted),
                     [&](std::string_view known) {
                       return text::EqualsCaseless(known, name);
                     });
}

void CheckDelete(CheckContext& context) {
  CheckMatch(context, kSpec, kPatterns);
  CheckName(context, kField);
  const BoundArg& index = context.args[kIndex];
  if (index.given && index.number == 0) {
    context.issues->Error(index.span, "\":index\" counts from 1");
  }
  if (context.args[kLast].given && !index.given) {
    context.issues->Error(context.args[kLast].span,
                          "\":last\" stands without \":index\"",
                          "write :index 1 :last");
  }
  const BoundArg& name = context.args[kField];
  if (!name.constant || !IsNeverDeleted(name.text)) return;
  context.issues->Warning(name.span, "\"" + std::string(name.text) +
                                         "\" is never deleted: this does "
                                         "nothing");
}

/// Whether `name` is one of the words of `list`.
bool Lists(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(' '), list.size());
    if (text::EqualsCaseless(list.substr(0, end), name)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool Forbidden(vm::CallContext& context, std::string_view list,
               std::string_view name) {
  if (text::EqualsCaseless(name, "subject")) return false;
  return Lists(list, name) ||
         Lists(context.settings().sieve_editheader_protected, name);
}

Result<Value> RunAdd(vm::CallContext& context, std::span<const Value> args) {
  const std::string_view name = args[kName].text();
  const std::string_view value = args[kValue].text();
  const vm::Settings& settings = context.settings();
  if (!IsFieldName(name)) return Err(Code::kRun, BadName(name));
  std::string problem = BadValue(
      value,
      std::max(settings.sieve_editheader_max_header_size, kLeastValueLimit));
  if (!problem.empty()) return Err(Code::kRun, std::move(problem));
  if (Forbidden(context, settings.sieve_editheader_forbid_add, name)) {
    return Value::Nil();
  }
  mail::HeaderView& headers = context.headers();
  // In the arena, so that it counts for the memory of the run.
  const std::string_view field =
      context.arena().Copy(FieldText(name, value, headers.line_end()));
  if (args[kAtEnd].boolean()) {
    headers.Add(field);
  } else {
    headers.AddFirst(field);
  }
  return Value::Nil();
}

/// The fields that :index leaves of `count`: [first, end).
std::pair<size_t, size_t> Chosen(std::span<const Value> args, size_t count) {
  if (args[kIndex].is_nil()) return {0, count};
  const auto number = static_cast<size_t>(args[kIndex].number());
  if (number == 0 || number > count) return {0, 0};
  const size_t at = args[kLast].boolean() ? count - number : number - 1;
  return {at, at + 1};
}

/// The fields to delete, as RemoveSome takes them.
Result<std::vector<size_t>> Victims(vm::CallContext& context,
                                    std::span<const Value> args) {
  const auto values = context.headers().Values(args[kField].text());
  auto [at, end] = Chosen(args, values.size());
  Matcher matcher(context, args.subspan<kSpec, 3>(), args[kPatterns].list());
  std::vector<size_t> all;
  std::vector<size_t> matched;
  for (; at < end; ++at) {
    all.push_back(at);
    if (args[kPatterns].is_nil()) continue;
    TRY_ASSIGN(bool hit, matcher.Add(values[at].decoded));
    if (hit) matched.push_back(at);
  }
  if (args[kPatterns].is_nil()) return all;
  TRY_ASSIGN(bool counted, matcher.Finish());
  return counted ? all : matched;
}

Result<Value> RunDelete(vm::CallContext& context, std::span<const Value> args) {
  const std::string_view name = args[kField].text();
  if (!IsFieldName(name)) return Err(Code::kRun, BadName(name));
  if (IsNeverDeleted(name) || context.State<OriginalFields>().Protects(name) ||
      Forbidden(context, context.settings().sieve_editheader_forbid_delete,
                name)) {
    return Value::Nil();
  }
  TRY_ASSIGN(std::vector<size_t> victims, Victims(context, args));
  if (!victims.empty()) context.headers().RemoveSome(name, victims);
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "addheader",
     "addheader [:last] <field-name: string> <value: string>",
     "adds a header field, as the first or as the last one",
     "addheader \"X-Seen\" \"yes\"; if exists \"x-seen\" { discard; } "
     "=> discard",
     CheckAdd, RunAdd},
    {RowKind::kCommand, "deleteheader",
     "deleteheader [:index <fieldno: number>] [:last] [COMPARATOR] "
     "[MATCH-TYPE] <field-name: string> [<value-patterns: string-list>]",
     "deletes header fields: all of a name, or those that match",
     "deleteheader :contains \"list-id\" \"dev\"; if not exists \"list-id\" "
     "{ discard; } => discard",
     CheckDelete, RunDelete},
};

}  // namespace

extern const Feature sieve_editheader;
const Feature sieve_editheader = {"editheader", 1, Language::kSieve,
                                  "editheader", kRows};

}  // namespace trommel::stdlib
