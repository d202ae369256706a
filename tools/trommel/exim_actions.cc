// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_actions.h"

#include <array>
#include <cstdio>

#include "stdlib/shared/exim_values.h"

namespace trommel {
namespace {

using stdlib::exim::Printable;
using vm::Action;
using vm::ActionKind;

/// Arguments of mail in the order in which they are shown.
constexpr std::array<std::string_view, 11> kMailArguments = {
    "cc",   "bcc",  "from", "reply_to", "subject",    "extra_headers",
    "text", "file", "log",  "once",     "once_repeat"};

std::string Quoted(const Action& action, const EximLines& lines) {
  return "\"" + Printable(action.target, lines.keep_high) + "\"\n";
}

std::string Tail(const Action& action) {
  std::string out;
  if (const Value mode = action.Field("mode"); !mode.is_nil()) {
    std::array<char, 32> digits{};
    const int size = std::snprintf(digits.data(), digits.size(), " %04o",
                                   static_cast<unsigned>(mode.number()));
    out.append(digits.data(), static_cast<size_t>(size));
  }
  if (action.noerror) out += " (noerror)";
  if (const Value to = action.Field("errors_to"); !to.is_nil()) {
    out += " errors_to ";
    out += to.text();
  }
  return out + "\n";
}

std::string Delivery(std::string_view verb, std::string_view lower,
                     const Action& action) {
  std::string out = action.copy ? "Unseen " : "";
  out += action.copy ? lower : verb;
  out += " message to: ";
  out += action.target;
  return out + Tail(action);
}

void AppendArgument(std::string_view name, std::string_view value,
                    const EximLines& lines, std::string* out) {
  if (name.size() < lines.label_width) {
    out->append(lines.label_width - name.size(), ' ');
  }
  *out += name;
  *out += ": ";
  *out += Printable(value, lines.keep_high);
}

std::string Mail(const Action& action, const EximLines& lines) {
  std::string out = action.copy ? "Mail to: " : "Seen mail to: ";
  out += action.target;
  if (!action.Field("vacation").is_nil()) out += " (vacation)";
  if (action.noerror) out += " (noerror)";
  out += '\n';
  for (std::string_view name : kMailArguments) {
    const Value value = action.Field(name);
    if (value.is_nil()) continue;
    AppendArgument(name, value.text(), lines, &out);
    const bool expanded = name == "file" && !action.Field("expand").is_nil();
    out += expanded ? " (expanded)\n" : "\n";
  }
  if (!action.Field("return_message").is_nil()) {
    out += "Return original message\n";
  }
  return out;
}

std::string Line(const Action& action, const EximLines& lines) {
  const std::string seen = action.copy ? "" : "Seen ";
  const std::string target(action.target);
  switch (action.kind) {
    case ActionKind::kRedirect:
      return Delivery("Deliver", "deliver", action);
    case ActionKind::kFileInto:
      return Delivery("Save", "save", action);
    case ActionKind::kPipe:
      return Delivery("Pipe", "pipe", action);
    case ActionKind::kReply:
      return Mail(action, lines);
    case ActionKind::kTestPrint:
      return "Testprint: " + Printable(target, lines.keep_high) + "\n";
    case ActionKind::kLogFile:
      return seen + (seen.empty() ? "Logfile " : "logfile ") + target + "\n";
    case ActionKind::kLogWrite:
      return seen + (seen.empty() ? "Logwrite " : "logwrite ") +
             Quoted(action, lines);
    case ActionKind::kAddHeader:
      return "Headers add " + Quoted(action, lines);
    case ActionKind::kRemoveHeader:
      return "Headers remove " + Quoted(action, lines);
    case ActionKind::kFinish:
      return action.copy ? "Finish\n" : "Seen finish\n";
    case ActionKind::kFail:
      return "Fail text " + Quoted(action, lines);
    case ActionKind::kFreeze:
      return "Freeze text " + Quoted(action, lines);
    case ActionKind::kDefer:
      return "Defer text " + Quoted(action, lines);
    case ActionKind::kNote:
      return target + "\n";
    case ActionKind::kKeep:
    case ActionKind::kDiscard:
    case ActionKind::kVacation:
    case ActionKind::kFilter:
    case ActionKind::kExecute:
    case ActionKind::kReject:
    case ActionKind::kEreject:
    case ActionKind::kSnooze:
    case ActionKind::kNotify:
    case ActionKind::kReport:
    case ActionKind::kDuplicateMark:
    case ActionKind::kCalendar:
    case ActionKind::kExpire:
      break;
  }
  return {};
}

std::string_view EndingWord(const vm::Outcome& outcome) {
  for (const Action& action : outcome.actions) {
    switch (action.kind) {
      case ActionKind::kFail:
        return "fail";
      case ActionKind::kFreeze:
        return "freeze";
      case ActionKind::kDefer:
        return "defer";
      default:
        break;
    }
  }
  return {};
}

}  // namespace

void AppendEximAction(const Action& action, const EximLines& lines,
                      std::string* out) {
  *out += Line(action, lines);
}

void AppendEximResult(const vm::Outcome& outcome, std::string* out) {
  const std::string_view ending = EndingWord(outcome);
  if (!outcome.ok) {
    *out += "Filter error: " + outcome.error.text + "\n";
  } else if (!ending.empty()) {
    *out += "Filtering ended by \"" + std::string(ending) + "\".\n";
  } else if (outcome.implicit_keep) {
    *out +=
        "Filtering did not set up a significant delivery.\n"
        "Normal delivery will occur.\n";
  } else {
    *out +=
        "Filtering set up at least one significant delivery or other action.\n"
        "No other deliveries will occur.\n";
  }
}

void AppendSieveResult(const vm::Outcome& outcome, std::string* out) {
  if (!outcome.ok) {
    *out += "Sieve error: " + outcome.error.text + "\n";
  } else {
    *out += outcome.implicit_keep ? "Implicit keep\n" : "No implicit keep\n";
  }
}

}  // namespace trommel
