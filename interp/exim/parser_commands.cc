// SPDX-License-Identifier: MIT
// The commands and their arguments ("exim.md" a.3).
#include <algorithm>
#include <array>

#include "interp/exim/parser.h"

namespace trommel::exim {
namespace {

std::string Quote(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

Argument Number(int64_t number) {
  return {Argument::Kind::kNumber, number, {}};
}
Argument Raw(std::string_view text) { return {Argument::Kind::kRaw, 0, text}; }
Argument Text(std::string_view text) {
  return {Argument::Kind::kText, 0, text};
}

/// Keywords of mail and vacation, in the order in which they are expanded.
constexpr std::array<std::string_view, 12> kMailKeys = {
    "to",   "cc",   "bcc", "from", "reply_to",   "subject", "extra_headers",
    "text", "file", "log", "once", "once_repeat"};
constexpr size_t kFileKey = 8;
constexpr size_t kExpandFlag = kMailKeys.size();
constexpr size_t kReturnFlag = kMailKeys.size() + 1;
constexpr size_t kMailSlots = kMailKeys.size() + 2;

/// As the C library reads an octal number into an int.
int64_t OctalMode(std::string_view word) {
  constexpr int64_t kMost = INT64_MAX;
  int64_t mode = 0;
  for (char c : word) {
    if (c < '0' || c > '7') break;
    if (mode > kMost / 8) return static_cast<int32_t>(kMost);
    mode = mode * 8 + (c - '0');
  }
  return static_cast<int32_t>(mode);
}

}  // namespace

struct Parser::Rule {
  std::string_view name;
  Status (Parser::*read)(Command*, uint8_t);
};

const Parser::Rule* Parser::FindRule(std::string_view name) const {
  static constexpr Rule kRules[] = {
      {"save", &Parser::Save},           {"deliver", &Parser::Deliver},
      {"pipe", &Parser::Pipe},           {"finish", &Parser::Finish},
      {"mail", &Parser::Mail},           {"vacation", &Parser::Mail},
      {"testprint", &Parser::Testprint}, {"add", &Parser::Add},
      {"logwrite", &Parser::Logwrite},   {"logfile", &Parser::Save},
      {"headers", &Parser::Headers},     {"fail", &Parser::Fail},
      {"freeze", &Parser::Fail},         {"defer", &Parser::Fail},
  };
  const auto* found = std::ranges::find(kRules, name, &Rule::name);
  return found == std::end(kRules) ? nullptr : found;
}

Result<Command*> Parser::Simple(const Token& word, uint8_t flags) {
  const Rule* rule = FindRule(word.text);
  if (rule == nullptr) {
    return lexer_.Near("unknown filtering command " + Quote(word.text),
                       word.span);
  }
  Command* made = arena_.Make<Command>();
  made->name = rule->name;
  made->row = rule->name;
  made->at = word.span.begin;
  TRY((this->*rule->read)(made, flags));
  return made;
}

void Parser::SetArgs(Command* command, std::initializer_list<Argument> args) {
  std::span<Argument> made = arena_.Array<Argument>(args.size());
  std::ranges::copy(args, made.begin());
  command->args = made;
}

/// An item with a text; `missing` is the error when it has none, broken or not.
Result<Token> Parser::Required(std::string missing, uint32_t begin) {
  Result<Token> item = lexer_.Item();
  std::string_view text = item ? item->text : lexer_.broken();
  if (!text.empty()) return item;
  const uint32_t end = item ? item->span.end : item.error().span.end;
  return lexer_.Near(std::move(missing), {begin, end});
}

Result<Token> Parser::Required(const Command& command) {
  return Required(Quote(command.name) + " requires an argument", command.at);
}

/// The argument of a command that takes no prefix; a prefix is a worse error
/// than a string without its end, but not than none or one too long.
Result<Token> Parser::WithoutPrefix(const Command& command, uint8_t flags) {
  const uint32_t line = lexer_.line();
  Result<Token> item = Required(command);
  bool worse = !item && (lexer_.broken().empty() || IsTooLong(item.error()));
  if (flags == 0 || worse) return item;
  return Err(Code::kScript,
             "\"seen\", \"unseen\", or \"noerror\" found before an " +
                 Quote(command.name) + " command near line " +
                 std::to_string(line),
             {command.at, lexer_.at()});
}

Result<Argument> Parser::Mode() {
  if (!text::IsDigit(lexer_.Peek())) return Argument{};
  TRY_ASSIGN(Token word, lexer_.Word());
  int64_t mode = OctalMode(word.text);
  return mode < 0 ? Argument{} : Number(mode);
}

Status Parser::Deliver(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token address, Required(*command));
  uint32_t back = lexer_.at();
  TRY_ASSIGN(Token word, lexer_.Word());
  Argument errors_to;
  if (word.text == "errors_to") {
    TRY_ASSIGN(Token value, lexer_.Word());
    errors_to = Text(value.text);
  } else {
    lexer_.Rewind(back);
  }
  SetArgs(command, {Number(flags), Text(address.text), errors_to});
  return {};
}

Status Parser::Save(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token file, Required(*command));
  TRY_ASSIGN(Argument mode, Mode());
  SetArgs(command, {Number(flags), Text(file.text), mode});
  return {};
}

