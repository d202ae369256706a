// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_lookup.h"

#include <algorithm>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/exim/lookup_word.h"
#include "interp/text/ascii.h"
#include "interp/vm/expander.h"
#include "stdlib/shared/exim_values.h"
#include "stdlib/shared/lookup_cache.h"

namespace trommel::stdlib::exim {

namespace {

using trommel::exim::LookupWord;
using trommel::exim::ReadLookupWord;
using vm::CallContext;
using vm::LookupStyle;

/// One lookup: the file and the options stay, keys are tried in turn.
struct Search {
  CallContext& context;
  const vm::LookupDriver& driver;
  const LookupWord& word;
  std::string_view file;
};

/// How many lookups are waiting for one another: the keys of a wildlsearch file
/// may be lookups.
struct Nesting {
  int64_t depth = 0;
};

Result<vm::LookupAnswer> AskHost(const Search& search,
                                 const vm::LookupRequest& request) {
  int64_t& depth = search.context.State<Nesting>().depth;
  if (depth == limits::kExpandNesting) {
    return Err(Code::kLimit, "lookups are nested more than " +
                                 std::to_string(limits::kExpandNesting) +
                                 " deep");
  }
  ++depth;
  auto answer = search.context.host().Lookup(search.driver, request);
  --depth;
  return answer;
}

/// Asks for one key.
Result<Value> AskOnce(const Search& search, const Value& key) {
  work::Spend(key.text().size() + work::kPerCall);
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  vm::LookupRequest request;
  request.file = search.file;
  request.key = key.text();
  request.options = search.word.options;
  request.taint = key.taint();
  request.context = &search.context;
  auto& cache = search.context.State<LookupCache>();
  const std::string_view caching = LookupOption(request.options, "cache");
  if (caching != "no_rd" && caching != "no") {
    if (const Value* kept = cache.Find(search.driver, request)) return *kept;
  }
  TRY_ASSIGN(vm::LookupAnswer answer, AskHost(search, request));
  // A NUL ends a value, as it ends every string of Exim's: dbm files have one.
  answer.value.resize(std::min(answer.value.find('\0'), answer.value.size()));
  const Value value = answer.found
                          ? Copied(search.context, answer.value, answer.tainted)
                          : Value::Nil();
  if (!answer.cacheable) cache.Forget(search.driver);
  if (answer.cacheable && caching != "no") {
    cache.Keep(search.driver, request, value, search.context.arena());
  }
  return value;
}

/// $1 is what was not looked up, $2 what was.
void SetParts(CallContext& context, const Value& key, std::string_view wild,
              std::string_view fixed) {
  const Value groups[] = {context.Match(0), Value::String(wild, key.taint()),
                          Value::String(fixed, key.taint())};
  context.SetMatches(groups);
}

/// What partial0 looks up when nothing of the key is left.
std::string_view LastKey(std::string_view affix) {
  const bool dot = affix.size() > 1 && affix.ends_with('.');
  return affix.substr(0, affix.size() - (dot ? 1 : 0));
}

/// The keys that partial matching makes of `key`, the shorter the later.
Result<Value> AskPartial(const Search& search, const Value& key) {
  const std::string_view affix = search.word.affix;
  const std::string_view all = key.text();
  std::string tried(affix);
  if (!affix.empty()) {
    tried += all;
    TRY_ASSIGN(Value found, AskOnce(search, Value::String(tried, key.taint())));
    if (!found.is_nil()) {
      SetParts(search.context, key, {}, all);
      return found;
    }
  }
  auto dots = static_cast<size_t>(std::ranges::count(all, '.'));
  std::string_view rest = all;
  for (; dots > 0 && dots >= search.word.least; --dots) {
    rest.remove_prefix(rest.find('.') + 1);
    tried.assign(affix).append(rest);
    TRY_ASSIGN(Value found, AskOnce(search, Value::String(tried, key.taint())));
    if (found.is_nil()) continue;
    SetParts(search.context, key, all.substr(0, all.size() - rest.size() - 1),
             rest);
    return found;
  }
  if (search.word.least > 0 || affix.empty()) return Value::Nil();
  TRY_ASSIGN(Value found, AskOnce(search, Value::String(LastKey(affix))));
  if (!found.is_nil()) {
    SetParts(search.context, key,
             all.substr(0, all.empty() ? 0 : all.size() - 1), {});
  }
  return found;
}

/// "*@domain", then "*".
Result<Value> AskDefaults(const Search& search, const Value& key) {
  const std::string_view all = key.text();
  const size_t at = all.rfind('@');
  if (search.word.at && at != std::string_view::npos && at > 0) {
    const std::string tried = "*" + std::string(all.substr(at));
    TRY_ASSIGN(Value found, AskOnce(search, Value::String(tried, key.taint())));
    if (!found.is_nil()) {
      SetParts(search.context, key, all.substr(0, at), {});
      return found;
    }
  }
  TRY_ASSIGN(Value found, AskOnce(search, Value::String("*")));
  if (!found.is_nil()) SetParts(search.context, key, all, {});
  return found;
}

Result<Value> AskAll(const Search& search, const Value& key) {
  TRY_ASSIGN(Value found, AskOnce(search, key));
  if (!found.is_nil() && search.word.partial) {
    SetParts(search.context, key, {}, key.text());
  }
  if (found.is_nil() && search.word.partial) {
    TRY_ASSIGN(found, AskPartial(search, key));
  }
  if (found.is_nil() && search.word.star) {
    TRY_ASSIGN(found, AskDefaults(search, key));
  }
  return found;
}

std::string_view TrimLeft(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

/// The file of a kFileQuery: of the option, else of the query's first word,
/// else of the settings.
Result<Value> TakeFile(const Search& search, Value* query) {
  const std::string_view options = search.word.options;
  Value file = Value::String(LookupOption(options, "file"));
  const bool optional = HasLookupOption(options, "file");
  if (!optional) {
    std::string_view rest = text::Trim(query->text());
    if (rest.starts_with('/') ||
        search.context.settings().sqlite_dbfile.empty()) {
      const auto* end = std::ranges::find_if(rest, text::IsSpace);
      const auto size = static_cast<size_t>(end - rest.begin());
      file = Value::String(rest.substr(0, size), query->taint());
      *query = Value::String(text::Trim(rest.substr(size)), query->taint());
    } else {
      file = Value::String(search.context.settings().sqlite_dbfile);
    }
  }
  if (file.text().starts_with('/')) return file;
  return Err(Code::kRun, "absolute file name expected for " +
                             InQuotes(search.driver.name) + " lookup");
}

/// As Exim shows a key: on one line, tabs included.
std::string Shown(std::string_view key, bool keep_high) {
  std::string out;
  for (const char c : Printable(key, keep_high)) {
    if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out;
}

std::string DeferText(CallContext& context, std::string_view key) {
  const bool high = context.settings().print_topbitchars;
  return "lookup of " + InQuotes(Shown(key, high)) + " gave DEFER: ";
}

}  // namespace

Status CheckQuery(const Value& query, const vm::LookupDriver& driver) {
  if (driver.quoting == Taint::kClean || !query.tainted() ||
      query.taint() == driver.quoting) {
    return {};
  }
  return Err(Code::kRun, "tainted search query is not properly quoted for " +
                             std::string(driver.name) + ": " +
                             Printable(query.text(), true));
}

std::string_view LookupOption(std::string_view options, std::string_view name) {
  while (!options.empty()) {
    const size_t end = std::min(options.find(','), options.size());
    std::string_view option = options.substr(0, end);
    options.remove_prefix(std::min(end + 1, options.size()));
    if (!option.starts_with(name)) continue;
    option.remove_prefix(name.size());
    if (option.starts_with('=')) return option.substr(1);
  }
  return {};
}

bool HasLookupOption(std::string_view options, std::string_view option) {
  while (!options.empty()) {
    const size_t end = std::min(options.find(','), options.size());
    const std::string_view here = options.substr(0, end);
    options.remove_prefix(std::min(end + 1, options.size()));
    if (here == option) return true;
    if (here.starts_with(option) && here[option.size()] == '=') return true;
  }
  return false;
}

Result<Value> RunLookup(CallContext& context, std::span<const Value> args,
                        const vm::LookupDriver& driver) {
  const LookupWord word = ReadLookupWord(args.back().text());
  Search search = {context, driver, word, {}};
  const bool single = driver.style == LookupStyle::kSingleKey;
  Value key = args[0];
  Value file = single ? args[1] : Value::String({});
  if (driver.style == LookupStyle::kFileQuery) {
    TRY_ASSIGN(file, TakeFile(search, &key));
  }
  if (!single) {
    key = Value::String(TrimLeft(key.text()), key.taint());
  }
  if (file.tainted() && !file.text().empty()) {
    return Err(Code::kRun, "Tainted filename for search: '" +
                               std::string(file.text()) + "'");
  }
  if (!single) {
    if (key.text().empty()) return Value::Nil();
    TRY(CheckQuery(key, driver));
  }
  search.file = file.text();
  Result<Value> found = AskAll(search, key);
  if (!found) {
    Error& error = found.error();
    if (error.code == Code::kDefer) {
      error.text.insert(0, DeferText(context, key.text()));
    }
    return found;
  }
  if (found->is_nil() || !HasLookupOption(word.options, "ret=key")) {
    return found;
  }
  return Copied(context, key.text(), !single && key.tainted());
}

namespace {

const Row* TypeOf(CallContext& context, const LookupWord& word) {
  vm::Expander* expander = context.input().expander;
  if (expander == nullptr) return nullptr;
  return expander->FindRow(RowKind::kLookupType, word.type);
}

constexpr size_t kSingleKeyArguments = 3;

}  // namespace

bool IsLookupItem(CallContext& context, std::string_view item) {
  return TypeOf(context, ReadLookupWord(item.substr(0, item.find(';')))) !=
         nullptr;
}

Result<Value> RunListLookup(CallContext& context, std::string_view item,
                            const Value& key) {
  const size_t semicolon = std::min(item.find(';'), item.size());
  const std::string_view name = item.substr(0, semicolon);
  const LookupWord word = ReadLookupWord(name);
  if (!word.error.empty()) return Err(Code::kRun, word.error);
  const Row* row = TypeOf(context, word);
  if (row == nullptr) {
    return Err(Code::kRun, "unknown lookup type " + InQuotes(word.type));
  }
  const bool single = row->usage.size() == kSingleKeyArguments;
  const std::string wrong =
      trommel::exim::CheckLookupWord(word, single, single);
  if (!wrong.empty()) return Err(Code::kRun, wrong);
  std::string_view argument = item.substr(std::min(semicolon + 1, item.size()));
  argument = TrimLeft(argument);
  const Value last = Value::String(name);
  const Value query = Value::String(argument);
  const Value keyed[] = {key, query, last};
  const Value queried[] = {query, last};
  Result<Value> found =
      row->run(context, single ? std::span<const Value>(keyed)
                               : std::span<const Value>(queried));
  if (!found && found.error().code == Code::kDefer) {
    std::string& why = found.error().text;
    const std::string prefix =
        DeferText(context, single ? key.text() : argument);
    if (why.starts_with(prefix)) why.erase(0, prefix.size());
  }
  return found;
}

}  // namespace trommel::stdlib::exim
