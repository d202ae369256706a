// SPDX-License-Identifier: MIT
// ${authresults{…}}: what is known of the sender, as a header field.
//
// Exim specification, "Expansion items"; RFC 8601. The facts come from the MTA,
// by the environment variables that the Exim variables are read from: the host
// (SENDER_HOST_NAME, SENDER_HOST_ADDRESS), the login
// (SENDER_HOST_AUTHENTICATED, AUTHENTICATED_ID), SPF (SPF_RESULT), DKIM
// (DKIM_VERIFY_STATUS, DKIM_DOMAIN, DKIM_SELECTOR) and DMARC (DMARC_STATUS,
// DMARC_USED_DOMAIN). Exim writes no method that found nothing out.
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_authresults;

namespace {

using vm::CallContext;

/// A method: `name=RESULT (COMMENT) property=VALUE …`.
struct Method {
  const char* name;
  const char* result;  ///< the variable with the result, or with its reason
  bool passes;         ///< the variable is no result but says that it is "pass"
  struct Property {
    const char* name;
    const char* variable;
  } properties[2];
};
constexpr Method kMethods[] = {
    {"iprev",
     "SENDER_HOST_NAME",
     true,
     {{"smtp.remote-ip", "SENDER_HOST_ADDRESS"}, {}}},
    {"auth",
     "SENDER_HOST_AUTHENTICATED",
     true,
     {{"smtp.auth", "AUTHENTICATED_ID"}, {}}},
    {"spf", "SPF_RESULT", false, {{"smtp.mailfrom", nullptr}, {}}},
    {"dkim",
     "DKIM_VERIFY_STATUS",
     false,
     {{"header.d", "DKIM_DOMAIN"}, {"header.s", "DKIM_SELECTOR"}}},
    {"dmarc",
     "DMARC_STATUS",
     false,
     {{"header.from", "DMARC_USED_DOMAIN"}, {}}},
};

/// The domain of the envelope sender, or the variable's value.
std::string ValueOf(CallContext& context, const char* variable) {
  if (variable != nullptr) {
    return context.host().Environment(variable).value_or("");
  }
  const std::string_view sender = context.envelope().sender;
  return std::string(sender.substr(sender.rfind('@') + 1));
}

std::string Describe(CallContext& context, const Method& method) {
  const std::string result = ValueOf(context, method.result);
  if (result.empty()) return {};
  std::string out = ";\n\t";
  out += method.name;
  out += method.passes ? "=pass (" + result + ")" : "=" + result;
  for (const Method::Property& property : method.properties) {
    if (property.name == nullptr) continue;
    const std::string value = ValueOf(context, property.variable);
    if (!value.empty()) out += std::string(" ") + property.name + "=" + value;
  }
  return out;
}

Result<Value> RunResults(CallContext& context, std::span<const Value> args) {
  std::string out = "Authentication-Results: ";
  const size_t empty = out.size() + args[0].text().size();
  out += args[0].text();
  for (const Method& method : kMethods) out += Describe(context, method);
  return exim::Copied(context, out, args[0].tainted() || out.size() > empty);
}

constexpr Row kRows[] = {
    {RowKind::kItem,
     "authresults",
     "authresults <server: string>",
     "an Authentication-Results field of what is known of the sender",
     "${authresults{mail.example}} => Authentication-Results: mail.example",
     nullptr,
     RunResults,
     {},
     true},
};

}  // namespace

constinit const Feature exim_item_authresults = {"item_authresults", 1,
                                                 Language::kExim, "", kRows};

}  // namespace trommel::stdlib
