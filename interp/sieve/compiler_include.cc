// SPDX-License-Identifier: MIT
// include, return and global (RFC 6609): an included script is compiled where
// it is included, with variables of its own.
#include <algorithm>
#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/sieve/compiler.h"
#include "interp/sieve/parser.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::sieve {
namespace {

using text::EqualsCaseless;

/// Slots of include's usage line.
enum Slot : uint8_t { kLocation, kOnce, kOptional, kName };

std::string Quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

bool IsControl(std::string_view name, size_t at) {
  const auto byte = static_cast<unsigned char>(name[at]);
  if (byte < 0x20 || byte == 0x7F) return true;
  const std::string_view rest = name.substr(at);
  return rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") ||
         (byte == 0xC2 && rest.size() > 1 &&
          static_cast<unsigned char>(rest[1]) < 0xA0);
}

std::string Called(bool global, std::string_view name) {
  return std::string(global ? "global" : "personal") + " script " +
         Quoted(name);
}

bool Contains(const std::vector<std::string>& all, std::string_view name) {
  return std::ranges::find(all, name) != all.end();
}

}  // namespace

bool IsScriptName(std::string_view name) {
  if (name.empty() || !text::IsUtf8(name)) return false;
  size_t characters = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '/' || IsControl(name, i)) return false;
    if ((static_cast<unsigned char>(name[i]) & 0xC0U) != 0x80U) ++characters;
  }
  return characters <= limits::kScriptNameCharacters;
}

/// False when `node` is none of the three.
bool Compiler::Control(const Node& node) {
  struct Word {
    std::string_view name;
    void (Compiler::*method)(const Node&);
  };
  constexpr Word kWords[] = {{"include", &Compiler::Include},
                             {"return", &Compiler::Return},
                             {"global", &Compiler::Global}};
  for (const Word& word : kWords) {
    if (!EqualsCaseless(node.name, word.name)) continue;
    const RowEntry* entry =
        rows_.Find(Language::kSieve, RowKind::kControl, word.name);
    if (entry == nullptr) return false;
    Plain(node, "command");
    capabilities_.Demand(*entry, node.span, "");
    if (!node.broken && binder_.Bind(node, *entry)) (this->*word.method)(node);
    return true;
  }
  return false;
}

void Compiler::Include(const Node& node) {
  std::span<const Builder::Constant> values = binder_.values();
  const std::string_view name = values[kName].text;
  const Span span = node.args.back().span;
  if (binder_.dynamic()) {
    issues_->Error(span, "\"include\" takes a constant string as its name");
  } else if (!IsScriptName(name)) {
    issues_->Error(span, Quoted(name) + " cannot be the name of a script");
  } else {
    IncludeScript(node, values[kLocation].text == "global", name);
  }
}

/// What the run reports, too; in a run, what keeps the script from running.
void Compiler::IncludeFailure(Span span, std::string text) {
  if (!session_->include.upload) {
    issues_->Error(span, std::move(text));
    return;
  }
  builder_->EmitText(Op::kRaise, text);
  issues_->Warning(span, std::move(text), "it is an error when it gets there");
}

