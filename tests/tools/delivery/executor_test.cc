// SPDX-License-Identifier: MIT
// Execute: action lists become mail in places, or nothing at all.
#include "tools/delivery/executor.h"

#include <gtest/gtest.h>

#include "interp/vm/memory_host.h"
#include "tests/tools/delivery/scratch.h"
#include "tools/delivery/duplicate_memory.h"
#include "tools/delivery/late_effects.h"
#include "tools/delivery/local_store.h"

namespace trommel::delivery {
namespace {

using vm::Action;
using vm::ActionField;
using vm::ActionKind;
using Files = std::vector<std::string>;

constexpr std::string_view kMessage =
    "Return-Path: <s@x>\nSubject: hi\n\nbody\nFrom here\n";
constexpr std::string_view kWithoutPath = "Subject: hi\n\nbody\nFrom here\n";

Action Make(ActionKind kind, std::string_view target = {}) {
  Action action;
  action.kind = kind;
  action.target = target;
  return action;
}

constexpr ActionField kCreate[] = {{"create", Value::Bool(true)}};

class Execution : public testing::Test {
 protected:
  Execution() {
    sendmail_ = scratch_.Write("sendmail",
                               "#!/bin/sh\nd=${0%/*}\n"
                               "[ -e $d/refuse ] && exit 1\n"
                               "{ echo \"$*\"; cat; } >> $d/sent\n",
                               0755);
    places_.inbox = scratch_.Path("m/");
    places_.home = scratch_.path();
    places_.sendmail = sendmail_;
    places_.log = [this](std::string_view text) {
      log_ += std::string(text) + "\n";
    };
    host_.home = places_.home;
    envelope_.sender = "s@x";
    envelope_.has_sender = true;
    envelope_.recipient = "me@y";
  }

  Status Run(std::vector<Action> actions, Language language = Language::kSieve,
             bool ok = true) {
    vm::Outcome outcome;
    outcome.actions = actions;
    outcome.ok = ok;
    if (!ok) outcome.error = {Code::kRun, "the run failed"};
    return Execute(outcome, language, mail::Message(kMessage), envelope_,
                   places_, host_);
  }

  // Files of the scratch folder without its fixed ones; Maildir names as `*`.
  Files Left() const {
    Files out;
    for (const std::string& file : scratch_.Files()) {
      if (file == "sendmail" || file == "refuse") continue;
      const size_t slash = file.rfind('/');
      const size_t info = file.find(":2,");
      const bool message = file.find(",S=") != std::string::npos;
      out.push_back(
          !message ? file
                   : file.substr(0, slash + 1) + "*" +
                         (info == std::string::npos ? "" : file.substr(info)));
    }
    return out;
  }

