// SPDX-License-Identifier: MIT
// readsock: what a socket answers to a request.
//
// Authority: ours; it is ${readsocket as a lookup. The socket is named by the
// option file= ("/path" or "inet:host:port"), or stands before the request.
// Options: timeout=SECONDS, shutdown=no, tls=yes. The answer is tainted.
#include <cstdlib>

#include "interp/feature.h"
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_readsock;

namespace {

class Source : public vm::LookupSource {
 public:
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
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
    const std::string time(exim::LookupOption(request.options, "timeout"));
    constexpr int kDecimal = 10;
    if (!time.empty()) {
      question.timeout_seconds = std::strtol(time.c_str(), nullptr, kDecimal);
    }
    question.shutdown = exim::LookupOption(request.options, "shutdown") != "no";
    question.tls = exim::LookupOption(request.options, "tls") == "yes";
    TRY_ASSIGN(std::string value, request.context->host().AskSocket(question));
    return vm::LookupAnswer{true, std::move(value), true, false};
  }
};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  return std::make_unique<Source>();
}

constexpr vm::LookupDriver kDriver = {"readsock", vm::LookupStyle::kQuery,
                                      Open};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "readsock", "readsock <query: string> <how: string>",
     "what a socket answers to a request", "${lookup readsock{/run/s b}} => 2",
     nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_readsock = {"lookup_readsock", 1,
                                           Language::kExim, "", kRows};

}  // namespace trommel::stdlib
