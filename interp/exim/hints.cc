// SPDX-License-Identifier: MIT
#include "interp/exim/hints.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/text/suggest.h"

namespace trommel::exim {
namespace {

constexpr std::string_view kCommands[] = {
    "deliver",   "save",  "pipe",    "mail",     "vacation", "finish",
    "testprint", "add",   "logfile", "logwrite", "headers",  "fail",
    "freeze",    "defer", "seen",    "unseen",   "noerror",  "if",
    "elif",      "else",  "endif"};

constexpr std::string_view kConditions[] = {"is",     "contains", "matches",
                                            "begins", "ends",     "above",
                                            "below",  "does",     "not"};

constexpr std::string_view kJoints[] = {"and", "or", "then"};

struct Synonym {
  std::string_view word;
  std::string_view exim;
};

/// Words of other languages for what Exim calls otherwise.
constexpr Synonym kSynonyms[] = {{"fileinto", "save"},
                                 {"redirect", "deliver"},
                                 {"stop", "finish"},
                                 {"exit", "finish"},
                                 {"forward", "deliver"},
                                 {"reply", "mail"},
                                 {"log", "logwrite"},
                                 {"elseif", "elif"},
                                 {"elsif", "elif"},
                                 {"end", "endif"},
                                 {"fi", "endif"},
                                 {"=", "is"},
                                 {"==", "is"},
                                 {"!=", "is not"},
                                 {">", "above"},
                                 {"<", "below"},
                                 {"equals", "is"},
                                 {"has", "contains"},
                                 {"includes", "contains"},
                                 {"&&", "and"},
                                 {"||", "or"},
                                 {"{", "then"}};

std::string_view SynonymOf(std::string_view word) {
  const auto* found = std::ranges::find_if(kSynonyms, [&](const Synonym& s) {
    return text::EqualsCaseless(s.word, word);
  });
  return found == std::end(kSynonyms) ? std::string_view() : found->exim;
}

/// The text between the first quotes behind `before`.
std::string_view WordIn(std::string_view error, std::string_view before) {
  size_t at = error.find(before);
  if (at == std::string_view::npos) return {};
  error.remove_prefix(at + before.size());
  return error.substr(0, error.find_first_of("\" \t"));
}

template <size_t size>
std::string Near(std::string_view word, const std::string_view (&known)[size]) {
  if (word.empty()) return {};
  std::string_view synonym = SynonymOf(word);
  if (!synonym.empty()) return "did you mean \"" + std::string(synonym) + "\"?";
  text::Suggestion nearest(word);
  for (std::string_view candidate : known) nearest.Offer(candidate);
  bool only_case = text::EqualsCaseless(nearest.best(), word);
  return nearest.Hint() + (only_case ? " It is lower case." : "");
}

struct Advice {
  std::string_view part;  ///< of the error's text
  std::string_view hint;
};

constexpr std::string_view kSystemOnly =
    "only system filters may: trommel check --system checks one";
constexpr std::string_view kMove =
    "write it before the commands inside instead";

constexpr Advice kAdvice[] = {
    {"quote missing at end of string",
     "a string ends on its line; write \\n for a new line, and \\ at the end "
     "of a line to go on in the next"},
    {"string is too long", "write a shorter one, or several commands"},
    {"word is too long", "write a shorter one, or several commands"},
    {"is disabled", kSystemOnly},
    {"available only in system filters", kSystemOnly},
    {"found before an \"if\"", kMove},
    {"found before an \"add\"", "add delivers nothing: leave it out"},
    {"found before an \"headers\"", "headers delivers nothing: leave it out"},
    {"\" repeated near", "one of them is enough"},
    {"\"to\" expected in \"add\"", "usage: add <number> to <n0 to n9>"},
    {"value missing after \"to\"", "usage: add <number> to <n0 to n9>"},
    {"expected after \"headers\"", "usage: headers charset <name>"},
    {"\"endif\" missing near",
     "else is the last part of an if; elif comes before it"},
    {"unexpected \"endif\"", "there is one endif too many, or an if too few"},
    {"unexpected \"else\"", "no if is open here: is there an endif too many?"},
    {"unexpected \"elif\"", "no if is open here: is there an endif too many?"},
    {"unexpected \"then\"", "a condition is missing before it"},
    {"missing \")\"", "close the bracket before then"},
    {"unexpected \"(\"",
     "and, or or then is missing; text with brackets needs quotes"},
    {"unexpected \")\"", "text with brackets needs quotes"},
    {"expected after \"foranyaddress\"",
     "usage: foranyaddress <list> ( <condition> )"},
};

}  // namespace

std::string HintFor(std::string_view error) {
  if (error.starts_with("unknown filtering command \"\xEF\xBB\xBF")) {
    return "a byte order mark stands before this line, so that Exim sees no "
           "\"# Exim filter\": save the file as UTF-8 without it";
  }
  std::string near =
      Near(WordIn(error, "unknown filtering command \""), kCommands);
  if (near.empty()) {
    near = Near(WordIn(error, "unrecognized condition word \""), kConditions);
  }
  if (!near.empty()) return near;
  std::string_view found = WordIn(error, ", but found \"");
  if (!found.empty()) {
    near = Near(found, kJoints);
    return near.empty() ? "text with blanks needs quotes" : near;
  }
  for (const Advice& advice : kAdvice) {
    if (error.find(advice.part) != std::string_view::npos) {
      return std::string(advice.hint);
    }
  }
  return {};
}

std::string_view MeantBlockWord(std::string_view word) {
  constexpr std::string_view kWords[] = {"if", "elif", "else", "endif"};
  std::string_view meant = SynonymOf(word);
  if (meant.empty()) {
    text::Suggestion nearest(word);
    for (std::string_view candidate : kCommands) nearest.Offer(candidate);
    meant = nearest.best();
  }
  bool block = std::ranges::find(kWords, meant) != std::end(kWords);
  return block ? meant : std::string_view();
}

}  // namespace trommel::exim
