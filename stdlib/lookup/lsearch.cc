// SPDX-License-Identifier: MIT
// lsearch: a text file, searched line by line for a key.
//
// Exim specification, "Single-key lookup types". A key ends at a colon or white
// space, or is in double quotes with escapes; `#` lines are comments; a line
// that begins with white space goes on with the one before. Keys compare
// caseless.
#include <utility>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

extern const Feature lookup_lsearch;

namespace {

std::string_view TakeLine(std::string_view* rest) {
  const size_t end = std::min(rest->find('\n'), rest->size());
  std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return line;
}

/// Takes the key off the front of a line.
std::string TakeKey(std::string_view* line) {
  std::string key;
  size_t at = 0;
  if (line->starts_with('"')) {
    for (at = 1; at < line->size() && (*line)[at] != '"'; ++at) {
      if ((*line)[at] == '\\' && at + 1 < line->size()) ++at;
      key += (*line)[at];
    }
    at = std::min(at + 1, line->size());
  } else {
    while (at < line->size() && (*line)[at] != ':' &&
           !text::IsSpace((*line)[at])) {
      ++at;
    }
    key = line->substr(0, at);
  }
  line->remove_prefix(at);
  *line = text::Trim(*line);
  if (line->starts_with(':')) *line = text::Trim(line->substr(1));
  return key;
}

class Source : public vm::LookupSource {
 public:
  explicit Source(LookupFile file) : file_(std::move(file)) {}

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    const bool full = exim::LookupOption(request.options, "ret") == "full";
    std::string_view rest = file_.bytes();
    while (!rest.empty()) {
      const std::string_view whole = TakeLine(&rest);
      if (whole.empty() || whole[0] == '#' || text::IsSpace(whole[0])) continue;
      std::string_view value = whole;
      if (!text::EqualsCaseless(TakeKey(&value), request.key)) continue;
      vm::LookupAnswer answer;
      answer.found = true;
      answer.value = full ? whole : value;
      while (!rest.empty() && text::IsBlank(rest[0])) {
        answer.value += ' ';
        answer.value += text::Trim(TakeLine(&rest));
      }
      return answer;
    }
    return vm::LookupAnswer();
  }

  const LookupFile& file() const { return file_; }

 private:
  LookupFile file_;
};

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  TRY_ASSIGN(LookupFile file, LookupFile::Open(request.file, "linear search"));
  return std::make_unique<Source>(std::move(file));
}

bool Stale(const vm::LookupSource& source) {
  return static_cast<const Source&>(source).file().Changed();
}

constexpr vm::LookupDriver kDriver = {"lsearch", vm::LookupStyle::kSingleKey,
                                      Open, Stale};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "lsearch",
     "lsearch <key: string> <file: string> <how: string>",
     "a text file with a key at the start of each line",
     "${lookup{b}lsearch{/etc/map}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_lsearch = {"lookup_lsearch", 1, Language::kExim,
                                          "", kRows};

}  // namespace trommel::stdlib
