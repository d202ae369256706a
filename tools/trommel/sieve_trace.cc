// SPDX-License-Identifier: MIT
#include "tools/trommel/sieve_trace.h"

#include <algorithm>

#include "interp/base/arena.h"
#include "interp/sieve/parser.h"
#include "interp/text/ascii.h"

namespace trommel {
namespace {

using sieve::Node;

bool Is(const Node& node, std::string_view name) {
  return text::EqualsCaseless(node.name, name);
}

/// What stands in the slot of this kind, or `otherwise`.
std::string_view Slot(const vm::TraceEvent& event, ParamKind kind,
                      std::string_view otherwise) {
  for (size_t i = 0; i < event.row->usage.size(); ++i) {
    if (event.row->usage[i].kind != kind) continue;
    const std::string_view text = event.args[i].text();
    return text.empty() ? otherwise : text;
  }
  return otherwise;
}

std::string Operand(std::string_view label, std::string_view text) {
  std::string out(label);
  out += text;
  return out + " (" + std::to_string(text.size()) + " chars)\n";
}

std::string_view Word(bool value) { return value ? "true\n" : "false\n"; }

}  // namespace

void SieveTrace::OnCompare(std::string_view subject, std::string_view key,
                           bool matched) {
  bytes_ += subject.size() + key.size();
  if (bytes_ > EximDebug::kMost) return;
  comparisons_.push_back({std::string(subject), std::string(key), matched});
}

void SieveTrace::OnCall(const vm::TraceEvent& event) {
  const bool is_test = event.row->kind == RowKind::kTest;
  if (!event.failed && (is_test || event.row->kind == RowKind::kCommand)) {
    const bool value = is_test && event.result.boolean();
    calls_.push_back({{event.line, event.column}, value, LinesOf(event)});
  }
  comparisons_.clear();
}

std::vector<std::string> SieveTrace::LinesOf(const vm::TraceEvent& event) {
  std::vector<std::string> out;
  std::string delivery = DeliveryOf(event);
  if (!delivery.empty()) out.push_back(std::move(delivery));
  std::string head = "String comparison (match ";
  head += Slot(event, ParamKind::kMatchType, ":is");
  const std::string_view comparator =
      Slot(event, ParamKind::kComparator, "i;ascii-casemap");
  head += ", comparison \"";
  head += comparator == "i;ascii-casemap" ? "en;ascii-casemap" : comparator;
  head += "\"):\n";
  for (const Comparison& comparison : comparisons_) {
    out.push_back(head);
    out.push_back(Operand("  Search = ", comparison.key));
    out.push_back(Operand("  Inside = ", comparison.subject));
    out.push_back("  Result " + std::string(Word(comparison.matched)));
  }
  return out;
}

std::string SieveTrace::DeliveryOf(const vm::TraceEvent& event) {
  const std::string_view name = event.row->name;
  if (event.row->kind != RowKind::kCommand) return {};
  if (name != "keep" && name != "fileinto" && name != "redirect") return {};
  const std::string target(Slot(event, ParamKind::kPositional, "inbox"));
  const std::string verb = name == "redirect" ? "redirect" : "fileinto";
  if (verb == "fileinto") {
    if (std::ranges::find(folders_, target) != folders_.end()) {
      return "Repeated fileinto `" + target + "' ignored.\n";
    }
    folders_.push_back(target);
  }
  return verb + " `" + target + "'\n";
}

void SieveTrace::Print() {
  Arena arena;
  IssueList issues;
  Commands(sieve::Parse(source_, rows_, &arena, &issues));
}

/// Recurs as deep as blocks do: limits::kNesting.
void SieveTrace::Commands(const Node* first) {
  bool decided = false;
  for (const Node* node = first; node != nullptr && !ended_;
       node = node->next) {
    if (Is(*node, "if")) decided = false;
    if (Is(*node, "if") || Is(*node, "elsif") || Is(*node, "else")) {
      decided = Conditional(*node, decided);
    } else if (Is(*node, "stop")) {
      ended_ = true;
    } else if (!Is(*node, "require")) {
      Next(*node);
    }
  }
}

/// Whether this arm or one before it was taken.
bool SieveTrace::Conditional(const Node& node, bool decided) {
  if (decided) return true;
  bool taken = true;
  if (!Is(node, "else")) {
    taken = Test(*node.tests);
    if (ended_) return true;
    debug_->Text(Is(node, "if") ? "if " : "elsif ");
    debug_->Text(Word(taken));
  }
  if (taken) Commands(node.block);
  return taken;
}

bool SieveTrace::Test(const Node& test) {
  if (Is(test, "not")) return !Test(*test.tests);
  if (Is(test, "anyof")) return AnyOrAllOf(test, true);
  if (Is(test, "allof")) return AnyOrAllOf(test, false);
  if (Is(test, "true")) return true;
  if (Is(test, "false")) return false;
  const Call* call = Next(test);
  return call != nullptr && call->value;
}

bool SieveTrace::AnyOrAllOf(const Node& test, bool any) {
  for (const Node* one = test.tests; one != nullptr && !ended_;
       one = one->next) {
    if (Test(*one) == any) return any;
  }
  return !any;
}

const SieveTrace::Call* SieveTrace::Next(const Node& node) {
  const LineColumn place = source_.Locate(node.span.begin);
  const bool reached = next_ < calls_.size() &&
                       calls_[next_].place.line == place.line &&
                       calls_[next_].place.column == place.column;
  if (!reached) {
    ended_ = true;
    return nullptr;
  }
  for (const std::string& line : calls_[next_].lines) debug_->Text(line);
  return &calls_[next_++];
}

}  // namespace trommel