void Compiler::IncludeScript(const Node& node, bool global,
                             std::string_view name) {
  std::span<const Builder::Constant> values = binder_.values();
  const bool once = values[kOnce].boolean;
  const bool optional = values[kOptional].boolean;
  const Span span = node.args.back().span;
  ScriptLibrary* library = session_->include.library;
  Result<SourceText> source = library == nullptr ? Err(Code::kNoInput, "")
                                                 : library->Find(global, name);
  const bool circular = source && Contains(session_->open, source->name());
  if (circular && once) return;  // it counts as included
  const RowEntry* enter =
      rows_.Find(Language::kSieve, RowKind::kLookup, "include_enter");
  const Builder::Constant args[] = {
      {.type = Type::kString,
       .text = source ? std::string_view(source->name()) : name},
      {.type = Type::kBool, .boolean = once}};
  At(node.span);
  const bool matches = capabilities_.Has("variables");
  if (matches) builder_->Emit(Op::kSaveMatch);
  builder_->CallConst(*enter, args);
  Jumps past;
  Add(&past, Op::kJumpNil);
  builder_->Emit(Op::kPop);
  if (circular) {
    IncludeFailure(span, "the " + Called(global, name) + " includes itself");
  } else if (source) {
    EmitIncluded(node, std::move(*source));
  } else if (source.error().code != Code::kNoInput) {
    IncludeFailure(span, "the " + Called(global, name) +
                             " cannot be read: " + source.error().text);
  } else if (!optional) {
    IncludeFailure(span,
                   "the included " + Called(global, name) + " does not exist");
  }
  BindHere(past);
  if (matches) builder_->Emit(Op::kRestoreMatch);
}

void Compiler::EmitIncluded(const Node& node, SourceText text) {
  Session& session = *session_;
  const Span span = node.args.back().span;
  if (!Contains(session.included, text.name())) {
    session.included.push_back(text.name());
  }
  if (session.open.size() > session.include.max_depth) {
    return IncludeFailure(span, "scripts include each other more than " +
                                    std::to_string(session.include.max_depth) +
                                    " deep");
  }
  const bool too_many = session.included.size() > session.include.max_scripts;
  if (too_many || session.sites >= limits::kSieveIncludeSites) {
    return IncludeFailure(
        span, "more than " +
                  std::to_string(too_many ? session.include.max_scripts
                                          : limits::kSieveIncludeSites) +
                  " scripts are included");
  }
  const SourceText& source = session.sources.emplace_back(std::move(text));
  session.open.push_back(source.name());
  session.loops += loops_.size();
  ++session.sites;
  IssueList issues;
  Node* first = Parse(source, rows_, arena_, &issues);
  const bool looped = session.loops > 0;
  if (looped) Step("include", "_begin", 0);
  Compiler(session_, source, &issues)
      .Included(first, place_.value_or(node.span.begin));
  if (looped) Step("include", "_end", 0);
  issues.Sort();
  session.loops -= loops_.size();
  session.open.pop_back();
  const std::string where = "in the included script " +
                            Quoted(binder_.values()[kName].text) + ", line ";
  for (const Issue& issue : issues.all()) {
    std::string what = where +
                       std::to_string(source.Locate(issue.span.begin).line) +
                       ": " + issue.text;
    if (issue.severity == Severity::kError) {
      issues_->Error(span, std::move(what), issue.hint);
    } else {
      issues_->Warning(span, std::move(what), issue.hint);
    }
  }
}

void Compiler::Included(Node* first, uint32_t place) {
  place_ = place;
  Script(first);
  if (session_->loops == 0) return;
  for (uint16_t slot : scope_.locals()) {  // the next time they are new
    builder_->EmitString({});
    builder_->EmitCount(Op::kStoreVar, slot);
  }
}

void Compiler::Return(const Node& node) {
  At(node.span);
  for (size_t i = loops_.size(); i > 0; --i) {
    builder_->Emit(Op::kEndIter);
    Step(loops_[i - 1].command, "_leave", 0);
  }
  Add(&return_, Op::kJump);
}

void Compiler::Global(const Node& node) {
  if (!capabilities_.Has("variables")) {
    capabilities_.Missing(node.span, "global", "variables");
    return;
  }
  const Arg& names = node.args[0];
  for (size_t i = 0; i < names.items.size(); ++i) {
    const std::string_view name = names.items[i];
    if (!IsVariableName(name) || name.size() > limits::kVariableNameBytes) {
      issues_->Error(names.spans[i], Quoted(name) + " is no variable's name");
    } else if (!scope_.MakeGlobal(name)) {
      issues_->Error(names.spans[i],
                     Quoted(name) + " is a variable of this script already",
                     "put \"global\" before its first use");
    }
  }
}

}  // namespace trommel::sieve
