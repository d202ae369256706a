// SPDX-License-Identifier: MIT
// mail and vacation: answers to a message.
//
// Exim filter specification, "The mail command", "The vacation command".
// - Nothing is sent for a message with an empty return path; only a note tells.
// - vacation is mail with a subject, log, once file and repeat time of its own;
//   its file is .vacation.msg (expanded) unless another is given. It does not
//   imply `personal`.
// - forbid_filter_reply is no error of the filter: the reply is marked, and
//   whoever delivers leaves it out.
// - The action's target is the `to` text, or `<default>`; the address that
//   `<default>` stands for ($reply_address) is its field default_to.
#include <array>
#include <optional>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_action.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_commands_reply;

namespace {

using vm::Action;
using vm::ActionField;
using vm::ActionKind;
using vm::CallContext;

/// What bytes an argument may hold.
enum class Content : uint8_t { kAny, kFolded, kHeaders, kPrinting, kSwitch };

/// One argument of mail; `vacation` is the default for vacation, or empty.
struct MailArgument {
  std::string_view name;
  std::string_view field;
  Content content;
  std::string_view vacation;
};

constexpr std::array kArguments = {
    MailArgument{"to", "to", Content::kFolded, ""},
    MailArgument{"cc", "cc", Content::kFolded, ""},
    MailArgument{"bcc", "bcc", Content::kFolded, ""},
    MailArgument{"from", "from", Content::kFolded, ""},
    MailArgument{"reply_to", "reply_to", Content::kFolded, ""},
    MailArgument{"subject", "subject", Content::kFolded, "On vacation"},
    MailArgument{"extra_headers", "extra_headers", Content::kHeaders, ""},
    MailArgument{"text", "text", Content::kAny, ""},
    MailArgument{"file", "file", Content::kPrinting, ".vacation.msg"},
    MailArgument{"log", "log", Content::kPrinting, ".vacation.log"},
    MailArgument{"once", "once", Content::kPrinting, ".vacation"},
    MailArgument{"once_repeat", "once_repeat", Content::kPrinting, "7d"},
    MailArgument{"expand", "expand", Content::kSwitch, ""},
    MailArgument{"return message", "return_message", Content::kSwitch, ""},
};
constexpr size_t kFile = 8;
constexpr size_t kRepeat = 11;
constexpr size_t kExpand = 12;

using Given = std::array<Value, kArguments.size()>;

bool IsHeaderStart(std::string_view text) {
  size_t size = 0;
  while (size < text.size() && text[size] > ' ' && text[size] < 0x7F &&
         text[size] != ':') {
    ++size;
  }
  return size > 0 && size < text.size() && text[size] == ':';
}

/// Whether every line end is followed by what `content` allows.
bool LineEndsAreSound(std::string_view text, Content content) {
  for (size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    std::string_view rest = text.substr(at + 1);
    bool folded = !rest.empty() && text::IsSpace(rest.front());
    bool header = content == Content::kHeaders && IsHeaderStart(rest);
    if (!folded && !header) return false;
  }
  return true;
}

bool IsPrinting(std::string_view text, bool high) {
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool printing =
        c == '\t' || (byte >= 0x20 && byte < 0x7F) || (high && byte >= 0x80);
    if (!printing) return false;
  }
  return true;
}

/// What is wrong with the bytes of an argument; empty if nothing.
std::string_view Complaint(std::string_view text, Content content, bool high) {
  switch (content) {
    case Content::kFolded:
      return LineEndsAreSound(text, content) ? "" : "\\n not followed by space";
    case Content::kHeaders:
      return LineEndsAreSound(text, content)
                 ? ""
                 : "\\n not followed by space or valid header name";
    case Content::kPrinting:
      return IsPrinting(text, high) ? "" : "non-printing character";
    case Content::kAny:
    case Content::kSwitch:
      return "";
  }
  return "";
}

Status CheckContent(CallContext& context, std::string_view command,
                    const MailArgument& argument, const Value& value) {
  bool high = context.settings().print_topbitchars;
  std::string_view wrong = Complaint(value.text(), argument.content, high);
  if (wrong.empty()) return {};
  constexpr size_t kShown = 1024;  // of what may have line ends
  std::string shown = exim::Printable(value.text(), high);
  if (argument.content != Content::kPrinting && shown.size() > kShown) {
    shown.resize(kShown);
  }
  return Err(Code::kRun, std::string(wrong) + " in " + exim::InQuotes(shown) +
                             " in " + std::string(command) + " command");
}

