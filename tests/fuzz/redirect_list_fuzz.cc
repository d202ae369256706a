// SPDX-License-Identifier: MIT
// Fuzzer of redirection lists; the first line is what an included file holds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "interp/exim/redirect_list.h"

namespace {

using namespace trommel;

void Require(bool holds) {
  if (!holds) std::abort();
}

class OneFile : public exim::IncludeSource {
 public:
  explicit OneFile(std::string_view bytes) : bytes_(bytes) {}
  Result<std::string> Read(const std::string& path,
                           const std::string& /*directory*/) override {
    Require(path.starts_with('/'));
    if (path == "/none") return Err(Code::kNoInput, "none");
    return bytes_;
  }

 private:
  std::string bytes_;
};

void CheckItem(const exim::RedirectItem& item) {
  Require(item.target.find('\0') == std::string::npos);
  switch (item.kind) {
    case exim::RedirectKind::kAddress:
      Require(item.target.find('@') != std::string::npos);
      break;
    case exim::RedirectKind::kFile:
      Require(item.target.starts_with('/') && !item.target.ends_with('/'));
      break;
    case exim::RedirectKind::kDirectory:
      Require(item.target.starts_with('/') && item.target.ends_with('/'));
      break;
    case exim::RedirectKind::kPipe:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t line = std::min(bytes.find('\n'), bytes.size());
  OneFile files(bytes.substr(0, line));
  exim::RedirectOptions options;
  options.qualify_recipient = "q";
  options.recipient_domain = "own";
  for (bool lenient : {false, true}) {
    options.skip_syntax_errors = lenient;
    options.allow_fail = options.allow_defer = lenient;
    const auto list = exim::ReadRedirectList(bytes, options, files);
    if (!list) {
      Require(!list.error().text.empty());
      continue;
    }
    for (const exim::RedirectItem& item : list->items) CheckItem(item);
  }
  return 0;
}
