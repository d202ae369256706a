// SPDX-License-Identifier: MIT
#include "tools/host/pam.h"

#include <dlfcn.h>
#include <security/pam_appl.h>

#include <cstdlib>
#include <cstring>

namespace trommel {
namespace {

struct Library {
  decltype(&pam_start) start = nullptr;
  decltype(&pam_authenticate) authenticate = nullptr;
  decltype(&pam_acct_mgmt) account = nullptr;
  decltype(&pam_end) end = nullptr;
  decltype(&pam_strerror) text = nullptr;
  bool complete() const {
    return start != nullptr && authenticate != nullptr && account != nullptr &&
           end != nullptr && text != nullptr;
  }
};

template <class Function>
void Bind(void* library, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(::dlsym(library, name));
}

Result<Library> Load() {
  Library library;
  if (void* opened = ::dlopen("libpam.so.0", RTLD_NOW | RTLD_GLOBAL)) {
    Bind(opened, "pam_start", &library.start);
    Bind(opened, "pam_authenticate", &library.authenticate);
    Bind(opened, "pam_acct_mgmt", &library.account);
    Bind(opened, "pam_end", &library.end);
    Bind(opened, "pam_strerror", &library.text);
  }
  if (library.complete()) return library;
  return Err(Code::kDefer,
             "cannot load libpam.so.0: install the Debian package libpam0g");
}

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
  static const Result<Library> loaded = Load();
  if (!loaded) return Err(loaded.error());
  const Library& pam = *loaded;
  Answers answers{words.subspan(1)};
  const pam_conv conversation = {Converse, &answers};
  pam_handle_t* handle = nullptr;
  int status =
      pam.start(service.c_str(), words[0].c_str(), &conversation, &handle);
  if (status == PAM_SUCCESS) status = pam.authenticate(handle, PAM_SILENT);
  if (status == PAM_SUCCESS) status = pam.account(handle, PAM_SILENT);
  std::string why;
  if (status != PAM_SUCCESS) why = pam.text(handle, status);
  if (handle != nullptr) pam.end(handle, status);
  if (status == PAM_SUCCESS) return true;
  if (IsRefusal(status)) return false;
  return Err(Code::kRun, why);
}

}  // namespace trommel
