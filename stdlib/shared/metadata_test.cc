// SPDX-License-Identifier: MIT
#include "stdlib/shared/metadata_test.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

using Found = Result<std::optional<std::string>>;

Found Ask(vm::CallContext& context, std::optional<std::string_view> mailbox,
          std::string_view entry) {
  vm::MailStore* store = context.host().Mailboxes();
  if (store == nullptr || !EntryProblem(entry).empty()) {
    return std::optional<std::string>();
  }
  return store->Metadata(mailbox, entry);
}

bool Begins(std::string_view entry, std::string_view depth) {
  return text::StartsCaseless(entry, depth) &&
         (entry.size() == depth.size() || entry[depth.size()] == '/');
}

}  // namespace

std::string_view EntryProblem(std::string_view entry) {
  if (!entry.starts_with('/')) return "it must begin with \"/\"";
  if (!Begins(entry, "/private") && !Begins(entry, "/shared")) {
    return "it must begin with \"/private\" or \"/shared\"";
  }
  if (entry.ends_with('/')) return "it must not end with \"/\"";
  if (entry.find("//") != std::string_view::npos) {
    return "it must not have \"/\" twice in a row";
  }
  for (char c : entry) {
    if (c == '*' || c == '%') return "it must not have \"*\" or \"%\"";
    if (c < ' ' || c > '~') return "it must be printable ASCII";
  }
  return {};
}

void CheckEntries(const BoundArg& entries, IssueList* issues) {
  if (!entries.constant) return;
  for (std::string_view entry : entries.list) {
    const std::string_view problem = EntryProblem(entry);
    if (problem.empty()) continue;
    issues->Warning(
        entries.span,
        "\"" + std::string(entry) + "\" is the name of no annotation",
        std::string(problem));
  }
}

Result<Value> MatchEntry(vm::CallContext& context, MatchSpec spec,
                         std::optional<std::string_view> mailbox,
                         std::string_view entry, std::span<const Value> keys) {
  TRY_ASSIGN(const std::optional<std::string> found,
             Ask(context, mailbox, entry));
  if (!found) return Value::Bool(false);
  Matcher matcher(context, spec, keys);
  TRY_ASSIGN(const bool matched, matcher.Add(context.arena().Copy(*found)));
  if (matched) return Value::Bool(true);
  TRY_ASSIGN(const bool counted, matcher.Finish());
  return Value::Bool(counted);
}

Result<Value> HasEntries(vm::CallContext& context,
                         std::optional<std::string_view> mailbox,
                         std::span<const Value> entries) {
  for (const Value& entry : entries) {
    TRY_ASSIGN(const std::optional<std::string> found,
               Ask(context, mailbox, entry.text()));
    if (!found) return Value::Bool(false);
  }
  return Value::Bool(true);
}

}  // namespace trommel::stdlib
