// SPDX-License-Identifier: MIT
// What actions store and send after a script has changed the message.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"

namespace trommel::vm {
namespace {

std::function<Status(CallContext&)> probe;

Result<Value> RunProbe(CallContext& context, std::span<const Value>) {
  TRY(probe(context));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "probe", "probe", "", "", nullptr, RunProbe}};
constexpr Feature kFeature = {"t", 1, Language::kSieve, "", kRows};
constexpr const Feature* kFeatures[] = {&kFeature};

/// The content of each action, "-" for a message as it came in; the error's
/// text for a run that failed.
std::string Contents(std::function<Status(CallContext&)> check,
                     std::string_view bytes = "A: 1\n\nbody\n") {
  RowIndex index(kFeatures);
  SourceText source("t", "probe\n");
  Builder builder(Language::kSieve, source);
  builder.CallConst(*index.Find(Language::kSieve, RowKind::kCommand, "probe"),
                    {});
  Result<Program> program = Program::Load(builder.Finish().value(), index);
  MemoryHost host;
  Settings settings;
  Machine machine(*program, host, settings);
  mail::Message message(bytes);
  mail::Envelope envelope;
  probe = std::move(check);
  Outcome outcome = machine.Run({&message, &envelope});
  if (!outcome.ok) return outcome.error.text;
  std::string out;
  for (const Action& action : outcome.actions) {
    out += std::string(ActionWord(action.kind)) + "[";
    if (action.content == nullptr) {
      out += "-]";
      continue;
    }
    out += action.content->header;
    out += action.content->body;
    out += "]";
  }
  return out;
}

Status Do(CallContext& context, ActionKind kind, std::string_view target) {
  Action action;
  action.kind = kind;
  action.target = target;
  action.copy = true;
  return context.actions().Add(action);
}

TEST(Content, IsNullUntilSomethingChanges) {
  EXPECT_EQ(Contents([](CallContext& context) -> Status {
              return Do(context, ActionKind::kFileInto, "a");
            }),
            "fileinto[-]keep[-]");
}

TEST(Content, IsThatOfTheTimeOfEachAction) {
  EXPECT_EQ(Contents([](CallContext& context) -> Status {
              TRY(Do(context, ActionKind::kFileInto, "a"));
              context.headers().AddFirst("B: 2");
              TRY(Do(context, ActionKind::kFileInto, "b"));
              TRY(context.TakeMessage("C: 3\n\nnew\n"));
              return Do(context, ActionKind::kFileInto, "c");
            }),
            "fileinto[-]fileinto[B: 2\nA: 1\n\nbody\n]"
            "fileinto[C: 3\n\nnew\n]keep[C: 3\n\nnew\n]");
}

TEST(Content, MessagesThatActionsNeedAreKept) {
  std::string expected;
  for (int i = 0; i < 20; ++i) {
    expected += "fileinto[" + std::to_string(i) + ": x\n\nbody of it\n]";
  }
  EXPECT_EQ(
      Contents([](CallContext& context) -> Status {
        for (int i = 0; i < 20; ++i) {
          const std::string number = std::to_string(i);
          TRY(context.TakeMessage("gone: x\n\nnobody stores this\n"));
          TRY(context.TakeMessage(number + ": x\n\nbody of it\n"));
          TRY(Do(context, ActionKind::kFileInto, context.arena().Copy(number)));
        }
        return {};
      }),
      expected + "keep[19: x\n\nbody of it\n]");
}

TEST(Content, RedirectSendsWhatCameBeforeAnEnclosure) {
  EXPECT_EQ(Contents([](CallContext& context) -> Status {
              TRY(context.TakeMessage("C: 3\n\nconverted\n"));
              context.headers().AddFirst("B: 2");
              TRY(context.TakeMessage("D: 4\n\nenclosed\n", false));
              TRY(context.TakeMessage("E: 5\n\nagain\n", false));
              return Do(context, ActionKind::kRedirect, "a@b");
            }),
            "redirect[B: 2\nC: 3\n\nconverted\n]keep[E: 5\n\nagain\n]");
  EXPECT_EQ(Contents([](CallContext& context) -> Status {
              TRY(context.TakeMessage("D: 4\n\nenclosed\n", false));
              return Do(context, ActionKind::kRedirect, "a@b");
            }),
            "redirect[-]keep[D: 4\n\nenclosed\n]");
}

TEST(Content, GrowsToALimit) {
  constexpr std::string_view kBytes = "A: 1\n\nbody\n";
  constexpr size_t kMost = 2 * kBytes.size() + limits::kEditedBytes;
  for (size_t size : {kMost, kMost + 1}) {
    const std::string answer = Contents([size](CallContext& context) -> Status {
      return context.TakeMessage(std::string(size, '\n'));
    });
    EXPECT_EQ(answer.starts_with("keep["), size == kMost);
    EXPECT_EQ(answer.starts_with("the edited message grew past "),
              size != kMost);
  }
}

TEST(Content, ChangesAreCounted) {
  Contents([](CallContext& context) -> Status {
    EXPECT_EQ(context.replaced(), 0U);
    TRY(context.TakeMessage("C: 3\n\n"));
    context.ReplaceMessage("D: 3\n\n");
    EXPECT_EQ(context.replaced(), 2U);
    return {};
  });
}

}  // namespace
}  // namespace trommel::vm
