// SPDX-License-Identifier: MIT
// Finds the few lines of an mbox that start in an interesting way, fast.
#pragma once

#include <cstddef>
#include <string_view>

namespace trommel::mailbox {

/// Offset, at or after `from`, of the first LF that is followed by LF, CR, `C`
/// or `c`: the end of a header, or a field that may be Content-Length. An LF
/// that is the last byte of `text` is found too, since what follows it is not
/// known; text.size() when there is none. Sixteen bytes at a time, in whatever
/// vectors the target has: several GB/s.
/// Example: FindHeaderLine("To: x\nCc: y\n", 0) is 5.
size_t FindHeaderLine(std::string_view text, size_t from);

/// The same for `F` and `>`: a `From ` line, or a quoted one.
/// Example: FindBodyLine("ab\ncd\n>e", 0) is 5.
size_t FindBodyLine(std::string_view text, size_t from);

}  // namespace trommel::mailbox
