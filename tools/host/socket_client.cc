// SPDX-License-Identifier: MIT
#include "tools/host/socket_client.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <utility>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "tools/delivery/files.h"
#include "tools/host/tls_client.h"

namespace trommel {
namespace {

using Clock = std::chrono::steady_clock;
using delivery::Descriptor;

constexpr size_t kBlock = size_t{16} << 10U;

/// Waits for `events`; false when the time is up.
bool Await(const Descriptor& socket, short events, Clock::time_point deadline) {
  using std::chrono::milliseconds;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    pollfd event{socket.get(), events, 0};
    const int ready = ::poll(&event, 1, static_cast<int>(left.count()) + 1);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

/// A connected socket that does not block, or errno.
Result<Descriptor> ConnectTo(const sockaddr* address, socklen_t size,
                             Clock::time_point deadline) {
  Descriptor made(::socket(address->sa_family,
                           SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!made.open()) return Err(Code::kRun, std::strerror(errno));
  if (::connect(made.get(), address, size) == 0) return made;
  if (errno != EINPROGRESS) return Err(Code::kRun, std::strerror(errno));
  if (!Await(made, POLLOUT, deadline)) {
    return Err(Code::kRun, std::strerror(ETIMEDOUT));
  }
  int error = 0;
  socklen_t length = sizeof(error);
  ::getsockopt(made.get(), SOL_SOCKET, SO_ERROR, &error, &length);
  if (error != 0) return Err(Code::kRun, std::strerror(error));
  return made;
}

Result<Descriptor> ConnectLocal(std::string_view path,
                                Clock::time_point deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const size_t size = std::min(path.size(), sizeof(address.sun_path) - 1);
  std::memcpy(address.sun_path, path.data(), size);
  auto made = ConnectTo(reinterpret_cast<const sockaddr*>(&address),
                        sizeof(address), deadline);
  if (made) return made;
  return Err(Code::kRun, "failed to connect to socket " + std::string(path) +
                             ": " + made.error().text);
}

struct Place {
  std::string host;  ///< as written, for errors
  std::string port;
};

/// "host:port", "[address]:port".
Result<Place> ReadPlace(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return Err(Code::kRun, "missing port for readsocket " + std::string(text));
  }
  Place out{std::string(text.substr(0, colon)),
            std::string(text.substr(colon + 1))};
  const bool number =
      !out.port.empty() && std::ranges::all_of(out.port, text::IsDigit);
  servent* service =
      number ? nullptr : ::getservbyname(out.port.c_str(), "tcp");
  if (service != nullptr) {
    out.port = std::to_string(ntohs(static_cast<uint16_t>(service->s_port)));
  } else if (!number || out.port.size() > 5 || std::stoi(out.port) > 65535) {
    return Err(Code::kRun, "unknown port \"" + out.port + "\"");
  }
  return out;
}

Result<Descriptor> ConnectInet(std::string_view text,
                               Clock::time_point deadline) {
  TRY_ASSIGN(const Place place, ReadPlace(text));
  std::string host = place.host;
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (host.empty() ||
      ::getaddrinfo(host.c_str(), place.port.c_str(), &hints, &found) != 0) {
    return Err(Code::kRun, "no IP address found for host " + place.host);
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(
      found, ::freeaddrinfo);
  std::string why;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    auto made = ConnectTo(at->ai_addr, at->ai_addrlen, deadline);
    if (made) return made;
    why = made.error().text;
  }
  return Err(Code::kRun,
             "failed to connect to any address for " + place.host + ": " + why);
}

/// A connection, through TLS or not.
class Stream {
 public:
  Stream(Descriptor socket, Clock::time_point deadline)
      : socket_(std::move(socket)), deadline_(deadline) {}

  Status StartTls(const std::string& server_name) {
    TRY_ASSIGN(tls_,
               TlsClient::Start(socket_.get(), server_name, [this](short what) {
                 return Await(socket_, what, deadline_);
               }));
    return {};
  }

  Status SendAll(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = Send(bytes);
      if (sent > 0) {
        bytes.remove_prefix(static_cast<size_t>(sent));
        continue;
      }
      if (errno == EINTR) continue;
      if (errno == EAGAIN && Await(socket_, POLLOUT, deadline_)) continue;
      const int error = errno == EAGAIN ? ETIMEDOUT : errno;
      return Err(Code::kRun, std::string("request write to socket failed: ") +
                                 std::strerror(error));
    }
    return {};
  }

  void EndSending() { ::shutdown(socket_.get(), SHUT_WR); }

  Result<std::string> ReadAll() {
    std::string out;
    std::array<char, kBlock> block;
    for (;;) {
      const ssize_t got = Read(block.data(), block.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) {
        if (Await(socket_, POLLIN, deadline_)) continue;
        return Err(Code::kRun, "socket read timed out");
      }
      if (got <= 0) return out;
      out.append(block.data(), static_cast<size_t>(got));
      if (out.size() > limits::kReadFileBytes) {
        return Err(Code::kLimit, "a server answers more than " +
                                     std::to_string(limits::kReadFileBytes) +
                                     " bytes");
      }
      if (Clock::now() >= deadline_) {
        return Err(Code::kRun, "socket read timed out");
      }
    }
  }

 private:
  ssize_t Send(std::string_view bytes) {
    if (tls_ != nullptr) return tls_->Write(bytes.data(), bytes.size());
    return ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  ssize_t Read(char* bytes, size_t size) {
    if (tls_ != nullptr) return tls_->Read(bytes, size);
    return ::read(socket_.get(), bytes, size);
  }

  Descriptor socket_;
  Clock::time_point deadline_;
  std::unique_ptr<TlsClient> tls_;
};

}  // namespace

Result<std::string> AskSocketForFilter(const vm::SocketRequest& request) {
  constexpr std::string_view kInet = "inet:";
  const Clock::time_point deadline =
      Clock::now() + std::chrono::seconds(std::clamp<int64_t>(
                         request.timeout_seconds, 1, 86400));
  const bool inet = request.where.starts_with(kInet);
  TRY_ASSIGN(Descriptor socket,
             inet ? ConnectInet(request.where.substr(kInet.size()), deadline)
                  : ConnectLocal(request.where, deadline));
  Stream stream(std::move(socket), deadline);
  if (request.tls) TRY(stream.StartTls(std::string(request.server_name)));
  TRY(stream.SendAll(request.input));
  if (request.shutdown && !request.tls) stream.EndSending();
  return stream.ReadAll();
}

}  // namespace trommel
