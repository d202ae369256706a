// SPDX-License-Identifier: MIT
// readsock: what a socket answers to a request.
//
// Authority: ours; it is ${readsocket as a lookup. The socket is named by the
// option file= ("/path" or "inet:host:port"), or stands before the request.
// Options: timeout=TIME (5s), shutdown=no, tls=yes, sni=NAME. No answer is kept
// for the next time, an empty one means that there is none, and all are
// tainted.
#include <algorithm>

#include "interp/feature.h"
#include "stdlib/shared/exim_calls.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_number.h"

namespace trommel::stdlib {

extern const Feature lookup_readsock;

namespace {

class Source : public vm::LookupSource {
 public:
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    TRY(exim::CountConnection(*request.context));
    vm::SocketRequest question;
    question.input = request.key;
    question.where = exim::LookupOption(request.options, "file");
    if (question.where.empty()) {
      if (request.taint != Taint::kClean) {
        return Err(Code::kRun,
                   "a tainted query cannot name its socket: use "
                   "the option file=");
      }
      const size_t end = std::min(request.key.find(' '), request.key.size());
      question.where = request.key.substr(0, end);
      question.input =
          request.key.substr(std::min(end + 1, request.key.size()));
    }
    ReadOptions(request, &question);
    Result<std::string> value = request.context->host().AskSocket(question);
    if (!value && value.error().code == Code::kRun) {
      value.error().code = Code::kDefer;
    }
    if (!value) return Err(std::move(value.error()));
    return vm::LookupAnswer{!value->empty(), std::move(*value), true, false};
  }

 private:
  static void ReadOptions(const vm::LookupRequest& request,
                          vm::SocketRequest* question) {
    const auto option = [&](std::string_view name) {
      return exim::LookupOption(request.options, name);
    };
    const auto seconds = exim::ReadInterval(option("timeout"));
    if (seconds && *seconds > 0) question->timeout_seconds = *seconds;
    question->timeout_seconds = std::min(
        question->timeout_seconds, request.context->settings().lookup_timeout);
    question->shutdown = option("shutdown") != "no";
    question->tls = option("tls") == "yes";
    question->server_name = option("sni");
  }
};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  return std::make_unique<Source>();
}

constexpr vm::LookupDriver kDriver = {"readsock", vm::LookupStyle::kQuery,
                                      Open};

/// Whoever may not read sockets, may not in this way.
Result<Value> RunReadSock(vm::CallContext& context,
                          std::span<const Value> args) {
  if (context.settings().forbid_filter_readsocket) {
    return Err(Code::kRun, "socket insertions are not permitted");
  }
  return exim::RunLookup(context, args, kDriver);
}

constexpr Row kRows[] = {
    {RowKind::kLookupType, "readsock", "readsock <query: string> <how: string>",
     "what a socket answers to a request", "${lookup readsock{/run/s b}} => 2",
     nullptr, RunReadSock},
};

}  // namespace

constinit const Feature lookup_readsock = {"lookup_readsock", 1,
                                           Language::kExim, "", kRows};

}  // namespace trommel::stdlib
