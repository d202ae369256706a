// SPDX-License-Identifier: MIT
#include "tools/host/handed_over.h"

#include <algorithm>

#include "stdlib/registry.h"

namespace trommel {
namespace {

/// acl_m…, acl_c…, r_…: as an administrator likes.
bool IsUserVariable(std::string_view name) {
  return name.starts_with("r_") || name.starts_with("acl_m") ||
         name.starts_with("acl_c");
}

/// What SMTP said, for Sieve's envelope test (RFC 6009): no variables of
/// Exim's.
constexpr std::string_view kSmtp[] = {"dsn_notify", "dsn_orcpt",
                                      "dsn_ret",    "dsn_envid",
                                      "deliver_by", "original_recipient"};

/// Features whose variables the MTA fills.
constexpr std::string_view kFilled[] = {"var_mta", "var_connection"};

const Row* FindVariable(std::string_view name, bool* filled) {
  for (const Feature* feature : stdlib::AllFeatures()) {
    for (const Row& row : feature->rows) {
      if (row.kind != RowKind::kVariable || row.name != name) continue;
      *filled = std::ranges::find(kFilled, feature->name) != std::end(kFilled);
      return &row;
    }
  }
  return nullptr;
}

/// Beginnings of names that an MTA may tell a delivery agent.
constexpr std::string_view kTold[] = {
    "arc_",       "bmi_",  "dcc_",     "dmarc_", "compile_",
    "config_",    "dkim_", "dnslist_", "exim_",  "host_lookup_",
    "prvscheck_", "spam_", "spf_",     "tls_in_"};
/// And what in var_mta is so without being told: tls_cipher is tls_in_cipher.
constexpr std::string_view kOlder[] = {"tls_bits",
                                       "tls_certificate_verified",
                                       "tls_cipher",
                                       "tls_peerdn",
                                       "tls_sni",
                                       "connection_id",
                                       "sender_helo_verified",
                                       "local_scan_data"};

}  // namespace

std::string_view WhatOnlyMtasSet(std::string_view name) {
  for (std::string_view told : kTold) {
    if (name.starts_with(told)) return {};
  }
  if (std::ranges::find(kOlder, name) != std::end(kOlder)) return {};
  bool filled = false;
  const Row* row = FindVariable(name, &filled);
  const bool only = filled && row->summary.starts_with("of ");
  return only ? row->summary : std::string_view();
}

Status HandOver(std::string_view word, HandedOver* out) {
  const size_t equals = word.find('=');
  if (equals == std::string_view::npos) {
    return Err(Code::kUsage,
               "--var needs NAME=VALUE, not \"" + std::string(word) + "\"");
  }
  const std::string name(word.substr(0, equals));
  bool filled =
      IsUserVariable(name) || std::ranges::find(kSmtp, name) != std::end(kSmtp);
  if (!filled && FindVariable(name, &filled) == nullptr) {
    return Err(Code::kUsage, "unknown variable \"" + name + "\"");
  }
  if (!filled && name != "message_id") {
    return Err(Code::kUsage, "$" + name +
                                 " is found out from the message and its "
                                 "envelope, and cannot be set");
  }
  out->variables.insert_or_assign(name, std::string(word.substr(equals + 1)));
  return {};
}

}  // namespace trommel
