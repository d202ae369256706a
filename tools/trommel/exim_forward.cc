// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_forward.h"

#include "interp/exim/redirect_list.h"
#include "tools/host/include_files.h"

namespace trommel {
namespace {

// Exim says what it would write into its log: the pipe with its bar.
void AppendItem(const exim::RedirectItem& item, std::string* out) {
  *out += "  ";
  if (item.kind == exim::RedirectKind::kPipe) *out += '|';
  *out += item.target + "\n";
}

}  // namespace

ForwardReport TestForward(std::string_view bytes,
                          const ForwardSettings& settings) {
  exim::RedirectOptions options;
  options.qualify_recipient = settings.qualify_recipient;
  options.recipient_domain = settings.recipient_domain;
  options.rules = settings.rules;
  IncludeFiles files;
  const Result<exim::RedirectList> list =
      exim::ReadRedirectList(bytes, options, files);
  if (!list) {
    return {"exim: error in forward file: " + list.error().text + "\n", 1};
  }
  ForwardReport report;
  if (list->end == exim::RedirectEnd::kBlackhole) {
    report.text = "exim: forwardfile contains \":blackhole:\"\n";
  }
  report.text += list->items.empty()
                     ? "exim: no addresses generated from forward file\n"
                     : "exim: forward file generated:\n";
  for (const exim::RedirectItem& item : list->items) {
    AppendItem(item, &report.text);
  }
  return report;
}

}  // namespace trommel
