// SPDX-License-Identifier: MIT
// IncludeFiles: the files that redirection lists include, from the disk.
#pragma once

#include <string>

#include "interp/exim/redirect_list.h"

namespace trommel {

/// Opens, reads and closes. What is no regular file (a device, a pipe) is
/// empty, as it is for Exim, and never waited for. With a directory, no link is
/// followed and no `..` taken on the way below it (Exim specification,
/// include_directory; Exim takes `..`).
///
/// kNoInput "failed to open included file F: reason"; kScript for a file that
/// is too big (limits::kScriptBytes), a directory, or outside; kTemporary for
/// one that cannot be read.
class IncludeFiles : public exim::IncludeSource {
 public:
  Result<std::string> Read(const std::string& path,
                           const std::string& directory) override;
};

}  // namespace trommel