  const Scratch scratch_;
  std::string sendmail_;
  Places places_;
  vm::MemoryHost host_;
  mail::Envelope envelope_;
  std::string log_;
};

TEST_F(Execution, SievePlaces) {
  const Value flags[] = {Value::String("\\seen"), Value::String("\\Flagged"),
                         Value::String("keyword")};
  Action flagged = Make(ActionKind::kFileInto, "lists/dev");
  flagged.flags = flags;
  flagged.fields = kCreate;
  ASSERT_TRUE(
      Run({Make(ActionKind::kKeep), flagged,
           Make(ActionKind::kFileInto, "INBOX"), Make(ActionKind::kDiscard)}));
  EXPECT_EQ(
      Left(),
      (Files{"m/.lists.dev/cur/*:2,FSa", "m/.lists.dev/dovecot-keywords",
             "m/.lists.dev/maildirfolder", "m/new/*", "m/subscriptions"}));
  EXPECT_EQ(scratch_.Read(scratch_.Files("m/new")[0]), kMessage);
}

TEST_F(Execution, SievePlacesInMboxes) {
  places_.inbox = scratch_.Path("box");
  places_.autocreate = true;
  ASSERT_TRUE(Run({Make(ActionKind::kKeep), Make(ActionKind::kFileInto, "a/b"),
                   Make(ActionKind::kFileInto, "inbox")}));
  EXPECT_EQ(Left(), (Files{"box", "mail/a/b"}));
}

TEST_F(Execution, EximPlaces) {
  const ActionField mode[] = {{"mode", Value::Int(0640)}};
  Action with_mode = Make(ActionKind::kFileInto, "box");
  with_mode.fields = mode;
  const std::string absolute = scratch_.Path("dir/");
  ASSERT_TRUE(Run({with_mode, with_mode, Make(ActionKind::kFileInto, absolute),
                   Make(ActionKind::kFileInto, "/dev/null")},
                  Language::kExim));
  EXPECT_EQ(Left(), (Files{"box", "dir/new/*"}));
  const std::string box = scratch_.Read("box");
  EXPECT_TRUE(box.starts_with("From s@x "));
  EXPECT_TRUE(box.ends_with("\nbody\n>From here\n\n"));
  EXPECT_EQ(box.find("Subject: hi"), box.rfind("Subject: hi"));
}

TEST_F(Execution, BadFolderNameIsKept) {
  ASSERT_TRUE(Run({Make(ActionKind::kFileInto, "../../etc")}));
  EXPECT_EQ(Left(), Files{"m/new/*"});
  EXPECT_NE(log_.find("empty part"), std::string::npos) << log_;
}

TEST_F(Execution, UnknownMailboxIsKept) {
  ASSERT_TRUE(Run({Make(ActionKind::kFileInto, "nowhere"),
                   Make(ActionKind::kRedirect, "a@z")}));
  EXPECT_EQ(Left(), Files{"m/new/*"});
  EXPECT_NE(log_.find("failed to store into mailbox \"nowhere\": the mailbox "
                      "does not exist"),
            std::string::npos)
      << log_;
}

TEST_F(Execution, KnownMailboxNeedsNoCreate) {
  std::filesystem::create_directories(scratch_.Path("m/.a.b"));
  ASSERT_TRUE(Run({Make(ActionKind::kFileInto, "a/b")}));
  EXPECT_EQ(Left(), Files{"m/.a.b/new/*"});
}

TEST_F(Execution, AutocreateMakesAnyMailbox) {
  places_.autocreate = true;
  ASSERT_TRUE(Run({Make(ActionKind::kFileInto, "a")}));
  EXPECT_EQ(scratch_.Read("m/subscriptions"), "a\n");
  EXPECT_EQ(scratch_.Files("m/.a/new").size(), 1U);
}

TEST_F(Execution, CreatedMailboxGetsItsUse) {
  const ActionField fields[] = {{"create", Value::Bool(true)},
                                {"use", Value::String("\\Junk")}};
  Action junk = Make(ActionKind::kFileInto, "Bulk");
  junk.fields = fields;
  ASSERT_TRUE(Run({junk}));
  LocalStore store(places_.inbox, places_.home);
  EXPECT_EQ(store.ForUse("\\junk").value(), "Bulk");
}

TEST_F(Execution, EditedMessagesAreStoredAndSent) {
  const vm::Content edited = {"Return-Path: <r@x>\nX: 1\n\n", "new\n"};
  Action keep = Make(ActionKind::kKeep);
  Action redirect = Make(ActionKind::kRedirect, "a@z");
  redirect.content = &edited;
  Action store = Make(ActionKind::kFileInto, "b");
  store.fields = kCreate;
  store.content = &edited;
  ASSERT_TRUE(Run({keep, redirect, Make(ActionKind::kRedirect, "b@z"), store}));
  EXPECT_EQ(scratch_.Read(scratch_.Files("m/new")[0]), kMessage);
  EXPECT_EQ(scratch_.Read(scratch_.Files("m/.b/new")[0]),
            "Return-Path: <r@x>\nX: 1\n\nnew\n");
  const std::string sent = scratch_.Read("sent");
  EXPECT_NE(sent.find("\nX: 1\n\nnew\n-oi -f s@x -- b@z\n"), std::string::npos)
      << sent;
  EXPECT_EQ(sent.find("Return-Path"), std::string::npos) << sent;
}

TEST_F(Execution, KeepTargets) {
  std::filesystem::create_directories(scratch_.Path("m/.there"));
  ASSERT_TRUE(Run({Make(ActionKind::kKeep, "there")}));
  EXPECT_EQ(scratch_.Files("m/.there/new").size(), 1U);
  EXPECT_EQ(log_, "");
  ASSERT_TRUE(Run({Make(ActionKind::kKeep, "gone")}));
  EXPECT_EQ(scratch_.Files("m/new").size(), 1U);
  EXPECT_NE(log_.find("does not exist"), std::string::npos) << log_;
}

TEST_F(Execution, SnoozedMessages) {
  const ActionField fields[] = {
      {"until", Value::String("2026-01-02T08:00:00+00:00")}};
  Action snooze = Make(ActionKind::kSnooze, "INBOX");
  snooze.fields = fields;
  ASSERT_TRUE(Run({snooze}));
  EXPECT_EQ(Left(), Files{"m/new/*"});
  EXPECT_NE(log_.find("\\Snoozed"), std::string::npos) << log_;
  log_.clear();
  host_.mailboxes.mailboxes["Later"].uses.insert("\\snoozed");
  ASSERT_TRUE(Run({snooze}));
  EXPECT_EQ(scratch_.Files("m/.Later/new").size(), 1U);
  EXPECT_NE(log_.find("2026-01-02T08:00:00+00:00"), std::string::npos) << log_;
}

TEST_F(Execution, CalendarsChangeWithTheDelivery) {
  places_.calendars = scratch_.Path("cal");
  std::filesystem::create_directories(places_.calendars);
  const ActionField fields[] = {{"calendar", Value::String("")},
                                {"data", Value::String("BEGIN")}};
  Action change = Make(ActionKind::kCalendar, "1@x");
  change.fields = fields;
  ASSERT_TRUE(Run({Make(ActionKind::kKeep), change}));
  EXPECT_EQ(Left(), (Files{"cal/1@x.ics", "m/new/*"}));
  scratch_.Write("refuse", "");
  Action another = Make(ActionKind::kCalendar, "2@x");
  another.fields = fields;
  EXPECT_FALSE(Run({another, Make(ActionKind::kRedirect, "a@z")}));
  EXPECT_FALSE(scratch_.Has("cal/2@x.ics"));
}

TEST_F(Execution, MarksAreMadeAfterTheDelivery) {
  const ActionField fields[] = {{"seconds", Value::Int(60)}};
  Action mark = Make(ActionKind::kDuplicateMark, ":1");
  mark.fields = fields;
  envelope_.sender.clear();
  ASSERT_TRUE(Run({Make(ActionKind::kKeep), mark}));
  DuplicateMemory memory(StatePath(places_));
  EXPECT_TRUE(memory.Holds(":1", host_.now.seconds + 59).value());
  EXPECT_FALSE(memory.Holds(":1", host_.now.seconds + 60).value());
  EXPECT_FALSE(memory.Holds(":2", host_.now.seconds).value());
}

TEST_F(Execution, NothingIsMarkedWhenTheMessageStays) {
  const ActionField fields[] = {{"seconds", Value::Int(60)}};
  Action mark = Make(ActionKind::kDuplicateMark, ":1");
  mark.fields = fields;
  scratch_.Write("refuse", "");
  EXPECT_FALSE(Run({mark, Make(ActionKind::kRedirect, "a@z")}));
  EXPECT_FALSE(scratch_.Has(".trommel.sqlite"));
}

TEST_F(Execution, ErrorsThatMayPassLeaveTheMessage) {
  vm::Outcome outcome;
  const std::vector<Action> keep = {Make(ActionKind::kKeep)};
  outcome.actions = keep;
  outcome.ok = false;
  outcome.error = {Code::kTemporary, "the store is down"};
  const Status status =
      Execute(outcome, Language::kSieve, mail::Message(kMessage), envelope_,
              places_, host_);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kTemporary);
  EXPECT_EQ(Left(), Files{});
}

TEST_F(Execution, TaintedEximFileNameIsRefused) {
  Action action = Make(ActionKind::kFileInto, "x");
  action.target_tainted = true;
  const Status status = Run({action}, Language::kExim);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kTemporary);
  EXPECT_EQ(Left(), Files{});
}

