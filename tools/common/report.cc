// SPDX-License-Identifier: MIT
#include "tools/common/report.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "interp/text/ascii.h"
#include "interp/text/encoded_word.h"
#include "tools/common/output.h"

namespace trommel {
namespace {

constexpr size_t kShownCharacters = 200;

void AppendQuoted(std::string_view text, std::string* out) {
  const std::string_view shown = FirstCharacters(text, kShownCharacters);
  *out += '"';
  std::string_view rest = shown;
  for (size_t end; (end = rest.find('\n')) != std::string_view::npos;) {
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    AppendPrintable(line, out);
    *out += "\\n";
    rest.remove_prefix(end + 1);
  }
  AppendPrintable(rest, out);
  *out += '"';
  if (shown.size() == text.size()) return;
  *out += "... (" + std::to_string(text.size()) + " bytes)";
}

void AppendList(std::span<const Value> items, std::string* out) {
  *out += '[';
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) *out += ", ";
    AppendValue(items[i], out);
  }
  *out += ']';
}

std::string_view PlacePrefix(vm::ActionKind kind) {
  if (kind == vm::ActionKind::kRedirect) return "redirect:";
  return kind == vm::ActionKind::kPipe ? "pipe:" : "";
}

void WriteAction(const vm::Action& action, JsonWriter* json) {
  json->Open('{');
  json->Text("action", vm::ActionWord(action.kind));
  json->Text("target", action.target);
  json->Number("line", action.line);
  json->Flag("implicit", action.implicit);
  json->Flag("copy", action.copy);
  if (action.noerror) json->Flag("noerror", true);
  if (!action.flags.empty()) {
    json->Any("flags", Value::List(action.flags));
  }
  if (!action.fields.empty()) {
    json->Open("fields", '{');
    for (const vm::ActionField& field : action.fields) {
      json->Any(field.name, field.value);
    }
    json->Close('}');
  }
  json->Close('}');
}

}  // namespace

void Destinations::Add(std::string_view prefix, std::string_view target) {
  const auto same = [&](const std::string& place) {
    return place.size() == prefix.size() + target.size() &&
           place.starts_with(prefix) && place.ends_with(target);
  };
  const auto end = places_.begin() + static_cast<std::ptrdiff_t>(count_);
  if (std::any_of(places_.begin(), end, same)) return;
  if (count_ == places_.size()) places_.emplace_back();
  places_[count_].assign(prefix).append(target);
  ++count_;
}

void Destinations::Set(const vm::Outcome& outcome) {
  count_ = 0;
  bool discarded = false;
  for (const vm::Action& action : outcome.actions) {
    if (!outcome.ok && !action.implicit) continue;
    if (!vm::Delivers(action.kind)) continue;
    if (action.kind == vm::ActionKind::kDiscard) {
      discarded = true;
    } else if (action.kind == vm::ActionKind::kKeep) {
      Add("", action.target.empty() ? "INBOX" : action.target);
    } else if (action.kind > vm::ActionKind::kDiscard) {
      Add("", vm::ActionWord(action.kind));
    } else {
      Add(PlacePrefix(action.kind), action.target);
    }
  }
  if (count_ == 0 && discarded) Add("", "discard");
}

void ReadSubject(const mail::Message& message, std::string* out) {
  out->clear();
  const mail::Field* field = message.Find("Subject");
  if (field == nullptr) return;
  const std::string_view value = text::Trim(field->value);
  if (text::HasEncodedWord(value)) {
    AppendPrintable(text::DecodeWords(value), out);
  } else {
    AppendPrintable(value, out);
  }
  // The line end of a fold has become blanks: one is enough.
  const auto both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
  out->erase(std::unique(out->begin(), out->end(), both_blank), out->end());
}

void WriteOutcome(const Destinations& destinations, const vm::Outcome& outcome,
                  JsonWriter* json) {
  json->Open("destinations", '[');
  for (const std::string& place : destinations.all()) json->Text(place);
  json->Close(']');
  json->Open("actions", '[');
  for (const vm::Action& action : outcome.actions) WriteAction(action, json);
  json->Close(']');
  if (outcome.ok) {
    json->Null("error");
    return;
  }
  json->Open("error", '{');
  json->Text("code", CodeName(outcome.error.code));
  json->Text("text", outcome.error.text);
  json->Close('}');
}

// A file mode as people write it: 0640.
void AppendMode(int64_t mode, std::string* out) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%04llo",
                static_cast<unsigned long long>(mode));
  *out += digits.data();
}

void AppendAction(const vm::Action& action, std::string* out) {
  *out += "  ";
  *out += vm::ActionWord(action.kind);
  if (!action.target.empty()) {
    *out += ' ';
    AppendQuoted(action.target, out);
  }
  if (action.copy && vm::Delivers(action.kind)) *out += ", as a copy";
  *out += action.implicit ? " (implicit)"
                          : " (line " + std::to_string(action.line) + ")";
  *out += '\n';
  if (!action.flags.empty()) {
    *out += "      flags: ";
    AppendList(action.flags, out);
    *out += '\n';
  }
  for (const vm::ActionField& field : action.fields) {
    if (field.value.is_nil()) continue;
    *out += "      " + std::string(field.name) + ": ";
    if (field.name == "mode") {
      AppendMode(field.value.number(), out);
    } else {
      AppendValue(field.value, out);
    }
    *out += '\n';
  }
}

void AppendValue(const Value& value, std::string* out) {
  switch (value.type()) {
    case Type::kNil:
      *out += "nothing";
      return;
    case Type::kBool:
      *out += value.boolean() ? "true" : "false";
      return;
    case Type::kInt:
      *out += std::to_string(value.number());
      return;
    case Type::kString:
      AppendQuoted(value.text(), out);
      return;
    case Type::kList:
      AppendList(value.list(), out);
      return;
  }
}

}  // namespace trommel
