// SPDX-License-Identifier: MIT
// Who may include whom: the layer rules of docs/ARCHITECTURE.md as a check.
#pragma once

#include "tests/lint/source_file.h"

namespace trommel::lint {

/// Every #include of the file that its layer may not have: a project header of
/// a floor above or of a sibling feature, a third-party header outside the
/// files it is confined to, a path that does not start at the root.
/// Example: `CheckLayers(MakeSourceFile("interp/base/x.cc",
///     "#include \"interp/vm/y.h\"\n"))` has one finding.
Findings CheckLayers(const SourceFile& file);

}  // namespace trommel::lint
