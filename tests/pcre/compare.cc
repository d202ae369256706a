// SPDX-License-Identifier: MIT
// Comparing, with the table of what we may refuse.
#include "tests/pcre/compare.h"

#include <algorithm>

namespace trommel::pcre {
namespace {

/// What neither of our engines can do.
constexpr Refusal kRefusals[] = {
    {"(*UTF)", "(*UTF)a"},         {"(*UTF8)", "(*UTF8)a"},
    {"(*UCP)", "(*UCP)a"},         {"(*CR)", "(*CR)a"},
    {"(*CRLF)", "(*CRLF)a"},       {"(*ANY)", "(*ANY)a"},
    {"(*ANYCRLF)", "(*ANYCRLF)a"}, {"(*NUL)", "(*NUL)a"},
    {"(*COMMIT)", "a(*COMMIT)"},   {"(*PRUNE)", "a(*PRUNE)"},
    {"(*SKIP)", "a(*SKIP)"},       {"(*THEN)", "a(*THEN)"},
    {"(*sr:", "(*sr:a)"},          {"(*asr:", "(*asr:a)"},
};

/// How our errors go on behind the name.
constexpr std::string_view kNotSupported = " is not supported";

constexpr std::string_view kNames[] = {
    "agree",     "refused by name",  "PCRE2's limit",
    "refused",   "accepted",         "missed",
    "invented",  "other groups",     "other group count",
    "our limit", "other error text", "bare search",
};

bool SameGroups(const Outcome& peer, const Outcome& ours) {
  return std::ranges::equal(
      peer.groups, ours.groups, [](const auto& left, const auto& right) {
        return left.begin == right.begin && left.length == right.length;
      });
}

std::string Visible(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte < 127)
      out += c;
    else
      out += {'<', kHex[byte >> 4], kHex[byte & 15], '>'};
  }
  return out;
}

}  // namespace

bool IsAllowed(Difference difference) {
  return difference <= Difference::kPeerLimit;
}

std::string_view NameOf(Difference difference) {
  return kNames[static_cast<size_t>(difference)];
}

std::span<const Refusal> Refusals() { return kRefusals; }

const Refusal* FindRefusal(std::string_view error) {
  for (const Refusal& row : kRefusals) {
    bool named = error.starts_with(row.name) &&
                 error.substr(row.name.size()).starts_with(kNotSupported);
    if (named) return &row;
  }
  return nullptr;
}

Difference Compare(const Outcome& peer, const Outcome& ours) {
  if (peer.answer == Answer::kLimit) return Difference::kPeerLimit;
  if (ours.answer == Answer::kError) {
    if (FindRefusal(ours.text)) return Difference::kRefusedByName;
    if (peer.answer != Answer::kError) return Difference::kRefused;
    return peer.text == ours.text ? Difference::kNone : Difference::kMessage;
  }
  if (peer.answer == Answer::kError) return Difference::kAccepted;
  if (ours.answer == Answer::kLimit) return Difference::kLimit;
  if (ours.group_count != peer.group_count) return Difference::kGroupCount;
  if (ours.bare_differs) return Difference::kBare;
  if (ours.answer != peer.answer) {
    return peer.answer == Answer::kMatch ? Difference::kMissed
                                         : Difference::kInvented;
  }
  return SameGroups(peer, ours) ? Difference::kNone : Difference::kGroups;
}

Verdict Judge(const Case& test, EngineMaker peer, EngineMaker ours) {
  Verdict verdict;
  verdict.peer =
      peer(test.pattern, test.caseless)->Search(test.subject, test.from);
  if (verdict.peer.answer == Answer::kLimit) {
    verdict.difference = Difference::kPeerLimit;
    return verdict;
  }
  verdict.ours =
      ours(test.pattern, test.caseless)->Search(test.subject, test.from);
  verdict.difference = Compare(verdict.peer, verdict.ours);
  return verdict;
}

std::string Printed(const Case& test) {
  std::string out = "/" + Visible(test.pattern) + "/";
  if (test.caseless) out += 'i';
  out += " on \"" + Visible(test.subject) + "\"";
  if (test.from > 0) out += " from " + std::to_string(test.from);
  return out;
}

std::string Printed(const Outcome& outcome) {
  switch (outcome.answer) {
    case Answer::kNoMatch:
      return "no match";
    case Answer::kError:
      return "error: " + Visible(outcome.text);
    case Answer::kLimit:
      return "limit: " + Visible(outcome.text);
    case Answer::kMatch:
      break;
  }
  std::string out = "match";
  for (size_t i = 0; i < outcome.groups.size(); ++i) {
    const auto& group = outcome.groups[i];
    out += " " + std::to_string(i) + ":";
    if (group.begin == std::string_view::npos)
      out += "unset";
    else
      out += std::to_string(group.begin) + "-" +
             std::to_string(group.begin + group.length);
  }
  if (outcome.group_count + 1 != outcome.groups.size())
    out += " (" + std::to_string(outcome.group_count) + " groups)";
  if (outcome.bare_differs) out += " (not without groups)";
  return out;
}

}  // namespace trommel::pcre