TEST_F(Execution, FailedRuns) {
  const std::vector<Action> keep = {Make(ActionKind::kKeep)};
  EXPECT_TRUE(Run(keep, Language::kSieve, false));
  EXPECT_EQ(Left(), Files{"m/new/*"});
  const Status status = Run(keep, Language::kExim, false);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kTemporary);
  EXPECT_EQ(status.error().text, "the run failed");
  EXPECT_EQ(Left(), Files{"m/new/*"});
}

TEST_F(Execution, RedirectsInOneSubmission) {
  ASSERT_TRUE(Run({Make(ActionKind::kRedirect, "a@z"),
                   Make(ActionKind::kRedirect, "b@z"),
                   Make(ActionKind::kRedirect, "A@Z")}));
  EXPECT_EQ(scratch_.Read("sent"),
            "-oi -f s@x -- a@z b@z\nX-Sieve: Trommel\n"
            "X-Sieve-Redirected-From: me@y\nMessage-ID: "
            "<trommel.1767323045.4711.1@mail.example.com>\n" +
                std::string(kWithoutPath));
}

TEST_F(Execution, OwnAddressIsTheInbox) {
  ASSERT_TRUE(Run({Make(ActionKind::kRedirect, "Me@y")}, Language::kExim));
  EXPECT_EQ(Left(), Files{"m/new/*"});
}

