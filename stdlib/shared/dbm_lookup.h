// SPDX-License-Identifier: MIT
// What dbm, dbmnz and dbmjz have in common: a file of Berkeley DB.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "interp/vm/lookup.h"
#include "stdlib/shared/berkeley_file.h"

namespace trommel::stdlib {

/// How the key of a lookup is written in the file.
using DbmKey = std::string (*)(std::string_view key);

class DbmSource : public vm::LookupSource {
 public:
  DbmSource(BerkeleyFile file, DbmKey key)
      : file_(std::move(file)), key_(key) {}
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override;
  bool Changed() const { return file_.Changed(); }

 private:
  BerkeleyFile file_;
  DbmKey key_;
};

/// kRun "failed to open F as a db (v4.1+) file: reason".
Result<std::unique_ptr<vm::LookupSource>> OpenDbm(
    const vm::LookupRequest& request, DbmKey key);

inline bool DbmChanged(const vm::LookupSource& source) {
  return static_cast<const DbmSource&>(source).Changed();
}

}  // namespace trommel::stdlib
