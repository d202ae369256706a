// SPDX-License-Identifier: MIT
// The trommel program: finds the command and ends with an exit status.
#include <unistd.h>

#include <array>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "tools/common/nearest.h"
#include "tools/common/output.h"
#include "tools/svtest/outbox.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/exim_mode.h"

namespace trommel {
namespace {

constexpr std::array kCommands = {
    &kTestCommand,    &kRunCommand,  &kExpandCommand, &kCheckCommand,
    &kCompileCommand, &kDumpCommand, &kSvtestCommand, &kConfigCommand};

constexpr std::string_view kIntroduction =
    "Usage: trommel COMMAND [OPTION]... ARGUMENT...\n"
    "\n"
    "Runs mail filters written in Exim's filter language or in Sieve, without\n"
    "delivering or sending anything: it shows what they would do, and why.\n"
    "\n"
    "Commands:\n";

constexpr std::string_view kExamples =
    "\n"
    "trommel COMMAND --help tells more about one; trommel --version the "
    "version.\n"
    "\n"
    "Examples:\n"
    "  trommel check ~/.forward                   is it right?\n"
    "  trommel test ~/.forward mail.eml           where would this mail go?\n"
    "  trommel test --trace filter.sieve < mail   and why?\n"
    "  trommel run filter.sieve ~/Maildir         and a whole mailbox?\n"
    "  trommel expand '${lc:Hello}'               what does this come to?\n"
    "  trommel -bf ~/.forward < mail              as exim -bf would say it\n"
    "\n"
    "Exit status: 0 done, 64 wrong command line, 65 the script has errors,\n"
    "66 no such input, 70 a fault of trommel, 74 read or write error, 75 the\n"
    "script failed for now (an MTA would try again).\n";

std::string Overview() {
  std::string out(kIntroduction);
  for (const Command* command : kCommands) {
    std::string name = "  " + std::string(command->name());
    name.resize(12, ' ');
    out += name + std::string(command->manual->summary) + "\n";
  }
  out += kExamples;
  return out;
}

int UnknownCommand(std::string_view word) {
  std::vector<std::string_view> names;
  for (const Command* command : kCommands) names.push_back(command->name());
  std::string text = "unknown command \"" + std::string(word) + "\"";
  std::string_view near = Nearest(word, names);
  if (!near.empty()) text += "; did you mean " + std::string(near) + "?";
  Complain("trommel", text + "\ntrommel --help lists the commands");
  return ExitCode(Code::kUsage);
}

int RunCommand(const Command& command, Words words) {
  Result<Arguments> arguments = Arguments::Parse(*command.manual, words);
  if (!arguments) {
    Complain("trommel", arguments.error().text + "\n" +
                            std::string(command.manual->name) +
                            " --help tells more");
    return ExitCode(arguments.error().code);
  }
  if (arguments->Has("help")) return Print(HelpText(*command.manual));
  return command.run(*arguments);
}

int HelpOn(std::string_view word) {
  for (const Command* command : kCommands) {
    if (command->name() == word) return Print(HelpText(*command->manual));
  }
  return UnknownCommand(word);
}

int Main(Words words) {
  if (words.empty()) {
    Complain("trommel", "a command is missing\n" + Overview());
    return ExitCode(Code::kUsage);
  }
  const std::string_view word = words[0];
  if (word == "help" && words.size() > 1) return HelpOn(words[1]);
  if (word == "--help" || word == "-h" || word == "help") {
    return Print(Overview());
  }
  if (word == "--version") return Print("trommel " TROMMEL_VERSION "\n");
  if (word.starts_with('-')) return RunEximMode("trommel", words);
  for (const Command* command : kCommands) {
    if (command->name() == word) return RunCommand(*command, words.subspan(1));
  }
  return UnknownCommand(word);
}

}  // namespace

int Fail(const Error& error) {
  Complain("trommel", error.text);
  return ExitCode(error.code);
}

int Print(std::string_view text) {
  Output out(STDOUT_FILENO);
  out.Write(text);
  Status status = out.Flush();
  return status ? 0 : Fail(status.error());
}

}  // namespace trommel

int main(int argc, char** argv) {
  using trommel::svtest::kOutboxName;
  using trommel::svtest::RunOutbox;
  try {
    const trommel::Words all(argv, static_cast<size_t>(argc));
    const trommel::Words words = all.subspan(argc > 0 ? 1 : 0);
    if (argc > 0 && std::string_view(argv[0]).ends_with(kOutboxName)) {
      return RunOutbox(argv[0], {words.begin(), words.end()});
    }
    if (argc > 0 && trommel::IsEximName(argv[0])) {
      return trommel::RunEximMode(argv[0], words);
    }
    return trommel::Main(words);
  } catch (const std::bad_alloc&) {
    trommel::Complain("trommel", "out of memory");
  } catch (const std::exception& failure) {
    trommel::Complain("trommel", failure.what());
  } catch (...) {
    trommel::Complain("trommel", "an unknown exception");
  }
  return trommel::ExitCode(trommel::Code::kInternal);
}
