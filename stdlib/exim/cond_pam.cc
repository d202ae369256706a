// SPDX-License-Identifier: MIT
// pam inside ${if: a password checked by PAM.
//
// Exim specification, "Expansion conditions". A list of the user's name and the
// answers to what PAM asks. The service is the setting pam_service.
#include <string>
#include <vector>

#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_pam;

namespace {

Result<Value> RunPam(vm::CallContext& context, std::span<const Value> args) {
  exim::ListReader items(args[0].text());
  std::vector<std::string> words;
  while (auto item = items.Next()) words.push_back(*item);
  if (words.empty() || words[0].empty()) return Value::Bool(false);
  TRY_ASSIGN(bool accepted,
             context.host().CheckPam(context.settings().pam_service, words));
  return Value::Bool(accepted);
}

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "pam", "pam <name_and_answers: string>",
     "PAM accepts the password", "${if pam{ada:secret}{y}{n}} => y", nullptr,
     RunPam},
};

}  // namespace

constinit const Feature exim_cond_pam = {"cond_pam", 1, Language::kExim, "",
                                         kRows};

}  // namespace trommel::stdlib
