// SPDX-License-Identifier: MIT
// dsearch: whether a folder has an entry of the name.
//
// Exim specification, "Single-key lookup types". Options: ret=full gives the
// whole path, filter=file, filter=dir and filter=subdir what the entry must be,
// key=path (Exim 4.98) allows slashes in the key, but no "..".
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_dsearch;

namespace {

bool HasParent(std::string_view path) {
  const std::string framed = "/" + std::string(path) + "/";
  return framed.find("/../") != std::string::npos;
}

Status CheckKey(const vm::LookupRequest& request) {
  const std::string key(request.key);
  if (key.find('\0') != std::string::npos) {
    return Err(Code::kDefer, "key for dsearch lookup contains a NUL");
  }
  if (!exim::HasLookupOption(request.options, "key=path")) {
    if (key.find('/') == std::string::npos) return {};
    return Err(Code::kDefer, "key for dsearch lookup contains a slash: " + key);
  }
  if (!HasParent(key)) return {};
  return Err(Code::kDefer, "key for dsearch lookup contains \"..\": " + key);
}

bool Passes(std::string_view options, std::string_view key, mode_t mode) {
  const std::string_view filter = exim::LookupOption(options, "filter");
  if (filter == "file") return S_ISREG(mode);
  if (filter == "dir") return S_ISDIR(mode);
  if (filter == "subdir") return S_ISDIR(mode) && key != "." && key != "..";
  return true;
}

class Source : public vm::LookupSource {
 public:
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    TRY(CheckKey(request));
    const std::string path =
        std::string(request.file) + "/" + std::string(request.key);
    struct stat info {};
    vm::LookupAnswer answer;
    if (::lstat(path.c_str(), &info) != 0) {
      if (errno == ENOENT) return answer;
      return Err(Code::kDefer, path + ": lstat: " + std::strerror(errno));
    }
    answer.found = Passes(request.options, request.key, info.st_mode);
    const bool full = exim::HasLookupOption(request.options, "ret=full");
    answer.value = full ? path : std::string(request.key);
    return answer;
  }
};

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  const std::string path(request.file);
  int error = ENOENT;
  if (path.starts_with('/') && path.find('\0') == std::string::npos) {
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    error = folder < 0 ? errno : 0;
    if (folder >= 0) ::close(folder);
  }
  if (error == 0) return std::make_unique<Source>();
  return Err(Code::kRun, "failed to open " + path +
                             " for directory search: " + std::strerror(error));
}

constexpr vm::LookupDriver kDriver = {"dsearch", vm::LookupStyle::kSingleKey,
                                      Open};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "dsearch",
     "dsearch <key: string> <file: string> <how: string>",
     "a folder that has an entry of the name",
     "${lookup{ada}dsearch{/home}} => ada", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_dsearch = {"lookup_dsearch", 1, Language::kExim,
                                          "", kRows};

}  // namespace trommel::stdlib
