// SPDX-License-Identifier: MIT
#include "tests/support/printed.h"

#include <cstdio>

namespace trommel::testing {
namespace {

std::string PrintedValue(const Value& value) {
  switch (value.type()) {
    case Type::kNil:
      return "nil";
    case Type::kBool:
      return value.boolean() ? "true" : "false";
    case Type::kInt:
      return std::to_string(value.number());
    case Type::kString:
      return Quoted(value.text());
    case Type::kList:
      break;
  }
  std::string out = "[";
  for (const Value& item : value.list()) {
    if (out.size() > 1) out += ", ";
    out += Quoted(item.text());
  }
  return out + "]";
}

}  // namespace

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\x%02X", byte);
      out += buffer;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string Printed(const vm::Action& action) {
  std::string out(vm::ActionWord(action.kind));
  if (!action.target.empty()) out += " " + Quoted(action.target);
  if (action.implicit) out += " (implicit)";
  if (action.copy && vm::Delivers(action.kind)) out += " (copy)";
  if (action.noerror) out += " (noerror)";
  for (const vm::ActionField& field : action.fields) {
    out += " " + std::string(field.name) + "=" + PrintedValue(field.value);
  }
  if (!action.flags.empty()) {
    out += " flags=" + PrintedValue(Value::List(action.flags));
  }
  return out;
}

std::string Printed(std::span<const vm::Action> actions) {
  std::string out;
  for (const vm::Action& action : actions) out += Printed(action) + "\n";
  return out;
}

}  // namespace trommel::testing
