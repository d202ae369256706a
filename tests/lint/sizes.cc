// SPDX-License-Identifier: MIT
// Finds functions by the braces in column 0 and measures them.
#include "tests/lint/sizes.h"

#include <algorithm>

namespace trommel::lint {
namespace {

constexpr std::string_view kNotAStart[] = {
    "}", "#", "//", "public:", ")", "private:", "protected:"};
constexpr std::string_view kTypes[] = {"class ", "struct ", "union "};

size_t Indent(std::string_view line) {
  const size_t indent = line.find_first_not_of(' ');
  return indent == std::string_view::npos ? 0 : indent;
}

bool StartsWithAny(std::string_view text, const auto& prefixes) {
  return std::ranges::any_of(
      prefixes, [&](std::string_view p) { return text.starts_with(p); });
}

// Scans the lines of one nesting column; a "}" there ends what the latest
// declaration in that column began.
class Scanner {
 public:
  Scanner(const SourceFile& file, size_t column)
      : file_(file), column_(column) {}

  // The line is (inside of) something in this column.
  void Line(size_t i, std::vector<Function>& found) {
    const std::string_view line = file_.lines[i];
    if (line.empty() || Indent(line) != column_) return;
    const std::string_view text = line.substr(column_);
    if (text == "}" && started_) {
      found.push_back(
          {file_.lines[start_].substr(column_), start_ + 1, i - start_ + 1});
    }
    started_ = started_ && text != "}";
    if (StartsWithAny(text, kNotAStart)) return;
    // A return type or template line alone belongs to the line after it.
    const bool continues = started_ && i == start_ + 1 && !EndsStatement(i - 1);
    if (!continues) start_ = i;
    started_ = true;
  }

  // Whether the latest declaration in this column is a class.
  [[nodiscard]] bool InType() const {
    return started_ &&
           StartsWithAny(std::string_view(file_.lines[start_]), kTypes);
  }

 private:
  [[nodiscard]] bool EndsStatement(size_t i) const {
    return file_.lines[i].find_first_of(";{}") != std::string::npos;
  }

  const SourceFile& file_;
  size_t column_;
  size_t start_ = 0;
  bool started_ = false;
};

}  // namespace

std::vector<Function> FindFunctions(const SourceFile& file) {
  std::vector<Function> found;
  Scanner outer(file, 0);
  Scanner inner(file, 2);
  for (size_t i = 0; i < file.lines.size(); ++i) {
    outer.Line(i, found);
    if (outer.InType()) inner.Line(i, found);
  }
  return found;
}

Findings CheckSizes(const SourceFile& file) {
  Findings findings;
  if (file.lines.size() > kMaxFileLines) {
    findings.push_back(
        Finding(file, file.lines.size(), "file is longer than 600 lines"));
  }
  for (const Function& f : FindFunctions(file)) {
    const bool exempt =
        f.first_line.find("MachineState::Execute(") != std::string::npos;
    if (f.length > kMaxFunctionLines && !exempt) {
      findings.push_back(
          Finding(file, f.line, "function is longer than 80 lines"));
    }
  }
  return findings;
}

Findings CheckSpdx(const SourceFile& file) {
  constexpr std::string_view kSpdx = "SPDX-License-Identifier: MIT";
  const auto& lines = file.lines;
  const size_t at = !lines.empty() && lines[0].starts_with("#!") ? 1 : 0;
  if (lines.size() > at && lines[at].ends_with(kSpdx)) return {};
  return {Finding(file, at + 1, "is not the SPDX line")};
}

}  // namespace trommel::lint
