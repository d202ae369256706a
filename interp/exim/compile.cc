// SPDX-License-Identifier: MIT
#include "interp/exim/compile.h"

#include <array>
#include <cstddef>

#include "interp/base/arena.h"
#include "interp/exim/emitter.h"
#include "interp/exim/expansion_emitter.h"
#include "interp/exim/expansion_parser.h"
#include "interp/exim/lint.h"
#include "interp/exim/parser.h"

namespace trommel::exim {
namespace {

void WarnOfNul(const SourceText& source, IssueList* issues) {
  size_t at = source.bytes().find('\0');
  if (at == std::string_view::npos) return;
  auto begin = static_cast<uint32_t>(at);
  issues->Warning({begin, begin + 1},
                  "a NUL byte ends the filter; the rest is not read");
}

}  // namespace

bool Compile(const SourceText& source, const RowIndex& rows,
             const Options& options, IssueList* issues, Builder* builder) {
  Arena arena;
  Command* parsed = Parser(source, options, arena, issues).Parse();
  const bool sound = !issues->has_errors();
  if (options.lint != nullptr) {
    Lint({source, sound ? parsed : nullptr, *options.lint}, issues);
  }
  if (!sound) return false;
  WarnOfNul(source, issues);
  Emitter(*builder, rows).Block(parsed);
  return true;
}

void CompileExpansions(std::span<const std::string_view> texts,
                       const RowIndex& rows, bool in_filter, Builder* builder) {
  // Holds the tree of an everyday string.
  alignas(std::max_align_t) std::array<char, 4096> first;
  Arena arena(first);
  const uint16_t result = builder->Variable("expanded");
  ExpansionParser parser(rows, arena, in_filter);
  ExpansionEmitter emitter(*builder, rows, in_filter);
  for (std::string_view text : texts) {
    if (builder->Here() > 0) builder->NextEntry();
    arena.Reset();
    emitter.EmitBare(parser.Parse(text));
    builder->EmitCount(Op::kStoreVar, result);
  }
}

}  // namespace trommel::exim
