// SPDX-License-Identifier: MIT
#include "tools/common/trace_printer.h"

#include <algorithm>
#include <array>

#include "tools/common/output.h"
#include "tools/common/report.h"

namespace trommel {
namespace {

constexpr size_t kConditionCharacters = 200;

constexpr std::array<std::string_view, 16> kKindWords = {
    "control",     "command",    "test",         "tag",
    "match type",  "comparator", "address part", "item",
    "operator",    "condition",  "condition",    "lookup",
    "loop source", "variable",   "lookup",       "step"};
static_assert(kKindWords.size() == static_cast<size_t>(RowKind::kStep) + 1);

void AppendTag(std::string_view name, const Value& value, std::string* out) {
  *out += " :" + std::string(name);
  if (value.type() == Type::kBool) return;
  *out += ' ';
  AppendValue(value, out);
}

// Whether a slot holds nothing: the script left the argument out.
bool LeftOut(const Param& param, const Value& value) {
  if (value.is_nil()) return true;
  if (param.kind == ParamKind::kPositional) return false;
  return (value.type() == Type::kBool && !value.boolean()) ||
         (value.type() == Type::kString && value.text().empty());
}

void AppendSlot(const Param& param, const Value& value, std::string* out) {
  if (LeftOut(param, value)) return;
  switch (param.kind) {
    case ParamKind::kTag:
      AppendTag(param.name, value, out);
      return;
    case ParamKind::kComparator:
      AppendTag("comparator", value, out);
      return;
    case ParamKind::kChoice:
    case ParamKind::kMatchType:
    case ParamKind::kAddressPart:
      *out += value.text().starts_with(':') ? " " : " :";
      *out += value.text();
      return;
    case ParamKind::kPositional:
    case ParamKind::kRelation:
      *out += ' ';
      AppendValue(value, out);
      return;
  }
}

vm::TraceEvent EventAt(LineColumn place) {
  vm::TraceEvent event;
  event.line = place.line;
  event.column = place.column;
  return event;
}

void AppendArgs(const Row& row, std::span<const Value> args, std::string* out) {
  const size_t named = std::min(row.usage.size(), args.size());
  for (size_t i = 0; i < named; ++i) AppendSlot(row.usage[i], args[i], out);
  for (const Value& extra : args.subspan(named)) {
    *out += ' ';
    AppendValue(extra, out);
  }
}

// Whether a row compares what it finds in the message with its keys.
bool Matches(const Row& row) {
  return std::any_of(
      row.usage.begin(), row.usage.end(),
      [](const Param& param) { return param.kind == ParamKind::kMatchType; });
}

// What a require calls is of interest when it fails.
bool IsSilent(const vm::TraceEvent& event) {
  return event.row->kind == RowKind::kStep && !event.failed &&
         event.row->name.ends_with("_required");
}

}  // namespace

std::string_view KindWord(RowKind kind) {
  return kKindWords[static_cast<size_t>(kind)];
}

void TracePrinter::OnCompare(std::string_view subject, std::string_view key,
                             bool matched) {
  if (json_) {
    JsonWriter json(&compares_);
    if (!compares_.empty()) compares_ += ',';
    json.Open('{');
    json.Text("value", subject);
    json.Text("key", key);
    json.Flag("matched", matched);
    json.Close('}');
    return;
  }
  compares_ += "      ";
  AppendValue(Value::String(subject), &compares_);
  compares_ += " with ";
  AppendValue(Value::String(key), &compares_);
  compares_ += matched ? ": yes\n" : ": no\n";
}

void TracePrinter::OnCall(const vm::TraceEvent& event) {
  if (IsSilent(event)) return;
  if (json_) {
    WriteCall(event);
  } else {
    PrintCall(event);
  }
  compares_.clear();
}

void TracePrinter::OnFailure(uint32_t line, uint32_t column) {
  if (json_) {
    JsonWriter json(&text_);
    vm::TraceEvent event = EventAt({line, column});
    event.failed = true;
    BeginObject(event, "failure", "", &json);
    json.Close('}');
    return;
  }
  BeginLine(line);
  text_ += "failed here\n";
}

void TracePrinter::OnAddress(LineColumn place, std::string_view address) {
  if (json_) {
    JsonWriter json(&text_);
    BeginObject(EventAt(place), "address", address, &json);
    json.Close('}');
    return;
  }
  BeginLine(place.line);
  text_ += "address ";
  AppendValue(Value::String(address), &text_);
  text_ += '\n';
}

void TracePrinter::OnDecision(const TraceDecision& decision) {
  if (json_) return WriteDecision(decision);
  BeginLine(decision.place.line);
  text_ += decision.word;
  text_ += ' ';
  AppendPrintable(FirstCharacters(decision.condition, kConditionCharacters),
                  &text_);
  text_ += decision.value ? " -> true, on to " : " -> false, on to ";
  if (decision.next_word.empty()) {
    text_ += "the end\n";
    return;
  }
  text_ += "line " + std::to_string(decision.next.line) + ": ";
  text_ += decision.next_word;
  text_ += '\n';
}

void TracePrinter::WriteDecision(const TraceDecision& decision) {
  JsonWriter json(&text_);
  vm::TraceEvent event = EventAt(decision.place);
  event.result = Value::Bool(decision.value);
  BeginObject(event, decision.word, decision.condition, &json);
  if (decision.next_word.empty()) {
    json.Null("next");
  } else {
    json.Open("next", '{');
    json.Number("line", decision.next.line);
    json.Number("column", decision.next.column);
    json.Text("name", decision.next_word);
    json.Close('}');
  }
  json.Close('}');
}

void TracePrinter::PrintCall(const vm::TraceEvent& event) {
  BeginLine(event.line);
  text_ += KindWord(event.row->kind);
  text_ += ' ';
  text_ += event.row->name;
  AppendArgs(*event.row, event.args, &text_);
  if (event.failed) {
    text_ += " -> failed";
  } else if (!event.result.is_nil()) {
    text_ += " -> ";
    AppendValue(event.result, &text_);
  }
  if (compares_.empty() && !event.failed && Matches(*event.row)) {
    text_ += ", nothing to compare";
  }
  text_ += '\n';
  text_ += compares_;
}

void TracePrinter::WriteCall(const vm::TraceEvent& event) {
  JsonWriter json(&text_);
  BeginObject(event, KindWord(event.row->kind), event.row->name, &json);
  json.Close('}');
}

void TracePrinter::BeginLine(uint32_t line) {
  text_ += "  line " + std::to_string(line) + ": ";
}

void TracePrinter::BeginObject(const vm::TraceEvent& event,
                               std::string_view kind, std::string_view name,
                               JsonWriter* json) {
  if (!text_.empty()) text_ += ',';
  json->Open('{');
  json->Number("line", event.line);
  json->Number("column", event.column);
  json->Text("kind", kind);
  json->Text("name", name);
  json->Any("args", Value::List(event.args));
  json->Any("result", event.result);
  json->Flag("failed", event.failed);
  json->Open("compares", '[');
  text_ += compares_;
  json->Close(']');
}

}  // namespace trommel
