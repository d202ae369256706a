// SPDX-License-Identifier: MIT
// TlsClient: TLS over a connected socket, by GnuTLS.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>

#include "interp/base/result.h"

namespace trommel {

/// GnuTLS is loaded at first use, so that nothing else pays for it. As for
/// Exim's ${readsocket, the peer's certificate is not checked: the connection
/// is private towards those who only listen.
class TlsClient {
 public:
  /// Waits until the socket can be read or written (POLLIN, POLLOUT); false
  /// when the time is up.
  using AwaitFn = std::function<bool(short events)>;

  /// Shakes hands over `socket`, which does not block and stays the caller's.
  /// kRun "TLS connect failed: …"; kDefer without the library, naming its
  /// package.
  static Result<std::unique_ptr<TlsClient>> Start(
      int socket, const std::string& server_name, const AwaitFn& await);
  virtual ~TlsClient() = default;
  /// As read(2) and write(2), with errno EAGAIN for what must wait.
  virtual ssize_t Read(char* bytes, size_t size) = 0;
  virtual ssize_t Write(const char* bytes, size_t size) = 0;
};

}  // namespace trommel
