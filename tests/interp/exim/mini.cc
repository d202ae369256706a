// SPDX-License-Identifier: MIT
#include "tests/interp/exim/mini.h"

#include <algorithm>

#include "interp/exim/compile.h"
#include "interp/mail/message.h"
#include "interp/program/program.h"
#include "interp/text/ascii.h"
#include "interp/text/regex.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"

namespace trommel::exim {
namespace {

using vm::CallContext;
using Args = std::span<const Value>;

std::string* g_log = nullptr;  // of the run going on

std::string Shown(const Value& value) {
  if (value.is_nil()) return "nil";
  if (value.type() == Type::kInt) return std::to_string(value.number());
  return std::string(value.text());
}

template <const char* kName>
Result<Value> Log(CallContext& context, Args args) {
  *g_log += kName;
  for (size_t i = 0; i < args.size(); ++i) {
    *g_log += (i == 0 ? '[' : ' ') + Shown(args[i]);
  }
  *g_log += args.empty() ? "\n" : "]\n";
  if (std::string_view(kName) == "finish") context.RequestStop();
  return Value::Nil();
}

Result<Value> Is(CallContext& /*context*/, Args args) {
  return Value::Bool(text::EqualsCaseless(args[0].text(), args[1].text()));
}
Result<Value> Eq(CallContext& /*context*/, Args args) {
  return Value::Bool(args[0].text() == args[1].text());
}
Result<Value> Contains(CallContext& /*context*/, Args args) {
  return Value::Bool(text::FindCaseless(args[0].text(), args[1].text()) !=
                     std::string_view::npos);
}
Result<Value> True(CallContext& /*context*/, Args /*args*/) {
  return Value::Bool(true);
}
Result<Value> Filled(CallContext& /*context*/, Args args) {
  return Value::Bool(!args[0].text().empty());
}
Result<Value> Bool(CallContext& /*context*/, Args args) {
  if (args[0].text() == "true") return Value::Bool(true);
  if (args[0].text().empty() || args[0].text() == "false") {
    return Value::Bool(false);
  }
  return Err(Code::kRun, "unrecognised boolean value \"" +
                             std::string(args[0].text()) + "\"");
}

/// `*` stands for any text and is group 1; digits for one digit or more.
Result<Value> Match(CallContext& context, Args args) {
  std::string_view text = args[0].text();
  std::string_view pattern = args[1].text();
  if (pattern.find("\\d") != std::string_view::npos) {
    return Value::Bool(!text.empty() &&
                       std::ranges::all_of(text, text::IsDigit));
  }
  size_t star = pattern.find('*');
  std::string_view head = pattern.substr(0, star);
  if (star == std::string_view::npos) return Value::Bool(text == pattern);
  if (!text.starts_with(head)) return Value::Bool(false);
  Value groups[] = {args[0], Value::String(text.substr(head.size()))};
  context.SetMatches(groups);
  return Value::Bool(true);
}

template <const char* kText>
Result<Value> Constant(CallContext& /*context*/, Args /*args*/) {
  return Value::String(kText);
}
Result<Value> Digit(CallContext& context, Args args) {
  return Value::String(context.arena().Copy(std::to_string(args[0].number())));
}
Result<Value> Header(CallContext& context, Args args) {
  return Value::String(
      context.arena().Copy("<" + std::string(args[0].text()) + ">"));
}
Result<Value> Lower(CallContext& context, Args args) {
  return Value::String(context.arena().Copy(text::Lowered(args[0].text())));
}
Result<Value> Upper(CallContext& context, Args args) {
  return Value::String(context.arena().Copy(text::Uppered(args[0].text())));
}
Result<Value> Join(CallContext& context, Args args) {
  std::string out;
  for (const Value& arg : args) out += "[" + Shown(arg) + "]";
  return Value::String(context.arena().Copy(out));
}
Result<Value> Extract(CallContext& context, Args args) {
  std::string_view text = args[1].text();
  std::string key = std::string(args[0].text()) + "=";
  size_t at = text.find(key);
  if (at == std::string_view::npos) return Value::Nil();
  text = text.substr(at + key.size());
  return Value::String(context.arena().Copy(text.substr(0, text.find(' '))));
}
Result<Value> Split(CallContext& context, Args args) {
  std::vector<Value> items;
  std::string_view rest = args[0].text();
  for (size_t at = 0; at != std::string_view::npos;) {
    at = rest.find(',');
    items.push_back(Value::String(rest.substr(0, at)));
    if (at != std::string_view::npos) rest.remove_prefix(at + 1);
  }
  std::span<Value> list = context.arena().Array<Value>(items.size());
  std::ranges::copy(items, list.begin());
  return Value::List(list);
}

#define NAME(id, text) constexpr char k##id[] = text
NAME(Testprint, "testprint");
NAME(Save, "save");
NAME(Pipe, "pipe");
NAME(Deliver, "deliver");
NAME(Mail, "mail");
NAME(Vacation, "vacation");
NAME(Finish, "finish");
NAME(Add, "add");
NAME(Logwrite, "logwrite");
NAME(Fail, "fail");
NAME(HeadersAdd, "headers_add");
NAME(HeadersCharset, "headers_charset");
NAME(Personal, "personal");
NAME(Me, "me");
NAME(Domain, "example.com");
#undef NAME

Result<Value> Personal(CallContext& context, Args args) {
  TRY(Log<kPersonal>(context, args));
  return Value::Bool(true);
}

Result<Value> Same(CallContext&, std::span<const Value> args) {
  return args[0];
}

Result<Value> Empty(CallContext&, std::span<const Value>) {
  return Value::String({});
}

#define ROW(kind_, name_, usage_, run_)                                    \
  Row {                                                                    \
    .kind = RowKind::kind_, .name = name_, .usage = usage_, .summary = {}, \
    .example = {}, .run = run_                                             \
  }
#define EAGER(kind_, name_, usage_, run_)                                  \
  Row {                                                                    \
    .kind = RowKind::kind_, .name = name_, .usage = usage_, .summary = {}, \
    .example = {}, .run = run_, .eager = true                              \
  }
constexpr Row kRows[] = {
    ROW(kCommand, "testprint", "testprint <f: number> <t: string>",
        Log<kTestprint>),
    ROW(kCommand, "save", "save <f: number> <file: string> [<mode: number>]",
        Log<kSave>),
    ROW(kCommand, "pipe", "pipe <f: number> <c: string>", Log<kPipe>),
    ROW(kCommand, "deliver", "deliver <f: number> <a: string> [<e: string>]",
        Log<kDeliver>),
    ROW(kCommand, "mail", "mail <f: number> [<pairs: string>] ...", Log<kMail>),
    ROW(kCommand, "vacation", "vacation <f: number> [<pairs: string>] ...",
        Log<kVacation>),
    ROW(kCommand, "finish", "finish <f: number>", Log<kFinish>),
    ROW(kCommand, "add", "add <f: number> <n: string> <t: string>", Log<kAdd>),
    ROW(kCommand, "logwrite", "logwrite <f: number> <t: string>",
        Log<kLogwrite>),
    ROW(kCommand, "fail", "fail <f: number> [<t: string>]", Log<kFail>),
    ROW(kCommand, "headers_add", "headers_add <t: string>", Log<kHeadersAdd>),
    ROW(kCommand, "headers_charset", "headers_charset <t: string>",
        Log<kHeadersCharset>),
    ROW(kCondition, "is", "is <l: string> <r: string>", Is),
    ROW(kCondition, "IS", "IS <l: string> <r: string>", Eq),
    ROW(kCondition, "contains", "contains <l: string> <r: string>", Contains),
    ROW(kCondition, "matches", "matches <l: string> <r: string>", Match),
    ROW(kCondition, "first_delivery", "first_delivery", True),
    ROW(kCondition, "personal", "personal [<aliases: string>] ...", Personal),
    ROW(kSource, "foranyaddress", "foranyaddress <l: string>", Split),
    ROW(kStep, "address_next", "address_next [<a: string>]", Same),
    ROW(kStep, "address_end", "address_end", Empty),
    ROW(kStep, "list_value", "list_value <a: string>", Same),
    ROW(kIfCondition, "eq", "eq <a: string> <b: string>", Eq),
    ROW(kIfCondition, "inlist", "inlist <a: string> <b: string>", Eq),
    ROW(kLookup, "inlist item", "inlist <a: string> <b: string>", Extract),
    ROW(kIfCondition, "match", "match <a: string> <b: string>", Match),
    ROW(kIfCondition, "match_domain", "match_domain <a: string> <b: string>",
        Eq),
    EAGER(kIfCondition, "bool", "bool <a: string>", Bool),
    ROW(kIfCondition, "def", "def <a: string>", Filled),
    ROW(kIfCondition, "def_header", "def_header <a: string>", Filled),
    ROW(kIfCondition, "first_delivery", "first_delivery", True),
    ROW(kIfCondition, ">", "gt <a: string> <b: string>", Eq),
    ROW(kIfCondition, ">=", "ge <a: string> <b: string>", Eq),
    ROW(kVariable, "local_part", "local_part", Constant<kMe>),
    ROW(kVariable, "domain", "domain", Constant<kDomain>),
    ROW(kVariable, "n", "n <digit: number>", Digit),
    EAGER(kVariable, "h", "h <name: string>", Header),
    ROW(kVariable, "rh", "rh <name: string>", Header),
    ROW(kOperator, "lc", "lc <t: string>", Lower),
    ROW(kOperator, "uc", "uc <t: string>", Upper),
    ROW(kOperator, "quote", "quote <t: string>", Upper),
    ROW(kItem, "sg", "sg <s: string> <r: string> <t: string>", Join),
    ROW(kItem, "substr", "substr <s: string> <t: string> [<l: string>]", Join),
    ROW(kItem, "length", "length <l: string> <t: string>", Join),
    ROW(kItem, "nhash", "nhash <l: string> <t: string> [<m: string>]", Join),
    ROW(kLookup, "extract", "extract <k: string> <t: string>", Extract),
    ROW(kLookup, "extract number",
        "extract_number <n: string> <s: string> "
        "<t: string>",
        Join),
};
#undef ROW
#undef EAGER

}  // namespace

const RowIndex& Rows() {
  static const Feature feature = {"mini", 1, Language::kExim, "", kRows};
  static const Feature* const list[] = {&feature};
  static const RowIndex index(list);
  return index;
}

namespace {

std::string Execute(const std::string& bytes) {
  Result<Program> program = Program::Load(bytes, Rows());
  if (!program) return "not loaded: " + program.error().text;
  std::string log;
  g_log = &log;
  mail::Message message("Subject: x\n\nbody\n");
  mail::Envelope envelope;
  vm::MemoryHost host;
  vm::Settings settings;
  vm::Machine machine(*program, host, settings);
  vm::RunInput input;
  input.message = &message;
  input.envelope = &envelope;
  vm::Outcome outcome = machine.Run(input);
  g_log = nullptr;
  return outcome.ok ? log : log + "error: " + outcome.error.text;
}

}  // namespace

std::string RunFilter(std::string_view body, bool system_filter) {
  SourceText source("filter", "# Exim filter\n" + std::string(body));
  IssueList issues;
  Options options;
  options.system_filter = system_filter;
  Builder builder(Language::kExim, source);
  if (Compile(source, Rows(), options, &issues, &builder))
    return Execute(*builder.Finish());
  const Issue& issue = issues.all().front();
  LineColumn at = source.Locate(issue.span.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + ": " +
         issue.text;
}

std::string Expand(std::string_view text) {
  std::string body = "testprint \"";
  for (char c : text) {
    if (c == '\\' || c == '"') body += '\\';
    body += c;
  }
  std::string out = RunFilter(body + "\"\n");
  constexpr std::string_view kPrinted = "testprint[0 ";
  if (out.starts_with(kPrinted)) {
    return out.substr(kPrinted.size(), out.size() - kPrinted.size() - 2);
  }
  constexpr std::string_view kFrame = "\" in testprint command: ";
  size_t at = out.find(kFrame);
  if (at == std::string::npos) return out;
  return "error: " + out.substr(at + kFrame.size());
}

}  // namespace trommel::exim
