// SPDX-License-Identifier: MIT
// Sockets of ${readsocket, against a server of our own on loopback.
#include "tools/host/socket_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <thread>

#include "interp/base/limits.h"
#include "tests/tools/delivery/scratch.h"

namespace trommel {
namespace {

using delivery::Scratch;

/// Serves one connection: reads what comes, up to its end or to a dot, and
/// answers with it and `more`; `silent` never answers till the client goes.
class Server {
 public:
  explicit Server(std::string path, std::string more = {}, bool silent = false)
      : more_(std::move(more)), silent_(silent) {
    if (path.empty()) {
      socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      socklen_t size = sizeof(address);
      ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
      port_ = ntohs(address.sin_port);
    } else {
      socket_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
      sockaddr_un address{};
      address.sun_family = AF_UNIX;
      path.copy(address.sun_path, sizeof(address.sun_path) - 1);
      ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    }
    ::listen(socket_, 1);
    thread_ = std::thread([this] { Serve(); });
  }
  ~Server() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  std::string port() const { return std::to_string(port_); }

 private:
  void Serve() {
    const int peer = ::accept(socket_, nullptr, nullptr);
    if (peer < 0) return;
    std::string got;
    char c = 0;
    while (::read(peer, &c, 1) == 1 && c != '.') got += c;
    if (c == '.') more_ += "open";
    got += more_;
    for (std::string_view rest = got; !silent_ && !rest.empty();) {
      const ssize_t n = ::send(peer, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (n <= 0) break;
      rest.remove_prefix(static_cast<size_t>(n));
    }
    if (silent_) ::recv(peer, &c, 1, 0);
    if (silent_)
      while (::recv(peer, &c, 1, 0) > 0) {
      }
    ::close(peer);
  }

  int socket_ = -1;
  uint16_t port_ = 0;
  std::string more_;
  bool silent_;
  std::thread thread_;
};

std::string Ask(vm::SocketRequest request) {
  const auto answer = AskSocketForFilter(request);
  if (answer) return *answer;
  return std::string(CodeName(answer.error().code)) + " " + answer.error().text;
}

TEST(AskSocketForFilter, UnixSocket) {
  const Scratch scratch;
  const std::string path = scratch.Path("s");
  const Server server(path, "!");
  EXPECT_EQ(Ask({.where = path, .input = "hi"}), "hi!");
}

TEST(AskSocketForFilter, WithoutShutdown) {
  const Scratch scratch;
  const std::string path = scratch.Path("s");
  const Server server(path);
  EXPECT_EQ(Ask({.where = path, .input = "hi.", .shutdown = false}), "hiopen");
}

TEST(AskSocketForFilter, InternetSocket) {
  for (std::string_view host : {"127.0.0.1", "[127.0.0.1]", "localhost"}) {
    const Server server("");
    const std::string where = "inet:" + std::string(host) + ":" + server.port();
    EXPECT_EQ(Ask({.where = where, .input = "hi"}), "hi");
  }
}

TEST(AskSocketForFilter, Failures) {
  const Scratch scratch;
  const std::string none = scratch.Path("none");
  EXPECT_EQ(Ask({.where = none}), "Run failed to connect to socket " + none +
                                      ": No such file or directory");
  EXPECT_EQ(Ask({.where = "inet::1"}), "Run no IP address found for host ");
  for (std::string_view where :
       {"inet:127.0.0.1", "inet:127.0.0.1:", "inet:127.0.0.1:nosuchservice",
        "inet:127.0.0.1:99999", "inet:"}) {
    EXPECT_TRUE(Ask({.where = where}).starts_with("Run ")) << where;
  }
}

TEST(AskSocketForFilter, DoesNotWaitForever) {
  const Scratch scratch;
  const std::string path = scratch.Path("s");
  const Server server(path, "", true);
  EXPECT_EQ(Ask({.where = path,
                 .input = "hi",
                 .timeout_seconds = 1,
                 .shutdown = false}),
            "Run socket read timed out");
}

TEST(AskSocketForFilter, HasALimit) {
  const Scratch scratch;
  const std::string path = scratch.Path("s");
  const Server server(path, std::string(limits::kReadFileBytes + 1, 'x'));
  EXPECT_TRUE(Ask({.where = path, .input = "hi"}).starts_with("Limit "));
}

}  // namespace
}  // namespace trommel
