// SPDX-License-Identifier: MIT
// headers charset, headers add, headers remove.
//
// Exim filter specification, "Character sets"; Exim specification, "Header
// lines in system filters". add and remove are for system filters (the front
// end sees to that); what they change is visible to later $h_ references.
// - add: leading white space goes; each line end that no blank follows begins a
//   further header line; nothing but white space adds nothing.
// - remove: a colon list of names, all instances, caseless, no wildcards. An
//   empty name is that of `: value`.
#include <vector>

#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_action.h"
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_commands_headers;

namespace {

using vm::Action;
using vm::ActionField;
using vm::ActionKind;
using vm::CallContext;

/// The header lines of an added text, without their last line ends.
std::vector<std::string_view> HeaderLines(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.front())) text.remove_prefix(1);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    while (end != std::string_view::npos && end + 1 < text.size() &&
           text::IsBlank(text[end + 1])) {
      end = text.find('\n', end + 1);
    }
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

Result<Value> RunCharset(CallContext& context, std::span<const Value> args) {
  exim::SetHeadersCharset(context, args[0].text());
  std::string note = "Headers charset " +
                     exim::InQuotes(exim::Printable(
                         args[0].text(), context.settings().print_topbitchars));
  return exim::AddAction(
      context, exim::StartAction(context, ActionKind::kNote, Value::Int(0),
                                 Value::String(context.arena().Copy(note),
                                               args[0].tainted())));
}

Result<Value> RunAdd(CallContext& context, std::span<const Value> args) {
  for (std::string_view line : HeaderLines(args[0].text())) {
    context.headers().Add(line, !args[0].tainted());
  }
  exim::ForgetHeaders(context);
  return exim::AddAction(
      context, exim::StartAction(context, ActionKind::kAddHeader, Value::Int(0),
                                 args[0]));
}

Result<Value> RunRemove(CallContext& context, std::span<const Value> args) {
  exim::ListReader names(args[0].text());
  while (auto name = names.Next()) {
    context.headers().Remove(*name);
    if (work::Spent()) return Err(Code::kLimit, work::kError);
  }
  exim::ForgetHeaders(context);
  return exim::AddAction(context,
                         exim::StartAction(context, ActionKind::kRemoveHeader,
                                           Value::Int(0), args[0]));
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "headers_charset", "headers_charset <charset: string>",
     "chooses the charset of later $h_ values",
     "headers charset utf-8 => note \"Headers charset \\\"utf-8\\\"\"; keep "
     "(implicit)",
     nullptr, RunCharset},
    {RowKind::kCommand, "headers_add", "headers_add <text: string>",
     "adds header lines to all copies of the message (system filters)",
     "headers add \"X-A: b\" => addheader \"X-A: b\"; keep (implicit)", nullptr,
     RunAdd},
    {RowKind::kCommand, "headers_remove", "headers_remove <names: string>",
     "removes header lines from all copies of the message (system filters)",
     "headers remove \"subject:x-a\" => removeheader \"subject:x-a\"; keep "
     "(implicit)",
     nullptr, RunRemove},
};

}  // namespace

constinit const Feature exim_commands_headers = {"commands_headers", 1,
                                                 Language::kExim, "", kRows};

}  // namespace trommel::stdlib
