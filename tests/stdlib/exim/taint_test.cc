// SPDX-License-Identifier: MIT
// Taint, as a property of every row: what comes from outside stays so, or the
// row is listed with its reason; and nothing is ever expanded twice.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

/// What a row may do with tainted text and give an untainted value.
struct Exception {
  std::string_view row;
  std::string_view reason;
};
constexpr Exception kExceptions[] = {
    {"base62", "only digits and letters, at most six"},
    {"base62d", "only digits"},
    {"eval", "only digits and a sign"},
    {"eval10", "only digits and a sign"},
    {"hash", "only letters and digits of Exim's own table"},
    {"hmac", "only hex digits"},
    {"listcount", "only digits"},
    {"md5", "only hex digits"},
    {"mask", "an address in figures"},
    {"base32", "only digits of base 32"},
    {"base32d", "only digits"},
    {"listquote", "of an empty item a blank"},
    {"nhash", "only digits and a slash"},
    {"number of", "only digits and a sign"},
    {"randint", "only digits"},
    {"reverse_ip", "an address in figures"},
    {"sha1", "only hex digits"},
    {"sha2", "only hex digits"},
    {"sha256", "only hex digits"},
    {"sha3", "only hex digits"},
    {"stat", "only figures, and letters of a mode"},
    {"strlen", "only digits"},
    {"time_eval", "only digits"},
    {"time_interval", "only digits and units"},
    {"list_open", "always empty"},
    {"list_add", "always empty"},
    {"permit", "always empty"},
};

bool IsExcused(std::string_view name) {
  return std::ranges::any_of(kExceptions, [&](const Exception& e) {
    return name == e.row || name.starts_with(std::string(e.row) + "_") ||
           name.starts_with("lookup");
  });
}

/// What the probe runs inside of a machine.
std::function<void(vm::CallContext&)>* visit = nullptr;

Result<Value> RunProbe(vm::CallContext& context, std::span<const Value>) {
  (*visit)(context);
  return Value::String({});
}

constexpr Row kProbeRows[] = {{RowKind::kItem, "probe", "probe <x: string>",
                               "for this test", "", nullptr, RunProbe}};
constexpr Feature kProbe = {"probe", 1, Language::kExim, "", kProbeRows};

void InsideOfARun(std::function<void(vm::CallContext&)> what) {
  visit = &what;
  std::vector<const Feature*> features;
  for (const Feature* feature : stdlib::AllFeatures()) {
    features.push_back(feature);
  }
  features.push_back(&kProbe);
  const Engine engine{FeatureList(features)};
  auto program = engine.CompileExpansion("${probe{x}}");
  ASSERT_TRUE(program) << program.error().text;
  World world = SampleWorld();
  const mail::Message message(world.message);
  StringExpander expander(stdlib::AllFeatures());
  vm::Machine machine(*program, world.host, world.settings);
  const auto done = machine.Evaluate({.message = &message,
                                      .envelope = &world.envelope,
                                      .testing = true,
                                      .expander = &expander});
  EXPECT_TRUE(done) << done.error().text;
}

/// Texts that one row or another can make something of.
constexpr std::string_view kTexts[] = {"a",
                                       "1",
                                       "me@example.com",
                                       "a=b c=d",
                                       "b",
                                       "10",
                                       "1.2.3.4/24",
                                       "AbC:dEf",
                                       "/etc/note",
                                       "=?x?Q?a?=",
                                       "$local_part",
                                       "YWJj",
                                       "/run/echo",
                                       "3s",
                                       "must answer",
                                       "words",
                                       "/bin/greet you",
                                       "/etc/map",
                                       "lsearch",
                                       "616263",
                                       "{\"a\":\"b\"}",
                                       "::1",
                                       "\xC3\xA4",
                                       ""};

bool GivesText(RowKind kind) {
  return kind == RowKind::kItem || kind == RowKind::kOperator ||
         kind == RowKind::kLookup || kind == RowKind::kLookupType ||
         kind == RowKind::kStep || kind == RowKind::kVariable;
}

/// Calls the row with every text in one slot and a few in the others, all of
/// them tainted. What it answers must be tainted or empty.
void Probe(vm::CallContext& context, const Row& row, size_t* answers) {
  const size_t slots = row.usage.size();
  std::vector<Value> args(slots);
  constexpr size_t kTextCount = std::size(kTexts);
  size_t tries = kTextCount * kTextCount;
  for (size_t n = 0; n < tries; ++n) {
    for (size_t slot = 0; slot < slots; ++slot) {
      const size_t pick = slot == 0   ? n % kTextCount
                          : slot == 1 ? n / kTextCount
                                      : (n * 7 + slot) % kTextCount;
      const bool number = (row.usage[slot].types & MaskOf(Type::kString)) == 0;
      args[slot] = number ? Value::Int(static_cast<int64_t>(pick))
                          : Value::Tainted(kTexts[pick]);
    }
    const Result<Value> value = row.run(context, args);
    if (!value || value->type() != Type::kString) continue;
    ++*answers;
    if (value->tainted() || value->text().empty()) continue;
    FAIL() << row.name << " answers \"" << value->text() << "\" to \""
           << args[0].text() << "\"";
  }
}

