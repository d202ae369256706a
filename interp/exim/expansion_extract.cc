// SPDX-License-Identifier: MIT
// ${extract: what its strings mean is known when the key has been expanded.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "interp/exim/expansion_parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

/// A key that is a number asks for a field by its number.
bool IsNumber(std::string_view key) {
  key = text::Trim(key);
  if (key.empty()) return false;
  if (key.starts_with('-')) key.remove_prefix(1);
  return std::ranges::all_of(key, text::IsDigit);
}

/// Nested ${extract items with computed keys: each doubles the code.
constexpr size_t kMostComputed = 5;

constexpr std::string_view kNotClosed = "missing '}' closing extract";

constexpr std::string_view kNoKey =
    "first argument of \"extract\" must not be empty";

}  // namespace

/// The strings in braces, and where the text goes on after each.
struct ExpansionParser::ExtractSource {
  Node* strings = nullptr;
  size_t count = 0;                       // without one that is broken
  std::optional<std::string_view> error;  // of the broken one
  std::array<size_t, kExtractStrings + 1> ends{};
  std::array<bool, kExtractStrings + 1> swallowed{};
};

void ExpansionParser::ReadStrings(ExtractSource* source) {
  Node** tail = &source->strings;
  const size_t level = computed_;
  for (;; ++source->count) {
    Blanks();
    source->ends[source->count] = at_;
    source->swallowed[source->count] = swallowed_;
    if (source->count == kExtractStrings || !Eat('{')) break;
    branches_ += source->count >= 2 ? 1 : 0;
    *tail = Sequence(true);
    branches_ -= source->count >= 2 ? 1 : 0;
    if (source->count == 0 && (*tail)->kind != Kind::kText) ++computed_;
    if (computed_ > kMostComputed) {
      Fail("\"extract\" with computed keys is nested too deep");
    }
    if (failed()) break;
    tail = &(*tail)->next;
  }
  computed_ = level;
  source->error = TakeError();
  literal_.Clear();
}

/// As an item of `args` strings, yes and no. *end becomes the place behind the
/// item unless there is an error.
ExtractForm ExpansionParser::ReadForm(const ExtractSource& source,
                                      std::string_view row, size_t args,
                                      size_t* end) {
  ExtractForm form;
  form.row = Find(RowKind::kLookup, row);
  swallowed_ = source.count >= args && source.swallowed[args];
  if (swallowed_ && row.starts_with("extract json")) {
    FailBrace({});
    form.json_error = *TakeError();
  }
  const size_t most = args + 2;
  for (; form.strings < most; ++form.strings) {
    at_ = source.ends[form.strings];
    if (Peek() != '{' || AtEnd()) break;
    if (form.strings < source.count) continue;
    ++form.strings;
    form.broken = true;
    form.error = source.error;
    return form;
  }
  const size_t read = form.strings;
  at_ = source.ends[read];
  swallowed_ = source.swallowed[read];
  bool closed = false;
  if (read < args) {
    FailBrace("missing '{' for arg " + std::to_string(read + 1) +
              " of extract");
  } else if (closed = Eat('}'); closed) {
    *end = at_;
  } else if (read == args) {
    FailYesNo("'yes' part did not start with '{'");
  } else if (read == most) {
    FailYesNo("did not close with '}'");
  } else if (NameHere(false) != "fail") {
    Fail("syntax error in \"extract\" item - \"fail\" expected");
  } else {
    Blanks();
    form.fail = Eat('}');
    if (form.fail) *end = at_;
    if (!form.fail) {
      FailYesNo("did not close with '}' after forcedfail");
      form.no_error = *TakeError();
      FailYesNo("did not close with '}'");
    }
  }
  form.error = TakeError();
  return form;
}

/// Where it is skipped the strings have no meaning.
ExtractForm ExpansionParser::SkippedForm(const ExtractSource& source,
                                         size_t* end) {
  ExtractForm form;
  form.strings = source.count;
  if (source.error) {
    form.error = source.error;
    return form;
  }
  at_ = source.ends[source.count];
  const bool known = Peek() == '}' || NameHere(false) == "fail";
  Blanks();
  if (known && Eat('}')) {
    *end = at_;
  } else {
    form.error = NotClosed(source.swallowed[source.count]);
  }
  return form;
}

std::string_view ExpansionParser::NotClosed(bool swallowed) {
  const bool outer = std::exchange(swallowed_, swallowed);
  FailBrace(std::string(kNotClosed));
  swallowed_ = outer;
  return *TakeError();
}

/// The word json or jsons before the strings: the row that it asks for. Exim
/// wants no blank behind it where it skips.
std::string_view ExpansionParser::ExtractJson(bool* blank) {
  Blanks();
  constexpr std::string_view kJson = "json";
  if (!text_.substr(at_).starts_with(kJson)) return {};
  at_ += kJson.size();
  const bool strings = Eat('s');
  *blank = text::IsSpace(Peek());
  return strings ? "extract jsons" : "extract json";
}

/// ${extract{key}{text}…}, ${extract{number}{separators}{text}…} or
/// ${extract json{key or number}{text}…}.
Node* ExpansionParser::Extract() {
  bool blank = false;
  const std::string_view json = ExtractJson(&blank);
  ExtractSource source;
  ReadStrings(&source);
  Node* key = source.strings;
  const bool broken = source.count == 0 && key != nullptr;
  if (broken && (branches_ == 0 || !blank)) {
    Fail(std::string(source.error.value_or("")));
    return key;
  }
  auto* forms = arena_.Make<ExtractForms>();
  size_t end = 0;
  const bool computed = key != nullptr && key->kind != Kind::kText;
  const bool number = key != nullptr && IsNumber(key->text);
  if (!json.empty()) {
    forms->named = ReadForm(source, json, 2, &end);
  } else if (computed || !number) {
    forms->named = ReadForm(source, "extract", 2, &end);
  }
  if (json.empty() && (computed || number)) {
    forms->numbered = ReadForm(source, "extract number", 3, &end);
  }
  if (key != nullptr && !broken && !computed && text::Trim(key->text).empty()) {
    forms->named = {};
    forms->named.strings = 1;
    forms->named.error = kNoKey;
    end = 0;
  }
  if (branches_ > 0) forms->skipped = SkippedForm(source, &end);
  if (branches_ > 0 && blank) {
    forms->skipped = {};
    forms->skipped.error = NotClosed(source.swallowed[0]);
  }
  Node* made = Make(Kind::kExtract, "extract");
  made->children = key;
  made->forms = forms;
  swallowed_ = source.swallowed[source.count];
  at_ = end;
  if (end == 0) {
    const bool numbered = number && json.empty();
    const ExtractForm& form = numbered ? forms->numbered : forms->named;
    Fail(std::string(form.error.value_or("")));
  }
  return made;
}

}  // namespace trommel::exim
