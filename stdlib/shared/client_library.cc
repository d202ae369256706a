// SPDX-License-Identifier: MIT
#include "stdlib/shared/client_library.h"

#include <dlfcn.h>

namespace trommel::stdlib {

ClientLibrary::ClientLibrary(const char* file, const char* package)
    : file_(file),
      package_(package),
      handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) {
    status_ = Err(Code::kDefer, std::string("cannot load ") + file_ +
                                    ": install the Debian package " + package_);
  }
}

void* ClientLibrary::Find(const char* name) {
  if (handle_ == nullptr) return nullptr;
  void* found = ::dlsym(handle_, name);
  if (found == nullptr && status_) {
    status_ = Err(Code::kDefer, std::string(file_) + " has no " + name +
                                    ": install the Debian package " + package_);
  }
  return found;
}

}  // namespace trommel::stdlib
