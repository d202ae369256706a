// SPDX-License-Identifier: MIT
#include "stdlib/shared/line_search.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "interp/base/limits.h"
#include "interp/exim/lexer.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/line_reader.h"

namespace trommel::stdlib {
namespace {

/// Exim takes white space off the end of a line when it sees the line's end.
void TrimRight(const LineReader& lines, std::string* line) {
  if (!lines.ended()) return;
  while (!line->empty() && text::IsSpace(line->back())) line->pop_back();
}

std::string_view TrimLeft(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

/// Takes the key off the front of a line.
std::string TakeKey(std::string_view* line) {
  std::string key;
  size_t at = 0;
  if (line->starts_with('"')) {
    for (at = 1; at < line->size() && (*line)[at] != '"';) {
      if ((*line)[at] == '\\') {
        key += trommel::exim::ReadEscape(*line, &at);
      } else {
        key += (*line)[at++];
      }
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
  return key;
}

/// Adds the lines that go on with an entry.
Status ReadOn(LineReader* lines, std::string* value) {
  std::string line;
  while (true) {
    TRY_ASSIGN(bool more, lines->Next(&line));
    if (!more) return {};
    TrimRight(*lines, &line);
    if (line.empty() || !text::IsSpace(line[0])) return {};
    *value += ' ';
    *value += TrimLeft(line);
    if (value->size() > limits::kValueBytes) {
      return Err(Code::kLimit, "an entry of a lookup is over " +
                                   std::to_string(limits::kValueBytes) +
                                   " bytes");
    }
  }
}

}  // namespace

Result<vm::LookupAnswer> SearchLines(const LookupFile& file,
                                     std::string_view options,
                                     const KeyFits& fits) {
  const bool full = exim::HasLookupOption(options, "ret=full");
  LineReader lines(file);
  std::string line;
  vm::LookupAnswer answer;
  while (true) {
    TRY_ASSIGN(bool more, lines.Next(&line));
    if (!more) return answer;
    TrimRight(lines, &line);
    if (line.empty() || line[0] == '#' || text::IsSpace(line[0])) continue;
    std::string_view rest = line;
    const std::string key = TakeKey(&rest);
    TRY_ASSIGN(answer.found, fits(key));
    if (!answer.found) continue;
    if (full) answer.value = key;
    if (!full) {
      rest = TrimLeft(rest);
      if (rest.starts_with(':')) rest = TrimLeft(rest.substr(1));
    }
    answer.value += rest;
    TRY(ReadOn(&lines, &answer.value));
    return answer;
  }
}

Result<vm::LookupAnswer> LineSource::Find(const vm::LookupRequest& request) {
  TRY_ASSIGN(const KeyFits fits, Fits(request));
  return SearchLines(file_, request.options, fits);
}

Result<LookupFile> OpenLines(std::string_view path) {
  int error = 0;
  LookupFile file = LookupFile::Open(path, &error);
  if (error == 0) return file;
  std::string name(path);
  if (error == EISDIR || error == EINVAL) {
    return Err(Code::kRun, name + " is not a regular file (lsearch lookup)");
  }
  return Err(Code::kRun, "failed to open " + name +
                             " for linear search: " + std::strerror(error));
}

}  // namespace trommel::stdlib
