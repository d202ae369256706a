// SPDX-License-Identifier: MIT
#include "stdlib/shared/dns_resolver.h"

#include <ares.h>
#include <poll.h>

#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "stdlib/shared/client_library.h"

namespace trommel::stdlib {
namespace {

// clang-format off
#define ARES_FUNCTIONS(F) \
  F(ares_library_init) F(ares_init_options) F(ares_destroy) \
  F(ares_set_servers_ports_csv) F(ares_create_query) F(ares_send) \
  F(ares_free_string) F(ares_getsock) F(ares_timeout) F(ares_process_fd) \
  F(ares_cancel) F(ares_strerror)
// clang-format on
TROMMEL_CLIENT_LIBRARY(Ares, "libcares.so.2", "libc-ares2", ARES_FUNCTIONS)

constexpr int kClassIn = 1;
constexpr int kLargestDatagram = 1232;
constexpr int kNoSuchName = 3;
constexpr uint8_t kAuthenticData = 0x20;
constexpr uint8_t kDnssecOk = 0x80;

/// What the callback of c-ares is told.
struct Reply {
  bool done = false;
  int status = 0;
  std::string bytes;
};

void Receive(void* to, int status, int, unsigned char* bytes, int size) {
  auto* reply = static_cast<Reply*>(to);
  reply->done = true;
  reply->status = status;
  if (bytes != nullptr && size > 0) {
    reply->bytes.assign(reinterpret_cast<const char*>(bytes),
                        static_cast<size_t>(size));
  }
}

Result<const Ares*> Ready() {
  TRY_ASSIGN(const Ares* ares, Ares::Get());
  static const int started = ares->ares_library_init(ARES_LIB_INIT_ALL);
  if (started == ARES_SUCCESS) return ares;
  return Err(Code::kDefer, ares->ares_strerror(started));
}

/// A channel with its own sockets, for one question.
class Channel {
 public:
  explicit Channel(const Ares* ares) : ares_(ares) {}
  ~Channel() {
    if (channel_ != nullptr) ares_->ares_destroy(channel_);
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  Status Open(const DnsOptions& options) {
    ares_options set{};
    int mask = ARES_OPT_FLAGS;
    set.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS;
    if (options.wait.count() > 0) {
      set.timeout = static_cast<int>(options.wait.count());
      mask |= ARES_OPT_TIMEOUTMS;
    }
    if (options.tries > 0) {
      set.tries = options.tries;
      mask |= ARES_OPT_TRIES;
    }
    int status = ares_->ares_init_options(&channel_, &set, mask);
    if (status == ARES_SUCCESS && !options.servers.empty()) {
      status =
          ares_->ares_set_servers_ports_csv(channel_, options.servers.c_str());
    }
    if (status == ARES_SUCCESS) return {};
    return Err(Code::kDefer, std::string("name servers ") + options.servers +
                                 ": " + ares_->ares_strerror(status));
  }

  /// False when `name` is none.
  bool Send(const std::string& name, DnsType type, bool dnssec, Reply* reply) {
    unsigned char* bytes = nullptr;
    int size = 0;
    const int status =
        ares_->ares_create_query(name.c_str(), kClassIn, static_cast<int>(type),
                                 0, 1, &bytes, &size, kLargestDatagram);
    if (status != ARES_SUCCESS) return false;
    if (dnssec) {
      bytes[3] |= kAuthenticData;
      // The flags of the OPT record, which is the last and has no data.
      bytes[size - 4] |= kDnssecOk;
    }
    ares_->ares_send(channel_, bytes, size, Receive, reply);
    ares_->ares_free_string(bytes);
    return true;
  }

  void Wait(const Deadline& deadline, const Reply& reply) {
    while (!reply.done) {
      if (deadline.Passed()) {
        ares_->ares_cancel(channel_);  // calls Receive
        return;
      }
      Step(deadline);
    }
  }

 private:
  void Step(const Deadline& deadline) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    std::array<pollfd, ARES_GETSOCK_MAXNUM> polls{};
    const int wanted =
        ares_->ares_getsock(channel_, sockets.data(), ARES_GETSOCK_MAXNUM);
    nfds_t count = 0;
    for (int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
      int events = 0;
      if (ARES_GETSOCK_READABLE(wanted, i)) events |= POLLIN;
      if (ARES_GETSOCK_WRITABLE(wanted, i)) events |= POLLOUT;
      if (events == 0) continue;
      polls[count++] = {sockets[static_cast<size_t>(i)],
                        static_cast<short>(events), 0};
    }
    timeval most = deadline.Time();
    timeval next{};
    const timeval* time = ares_->ares_timeout(channel_, &most, &next);
    constexpr int kMillis = 1000;
    ::poll(
        polls.data(), count,
        static_cast<int>(time->tv_sec * kMillis + time->tv_usec / kMillis + 1));
    // Also without events, for the tries whose time is up.
    ares_->ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    for (nfds_t i = 0; i < count; ++i) {
      const int ready = polls[i].revents;
      if (ready == 0) continue;
      ares_->ares_process_fd(
          channel_, (ready & ~POLLOUT) != 0 ? polls[i].fd : ARES_SOCKET_BAD,
          (ready & POLLOUT) != 0 ? polls[i].fd : ARES_SOCKET_BAD);
    }
  }

  const Ares* ares_;
  ares_channel channel_ = nullptr;
};

DnsAnswer Judged(Reply reply) {
  DnsAnswer answer;
  answer.status = DnsStatus::kAgain;
  if (reply.status != ARES_SUCCESS) return answer;
  auto message = DnsMessage::Read(std::move(reply.bytes));
  if (!message) return answer;
  if (message->code() == kNoSuchName ||
      (message->code() == 0 && message->answers().empty())) {
    answer.status = DnsStatus::kNone;
  } else if (message->code() == 0) {
    answer.status = DnsStatus::kFound;
  }
  answer.message = std::move(*message);
  return answer;
}

}  // namespace

Status DnsReady() {
  TRY(Ready());
  return {};
}

Result<DnsAnswer> AskDns(const std::string& name, DnsType type,
                         const DnsOptions& options, const Deadline& deadline) {
  TRY_ASSIGN(const Ares* ares, Ready());
  Reply reply;  // outlives the channel, which may still call back
  Channel channel(ares);
  TRY(channel.Open(options));
  if (!channel.Send(name, type, options.dnssec, &reply)) return DnsAnswer();
  channel.Wait(deadline, reply);
  return Judged(std::move(reply));
}

}  // namespace trommel::stdlib
