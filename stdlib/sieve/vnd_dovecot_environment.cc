// SPDX-License-Identifier: MIT
// vnd.dovecot.environment (Pigeonhole): the environment items
// vnd.dovecot.default-mailbox, vnd.dovecot.username and vnd.dovecot.config.ID
// (the setting sieve_environment/ID), and the namespace `env` of variables:
// ${env.NAME} is the item NAME, in which "_" stands for "-" and dots mean
// nothing; empty when there is no such item. Its require stands for that of
// environment as well. As in Pigeonhole, names of items are case-sensitive and
// `env` is caseless; nothing in it can be set.
#include <algorithm>
#include <string>

#include "interp/feature.h"
#include "stdlib/shared/environment_items.h"

namespace trommel::stdlib {
namespace {

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  std::string name(args[0].text());
  std::optional<Value> item = EnvironmentItem(context, name);
  if (!item) {
    std::ranges::replace(name, '_', '-');
    item = EnvironmentItem(context, name);
  }
  return item ? *item : Value::String({});
}

constexpr Row kRows[] = {
    {RowKind::kVariable, "env", "env <item: string>",
     "the items of the environment as variables",
     "fileinto \"${env.vnd.dovecot.username}\"; => fileinto \"me\"", nullptr,
     Run},
};

}  // namespace

extern const Feature sieve_vnd_dovecot_environment;
const Feature sieve_vnd_dovecot_environment = {
    "vnd.dovecot.environment", 1, Language::kSieve, "vnd.dovecot.environment",
    kRows};

}  // namespace trommel::stdlib
