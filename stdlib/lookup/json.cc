// SPDX-License-Identifier: MIT
// json: an element of a file of JSON.
//
// Exim specification, "Single-key lookup types". The key is a list: names of
// members, numbers of array elements from 0 on.
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "interp/base/limits.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/json_reader.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

extern const Feature lookup_json;

namespace {

class Source : public vm::LookupSource {
 public:
  Source(LookupFile file, std::string text)
      : file_(std::move(file)), text_(std::move(text)) {}

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    std::vector<std::string> path;
    exim::ListReader selectors(request.key);
    while (auto selector = selectors.Next()) path.push_back(*selector);
    JsonElement element = SelectJson(text_, path);
    if (!element.sound) {
      return Err(Code::kDefer, file_.path() + " is no JSON");
    }
    vm::LookupAnswer answer;
    answer.found = element.value.has_value();
    if (answer.found) answer.value = std::move(*element.value);
    return answer;
  }

  bool Changed() const { return file_.Changed(); }

 private:
  LookupFile file_;
  std::string text_;
};

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  int error = 0;
  LookupFile file = LookupFile::Open(request.file, &error);
  std::string text;
  if (error == 0 && file.size() > limits::kJsonFileBytes) {
    return Err(Code::kLimit, file.path() + " has over " +
                                 std::to_string(limits::kJsonFileBytes) +
                                 " bytes");
  }
  if (error == 0 && !file.ReadAll(0, file.size(), &text)) error = EIO;
  if (error == 0) {
    return std::make_unique<Source>(std::move(file), std::move(text));
  }
  return Err(Code::kRun, "failed to open " + std::string(request.file) +
                             " for json search: " + std::strerror(error));
}

bool Stale(const vm::LookupSource& source) {
  return static_cast<const Source&>(source).Changed();
}

constexpr vm::LookupDriver kDriver = {"json", vm::LookupStyle::kSingleKey, Open,
                                      Stale};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "json",
     "json <key: string> <file: string> <how: string>",
     "an element of a file of JSON", "${lookup{b:1}json{/etc/map.json}} => 2",
     nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_json = {"lookup_json", 1, Language::kExim, "",
                                       kRows};

}  // namespace trommel::stdlib
