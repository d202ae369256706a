// SPDX-License-Identifier: MIT
// save into a directory without a slash, vacation without personal.
#include "interp/exim/lint.h"

namespace trommel::exim {
namespace {

Span SpanOf(const Command& command) {
  auto size = static_cast<uint32_t>(command.name.size());
  return {command.at, command.at + size};
}

/// The file that `save` names, absolute; empty when a message decides it.
std::string FileOf(std::string_view text, const LintWorld& world) {
  std::string path(text);
  for (std::string_view home : {"$home", "${home}"}) {
    if (!text.starts_with(home)) continue;
    bool whole = text.size() == home.size() || text[home.size()] == '/';
    if (!whole) continue;
    std::string folder = world.Home();
    if (folder.empty()) return {};
    path = folder + path.substr(home.size());
  }
  bool fixed = path.find_first_of("$\\") == std::string::npos;
  if (!fixed || path.empty()) return {};
  if (path.starts_with('/')) return path;
  std::string folder = world.Home();
  return folder.empty() ? folder : folder + "/" + path;
}

void JudgeSave(const Command& command, const LintWorld& world,
               IssueList* issues) {
  if (command.name != "save" || command.args.size() < 2) return;
  std::string_view text = command.args[1].text;
  std::string path = FileOf(text, world);
  if (path.empty() || path.ends_with('/') || !world.IsDirectory(path)) return;
  issues->Warning(SpanOf(command),
                  "\"" + path +
                      "\" is a directory, and without a slash at "
                      "the end save takes it for a file",
                  "write save \"" + std::string(text) + "/\"");
}

template <typename Visit>
void ForEach(const Command* first, const Visit& visit) {
  for (const Command* c = first; c != nullptr; c = c->next) {
    visit(*c);
    for (const Branch* b = c->branches; b != nullptr; b = b->next) {
      ForEach(b->body, visit);
    }
  }
}

bool MentionsPersonal(const Condition* condition) {
  for (const Condition* c = condition; c != nullptr; c = c->next) {
    if (c->kind == Condition::Kind::kNames) return true;
    if (MentionsPersonal(c->children)) return true;
  }
  return false;
}

bool HasEnd(const Command* first) {
  bool found = false;
  ForEach(first, [&](const Command& c) { found |= c.name == "finish"; });
  return found;
}

/// `guarded`: an `if personal` around or before it decides.
void Vacations(const Command* first, bool guarded, IssueList* issues) {
  for (const Command* c = first; c != nullptr; c = c->next) {
    if (c->name == "vacation" && !guarded) {
      issues->Warning(SpanOf(*c),
                      "vacation answers every message, also those of mailing "
                      "lists and programs",
                      "put it into: if personal then … endif");
    }
    bool asks = false;
    for (const Branch* b = c->branches; b != nullptr; b = b->next) {
      const bool here = b->condition != nullptr &&
                        (b->condition->kind == Condition::Kind::kNames ||
                         MentionsPersonal(b->condition->children));
      asks = asks || here;
      Vacations(b->body, guarded || asks, issues);
    }
    for (const Branch* b = c->branches; asks && b != nullptr; b = b->next) {
      guarded = guarded || HasEnd(b->body);
    }
  }
}

}  // namespace

void LintSave(const LintInput& input, IssueList* issues) {
  ForEach(input.first,
          [&](const Command& c) { JudgeSave(c, input.world, issues); });
}

void LintVacation(const LintInput& input, IssueList* issues) {
  Vacations(input.first, false, issues);
}

}  // namespace trommel::exim
