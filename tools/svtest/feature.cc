// SPDX-License-Identifier: MIT
// vnd.dovecot.testsuite: commands and tests by which a script tests others.
// Every row acts on the Rig, which is the host.
#include "tools/svtest/feature.h"

#include <algorithm>
#include <array>
#include <string>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/vm/call_context.h"
#include "stdlib/registry.h"
#include "stdlib/shared/match.h"
#include "tools/svtest/rig.h"

namespace trommel::svtest {
namespace {

using Args = std::span<const Value>;
using vm::CallContext;

Rig& RigOf(CallContext& context) { return static_cast<Rig&>(context.host()); }

Result<Value> Done(Status status) {
  if (!status) return Err(std::move(status.error()));
  return Value::Nil();
}

// --- test and test_fail

Result<Value> RunTest(CallContext& context, Args args) {
  RigOf(context).Begin(args[0].text());
  std::span<Value> once = context.arena().Array<Value>(1);
  once[0] = args[0];
  return Value::List(once);
}

Result<Value> RunEnter(CallContext&, Args) { return Value::String({}); }

Result<Value> RunLeave(CallContext& context, Args) {
  RigOf(context).End();
  return Value::String({});
}

Result<Value> RunFail(CallContext& context, Args args) {
  Rig& rig = RigOf(context);
  if (rig.inside()) {
    rig.FailInside();
    context.RequestStop();
  } else {
    rig.Fail(args[0].text());
  }
  return Value::Nil();
}

// --- test_set

constexpr std::string_view kAny[] = {"*"};
constexpr std::string_view kEnvelope[] = {"from", "to", "orig_to", "auth"};
constexpr std::string_view kImap[] = {"cause", "mailbox", "user", "email",
                                      "changedflags"};

/// What may be set: the object itself, members of it, or both.
struct Object {
  std::string_view name;
  bool plain;
  std::span<const std::string_view> members;
};
constexpr Object kObjects[] = {{"message", true, {}},
                               {"envelope", false, kEnvelope},
                               {"imap", false, kImap},
                               {"variable", false, kAny},
                               {"duplicate", true, kAny}};

bool Has(const Object& object, std::string_view member) {
  return std::ranges::any_of(object.members, [&](std::string_view known) {
    return known == "*" || text::EqualsCaseless(known, member);
  });
}

void CheckSet(CheckContext& context) {
  const BoundArg& object = context.args[0];
  if (!object.constant) {
    context.issues->Error(object.span,
                          "the object of test_set is a constant string");
    return;
  }
  const std::string_view name = object.text.substr(0, object.text.find('.'));
  const auto* known = std::ranges::find_if(kObjects, [&](const Object& one) {
    return text::EqualsCaseless(one.name, name);
  });
  if (known == std::end(kObjects)) {
    context.issues->Error(
        object.span, "unknown testsuite object '" + std::string(name) + "'");
    return;
  }
  const bool plain = name.size() == object.text.size();
  const std::string_view member =
      plain ? std::string_view() : object.text.substr(name.size() + 1);
  if (plain ? !known->plain : !Has(*known, member)) {
    context.issues->Error(object.span,
                          "member '" + std::string(member) +
                              "' does not exist for testsuite object '" +
                              std::string(name) + "'");
  }
}

Result<Value> RunSet(CallContext& context, Args args) {
  Rig& rig = RigOf(context);
  const std::string_view object = args[0].text();
  const size_t dot = std::min(object.find('.'), object.size());
  const std::string_view member =
      object.substr(std::min(dot + 1, object.size()));
  if (text::EqualsCaseless(object, "message")) {
    rig.SetMessage(context, args[1].text());
  } else if (text::EqualsCaseless(object.substr(0, dot), "envelope")) {
    rig.SetEnvelope(member, args[1].text());
  } else {
    rig.SetFact(text::Lowered(object.substr(0, dot)), member, args[1].text());
  }
  return Value::Nil();
}

// --- scripts

Result<Value> RunCompile(CallContext& context, Args args) {
  return Value::Bool(RigOf(context).Compile(args[0].text()));
}

Result<Value> RunRun(CallContext& context, Args args) {
  TRY_ASSIGN(const bool ran,
             RigOf(context).RunScript(context, args[0].boolean()));
  return Value::Bool(ran);
}

Result<Value> RunSeveral(CallContext& context, Args args) {
  return Value::Bool(RigOf(context).RunSeveral(context, args[0].list()));
}

Result<Value> RunSave(CallContext& context, Args args) {
  return Done(RigOf(context).SaveBinary(args[0].text()));
}

Result<Value> RunLoad(CallContext& context, Args args) {
  return Done(RigOf(context).LoadBinary(args[0].text()));
}

// --- what came of them

/// Slots of test_error and test_result_action.
enum MatchSlot : uint8_t { kComparator, kMatchType, kRelation, kIndex, kKeys };

/// Matches the texts, or the one that :index counts from 1; i;octet unless
/// told otherwise.
Result<Value> MatchTexts(CallContext& context, Args args,
                         std::span<const std::string> texts) {
  std::array<Value, 3> spec = {args[kComparator], args[kMatchType],
                               args[kRelation]};
  if (spec[0].text().empty()) spec[0] = Value::String("i;octet");
  stdlib::Matcher matcher(context, spec, args[kKeys].list());
  const int64_t index = args[kIndex].number();
  for (size_t i = 0; i < texts.size(); ++i) {
    if (index > 0 && static_cast<size_t>(index) != i + 1) continue;
    TRY_ASSIGN(const bool matched, matcher.Add(texts[i]));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(const bool counted, matcher.Finish());
  return Value::Bool(counted);
}

void CheckTexts(CheckContext& context) {
  stdlib::CheckMatch(context, kComparator, kKeys);
}

Result<Value> RunError(CallContext& context, Args args) {
  return MatchTexts(context, args, RigOf(context).log());
}

std::string NameOf(const vm::Action& action) {
  switch (action.kind) {
    case vm::ActionKind::kFileInto:
      return "store";
    case vm::ActionKind::kEreject:
      return "reject";
    default:
      return std::string(vm::ActionWord(action.kind));
  }
}

bool Tells(const vm::Action& action) {
  return action.kind != vm::ActionKind::kNote &&
         action.kind != vm::ActionKind::kTestPrint;
}

Result<Value> RunAction(CallContext& context, Args args) {
  std::vector<std::string> names;
  for (const vm::Action& action : context.actions().all()) {
    if (Tells(action)) names.push_back(NameOf(action));
  }
  return MatchTexts(context, args, names);
}

Result<Value> RunExecute(CallContext& context, Args) {
  return Value::Bool(RigOf(context).Execute(context));
}

Result<Value> RunReset(CallContext& context, Args) {
  Rig& rig = RigOf(context);
  rig.ResetResult(context);
  rig.mail.outbox.clear();
  return Value::Nil();
}

Result<Value> RunPrint(CallContext& context, Args) {
  std::string out = "result:\n";
  for (const vm::Action& action : context.actions().all()) {
    out += "  " + NameOf(action) + " " + std::string(action.target) + "\n";
  }
  RigOf(context).Print(out);
  return Value::Nil();
}

// --- messages

/// Slots of test_message.
enum MessageSlot : uint8_t { kSmtp, kFolder, kNumber };

void CheckMessage(CheckContext& context) {
  const bool smtp = context.args[kSmtp].given;
  const BoundArg& folder = context.args[kFolder];
  if (smtp == folder.given) {
    context.issues->Error(context.call,
                          smtp ? "the :smtp and :folder tags exclude each other"
                               : "the :smtp or the :folder tag is missing");
  } else if (folder.given && folder.constant && !text::IsUtf8(folder.text)) {
    context.issues->Error(folder.span, "invalid mailbox '" +
                                           std::string(folder.text) +
                                           "' specified: no UTF-8");
  }
}

Result<Value> RunMessage(CallContext& context, Args args) {
  Rig& rig = RigOf(context);
  const auto index = static_cast<size_t>(args[kNumber].number());
  return Value::Bool(
      args[kSmtp].boolean()
          ? rig.TakeSent(context, index)
          : rig.TakeStored(context, args[kFolder].text(), index));
}

Result<Value> FailMessage(CallContext& context, Args args) {
  const std::string index = std::to_string(args[kNumber].number());
  const std::string why = args[kSmtp].boolean()
                              ? "no outgoing SMTP message with index " + index
                              : "no message in folder '" +
                                    std::string(args[kFolder].text()) +
                                    "' with index " + index;
  const Value reason = Value::String(why);
  return RunFail(context, {&reason, 1});
}

Result<Value> RunMessagePrint(CallContext& context, Args) {
  Rig& rig = RigOf(context);
  rig.Print("---- message\n" + std::string(rig.message().bytes()) +
            "---- end of message\n");
  return Value::Nil();
}

// --- mailboxes and settings

Result<Value> RunCreate(CallContext& context, Args args) {
  Rig& rig = RigOf(context);
  const std::string why = rig.mail.Refusal(args[0].text());
  if (why.find("Invalid") != std::string::npos) return Err(Code::kRun, why);
  rig.mail.Create(args[0].text());
  return Value::Nil();
}

Result<Value> RunDelete(CallContext&, Args) {
  return Err(Code::kRun, "test_mailbox_delete does nothing, as in Pigeonhole");
}

Result<Value> RunMetadata(CallContext& context, Args args) {
  vm::MemoryStore& store = RigOf(context).mail.store;
  std::string entry = text::Lowered(args[1].text());
  std::string value(args[2].text());
  if (args[0].is_nil()) {
    store.server[std::move(entry)] = std::move(value);
  } else {
    store.mailboxes[std::string(args[0].text())].metadata[std::move(entry)] =
        std::move(value);
  }
  return Value::Nil();
}

Result<Value> RunConfigure(CallContext& context, Args args) {
  RigOf(context).Configure(args[0].text(), std::string(args[1].text()));
  return Value::Nil();
}

Result<Value> RunUnset(CallContext& context, Args args) {
  RigOf(context).Configure(args[0].text(), std::nullopt);
  return Value::Nil();
}

Result<Value> RunReload(CallContext& context, Args args) {
  if (!args[0].is_nil()) {
    const auto& all = Features();
    const bool known = std::ranges::any_of(all, [&](const Feature* feature) {
      return feature->language == Language::kSieve &&
             feature->capability.find(args[0].text()) != std::string::npos;
    });
    if (!known) {
      return Err(Code::kRun,
                 "unknown extension '" + std::string(args[0].text()) + "'");
    }
  }
  return Done(RigOf(context).Reload());
}

// --- the namespace tst

Result<Value> RunSpace(CallContext& context, Args args) {
  if (!text::EqualsCaseless(args[0].text(), "path")) return Value::String({});
  return Value::String(context.arena().Copy(RigOf(context).folder()));
}

constexpr std::string_view kNoExample = "keep; => keep";

constexpr Row kRows[] = {
    {RowKind::kSource, "test", "test <name: string>",
     "a test: what stands in its block, up to a test_fail", kNoExample, nullptr,
     RunTest, "top-level"},
    {RowKind::kVariable, "tst", "tst <member: string>",
     "${tst.path} is the folder of the suite", kNoExample, nullptr, RunSpace},
    {RowKind::kStep, "test_enter", "test_enter <name: string>", "begins a test",
     kNoExample, nullptr, RunEnter},
    {RowKind::kStep, "test_leave", "test_leave", "ends a test", kNoExample,
     nullptr, RunLeave},
    {RowKind::kEscape, "test_fail", "test_fail <reason: string>",
     "ends the test as failed; outside of one, the whole suite", kNoExample,
     nullptr, RunFail, "test"},
    {RowKind::kCommand, "test_set", "test_set <object: string> <value: string>",
     "sets the message, a part of its envelope or a fact", kNoExample, CheckSet,
     RunSet},
    {RowKind::kTest, "test_script_compile",
     "test_script_compile <file: string>",
     "compiles a script, Sieve's or Exim's; whether it has no errors",
     kNoExample, nullptr, RunCompile},
    {RowKind::kTest, "test_script_run", "test_script_run [:append_result]",
     "runs the script compiled last; whether it ended well", kNoExample,
     nullptr, RunRun},
    {RowKind::kTest, "test_multiscript",
     "test_multiscript <files: string-list>",
     "runs scripts one after the other on one result", kNoExample, nullptr,
     RunSeveral},
    {RowKind::kTest, "test_error",
     "test_error [COMPARATOR] [MATCH-TYPE] [:index <number: number>] "
     "<key-list: string-list>",
     "compares the errors of what was compiled, run or carried out last",
     kNoExample, CheckTexts, RunError},
    {RowKind::kTest, "test_result_action",
     "test_result_action [COMPARATOR] [MATCH-TYPE] [:index <number: number>] "
     "<key-list: string-list>",
     "compares the names of the result's actions", kNoExample, CheckTexts,
     RunAction},
    {RowKind::kTest, "test_result_execute", "test_result_execute",
     "carries out the result; whether that went well", kNoExample, nullptr,
     RunExecute},
    {RowKind::kCommand, "test_result_reset", "test_result_reset",
     "empties the result and the outbox", kNoExample, nullptr, RunReset},
    {RowKind::kCommand, "test_result_print", "test_result_print",
     "prints the result", kNoExample, nullptr, RunPrint},
    {RowKind::kTest, "test_message",
     "test_message [:smtp] [:folder <mailbox: string>] <index: number>",
     "makes a message that was sent or stored the current one", kNoExample,
     CheckMessage, RunMessage},
    {RowKind::kEscape, "test_message_else",
     "test_message_else [:smtp] [:folder <mailbox: string>] <index: number>",
     "what test_message does as a command when there is none", kNoExample,
     CheckMessage, FailMessage, "test"},
    {RowKind::kCommand, "test_message_print", "test_message_print",
     "prints the message", kNoExample, nullptr, RunMessagePrint},
    {RowKind::kCommand, "test_mailbox_create",
     "test_mailbox_create <mailbox: string>", "makes a mailbox", kNoExample,
     nullptr, RunCreate},
    {RowKind::kCommand, "test_mailbox_delete",
     "test_mailbox_delete <mailbox: string>", "fails", kNoExample, nullptr,
     RunDelete},
    {RowKind::kCommand, "test_imap_metadata_set",
     "test_imap_metadata_set [:mailbox <name: string>] <annotation: string> "
     "<value: string>",
     "sets an annotation of a mailbox or of the server", kNoExample, nullptr,
     RunMetadata},
    {RowKind::kCommand, "test_config_set",
     "test_config_set <setting: string> <value: string>",
     "sets a setting, from the next test_config_reload on", kNoExample, nullptr,
     RunConfigure},
    {RowKind::kCommand, "test_config_unset",
     "test_config_unset <setting: string>", "gives a setting its value back",
     kNoExample, nullptr, RunUnset},
    {RowKind::kCommand, "test_config_reload",
     "test_config_reload [:extension <name: string>]",
     "puts settings into effect", kNoExample, nullptr, RunReload},
    {RowKind::kCommand, "test_binary_save", "test_binary_save <name: string>",
     "keeps the compiled script under a name", kNoExample, nullptr, RunSave},
    {RowKind::kCommand, "test_binary_load", "test_binary_load <name: string>",
     "takes a script that test_binary_save kept", kNoExample, nullptr, RunLoad},
};

constexpr Feature kFeature = {"testsuite", 1, Language::kSieve,
                              "vnd.dovecot.testsuite", kRows};

}  // namespace

const std::vector<const Feature*>& Features() {
  static const std::vector<const Feature*> all = [] {
    const FeatureList standard = stdlib::AllFeatures();
    std::vector<const Feature*> out(standard.begin(), standard.end());
    out.push_back(&kFeature);
    return out;
  }();
  return all;
}

}  // namespace trommel::svtest
