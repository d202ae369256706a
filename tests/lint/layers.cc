// SPDX-License-Identifier: MIT
// The layer rules as two tables, and the walk over a file's includes.
#include "tests/lint/layers.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace trommel::lint {
namespace {

using Names = std::initializer_list<std::string_view>;

struct Layer {
  std::string_view folder;  // the first that is a prefix of the file decides
  Names may_include;        // prefixes of project headers
};

const Layer kLayers[] = {
    {"interp/base/", {"interp/base/"}},
    {"interp/text/", {"interp/base/", "interp/text/"}},
    {"interp/mail/", {"interp/base/", "interp/text/", "interp/mail/"}},
    {"interp/program/",
     {"interp/base/", "interp/program/", "interp/feature.h"}},
    {"interp/sieve/",
     {"interp/base/", "interp/text/", "interp/program/", "interp/sieve/",
      "interp/feature.h"}},
    {"interp/exim/",
     {"interp/base/", "interp/text/", "interp/program/", "interp/exim/",
      "interp/feature.h"}},
    {"interp/vm/",
     {"interp/base/", "interp/text/", "interp/mail/", "interp/program/",
      "interp/vm/", "interp/feature.h"}},
    {"interp/", {"interp/"}},
    {"stdlib/shared/", {"interp/", "stdlib/shared/"}},
    {"stdlib/sieve/", {"interp/", "stdlib/shared/"}},
    {"stdlib/exim/", {"interp/", "stdlib/shared/"}},
    {"stdlib/lookup/", {"interp/", "stdlib/shared/"}},
    {"stdlib/", {"interp/", "stdlib/"}},
    {"tools/", {"interp/", "stdlib/", "tools/"}},
    {"tests/", {"interp/", "stdlib/", "tools/", "tests/"}},
};

struct Confined {
  std::string_view header;  // prefix of the included name
  Names only_in;            // prefixes of the files that may
};

const Confined kConfined[] = {
    {"boost/", {"interp/text/regex_posix.cc"}},
    {"unicode/",
     {"interp/text/charset.cc", "interp/text/casefold.cc",
      "interp/text/regex_property.cc"}},
    {"iconv.h", {"interp/text/charset.cc"}},
    {"flatbuffers/", {"interp/program/"}},
    {"program_generated.h", {"interp/program/"}},
    {"tl/", {"interp/base/result.h"}},
    {"crypt.h", {"stdlib/shared/crypt_text.cc"}},
    {"idn2.h", {"stdlib/shared/idn_text.cc"}},
    {"libical/", {"stdlib/shared/calendar_object.cc"}},
    {"libxml/", {"stdlib/shared/html_plain.cc"}},
    {"security/", {"tools/host/pam.cc"}},
    {"gnutls/", {"tools/host/tls_client.cc"}},
    {"sqlite3.h", {"stdlib/lookup/", "tools/", "tests/"}},
    {"ares.h", {"stdlib/shared/dns_resolver.cc"}},
    {"hiredis/", {"stdlib/lookup/redis.cc"}},
    {"ldap.h", {"stdlib/lookup/ldap.cc", "stdlib/shared/ldap_"}},
    {"libpq-fe.h", {"stdlib/lookup/pgsql.cc"}},
    {"mysql.h", {"stdlib/lookup/mysql.cc"}},
    {"pcre2.h", {"tests/pcre/"}},
    {"gtest/", {"tests/"}},
    {"gmock/", {"tests/"}},
    {"benchmark/", {"tests/"}},
    {"iostream", {"tests/"}},
    {"locale", {"tests/"}},
    {"regex", {}},
    {"cmath", {"tests/"}},  // `trommel` is linked without libm
    {"math.h", {"tests/"}},
    // No dependency: tools/dev/packages does not install it.
    {"CLI/", {}},
    {"nlohmann/", {"tests/"}},
    {"toml++/", {"tools/common/config_file.cc"}},
};

bool AnyPrefix(Names prefixes, std::string_view text) {
  return std::ranges::any_of(
      prefixes, [&](std::string_view p) { return text.starts_with(p); });
}

struct Include {
  std::string_view name;
  bool quoted;
};

std::optional<Include> ParseInclude(std::string_view line) {
  constexpr std::string_view kWord = "#include ";
  if (!line.starts_with(kWord) || line.size() < kWord.size() + 2) return {};
  line.remove_prefix(kWord.size());
  const bool quoted = line[0] == '"';
  const size_t end = line.find(quoted ? '"' : '>', 1);
  if (end == std::string_view::npos) return {};
  return Include{line.substr(1, end - 1), quoted};
}

// "stdlib/sieve/date" of "stdlib/sieve/date.cc": a feature's own header.
std::string_view Stem(std::string_view path) {
  return path.substr(0, path.rfind('.'));
}

bool MayInclude(std::string_view path, std::string_view header) {
  if (header == "program_generated.h") return true;  // see kConfined
  if (Stem(path) == Stem(header)) return true;
  const auto* layer = std::ranges::find_if(
      kLayers, [&](const Layer& l) { return path.starts_with(l.folder); });
  return layer != std::end(kLayers) && AnyPrefix(layer->may_include, header);
}

bool IsConfinedAway(std::string_view path, std::string_view header) {
  return std::ranges::any_of(kConfined, [&](const Confined& c) {
    const bool named = c.header.ends_with('/') ? header.starts_with(c.header)
                                               : header == c.header;
    return named && !AnyPrefix(c.only_in, path);
  });
}

// Headers of flatbuffers stay out of our own headers, so that nobody who
// includes interp/program gets them.
bool LeaksFlatbuffers(std::string_view path, std::string_view header) {
  return path.ends_with(".h") && (header.starts_with("flatbuffers/") ||
                                  header == "program_generated.h");
}

}  // namespace

Findings CheckLayers(const SourceFile& file) {
  Findings findings;
  for (size_t i = 0; i < file.lines.size(); ++i) {
    const auto include = ParseInclude(file.lines[i]);
    if (!include) continue;
    const std::string name(include->name);
    if (include->quoted && !MayInclude(file.path, name)) {
      findings.push_back(Finding(file, i + 1, "may not include " + name));
    }
    if (IsConfinedAway(file.path, name) || LeaksFlatbuffers(file.path, name)) {
      findings.push_back(Finding(file, i + 1, name + " is confined elsewhere"));
    }
  }
  return findings;
}

}  // namespace trommel::lint
