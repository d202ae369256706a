// SPDX-License-Identifier: MIT
// The two engines: libpcre2-8 and our own.
#include "tests/pcre/engine.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <optional>

#include "interp/base/work.h"

namespace trommel::pcre {
namespace {

using text::Regex;
using text::RegexGroup;
using text::RegexSyntax;

constexpr uint32_t kMatchLimit = 100000;

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.empty() ? "" : text.data());
}

std::string Message(int code) {
  uint8_t buffer[256];
  int length = pcre2_get_error_message(code, buffer, sizeof buffer);
  if (length < 0) return "error " + std::to_string(code);
  return {reinterpret_cast<const char*>(buffer), static_cast<size_t>(length)};
}

class Peer : public Engine {
 public:
  Peer(std::string_view pattern, bool caseless) {
    int code = 0;
    size_t offset = 0;
    code_ =
        pcre2_compile(Bytes(pattern), pattern.size(),
                      caseless ? PCRE2_CASELESS : 0, &code, &offset, nullptr);
    if (code_ == nullptr) {
      error_ = Message(code) + " at offset " + std::to_string(offset);
      return;
    }
    data_ = pcre2_match_data_create_from_pattern(code_, nullptr);
    context_ = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(context_, kMatchLimit);
  }
  ~Peer() override {
    pcre2_match_context_free(context_);
    pcre2_match_data_free(data_);
    pcre2_code_free(code_);
  }

  Outcome Search(std::string_view subject, size_t from) override {
    Outcome outcome;
    if (code_ == nullptr) {
      outcome.answer = Answer::kError;
      outcome.text = error_;
      return outcome;
    }
    int found = pcre2_match(code_, Bytes(subject), subject.size(), from, 0,
                            data_, context_);
    outcome.group_count = pcre2_get_ovector_count(data_) - 1;
    if (found == PCRE2_ERROR_NOMATCH) return outcome;
    if (found < 0) {
      outcome.answer = Answer::kLimit;
      outcome.text = Message(found);
      return outcome;
    }
    const size_t* places = pcre2_get_ovector_pointer(data_);
    if (places[0] > places[1]) {
      outcome.answer = Answer::kLimit;
      outcome.text = "\\K behind the end";
      return outcome;
    }
    outcome.answer = Answer::kMatch;
    outcome.groups.resize(outcome.group_count + 1);
    for (size_t i = 0; i < static_cast<size_t>(found); ++i) {
      if (places[2 * i] == PCRE2_UNSET) continue;
      outcome.groups[i] = {places[2 * i], places[2 * i + 1] - places[2 * i]};
    }
    return outcome;
  }

 private:
  pcre2_code* code_ = nullptr;
  pcre2_match_data* data_ = nullptr;
  pcre2_match_context* context_ = nullptr;
  std::string error_;
};

class Ours : public Engine {
 public:
  Ours(std::string_view pattern, bool caseless) {
    Result<Regex> regex = Regex::Compile(
        pattern, {.syntax = RegexSyntax::kPerl, .caseless = caseless});
    if (regex)
      regex_.emplace(std::move(*regex));
    else
      error_ = regex.error().text;
  }

  Outcome Search(std::string_view subject, size_t from) override {
    Outcome outcome;
    if (!regex_) {
      outcome.answer = Answer::kError;
      outcome.text = error_;
      return outcome;
    }
    outcome.group_count = regex_->groups();
    work::Begin();
    Result<bool> found = regex_->Search(subject, &outcome.groups, from);
    Result<bool> bare = regex_->Search(subject, nullptr, from);
    work::End();
    if (!found) {
      bool limit = found.error().code == Code::kLimit;
      outcome.answer = limit ? Answer::kLimit : Answer::kError;
      outcome.text = found.error().text;
      return outcome;
    }
    outcome.bare_differs = !bare || *bare != *found;
    outcome.answer = *found ? Answer::kMatch : Answer::kNoMatch;
    if (!*found) outcome.groups.clear();
    return outcome;
  }

 private:
  std::optional<Regex> regex_;
  std::string error_;
};

}  // namespace

std::unique_ptr<Engine> MakePeer(std::string_view pattern, bool caseless) {
  return std::make_unique<Peer>(pattern, caseless);
}

std::unique_ptr<Engine> MakeOurs(std::string_view pattern, bool caseless) {
  return std::make_unique<Ours>(pattern, caseless);
}

}  // namespace trommel::pcre
