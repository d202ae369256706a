// SPDX-License-Identifier: MIT
// redis: a command to Redis servers, by hiredis.
//
// Exim specification, "More about Redis". White space separates the words of a
// command; a backslash takes what follows it as it is. A nil answer is a miss,
// the items of an array go on lines of their own.
#include <hiredis/hiredis.h>

#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "interp/feature.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/server_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_redis;

namespace {

// clang-format off
#define REDIS_FUNCTIONS(F) \
  F(redisConnectWithTimeout) F(redisConnectUnixWithTimeout) \
  F(redisSetTimeout) F(redisCommandArgv) F(redisFree) F(freeReplyObject)
// clang-format on
TROMMEL_CLIENT_LIBRARY(Redis, "libhiredis.so.0.14", "libhiredis0.14",
                       REDIS_FUNCTIONS)

constexpr size_t kMostWords = 64;
constexpr int kPort = 6379;
constexpr int kDecimal = 10;

Result<std::vector<std::string>> Words(std::string_view query) {
  std::vector<std::string> words;
  bool inside = false;
  for (size_t i = 0; i < query.size(); ++i) {
    if (text::IsSpace(query[i])) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (query[i] == '\\' && i + 1 < query.size()) ++i;
    words.back() += query[i];
  }
  if (words.size() <= kMostWords) return words;
  return Err(Code::kRun, "a Redis command has at most " +
                             std::to_string(kMostWords) + " words");
}

struct FreeReply {
  const Redis* api;
  void operator()(redisReply* reply) const { api->freeReplyObject(reply); }
};
using ReplyOwner = std::unique_ptr<redisReply, FreeReply>;

class Link : public ServerLink {
 public:
  Link(const Redis* api, redisContext* context)
      : api_(api), context_(context) {}
  ~Link() override { api_->redisFree(context_); }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  Status Greet(const ServerAddress& server, const Deadline& deadline) {
    if (context_->err != 0) {
      return Err(Code::kDefer,
                 std::string("REDIS connection failed: ") + context_->errstr);
    }
    if (!server.password.empty()) {
      TRY(Send({"AUTH", server.password}, deadline, "authentication"));
    }
    if (!server.database.empty()) {
      TRY(Send({"SELECT", server.database}, deadline, "select"));
    }
    return {};
  }

  Result<vm::LookupAnswer> Ask(std::string_view query,
                               const Deadline& deadline) override {
    TRY_ASSIGN(std::vector<std::string> words, Words(query));
    if (words.empty()) return vm::LookupAnswer();
    TRY_ASSIGN(ReplyOwner reply, Send(words, deadline, "query"));
    ResultRows rows;
    Append(*reply, &rows, 0);
    TRY_ASSIGN(vm::LookupAnswer answer, rows.Take());
    // The command may have changed something.
    answer.cacheable = text::EqualsCaseless(words[0], "get");
    return answer;
  }

 private:
  Result<ReplyOwner> Send(const std::vector<std::string>& words,
                          const Deadline& deadline, std::string_view what) {
    std::vector<const char*> bytes;
    std::vector<size_t> sizes;
    for (const std::string& word : words) {
      bytes.push_back(word.data());
      sizes.push_back(word.size());
    }
    const std::string failed = "REDIS: " + std::string(what) + " failed: ";
    if (deadline.Passed()) return Err(Code::kDefer, failed + "time is up");
    api_->redisSetTimeout(context_, deadline.Time());
    ReplyOwner reply(static_cast<redisReply*>(api_->redisCommandArgv(
                         context_, static_cast<int>(words.size()), bytes.data(),
                         sizes.data())),
                     FreeReply{api_});
    if (reply == nullptr) {
      return Err(Code::kDefer, failed + context_->errstr);
    }
    if (reply->type == REDIS_REPLY_ERROR) {
      return Err(Code::kDefer, failed + std::string(reply->str, reply->len));
    }
    return reply;
  }

  static void Append(const redisReply& reply, ResultRows* rows, int depth) {
    constexpr int kMostDeep = 2;
    if (reply.type == REDIS_REPLY_INTEGER) {
      if (depth > 0) rows->Begin();
      rows->Single(std::to_string(reply.integer));
    } else if (reply.type == REDIS_REPLY_ARRAY && depth < kMostDeep) {
      for (size_t i = 0; i < reply.elements; ++i) {
        Append(*reply.element[i], rows, depth + 1);
      }
    } else if (reply.type == REDIS_REPLY_STRING ||
               reply.type == REDIS_REPLY_STATUS) {
      if (depth > 0) rows->Begin();
      rows->Single({reply.str, reply.len});
    }
  }

  const Redis* api_;
  redisContext* context_;
};

Result<std::unique_ptr<ServerLink>> Connect(const ServerAddress& server,
                                            const Deadline& deadline) {
  TRY_ASSIGN(const Redis* api, Redis::Get());
  const HostParts parts = ReadHost(server.host);
  const int port = parts.port.empty()
                       ? kPort
                       : static_cast<int>(std::strtol(parts.port.c_str(),
                                                      nullptr, kDecimal));
  redisContext* context = parts.socket.empty()
                              ? api->redisConnectWithTimeout(
                                    parts.host.c_str(), port, deadline.Time())
                              : api->redisConnectUnixWithTimeout(
                                    parts.socket.c_str(), deadline.Time());
  if (context == nullptr) return TimeIsUp("REDIS connection failed");
  auto link = std::make_unique<Link>(api, context);
  TRY(link->Greet(server, deadline));
  return link;
}

constexpr ServerKind kKind = {"Redis", "Redis", "redis_servers",
                              &vm::Settings::redis_servers, false};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  TRY(Redis::Get());
  return std::make_unique<ServerSource>(kKind, Connect);
}

constexpr vm::LookupDriver kDriver = {"redis", vm::LookupStyle::kQuery, Open,
                                      nullptr, Taint::kQuotedRedis};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "redis", "redis <query: string> <how: string>",
     "a command to Redis servers", "${lookup redis{get b}} => 2", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_redis = {"lookup_redis", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
