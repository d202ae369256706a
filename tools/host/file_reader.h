// SPDX-License-Identifier: MIT
// ReadForFilter, StatForFilter: the files of ${readfile and ${stat:.
#pragma once

#include <string>
#include <string_view>

#include "interp/vm/host.h"

namespace trommel {

/// The bytes of a file. With directories in the Exim list `allowed`, only what
/// lies below one of them: no `..` and no symbolic link leads out, also when
/// somebody moves things meanwhile (openat2, or folder by folder where the
/// kernel lacks it); a directory's own name may hold links. As for Exim, a
/// directory is empty. A pipe or device is not waited for.
///
/// kRun with the system's reason; kPermission outside of `allowed`; kLimit past
/// limits::kReadFileBytes.
Result<std::string> ReadForFilter(const std::string& path,
                                  std::string_view allowed);

/// stat(2), links followed; kRun with the system's reason.
Result<vm::FileStatus> StatForFilter(const std::string& path);

}  // namespace trommel