TEST(Taint, StaysWithEveryRow) {
  InsideOfARun([](vm::CallContext& context) {
    size_t answers = 0;
    for (const Feature* feature : stdlib::AllFeatures()) {
      if (feature->language != Language::kExim) continue;
      for (const Row& row : feature->rows) {
        if (!GivesText(row.kind) || row.run == nullptr) continue;
        if (row.usage.size() == 0 || IsExcused(row.name)) continue;
        if (row.kind == RowKind::kVariable || row.name == "env") continue;
        if (row.kind == RowKind::kLookupType) continue;
        if (row.name == "list_close" || row.name == "list_sort") continue;
        Probe(context, row, &answers);
      }
    }
    EXPECT_GT(answers, 10000U);
  });
}

/// Every item, operator and loop on text that would mean something, were it
/// expanded again.
TEST(Taint, NothingIsExpandedTwice) {
  constexpr std::string_view kExpansions[] = {
      "${map{$h_x:}{$item}}",
      "${filter{$h_x:}{eq{1}{1}}}",
      "${reduce{$h_x:}{}{$value$item}}",
      "${reduce{a}{$h_x:}{$value}}",
      "${sort{$h_x:}{le}{$item}}",
      "${sort{b:a}{le}{$h_x:}}",
      "${sg{$h_x:}{z}{$h_x:}}",
      "${sg{abc}{b}{$h_x:}}",
      "${if match{$h_x:}{^(.*)\\$}{$1}{$h_x:}}",
      "${if forany{$h_x:}{eq{$item}{BOOM}}{bad}{fine}}",
      "${if inlist{BOOM}{$h_x:}{bad}{fine}}",
      "${if ={$h_x:}{1}{bad}{fine}}",
      "${if >{1}{$h_x:}{bad}{fine}}",
      "${if bool{$h_x:}{bad}{fine}}",
      "${if eq{$h_x:}{BOOM}{bad}{fine}}",
      "${lc:$h_x:}",
      "${quote:$h_x:}",
      "${rxquote:$h_x:}",
      "${extract{1}{,}{$h_x:}}",
      "${extract{k}{k=$h_x:}}",
      "${tr{$h_x:}{z}{y}}",
      "${substr{0}{100}{$h_x:}}",
      "${length_100:$h_x:}",
      "${eval:$h_x:}",
      "${address:$h_x:}",
      "${local_part:$h_x:}",
      "${expand:$h_x:}",
      "${run{/bin/greet $h_x:}{$value}{$h_x:}}",
      "${run{/bin/greet \"$h_x:\"}{$value}{$h_x:}}",
      "${run,preexpand{/bin/greet $h_x:}{$value}{$h_x:}}",
      "${readfile{/etc/note}{$h_x:}}",
      "${readfile{$h_x:}}",
      "${readsocket{/run/echo}{$h_x:}}",
      "${readsocket{/none}{$h_x:}{1s}{:}{$h_x:}}",
      "${lookup{$h_x:}lsearch{/etc/map}{$value}{$h_x:}}",
      "${env{$h_x:}{$value}{$h_x:}}",
      "${stat:$h_x:}",
  };
  for (std::string_view text : kExpansions) {
    World world = SampleWorld();
    world.message = "X: ${uc:boom}$local_part\nSubject: x\n\n$n1\n";
    const Report report = Expand(text, world);
    const std::string shown = report.actions + report.error;
    EXPECT_EQ(shown.find("BOOM}"), std::string::npos) << text << shown;
    EXPECT_EQ(shown.find("BOOMme"), std::string::npos) << text << shown;
    EXPECT_EQ(shown.find("bad"), std::string::npos) << text << shown;
  }
}

TEST(Taint, OfSgIsThatOfWhatItPutsIn) {
  World world = SampleWorld();
  world.message = "X: b\n\n";
  EXPECT_TRUE(Expand("${expand:${sg{a}{b}{$h_x:}}}", world).ok);
  EXPECT_TRUE(Expand("${expand:${sg{b}{b}{$h_y:}}}", world).ok);
  EXPECT_FALSE(Expand("${expand:${sg{b}{b}{$h_x:}}}", world).ok);
}

}  // namespace
}  // namespace trommel::testing
