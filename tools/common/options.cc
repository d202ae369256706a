// SPDX-License-Identifier: MIT
#include "tools/common/options.h"

#include <algorithm>
#include <charconv>

#include "tools/common/nearest.h"

namespace trommel {
namespace {

constexpr size_t kHelpColumn = 26;

const Option* ByName(const Manual& manual, std::string_view name) {
  for (const Option& option : manual.options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

const Option* ByLetter(const Manual& manual, char letter) {
  for (const Option& option : manual.options) {
    if (option.letter == letter) return &option;
  }
  return nullptr;
}

Failure Unknown(const Manual& manual, std::string_view word) {
  std::vector<std::string_view> names;
  for (const Option& option : manual.options) names.push_back(option.name);
  std::string text = "unknown option " + std::string(word);
  if (word.starts_with("--")) {
    std::string_view near = Nearest(word.substr(2), names);
    if (!near.empty()) text += "; did you mean --" + std::string(near) + "?";
  }
  return Err(Code::kUsage, std::move(text));
}

Status CheckCount(const Manual& manual, size_t count) {
  std::string usage = "; usage: " + std::string(manual.name) + " " +
                      std::string(manual.arguments);
  if (count < manual.least) {
    return Err(Code::kUsage, "an argument is missing" + usage);
  }
  if (count > manual.most) {
    return Err(Code::kUsage, "there are too many arguments" + usage);
  }
  return {};
}

void AppendOption(const Option& option, std::string* out) {
  std::string left = "  ";
  if (option.letter != 0) {
    left += std::string("-") + option.letter + ", ";
  } else {
    left += "    ";
  }
  left += "--" + std::string(option.name);
  if (!option.value.empty()) left += " " + std::string(option.value);
  if (left.size() + 2 > kHelpColumn) {
    left += "\n" + std::string(kHelpColumn, ' ');
  } else {
    left.resize(kHelpColumn, ' ');
  }
  *out += left + std::string(option.help) + "\n";
}

}  // namespace

Result<Arguments> Arguments::Parse(const Manual& manual,
                                   std::span<const char* const> argv) {
  Arguments out;
  bool options_end = false;
  for (size_t i = 0; i < argv.size(); ++i) {
    std::string_view word = argv[i];
    if (options_end || word.size() < 2 || word[0] != '-') {
      out.positionals_.push_back(word);
    } else if (word == "--") {
      options_end = true;
    } else {
      const bool is_long = word.starts_with("--");
      TRY(is_long ? out.AddLong(manual, word, argv, &i)
                  : out.AddShort(manual, word, argv, &i));
      if (out.Has("help")) return out;
    }
  }
  TRY(CheckCount(manual, out.positionals_.size()));
  return out;
}

Status Arguments::AddLong(const Manual& manual, std::string_view word,
                          std::span<const char* const> argv, size_t* at) {
  const size_t equals = word.find('=');
  const std::string_view bare = word.substr(0, equals);
  const Option* option = ByName(manual, bare.substr(2));
  if (option == nullptr) return Unknown(manual, bare);
  const bool attached = equals != std::string_view::npos;
  if (option->value.empty() && attached) {
    return Err(Code::kUsage, std::string(word) + ": option --" +
                                 std::string(option->name) + " takes no value");
  }
  if (attached || option->value.empty()) {
    given_.push_back({option->name,
                      attached ? word.substr(equals + 1) : std::string_view()});
    return {};
  }
  return AddNext(*option, word, argv, at);
}

Status Arguments::AddShort(const Manual& manual, std::string_view word,
                           std::span<const char* const> argv, size_t* at) {
  for (size_t i = 1; i < word.size(); ++i) {
    const Option* option = ByLetter(manual, word[i]);
    const std::string bare = {'-', word[i]};
    if (option == nullptr) return Unknown(manual, bare);
    if (!option->value.empty() && i + 1 == word.size()) {
      return AddNext(*option, bare, argv, at);
    }
    const bool flag = option->value.empty();
    given_.push_back({option->name, word.substr(flag ? word.size() : i + 1)});
    if (!flag) break;
  }
  return {};
}

Status Arguments::AddNext(const Option& option, std::string_view word,
                          std::span<const char* const> argv, size_t* at) {
  if (*at + 1 >= argv.size()) {
    return Err(Code::kUsage, "option " + std::string(word) + " needs " +
                                 std::string(option.value));
  }
  given_.push_back({option.name, argv[++*at]});
  return {};
}

std::optional<std::string_view> Arguments::Get(std::string_view name) const {
  for (size_t i = given_.size(); i > 0; --i) {
    if (given_[i - 1].name == name) return given_[i - 1].value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Arguments::All(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const Given& given : given_) {
    if (given.name == name) out.push_back(given.value);
  }
  return out;
}

std::string HelpText(const Manual& manual) {
  std::string out = "Usage: " + std::string(manual.name);
  if (!manual.options.empty()) out += " [OPTION]...";
  out += " " + std::string(manual.arguments) + "\n\n" +
         std::string(manual.summary) + "\n";
  if (!manual.text.empty()) out += "\n" + std::string(manual.text);
  if (!manual.options.empty()) out += "\nOptions:\n";
  for (const Option& option : manual.options) AppendOption(option, &out);
  if (!manual.examples.empty()) {
    out += "\nExamples:\n" + std::string(manual.examples);
  }
  return out;
}

Result<size_t> ParseCount(std::string_view what, std::string_view text,
                          size_t most) {
  size_t value = 0;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || value > most) {
    return Err(Code::kUsage, std::string(what) +
                                 " must be a number from 0 to " +
                                 std::to_string(most) + ", not \"" +
                                 std::string(text) + "\"");
  }
  return value;
}

}  // namespace trommel
