// SPDX-License-Identifier: MIT
// trommel expand: what an Exim expansion string comes to, and why.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "interp/base/diagnostic.h"
#include "interp/base/limits.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tools/common/file.h"
#include "tools/common/guess_envelope.h"
#include "tools/common/line_reader.h"
#include "tools/common/output.h"
#include "tools/host/handed_options.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/expansion_trace.h"
#include "tools/trommel/line_source.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr std::array kOptions = {
    Option{'m', "message", "FILE", "the message that strings may ask about"},
    Option{'t', "trace", "", "show what each part of a string came to"},
    kJsonOption,
    kSenderOption,
    kRecipientOption,
    kConfigOption,
    kSetOption,
    kProfileOption,
    kVarOption,
    kSpoolHeaderOption,
    kPrefixOption,
    kSuffixOption,
    kEnvOption,
    kHelpOption};

constexpr Manual kManual = {
    .name = "trommel expand",
    .arguments = "[STRING]...",
    .summary = "Show what Exim's string expansions come to.",
    .text =
        "Each STRING is expanded as in a filter, and the result printed. "
        "Without\n"
        "a STRING the lines of standard input are; at a terminal there is a\n"
        "prompt, with the lines typed before on the arrow keys. A backslash "
        "at\n"
        "the end of a line continues it.\n"
        "\n"
        "  $name         a variable, ${name} when letters follow\n"
        "  $h_subject:   a header field; the colon ends its name\n"
        "  ${lc:text}    an operator\n"
        "  ${sg{…}{…}{…}}           an item with its arguments in braces\n"
        "  ${if eq{a}{b}{yes}{no}}   a condition, what then, and what else\n"
        "  \\$            a dollar; \\N…\\N keeps all between them as it is\n"
        "\n"
        "Quote a STRING with ' in the shell, which has its own $ and \\.\n"
        "An error names its place in the string. trommel -be does the same in\n"
        "Exim's own manner. All items, operators, conditions and variables:\n"
        "docs/reference/exim.\n"
        "\n"
        "Exit status: 0; 65 when a string cannot be expanded or asks to fail;\n"
        "66 when the message cannot be read; 75 when a lookup cannot answer "
        "for\n"
        "now.\n",
    .examples =
        "  trommel expand '${uc:hello}'\n"
        "  trommel expand --trace '${if match{abc}{^a(.)}{$1}{no}}'\n"
        "  trommel expand -m mail.eml '$sender_address: $h_subject:'\n"
        "  trommel expand -m mail.eml           at a prompt\n"
        "  trommel expand --json '${map{a:b}{<$item>}}' | jq -r .value\n",
    .options = kOptions};

/// Strings on one message, in one world.
class Expansions {
 public:
  Expansions(const Arguments& arguments, RunOptions options,
             std::string_view message)
      : options_(std::move(options)),
        message_(message),
        json_(arguments.Has("json")),
        traced_(arguments.Has("trace")) {
    if (arguments.Has("message")) {
      GuessEnvelope(message_, {}, &options_.envelope);
    }
    SetTimeZone(options_.settings().timezone);
  }

  /// What is printed for one string. A failure goes into status().
  void Show(const std::string& text) {
    ExpansionTrace trace(text, json_);
    const Result<std::string> value = Expand(text, &trace);
    if (!value) status_ = StatusOf(value.error().code);
    if (json_) {
      ShowJson(text, value, trace);
    } else {
      ShowText(text, value, trace);
    }
  }

  int status() const { return status_; }
  Output& out() { return out_; }

 private:
  static int StatusOf(Code code) {
    const bool fails = code == Code::kRun || code == Code::kForced;
    return ExitCode(fails ? Code::kScript : code);
  }

  Result<std::string> Expand(const std::string& text, ExpansionTrace* trace) {
    TRY_ASSIGN(const Program* program, expander_.Compile(text));
    vm::Machine machine(*program, host_, options_.settings());
    TRY_ASSIGN(std::string_view value,
               machine.Evaluate({.message = &message_,
                                 .envelope = &options_.envelope,
                                 .testing = true,
                                 .expander = &expander_},
                                trace));
    return std::string(value);
  }

  void ShowText(const std::string& text, const Result<std::string>& value,
                const ExpansionTrace& trace) {
    if (traced_) out_.Write(trace.lines());
    if (value) {
      out_.Write(Shown(*value) + "\n");
      return;
    }
    (void)out_.Flush();
    IssueList issues;
    issues.Error(trace.failed(), value.error().text);
    Output err(STDERR_FILENO);
    err.Write(Render(SourceText("expansion", text), issues.all()[0],
                     WantsColor(STDERR_FILENO)));
  }

  void ShowJson(const std::string& text, const Result<std::string>& value,
                const ExpansionTrace& trace) {
    std::string line;
    JsonWriter json(&line);
    json.Open('{');
    json.Text("text", text);
    json.Flag("ok", value.has_value());
    if (value) {
      json.Text("value", *value);
    } else {
      json.Open("error", '{');
      json.Text("text", value.error().text);
      json.Flag("forced", value.error().code == Code::kForced);
      json.Number("begin", trace.failed().begin);
      json.Number("end", trace.failed().end);
      json.Close('}');
    }
    if (traced_) {
      json.Open("trace", '[');
      line += trace.lines();
      json.Close(']');
    }
    json.Close('}');
    out_.Write(line + "\n");
  }

  // A terminal is not to be steered by what a message holds.
  static std::string Shown(std::string_view value) {
    if (::isatty(STDOUT_FILENO) != 1) return std::string(value);
    std::string out;
    for (;;) {
      const size_t end = std::min(value.find('\n'), value.size());
      AppendPrintable(value.substr(0, end), &out);
      if (end == value.size()) return out;
      out += '\n';
      value.remove_prefix(end + 1);
    }
  }

  RunOptions options_;
  mail::Message message_;
  PosixHost host_{options_.host};
  StringExpander expander_{stdlib::AllFeatures()};
  bool json_;
  bool traced_;
  int status_ = 0;
  Output out_{STDOUT_FILENO};
};

void AskForStrings(Expansions* expansions) {
  LineReader reader;
  std::string text;
  while (auto line = reader.Read(text.empty() ? "> " : ". ")) {
    text += *line;
    if (text.ends_with('\\')) {
      text.pop_back();
      continue;
    }
    if (!text.empty()) expansions->Show(text);
    (void)expansions->out().Flush();
    text.clear();
  }
}

int Run(const Arguments& arguments) {
  Result<RunOptions> options = ReadRunOptions(arguments);
  if (!options) return Fail(options.error());
  FileBytes bytes;
  if (auto path = arguments.Get("message")) {
    Result<FileBytes> read = FileBytes::Read(std::string(*path));
    if (!read) return Fail(read.error());
    bytes = std::move(*read);
  }
  Expansions expansions(arguments, std::move(*options), bytes.view());
  if (!arguments.positionals().empty()) {
    for (std::string_view text : arguments.positionals()) {
      expansions.Show(std::string(text));
    }
  } else if (::isatty(STDIN_FILENO) == 1) {
    AskForStrings(&expansions);
  } else {
    LineSource source(
        STDIN_FILENO, [&] { (void)expansions.out().Flush(); },
        limits::kScriptBytes);
    while (const std::optional<std::string_view> line = source.Next()) {
      expansions.Show(std::string(*line));
    }
  }
  const Status printed = expansions.out().Flush();
  return printed ? expansions.status() : Fail(printed.error());
}

}  // namespace

const Command kExpandCommand = {&kManual, Run};

}  // namespace trommel