Status Parser::Pipe(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token program, Required(*command));
  SetArgs(command, {Number(flags), Raw(program.text)});
  return {};
}

Status Parser::Finish(Command* command, uint8_t flags) {
  SetArgs(command, {Number(flags)});
  return {};
}

Status Parser::Testprint(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token text, Required(*command));
  SetArgs(command, {Number(flags), Text(text.text)});
  return {};
}

Status Parser::Logwrite(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token line, Required(*command));
  std::string_view text = line.text;
  if (!text.ends_with('\n')) {
    text = arena_.Copy(std::string(text) + "\n");
  }
  SetArgs(command, {Number(flags), Text(text)});
  return {};
}

Status Parser::Add(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token number, WithoutPrefix(*command, flags));
  const uint32_t to = lexer_.at();
  if (Result<Token> word = lexer_.Item(); !word || word->text != "to") {
    return lexer_.Near("\"to\" expected in \"add\" command", {to, to + 1});
  }
  TRY_ASSIGN(Token target, Required("value missing after \"to\"", to));
  SetArgs(command, {Number(flags), Text(number.text), Text(target.text)});
  return {};
}

Status Parser::Headers(Command* command, uint8_t flags) {
  TRY_ASSIGN(Token what, WithoutPrefix(*command, flags));
  if (what.text != "charset" && !options_.system_filter) {
    return lexer_.Near(
        "header addition and removal is available only in system filters:",
        what.span);
  }
  static constexpr std::array<std::string_view, 3> kRows = {
      "headers_add", "headers_remove", "headers_charset"};
  constexpr size_t kPrefix = std::string_view("headers_").size();
  const auto* row = std::ranges::find_if(kRows, [&](std::string_view name) {
    return name.substr(kPrefix) == what.text;
  });
  if (row == kRows.end()) {
    return lexer_.Near(
        "\"add\", \"remove\", or \"charset\" expected after \"headers\"",
        what.span);
  }
  TRY_ASSIGN(Token value,
             Required("value missing after \"add\", \"remove\", or \"charset\"",
                      what.span.begin));
  command->row = *row;
  SetArgs(command, {Text(value.text)});
  return {};
}

/// Reads the value of `key`; false when `key` is no keyword of mail.
Result<bool> Parser::MailWord(const Token& key, std::span<Argument> values) {
  size_t slot = 0;
  if (key.text == "return" || key.text == "expand") {
    bool expand = key.text == "expand";
    std::string_view needed = expand ? "file" : "message";
    Result<Token> next = lexer_.Word();
    if (!next || next->text != needed) {
      return lexer_.Near(
          Quote(key.text) + " not followed by " + Quote(needed) + " ",
          key.span);
    }
    values[expand ? kExpandFlag : kReturnFlag] = Raw({});
    if (!expand) return true;
    slot = kFileKey;
  } else {
    const auto* found = std::ranges::find(kMailKeys, key.text);
    if (found == kMailKeys.end()) return false;
    slot = static_cast<size_t>(found - kMailKeys.begin());
  }
  TRY_ASSIGN(Token value, lexer_.Item());
  values[slot] = Text(value.text);
  return true;
}

Status Parser::Mail(Command* command, uint8_t flags) {
  std::array<Argument, kMailSlots> values;
  for (;;) {
    uint32_t back = lexer_.at();
    TRY_ASSIGN(Token key, lexer_.Word());
    TRY_ASSIGN(bool taken, MailWord(key, values));
    if (taken) continue;
    lexer_.Rewind(back);
    break;
  }
  auto given = static_cast<size_t>(
      std::ranges::count_if(values, [](const Argument& value) {
        return value.kind != Argument::Kind::kNil;
      }));
  std::span<Argument> args = arena_.Array<Argument>(1 + 2 * given);
  size_t at = 0;
  args[at++] = Number(flags);
  for (size_t i = 0; i < kMailSlots; ++i) {
    if (values[i].kind == Argument::Kind::kNil) continue;
    args[at++] = Raw(i == kExpandFlag   ? "expand"
                     : i == kReturnFlag ? "return message"
                                        : kMailKeys[i]);
    args[at++] = values[i];
  }
  command->args = args;
  return {};
}

Status Parser::Fail(Command* command, uint8_t flags) {
  if (!options_.system_filter) {
    return lexer_.Near(
        "filtering command " + Quote(command->name) + " is disabled:",
        {command->at, lexer_.at()});
  }
  Argument text;
  bool quoted = lexer_.Peek() == '"';
  if (!quoted) {
    uint32_t back = lexer_.at();
    Result<Token> word = lexer_.Word();
    quoted = word && word->text == "text";
    if (!quoted) lexer_.Rewind(back);  // one too long is the next command's
  }
  if (quoted) {
    Result<Token> value = lexer_.Item();
    // Exim forgets an error in what ends the file.
    if (!value && !lexer_.AtEnd()) return Err(std::move(value.error()));
    text = Text(value ? value->text : lexer_.broken());
  }
  SetArgs(command, {Number(flags), text});
  return {};
}

}  // namespace trommel::exim
