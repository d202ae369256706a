// SPDX-License-Identifier: MIT
// One question to a regular expression engine and its answer, for PCRE2 and
// for interp/text/regex alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interp/text/regex.h"

namespace trommel::pcre {

/// A pattern searched in a subject.
struct Case {
  std::string pattern = {};
  std::string subject = {};
  bool caseless = false;
  size_t from = 0;  ///< where the search begins, <= subject.size()
};

enum class Answer : uint8_t {
  kMatch,
  kNoMatch,
  kError,  ///< the pattern is none
  kLimit,  ///< a limit of the engine ended the search
};

struct Outcome {
  Answer answer = Answer::kNoMatch;
  std::string text = {};      ///< of an error or limit: "MESSAGE at offset N"
  size_t group_count = 0;     ///< of the pattern, without group 0
  bool bare_differs = false;  ///< a search without groups answered otherwise
  std::vector<text::RegexGroup> groups = {};  ///< of a match; 0 is the whole
};

/// A compiled pattern, or the error that it is.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;
  virtual Outcome Search(std::string_view subject, size_t from) = 0;
};

/// Makes an Engine; `pattern` is copied where it must last.
using EngineMaker = std::unique_ptr<Engine> (*)(std::string_view pattern,
                                                bool caseless);

/// PCRE2 as Exim 4.96 uses it: bytes, C locale, no option but PCRE2_CASELESS,
/// found with `exim4 -be '${if match...}'`. Its match limit is lower than
/// Exim's, for speed: kLimit says that it has no opinion.
std::unique_ptr<Engine> MakePeer(std::string_view pattern, bool caseless);

/// text::Regex with RegexSyntax::kPerl.
std::unique_ptr<Engine> MakeOurs(std::string_view pattern, bool caseless);

}  // namespace trommel::pcre