TEST_F(Execution, FailedRedirectUndoesSaves) {
  scratch_.Write("refuse", "");
  const Status status =
      Run({Make(ActionKind::kFileInto, "box"), Make(ActionKind::kKeep),
           Make(ActionKind::kRedirect, "a@z")},
          Language::kExim);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kTemporary);
  EXPECT_EQ(Left(), Files{});
}

TEST_F(Execution, PipesGetTheMessage) {
  ASSERT_TRUE(Run({Make(ActionKind::kPipe, "tee $home/a \"b c\""),
                   Make(ActionKind::kPipe, "tee $home/a \"b c\"")},
                  Language::kExim));
  EXPECT_EQ(Left(), (Files{"a", "b c"}));
  EXPECT_EQ(scratch_.Read("b c"), kMessage);
}

TEST_F(Execution, BadPipesUndoSaves) {
  for (const char* command :
       {"false", "/nowhere/program", "tee $local_part", "tee ${domain}",
        "tee x$home", "tee $h_subject:", "tee a\\b", "x/y", "", "'"}) {
    const Status status =
        Run({Make(ActionKind::kKeep), Make(ActionKind::kPipe, command)},
            Language::kExim);
    ASSERT_FALSE(status) << command;
    EXPECT_EQ(status.error().code, Code::kTemporary) << command;
    EXPECT_EQ(Left(), Files{}) << command;
  }
}

TEST_F(Execution, FailDeliversFirst) {
  const Status status = Run(
      {Make(ActionKind::kFileInto, "box"), Make(ActionKind::kFail, "go away")},
      Language::kExim);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kPermission);
  EXPECT_EQ(status.error().text, "go away");
  EXPECT_EQ(Left(), Files{"box"});
}

TEST_F(Execution, DeferAndFreezeDeliverNothing) {
  for (ActionKind kind : {ActionKind::kDefer, ActionKind::kFreeze}) {
    const Status status =
        Run({Make(ActionKind::kFileInto, "box"), Make(kind, "later")},
            Language::kExim);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Code::kDefer);
    EXPECT_EQ(Left(), Files{});
  }
}

class Replies : public Execution {
 protected:
  Action Vacation() {
    Action action = Make(ActionKind::kVacation, "S@x");
    action.fields = vacation_;
    return action;
  }
  Action Mail() {
    Action action = Make(ActionKind::kReply, "<default>");
    action.fields = mail_;
    return action;
  }
  size_t Sent() const {
    const std::string sent = scratch_.Read("sent");
    size_t count = 0;
    for (size_t at = 0;
         (at = sent.find("-oi -f <> -- ", at)) != std::string::npos; ++at) {
      ++count;
    }
    return count;
  }
  const std::vector<ActionField> vacation_ = {
      {"days", Value::Int(7)},
      {"subject", Value::String("Auto: hi")},
      {"handle", Value::String("h")},
      {"reason", Value::String("away")}};
  const std::vector<ActionField> mail_ = {{"default_to", Value::Tainted("s@x")},
                                          {"text", Value::String("away")},
                                          {"once", Value::String("once")},
                                          {"once_repeat", Value::String("2d")}};
};

