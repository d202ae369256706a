// SPDX-License-Identifier: MIT
// The text files of lsearch and its kin: lines of a key and its data.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "interp/vm/lookup.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

/// Whether a key of the file fits the key that is looked for.
using KeyFits = std::function<Result<bool>(const std::string& key)>;

/// The first entry whose key fits (Exim specification, "Single-key lookup
/// types"). A key ends at a colon or white space, or stands in double quotes
/// with escapes; `#` lines are comments; lines that begin with white space go
/// on with the one before, until an empty line or a comment. The data, or with
/// `ret=full` the whole entry. Errors are those of LineReader and of `fits`.
Result<vm::LookupAnswer> SearchLines(const LookupFile& file,
                                     std::string_view options,
                                     const KeyFits& fits);

/// A source that searches lines; what a key must be is its `Fits`.
class LineSource : public vm::LookupSource {
 public:
  explicit LineSource(LookupFile file) : file_(std::move(file)) {}
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override;
  bool Changed() const { return file_.Changed(); }

 protected:
  virtual Result<KeyFits> Fits(const vm::LookupRequest& request) = 0;

 private:
  LookupFile file_;
};

/// Opens a text file. kRun "failed to open F for linear search: reason", "F is
/// not a regular file (lsearch lookup)".
Result<LookupFile> OpenLines(std::string_view path);

template <class Source>
Result<std::unique_ptr<vm::LookupSource>> OpenLineSource(
    const vm::LookupRequest& request) {
  TRY_ASSIGN(LookupFile file, OpenLines(request.file));
  return std::make_unique<Source>(std::move(file));
}

inline bool LinesChanged(const vm::LookupSource& source) {
  return static_cast<const LineSource&>(source).Changed();
}

}  // namespace trommel::stdlib
