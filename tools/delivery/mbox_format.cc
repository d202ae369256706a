// SPDX-License-Identifier: MIT
#include "tools/delivery/mbox_format.h"

#include "interp/text/date.h"

namespace trommel::delivery {
namespace {

constexpr std::string_view kFrom = "From ";

// Pieces begin at line starts, so each is quoted by itself.
void AppendQuoted(std::string_view piece, Pieces* out) {
  size_t done = 0;
  for (size_t at = piece.find(kFrom); at != std::string_view::npos;
       at = piece.find(kFrom, at + kFrom.size())) {
    size_t start = at;
    while (start > done && piece[start - 1] == '>') --start;
    if (start > 0 && piece[start - 1] != '\n') continue;
    out->push_back(piece.substr(done, start - done));
    out->push_back(">");
    done = start;
  }
  out->push_back(piece.substr(done));
}

}  // namespace

std::string MboxFromLine(std::string_view sender, int64_t seconds) {
  std::string out(kFrom);
  for (char c : sender.empty() ? std::string_view("MAILER-DAEMON") : sender) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte <= ' ' || byte == 0x7F ? '_' : c;
  }
  return out + " " + text::FormatAsctime({seconds, 0}) + "\n";
}

Pieces QuotedForMbox(const Pieces& message) {
  Pieces out;
  for (std::string_view piece : message) AppendQuoted(piece, &out);
  const bool ended = !message.empty() && message.back().ends_with('\n');
  out.push_back(ended ? "\n" : "\n\n");
  return out;
}

}  // namespace trommel::delivery
