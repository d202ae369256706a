// SPDX-License-Identifier: MIT
#include "stdlib/shared/dbm_lookup.h"

#include <cstring>
#include <optional>

namespace trommel::stdlib {

Result<vm::LookupAnswer> DbmSource::Find(const vm::LookupRequest& request) {
  TRY_ASSIGN(auto found, file_.Find(key_(request.key)));
  vm::LookupAnswer answer;
  answer.found = found.has_value();
  if (found) answer.value = std::move(*found);
  return answer;
}

Result<std::unique_ptr<vm::LookupSource>> OpenDbm(
    const vm::LookupRequest& request, DbmKey key) {
  int error = 0;
  std::optional<BerkeleyFile> file = BerkeleyFile::Open(request.file, &error);
  if (file) return std::make_unique<DbmSource>(std::move(*file), key);
  return Err(Code::kRun, "failed to open " + std::string(request.file) +
                             " as a db (v4.1+) file: " + std::strerror(error));
}

}  // namespace trommel::stdlib
