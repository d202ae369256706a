// SPDX-License-Identifier: MIT
// The generated pages of docs/: rendered from the tables and compared with what
// is in the tree. UPDATE_GOLDEN=1 rewrites them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "interp/base/error.h"
#include "interp/feature.h"
#include "stdlib/registry.h"

namespace trommel {
namespace {

std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Text for a table cell: pipes escaped.
std::string Cell(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

/// Compares docs/`name` with `text`, or writes it.
void ExpectPage(const std::string& name, const std::string& text) {
  std::string path = std::string(TROMMEL_SOURCE_DIR) + "/docs/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
  }
  EXPECT_EQ(ReadWhole(path), text)
      << "docs/" << name << " is stale: run the test with UPDATE_GOLDEN=1";
}

/// Replaces what stands between `<!-- mark -->` and `<!-- /mark -->`.
std::string Between(std::string page, const std::string& mark,
                    const std::string& text) {
  std::string open = "<!-- " + mark + " -->\n";
  size_t from = page.find(open);
  size_t to = page.find("<!-- /" + mark + " -->");
  if (from == std::string::npos || to == std::string::npos) return page;
  from += open.size();
  return page.replace(from, to - from, text);
}

std::string_view KindTitle(RowKind kind) {
  switch (kind) {
    case RowKind::kControl:
      return "Control";
    case RowKind::kCommand:
      return "Commands";
    case RowKind::kTest:
      return "Tests";
    case RowKind::kTag:
      return "Tags lent to other commands";
    case RowKind::kMatchType:
      return "Match types";
    case RowKind::kComparator:
      return "Comparators";
    case RowKind::kAddressPart:
      return "Address parts";
    case RowKind::kItem:
      return "Expansion items";
    case RowKind::kOperator:
      return "Expansion operators";
    case RowKind::kCondition:
      return "Filter conditions";
    case RowKind::kIfCondition:
      return "Conditions of ${if";
    case RowKind::kVariable:
      return "Variables";
    case RowKind::kLookup:
      return "Expansion items with yes and no strings";
    case RowKind::kSource:
      return "Loops";
    case RowKind::kLookupType:
      return "Lookup types";
    case RowKind::kStep:
      return "Steps of loops and expansion items";
    case RowKind::kEscape:
      return "Commands that leave a block";
  }
  return "";
}

constexpr RowKind kOrder[] = {
    RowKind::kControl,     RowKind::kCommand,     RowKind::kTest,
    RowKind::kTag,         RowKind::kMatchType,   RowKind::kComparator,
    RowKind::kAddressPart, RowKind::kCondition,   RowKind::kSource,
    RowKind::kEscape,      RowKind::kItem,        RowKind::kLookup,
    RowKind::kOperator,    RowKind::kIfCondition, RowKind::kVariable,
    RowKind::kLookupType,  RowKind::kStep};

/// `require "a"` or `require "b"`: any of the names will do.
std::string RequireText(std::string_view names) {
  std::string out;
  while (!names.empty()) {
    const size_t end = std::min(names.find(' '), names.size());
    out += out.empty() ? "`require \"" : " or `require \"";
    out += std::string(names.substr(0, end)) + "\"`";
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return out;
}

std::string RowText(const Feature& feature, const Row& row) {
  std::string out = "### " + std::string(row.name) + "\n\n" +
                    std::string(row.summary) + "\n\n";
  out += "    " + std::string(row.usage.line()) + "\n\n";
  if (!feature.capability.empty()) {
    out += "Needs " + RequireText(feature.capability) + ". ";
  }
  if (!row.extends.empty()) {
    out += "Lent to: " + std::string(row.extends) + ". ";
  }
  out += "Feature `" + std::string(feature.name) + "` " +
         std::to_string(feature.version) + ".\n\n";
  return out + "Example:\n\n    " + std::string(row.example) + "\n\n";
}

std::string LanguagePage(Language language, const std::string& title) {
  std::string out =
      "# " + title +
      "\n\nGenerated from the feature rows (tests/docs/generated_test.cc); "
      "every "
      "example runs as a\ntest on a fixed sample message. Do not edit.\n\n";
  for (RowKind kind : kOrder) {
    std::string section;
    for (const Feature* feature : stdlib::AllFeatures()) {
      if (feature->language != language) continue;
      for (const Row& row : feature->rows) {
        if (row.kind == kind) section += RowText(*feature, row);
      }
    }
    if (!section.empty()) {
      out += "## " + std::string(KindTitle(kind)) + "\n\n" + section;
    }
  }
  return out;
}

TEST(Generated, SieveReference) {
  ExpectPage("reference/sieve.md",
             LanguagePage(Language::kSieve, "Sieve: everything there is"));
}

TEST(Generated, EximReference) {
  ExpectPage("reference/exim.md", LanguagePage(Language::kExim,
                                               "Exim filters: everything "
                                               "there is"));
}

TEST(Generated, Limits) {
  std::string out =
      "# Limits\n\nGenerated from interp/base/limits.def. Do not edit.\n\n"
      "| limit | default | origin |\n|---|---:|---|\n";
#define LIMIT(name, value, origin)                                  \
  out += "| " #name " | " + std::to_string(size_t{value}) + " | " + \
         Cell(origin) + " |\n";
#include "interp/base/limits.def"
#undef LIMIT
  ExpectPage("reference/limits.md", out);
}

TEST(Generated, Settings) {
  std::string out =
      "# Settings\n\nGenerated from interp/vm/settings.def: Exim's option "
      "names "
      "and Debian's values.\nThey stand in the table `[exim]` of "
      "`trommel.toml`: "
      "the file that `--config` names,\nelse the first that exists of "
      "`$XDG_CONFIG_HOME/trommel.toml`\n(`~/.config/trommel.toml`) and "
      "`/etc/trommel.toml`; `--set name=value` overrides\none. Numbers take K, "
      "M and G. `trommel config show` prints what is in effect,\n"
      "`trommel config import-exim` what an installed Exim has. Do not "
      "edit.\n\n"
      "| setting | default | meaning |\n|---|---|---|\n";
#define SETTING_TEXT(name, value, meaning) \
  out += "| " #name " | `" value "` | " + Cell(meaning) + " |\n";
#define SETTING_NUMBER(name, value, meaning) \
  out += "| " #name " | `" #value "` | " + Cell(meaning) + " |\n";
#define SETTING_FLAG(name, value, meaning) \
  out += "| " #name " | `" #value "` | " + Cell(meaning) + " |\n";
#define SETTING_MAP(name, meaning) \
  out += "| " #name "/KEY | `` | " + Cell(meaning) + " |\n";
#include "interp/vm/settings.def"
#undef SETTING_MAP
#undef SETTING_TEXT
#undef SETTING_NUMBER
#undef SETTING_FLAG
  ExpectPage("reference/settings.md", out);
}

TEST(Generated, Errors) {
  std::string table = "| code | exit | meaning |\n|---|---:|---|\n";
#define CODE(name, exit_code, meaning)                        \
  table += "| " + std::string(CodeName(Code::name)) + " | " + \
           std::to_string(exit_code) + " | " + Cell(meaning) + " |\n";
#include "interp/base/error_codes.def"
#undef CODE
  std::string path = std::string(TROMMEL_SOURCE_DIR) + "/docs/ERRORS.md";
  ExpectPage("ERRORS.md", Between(ReadWhole(path), "codes", table));
}

}  // namespace
}  // namespace trommel
