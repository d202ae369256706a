// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_expand.h"

#include <unistd.h>

#include <string>
#include <utility>

#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "interp/text/ascii.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tools/common/file.h"
#include "tools/common/output.h"
#include "tools/trommel/exim_host.h"

namespace trommel {
namespace {

class ExpandSession {
 public:
  explicit ExpandSession(EximOptions options) : options_(std::move(options)) {}

  int Run() {
    if (!options_.strings.empty()) {
      for (const std::string& text : options_.strings) Show(text);
      return Print(out_);
    }
    Result<FileBytes> input = FileBytes::Read("-");
    if (!input) return ExitCode(input.error().code);
    std::string_view rest = input->view();
    std::string line;
    while (TakeLine(&rest, &line)) {
      out_ += "> ";
      Show(line);
    }
    out_ += "> \n";
    return Print(out_);
  }

 private:
  static bool TakeLine(std::string_view* rest, std::string* line) {
    if (rest->empty()) return false;
    const size_t end = std::min(rest->find('\n'), rest->size());
    *line = rest->substr(0, end);
    rest->remove_prefix(std::min(end + 1, rest->size()));
    while (!line->empty() && text::IsSpace(line->back())) line->pop_back();
    return true;
  }

  void Show(std::string_view text) {
    Result<const Program*> program = expander_.Compile(text);
    if (!program) {
      out_ += "Failed: " + program.error().text + "\n";
      return;
    }
    vm::Machine machine(**program, host_, options_.settings);
    const Result<std::string> value =
        machine.Evaluate({.message = &message_,
                          .envelope = &envelope_,
                          .testing = true,
                          .expander = &expander_});
    out_ += value ? *value : "Failed: " + value.error().text;
    out_ += '\n';
  }

  PosixHostOptions HostOptions() const {
    PosixHostOptions options;
    options.Use(options_.settings);
    options.variables = options_.facts.variables;
    return options;
  }

  EximOptions options_;
  EximHost host_{HostOptions()};
  StringExpander expander_{stdlib::AllFeatures()};
  mail::Message message_{""};
  mail::Envelope envelope_;
  std::string out_;
};

}  // namespace

int RunExpandMode(EximOptions options) {
  return ExpandSession(std::move(options)).Run();
}

}  // namespace trommel
