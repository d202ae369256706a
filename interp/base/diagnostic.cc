// SPDX-License-Identifier: MIT
#include "interp/base/diagnostic.h"

#include <algorithm>
#include <utility>

#include "interp/base/limits.h"

namespace trommel {
namespace {

constexpr size_t kSnippetBytes = 160;

/// A caret line under `line`, tabs kept so that it lines up.
std::string CaretLine(std::string_view line, uint32_t column, uint32_t width) {
  std::string out;
  for (uint32_t i = 0; i + 1 < column && i < line.size(); ++i) {
    if (line[i] == '\t') {
      out += '\t';
    } else if ((static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U) {
      out += ' ';
    }
  }
  uint32_t left = column <= line.size()
                      ? static_cast<uint32_t>(line.size()) - column + 1
                      : 1;
  out += '^';
  out.append(std::clamp<uint32_t>(width, 1, left) - 1, '~');
  return out;
}

std::string Printable(std::string_view line) {
  std::string out;
  for (char c : line) {
    auto byte = static_cast<unsigned char>(c);
    out += (byte < 0x20 && c != '\t') || byte == 0x7F ? '?' : c;
  }
  return out;
}

}  // namespace

void IssueList::Add(Issue issue) {
  if (issue.severity == Severity::kError) ++errors_;
  if (issues_.size() < limits::kIssues) issues_.push_back(std::move(issue));
}

void IssueList::Error(Span span, std::string text, std::string hint, Fix fix) {
  Add({Severity::kError, span, std::move(text), std::move(hint), std::move(fix),
       false});
}

void IssueList::Warning(Span span, std::string text, std::string hint) {
  Add({Severity::kWarning, span, std::move(text), std::move(hint), {}, false});
}

void IssueList::MarkSyntax() {
  for (Issue& issue : issues_) issue.syntax = true;
}

void IssueList::Sort() {
  std::stable_sort(issues_.begin(), issues_.end(),
                   [](const Issue& a, const Issue& b) {
                     return a.span.begin < b.span.begin;
                   });
}

std::string Render(const SourceText& source, const Issue& issue, bool color) {
  LineColumn at = source.Locate(issue.span.begin);
  bool error = issue.severity == Severity::kError;
  std::string out = source.name() + ":" + std::to_string(at.line) + ":" +
                    std::to_string(at.column) + ": ";
  if (color) out += error ? "\033[1;31m" : "\033[1;35m";
  out += error ? "error" : "warning";
  if (color) out += "\033[0m";
  out += ": " + issue.text + "\n";
  std::string_view line = source.Line(at.line);
  if (line.size() <= kSnippetBytes) {
    uint32_t width = issue.span.end > issue.span.begin
                         ? issue.span.end - issue.span.begin
                         : 1;
    out += "  " + Printable(line) + "\n  ";
    if (color) out += "\033[1;32m";
    out += CaretLine(line, at.column, width);
    if (color) out += "\033[0m";
    out += "\n";
  }
  if (!issue.hint.empty()) out += "  hint: " + issue.hint + "\n";
  return out;
}

}  // namespace trommel
