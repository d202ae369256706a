// SPDX-License-Identifier: MIT
#include "tools/trommel/expansion_trace.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "tools/common/output.h"
#include "tools/common/report.h"
#include "tools/common/trace_printer.h"

namespace trommel {
namespace {

/// Behind the brace that closes the one at `at`.
size_t BehindBraces(std::string_view text, size_t at) {
  size_t depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '{') {
      ++depth;
    } else if (text[at] == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

size_t BehindName(std::string_view text, size_t at) {
  while (at < text.size() && (text::IsAlnum(text[at]) || text[at] == '_')) ++at;
  return at;
}

/// Behind the strings in braces that follow a condition's name.
size_t BehindStrings(std::string_view text, size_t at, size_t strings) {
  for (; strings > 0; --strings) {
    size_t next = at;
    while (next < text.size() && text::IsSpace(text[next])) ++next;
    if (next == text.size() || text[next] != '{') return at;
    at = BehindBraces(text, next);
  }
  return at;
}

}  // namespace

Span PartAt(std::string_view text, size_t at, size_t strings) {
  const size_t begin = std::min(at, text.size());
  size_t end = begin;
  const std::string_view rest = text.substr(begin);
  if (rest.starts_with("${")) {
    end = BehindBraces(text, begin + 1);
  } else if (rest.starts_with('$')) {
    end = BehindName(text, begin + 1);
  } else if (!rest.empty()) {
    end = std::max(BehindName(text, begin), begin + 1);
    end = BehindStrings(text, end, strings);
  }
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

size_t ExpansionTrace::Offset(uint32_t line, uint32_t column) const {
  size_t at = 0;
  for (; line > 1; --line) {
    const size_t end = text_.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return std::min(at + column - 1, text_.size());
}

/// The call's text; empty when it stands elsewhere, in what ${expand: read.
std::string_view ExpansionTrace::Source(const vm::TraceEvent& event) const {
  const Span part =
      PartAt(text_, Offset(event.line, event.column), event.row->usage.size());
  return text_.substr(part.begin, part.end - part.begin);
}

void ExpansionTrace::OnCall(const vm::TraceEvent& event) {
  if (event.failed) strings_ = event.row->usage.size();
  if (event.row->kind == RowKind::kStep) return;
  const std::string_view source = Source(event);
  if (json_) {
    if (!lines_.empty()) lines_ += ',';
    JsonWriter json(&lines_);
    json.Open('{');
    json.Text("source", source);
    json.Number("offset",
                static_cast<int64_t>(Offset(event.line, event.column)));
    json.Text("kind", KindWord(event.row->kind));
    json.Text("name", event.row->name);
    json.Any("args", Value::List(event.args));
    json.Any("result", event.result);
    json.Flag("failed", event.failed);
    json.Close('}');
    return;
  }
  lines_ += "  ";
  AppendPrintable(source, &lines_);
  lines_ += "\n      ";
  lines_ += event.row->name;
  for (const Value& arg : event.args) {
    if (arg.is_nil()) continue;
    lines_ += ' ';
    AppendValue(arg, &lines_);
  }
  lines_ += " -> ";
  if (event.failed) {
    lines_ += "failed";
  } else if (event.result.is_nil()) {
    lines_ += "nothing";
  } else {
    AppendValue(event.result, &lines_);
  }
  lines_ += '\n';
}

void ExpansionTrace::OnFailure(uint32_t line, uint32_t column) {
  failed_ = PartAt(text_, Offset(line, column), strings_);
}

}  // namespace trommel
