// SPDX-License-Identifier: MIT
#include "tools/svtest/settings.h"

#include <string>

#include "interp/text/ascii.h"

namespace trommel::svtest {
namespace {

struct Alias {
  std::string_view theirs;
  std::string_view ours;
};
constexpr Alias kAliases[] = {
    {"sieve_variables_max_value_size", "sieve_variables_max_variable_size"},
};

std::string_view NameHere(std::string_view name) {
  for (const Alias& alias : kAliases) {
    if (alias.theirs == name) return alias.ours;
  }
  return name;
}

}  // namespace

Status ApplySetting(std::string_view name, std::string_view value,
                    vm::Settings* settings) {
  const std::string_view here = NameHere(name);
  if (vm::FindSetting(here.substr(0, here.find('/'))) == nullptr) return {};
  return vm::Set(settings, here, text::Trim(value));
}

void SetDefaults(vm::Settings* settings) {
  if (settings->postmaster_address.empty()) {
    settings->postmaster_address = "postmaster@example.com";
  }
}

void SetPlaces(const vm::Settings& settings, delivery::Places* places) {
  places->settings = &settings;
}

}  // namespace trommel::svtest
