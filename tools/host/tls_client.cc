// SPDX-License-Identifier: MIT
#include "tools/host/tls_client.h"

#include <gnutls/gnutls.h>
#include <poll.h>

#include <cerrno>

#include "stdlib/shared/client_library.h"

namespace trommel {
namespace {

using stdlib::ClientLibrary;

#define GNUTLS_FUNCTIONS(F)                  \
  F(gnutls_certificate_allocate_credentials) \
  F(gnutls_certificate_free_credentials)     \
  F(gnutls_credentials_set)                  \
  F(gnutls_deinit)                           \
  F(gnutls_error_is_fatal)                   \
  F(gnutls_handshake)                        \
  F(gnutls_init)                             \
  F(gnutls_record_get_direction)             \
  F(gnutls_record_recv)                      \
  F(gnutls_record_send)                      \
  F(gnutls_server_name_set)                  \
  F(gnutls_set_default_priority)             \
  F(gnutls_strerror)                         \
  F(gnutls_transport_set_int2)

TROMMEL_CLIENT_LIBRARY(GnuTls, "libgnutls.so.30", "libgnutls30",
                       GNUTLS_FUNCTIONS)

class Session : public TlsClient {
 public:
  explicit Session(const GnuTls& tls) : tls_(tls) {}
  ~Session() override {
    if (session_ != nullptr) tls_.gnutls_deinit(session_);
    if (credentials_ != nullptr) {
      tls_.gnutls_certificate_free_credentials(credentials_);
    }
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Status Begin(int socket, const std::string& server_name,
               const AwaitFn& await) {
    TRY(Check("gnutls_init",
              tls_.gnutls_init(&session_, GNUTLS_CLIENT | GNUTLS_NONBLOCK |
                                              GNUTLS_NO_SIGNAL)));
    TRY(Check("cert_creds",
              tls_.gnutls_certificate_allocate_credentials(&credentials_)));
    TRY(Check("gnutls_set_default_priority",
              tls_.gnutls_set_default_priority(session_)));
    TRY(Check("gnutls_credentials_set",
              tls_.gnutls_credentials_set(session_, GNUTLS_CRD_CERTIFICATE,
                                          credentials_)));
    if (!server_name.empty()) {
      TRY(Check(
          "gnutls_server_name_set",
          tls_.gnutls_server_name_set(session_, GNUTLS_NAME_DNS,
                                      server_name.data(), server_name.size())));
    }
    tls_.gnutls_transport_set_int2(session_, socket, socket);
    return Shake(await);
  }

  ssize_t Read(char* bytes, size_t size) override {
    return Told(tls_.gnutls_record_recv(session_, bytes, size), true);
  }
  ssize_t Write(const char* bytes, size_t size) override {
    return Told(tls_.gnutls_record_send(session_, bytes, size), false);
  }

 private:
  Status Shake(const AwaitFn& await) {
    for (;;) {
      const int done = tls_.gnutls_handshake(session_);
      if (done == GNUTLS_E_SUCCESS) return {};
      if (tls_.gnutls_error_is_fatal(done) != 0) {
        return Check("gnutls_handshake", done);
      }
      const bool writes = tls_.gnutls_record_get_direction(session_) != 0;
      if (done == GNUTLS_E_AGAIN && !await(writes ? POLLOUT : POLLIN)) {
        return Err(Code::kRun, "TLS connect failed: timed out");
      }
    }
  }

  Status Check(std::string_view what, int done) const {
    if (done >= 0) return {};
    return Err(Code::kRun, "TLS connect failed: (" + std::string(what) +
                               "): " + tls_.gnutls_strerror(done));
  }

  /// Peers that go without taking leave have ended, as for Exim.
  static ssize_t Told(ssize_t done, bool reading) {
    if (done >= 0) return done;
    if (reading && done == GNUTLS_E_PREMATURE_TERMINATION) return 0;
    errno = done == GNUTLS_E_AGAIN         ? EAGAIN
            : done == GNUTLS_E_INTERRUPTED ? EINTR
                                           : EIO;
    return -1;
  }

  const GnuTls& tls_;
  gnutls_session_t session_ = nullptr;
  gnutls_certificate_credentials_t credentials_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<TlsClient>> TlsClient::Start(
    int socket, const std::string& server_name, const AwaitFn& await) {
  TRY_ASSIGN(const GnuTls* library, GnuTls::Get());
  auto session = std::make_unique<Session>(*library);
  TRY(session->Begin(socket, server_name, await));
  return session;
}

}  // namespace trommel