/// Sorts key and value pairs into their slots; the last of a key wins.
Status Collect(CallContext& context, std::string_view command,
               std::span<const Value> pairs, Given* given) {
  for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
    for (size_t k = 0; k < kArguments.size(); ++k) {
      if (kArguments[k].name != pairs[i].text()) continue;
      TRY(CheckContent(context, command, kArguments[k], pairs[i + 1]));
      bool is_switch = kArguments[k].content == Content::kSwitch;
      (*given)[k] = is_switch ? Value::Bool(true) : pairs[i + 1];
    }
  }
  return {};
}

void AddVacationDefaults(Given* given) {
  if ((*given)[kFile].is_nil()) (*given)[kExpand] = Value::Bool(true);
  for (size_t k = 0; k < kArguments.size(); ++k) {
    bool fill = (*given)[k].is_nil() && !kArguments[k].vacation.empty();
    if (fill) (*given)[k] = Value::String(kArguments[k].vacation);
  }
}

std::span<const ActionField> Fields(CallContext& context, const Given& given,
                                    bool vacation) {
  std::array<ActionField, kArguments.size() + 3> fields;
  size_t count = 0;
  if (given[0].is_nil()) {
    fields[count++] = {"default_to", exim::ReplyAddress(context)};
  }
  for (size_t k = 0; k < kArguments.size(); ++k) {
    if (!given[k].is_nil()) fields[count++] = {kArguments[k].field, given[k]};
  }
  if (vacation) fields[count++] = {"vacation", Value::Bool(true)};
  if (context.settings().forbid_filter_reply) {
    fields[count++] = {"forbidden", Value::Bool(true)};
  }
  return exim::CopiedFields(context, {fields.data(), count});
}

/// Exim's filter test does not look at the time; a delivery does.
Status CheckRepeat(CallContext& context, const Value& repeat) {
  bool fine = context.input().testing || repeat.text().empty() ||
              exim::ReadInterval(repeat.text());
  if (fine) return {};
  return Err(
      Code::kRun,
      "Bad time value for \"once_repeat\" in mail or vacation command: " +
          std::string(repeat.text()));
}

Result<Value> Ignored(CallContext& context, std::string_view command,
                      const Value& flags) {
  std::string note =
      std::string(command) + " command ignored because return_path is empty";
  return exim::AddAction(context,
                         exim::StartAction(context, ActionKind::kNote, flags,
                                           exim::Copied(context, note, false)));
}

Result<Value> Reply(CallContext& context, std::span<const Value> args,
                    bool vacation) {
  std::string_view command = vacation ? "vacation" : "mail";
  Given given;
  if (exim::ReturnPath(context.envelope()).empty()) {
    return Ignored(context, command, args[0]);
  }
  TRY(Collect(context, command, args.subspan(1), &given));
  if (vacation) AddVacationDefaults(&given);
  TRY(CheckRepeat(context, given[kRepeat]));
  Value target = given[0].is_nil() ? Value::String("<default>") : given[0];
  Action action =
      exim::StartAction(context, ActionKind::kReply, args[0], target);
  action.fields = Fields(context, given, vacation);
  return exim::AddAction(context, action);
}

Result<Value> RunMail(CallContext& context, std::span<const Value> args) {
  return Reply(context, args, false);
}

Result<Value> RunVacation(CallContext& context, std::span<const Value> args) {
  return Reply(context, args, true);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "mail", "mail <flags: number> [<pairs: string>] ...",
     "sends a new message, by default to who sent this one",
     "mail to a@example.net text hello => reply \"a@example.net\" "
     "to=\"a@example.net\" text=\"hello\"; keep (implicit)",
     nullptr, RunMail},
    {RowKind::kCommand, "vacation",
     "vacation <flags: number> [<pairs: string>] ...",
     "sends an answer once a week to each sender",
     "vacation to a@example.net file v => reply \"a@example.net\" "
     "to=\"a@example.net\" subject=\"On vacation\" file=\"v\" "
     "log=\".vacation.log\" once=\".vacation\" once_repeat=\"7d\" "
     "vacation=true; keep (implicit)",
     nullptr, RunVacation},
};

}  // namespace

constinit const Feature exim_commands_reply = {"commands_reply", 1,
                                               Language::kExim, "", kRows};

}  // namespace trommel::stdlib
