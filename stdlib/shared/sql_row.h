// SPDX-License-Identifier: MIT
// Rows of SQL answers as Exim writes them.
#pragma once

#include <string>

namespace trommel::stdlib {

/// Adds `name=value `, the value in double quotes with escapes when it is
/// empty, has white space or begins with a quote; a null is <NULL>.
///
/// Example: a column "home" of "/home/a b" gives `home="/home/a b" `.
void AppendSqlField(const char* name, const char* value, std::string* out);

}  // namespace trommel::stdlib
