// SPDX-License-Identifier: MIT
#include "tools/common/script_files.h"

#include <sys/stat.h>

#include <utility>

#include "tools/common/file.h"

namespace trommel {
namespace {

bool IsFile(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

}  // namespace

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

Result<SourceText> ScriptFiles::Find(bool global, std::string_view name) {
  const std::string& folder = global ? folders_.global : folders_.personal;
  if (folder.empty()) return Err(Code::kNoInput, "there is no such folder");
  std::string path = folder;
  if (!path.ends_with('/')) path += '/';
  if (path.starts_with("./")) path.erase(0, 2);
  path += name;
  if (IsFile(path + ".sieve")) path += ".sieve";
  if (!IsFile(path)) return Err(Code::kNoInput, "there is no such script");
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return Err(Code::kIo, std::move(bytes.error().text));
  if (bytes->view().size() > limits::kScriptBytes) {
    return Err(Code::kLimit, "it is too large");
  }
  return SourceText(std::move(path), std::move(*bytes).Take());
}

}  // namespace trommel
