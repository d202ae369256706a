// SPDX-License-Identifier: MIT
#include "interp/exim/lint_tokens.h"

namespace trommel::exim {

bool RawTokens::Next(RawToken* token) {
  while (!lexer_.AtEnd()) {
    const uint32_t at = lexer_.at();
    if (lexer_.Peek() == '(' || lexer_.Peek() == ')') {
      lexer_.Skip();
      continue;
    }
    arena_.Reset();
    Result<Token> item = lexer_.Item(true);
    if (!item) {
      lexer_.Rewind(at);
      lexer_.SkipItem();
      continue;
    }
    token->at = at;
    token->quoted = bytes_[at] == '"';
    token->text = bytes_.substr(at, item->span.end - at);
    if (!token->quoted) return true;
    token->text.remove_prefix(1);
    if (token->text.ends_with('"')) token->text.remove_suffix(1);
    ++token->at;
    return true;
  }
  return false;
}

}  // namespace trommel::exim
