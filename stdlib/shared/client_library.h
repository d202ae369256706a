// SPDX-License-Identifier: MIT
// Client libraries of databases and directories, loaded when a script first
// asks for them: a program that never does needs none of them.
#pragma once

#include <string>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// A shared library, which stays loaded to the end of the process.
class ClientLibrary {
 public:
  /// Loads `file` ("libpq.so.5"). Errors are kept for status().
  ClientLibrary(const char* file, const char* package);

  /// Sets `*function` to the library's function of that name.
  template <class Function>
  void Bind(const char* name, Function* function) {
    *function = reinterpret_cast<Function>(Find(name));
  }
  /// Of loading and of all binding so far: kDefer "cannot load libpq.so.5:
  /// install the Debian package libpq5".
  const Status& status() const { return status_; }

 private:
  void* Find(const char* name);

  const char* file_;
  const char* package_;
  void* handle_ = nullptr;
  Status status_;
};

}  // namespace trommel::stdlib

/// Defines struct `Name` with a pointer for each function of a client library
/// and Name::Get(), which loads it at its first call. FUNCTIONS is a macro that
/// names them: `#define PQ_FUNCTIONS(F) F(PQclear) F(PQexec)`. Thread-safe.
///
/// Example: `TRY_ASSIGN(const Pq* pq, Pq::Get()); pq->PQclear(result);`
#define TROMMEL_CLIENT_LIBRARY(Name, file, package, FUNCTIONS)     \
  struct Name {                                                    \
    FUNCTIONS(TROMMEL_CLIENT_MEMBER)                               \
    static Result<const Name*> Get() {                             \
      static const Result<Name> loaded = Load();                   \
      if (!loaded) return Err(loaded.error());                     \
      return &*loaded;                                             \
    }                                                              \
                                                                   \
   private:                                                        \
    static Result<Name> Load() {                                   \
      Name api;                                                    \
      ClientLibrary library(file, package);                        \
      FUNCTIONS(TROMMEL_CLIENT_BIND)                               \
      if (!library.status()) return Err(library.status().error()); \
      return api;                                                  \
    }                                                              \
  };
#define TROMMEL_CLIENT_MEMBER(name) decltype(&::name) name = nullptr;
#define TROMMEL_CLIENT_BIND(name) library.Bind(#name, &api.name);
