// SPDX-License-Identifier: MIT
#include "stdlib/shared/idn_text.h"

#include <dlfcn.h>
#include <idn2.h>

namespace trommel::stdlib {
namespace {

struct Library {
  decltype(&::idn2_lookup_u8) lookup = nullptr;
  decltype(&::idn2_strerror) text = nullptr;
  decltype(&::idn2_free) free = nullptr;
  bool complete() const {
    return lookup != nullptr && text != nullptr && free != nullptr;
  }
};

template <class Function>
void Bind(void* library, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(::dlsym(library, name));
}

Library Load() {
  Library library;
  if (void* opened = ::dlopen("libidn2.so.0", RTLD_NOW | RTLD_LOCAL)) {
    Bind(opened, "idn2_lookup_u8", &library.lookup);
    Bind(opened, "idn2_strerror", &library.text);
    Bind(opened, "idn2_free", &library.free);
  }
  return library;
}

}  // namespace

Result<std::string> DomainToAscii(std::string_view domain) {
  static const Library idn = Load();
  if (!idn.complete()) {
    return Err(Code::kDefer,
               "cannot load libidn2.so.0: install the Debian package "
               "libidn2-0");
  }
  const std::string text(domain);
  uint8_t* made = nullptr;
  const int status = idn.lookup(reinterpret_cast<const uint8_t*>(text.c_str()),
                                &made, IDN2_NFC_INPUT);
  if (status != IDN2_OK) return Err(Code::kRun, idn.text(status));
  std::string out(reinterpret_cast<const char*>(made));
  idn.free(made);
  return out;
}

}  // namespace trommel::stdlib
