// SPDX-License-Identifier: MIT
// ${readsocket{where}{request}{options}{line end}{on failure}}.
//
// Exim specification, "Expansion items".
// - Options: the time limit (5s), then name=value: shutdown, tls, sni, cache;
//   an option of another name, or without sense, is passed over, as Exim does.
//   An answer is never kept: `cache` changes nothing.
// - Where it is, may not be tainted. What is read is: it came from outside.
#include <algorithm>

#include "interp/vm/host.h"
#include "stdlib/shared/exim_calls.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_text.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_readsocket;

namespace {

using vm::CallContext;

struct Options {
  int64_t seconds = 5;
  bool shutdown = true;
  bool tls = false;
  std::string server_name;
};

Options ReadOptions(std::string_view text) {
  Options out;
  exim::ListReader list(text);
  const std::optional<std::string> time = list.Next();
  if (time) {
    const auto seconds = exim::ReadInterval(*time);
    if (seconds && *seconds > 0) out.seconds = *seconds;
  }
  while (std::optional<std::string> option = list.Next()) {
    const size_t equals = std::min(option->find('='), option->size());
    const std::string name = option->substr(0, equals);
    const std::string value =
        option->substr(std::min(equals + 1, option->size()));
    if (name == "shutdown") out.shutdown = value != "no";
    if (name == "tls") out.tls = value == "yes";
    if (name == "sni") out.server_name = value;
  }
  return out;
}

Result<std::string> Ask(CallContext& context, std::span<const Value> args) {
  if (args[0].tainted()) {
    return Err(Code::kRun,
               "Tainted socket name '" + std::string(args[0].text()) + "'");
  }
  const Options options = ReadOptions(args[2].text());
  vm::SocketRequest request;
  request.where = args[0].text().substr(0, args[0].text().find('\0'));
  request.input = args[1].text();
  request.timeout_seconds = options.seconds;
  request.shutdown = options.shutdown;
  request.tls = options.tls;
  request.server_name = options.server_name;
  TRY(exim::CountConnection(context));
  return context.host().AskSocket(request);
}

Result<Value> RunReadSocket(CallContext& context, std::span<const Value> args) {
  Result<std::string> answer = Ask(context, args);
  if (!answer) {
    const bool expected =
        answer.error().code == Code::kRun && args[4].text() == "may fail";
    if (expected) return Value::Nil();
    return Err(std::move(answer.error()));
  }
  const std::string_view end = args[3].text();
  return exim::TextOf(context, *answer, end.empty() ? "\n" : end, true);
}

constexpr Row kRows[] = {
    {RowKind::kLookup, "readsocket",
     "readsocket <where: string> <request: string> <options: string> "
     "<line_end: string> <how: string>",
     "what a server on a socket answers",
     "${readsocket{/run/echo}{hi}{2s}{;}{down}} => hi;", nullptr,
     RunReadSocket},
};

}  // namespace

constinit const Feature exim_item_readsocket = {"item_readsocket", 1,
                                                Language::kExim, "", kRows};

}  // namespace trommel::stdlib