TEST_F(Replies, OnceAPeriod) {
  for (const Action& action : {Vacation(), Mail()}) {
    const size_t before = Sent();
    const int64_t now = host_.now.seconds;
    ASSERT_TRUE(Run({Make(ActionKind::kKeep), action}, Language::kExim));
    ASSERT_TRUE(Run({Make(ActionKind::kKeep), action}, Language::kExim));
    EXPECT_EQ(Sent(), before + 1);
    host_.now.seconds += 7 * 86400;
    ASSERT_TRUE(Run({Make(ActionKind::kKeep), action}, Language::kExim));
    EXPECT_EQ(Sent(), before + 2);
    host_.now.seconds = now;
  }
  EXPECT_EQ(log_, "");
}

TEST_F(Replies, ForbiddenOnesAreLeftOutAndTold) {
  for (Action action : {Vacation(), Mail()}) {
    std::vector<ActionField> fields(action.fields.begin(), action.fields.end());
    fields.push_back({"forbidden", Value::Bool(true)});
    action.fields = fields;
    log_.clear();
    ASSERT_TRUE(Run({Make(ActionKind::kKeep), action}, Language::kExim));
    EXPECT_NE(log_.find("autoreply forbidden"), std::string::npos) << log_;
  }
  EXPECT_EQ(Sent(), 0U);
}

TEST_F(Replies, FailureLeavesTheDeliveryAndNoClaim) {
  scratch_.Write("refuse", "");
  for (const Action& action : {Vacation(), Mail()}) {
    log_.clear();
    ASSERT_TRUE(Run({Make(ActionKind::kKeep), action}, Language::kExim));
    EXPECT_NE(log_.find("left out"), std::string::npos);
  }
  EXPECT_EQ(scratch_.Files("m/new").size(), 2U);
  std::filesystem::remove(scratch_.Path("refuse"));
  ASSERT_TRUE(Run({Vacation(), Mail()}, Language::kExim));
  EXPECT_EQ(Sent(), 2U);
}

TEST_F(Replies, NoneBeforeTheDelivery) {
  scratch_.Write("m", "a file in the way");
  EXPECT_FALSE(Run({Vacation(), Make(ActionKind::kKeep)}));
  EXPECT_EQ(Left(), Files{"m"});
}

TEST_F(Replies, NoneToTheNullSender) {
  envelope_.sender.clear();
  ASSERT_TRUE(Run({Make(ActionKind::kKeep), Vacation(), Mail()}));
  EXPECT_EQ(Left(), Files{"m/new/*"});
}

TEST_F(Execution, LogLines) {
  ASSERT_TRUE(Run(
      {Make(ActionKind::kLogFile, "log"), Make(ActionKind::kLogWrite, "one\n"),
       Make(ActionKind::kLogWrite, "two\n")},
      Language::kExim));
  EXPECT_EQ(scratch_.Read("log"), "one\ntwo\n");
}

struct IntervalCase {
  const char* text;
  int64_t seconds;  // -1: none
};

TEST(ParseInterval, ReadsEximTimes) {
  constexpr IntervalCase kCases[] = {
      {"7d", 604800},
      {"1w2d3h4m5s", 788645},
      {"90", 90},
      {"0", 0},
      {"1h30m", 5400},
      {"", -1},
      {"d", -1},
      {"7x", -1},
      {"-7d", -1},
      {"7 d", -1},
      {"99999999999999999999", -1},
  };
  for (const IntervalCase& c : kCases) {
    EXPECT_EQ(ParseInterval(c.text).value_or(-1), c.seconds) << c.text;
  }
}

}  // namespace
}  // namespace trommel::delivery
