// SPDX-License-Identifier: MIT
#include "tools/host/pam.h"

#include <security/pam_appl.h>

#include <cstdlib>
#include <cstring>

#include "stdlib/shared/client_library.h"

namespace trommel {
namespace {

using stdlib::ClientLibrary;

#define PAM_FUNCTIONS(F) \
  F(pam_start) F(pam_authenticate) F(pam_acct_mgmt) F(pam_end) F(pam_strerror)
TROMMEL_CLIENT_LIBRARY(Pam, "libpam.so.0", "libpam0g", PAM_FUNCTIONS)

/// The answers that are left.
struct Answers {
  std::span<const std::string> words;
};

/// pam_conv's conversation; PAM frees the responses.
int Converse(int count, const pam_message** messages, pam_response** responses,
             void* data) {
  auto& answers = *static_cast<Answers*>(data);
  if (count <= 0 || count > PAM_MAX_NUM_MSG) return PAM_CONV_ERR;
  auto* made = static_cast<pam_response*>(
      std::calloc(static_cast<size_t>(count), sizeof(pam_response)));
  if (made == nullptr) return PAM_BUF_ERR;
  bool ok = true;
  for (int i = 0; i < count && ok; ++i) {
    const int style = messages[i]->msg_style;
    if (style != PAM_PROMPT_ECHO_OFF && style != PAM_PROMPT_ECHO_ON) continue;
    ok = !answers.words.empty();
    if (!ok) break;
    made[i].resp = ::strdup(answers.words.front().c_str());
    ok = made[i].resp != nullptr;
    answers.words = answers.words.subspan(1);
  }
  if (ok) {
    *responses = made;
    return PAM_SUCCESS;
  }
  for (int i = 0; i < count; ++i) std::free(made[i].resp);
  std::free(made);
  return PAM_CONV_ERR;
}

/// Whether PAM has said no, rather than failed.
bool IsRefusal(int status) {
  return status == PAM_USER_UNKNOWN || status == PAM_AUTH_ERR ||
         status == PAM_ACCT_EXPIRED || status == PAM_NEW_AUTHTOK_REQD ||
         status == PAM_MAXTRIES || status == PAM_PERM_DENIED ||
         status == PAM_CONV_ERR;
}

}  // namespace

Result<bool> CheckPam(const std::string& service,
                      std::span<const std::string> words) {
  if (words.empty() || words[0].empty()) return false;
  TRY_ASSIGN(const Pam* pam, Pam::Get());
  Answers answers{words.subspan(1)};
  const pam_conv conversation = {Converse, &answers};
  pam_handle_t* handle = nullptr;
  int status =
      pam->pam_start(service.c_str(), words[0].c_str(), &conversation, &handle);
  if (status == PAM_SUCCESS) status = pam->pam_authenticate(handle, PAM_SILENT);
  if (status == PAM_SUCCESS) status = pam->pam_acct_mgmt(handle, PAM_SILENT);
  std::string why;
  if (status != PAM_SUCCESS) why = pam->pam_strerror(handle, status);
  if (handle != nullptr) pam->pam_end(handle, status);
  if (status == PAM_SUCCESS) return true;
  if (IsRefusal(status)) return false;
  return Err(Code::kRun, why);
}

}  // namespace trommel
