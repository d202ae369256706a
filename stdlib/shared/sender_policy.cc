// SPDX-License-Identifier: MIT
#include "stdlib/shared/sender_policy.h"

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/duration.h"
#include "stdlib/shared/srs.h"

namespace trommel::stdlib {
namespace {

std::string_view Or(const std::string& text, std::string_view otherwise) {
  return text.empty() ? otherwise : std::string_view(text);
}

/// The recipient without what came before and behind its local part; empty
/// when it has neither.
std::string_view WithoutAffixes(vm::CallContext& context) {
  const mail::Envelope& envelope = context.envelope();
  std::string_view address = envelope.recipient;
  const std::string_view prefix = envelope.local_part_prefix;
  const std::string_view suffix = envelope.local_part_suffix;
  if (prefix.empty() && suffix.empty()) return {};
  const text::AddressParts parts = text::SplitAddress(address);
  std::string_view local = parts.local_part;
  if (!text::StartsCaseless(local, prefix)) return {};
  local.remove_prefix(prefix.size());
  if (!text::EndsCaseless(local, suffix)) return {};
  local.remove_suffix(suffix.size());
  return context.arena().Copy(std::string(local) + "@" +
                              std::string(parts.domain));
}

Result<std::string> Srs(const vm::CallContext& context, std::string_view sender,
                        vm::Host& host) {
  const vm::Settings& settings = context.settings();
  if (settings.sieve_srs_secret.empty()) {
    return Err(Code::kRun, "the setting sieve_srs_secret is empty");
  }
  text::Address address;
  if (!text::ParseAddress(sender, &address)) return std::string(sender);
  std::string here = settings.sieve_srs_domain;
  if (here.empty()) here = settings.primary_hostname;
  if (here.empty()) here = host.HostName();
  const std::string spec = address.Spec();
  return SrsEncode(settings.sieve_srs_secret, spec,
                   text::SplitAddress(spec).local_part, address.domain, here,
                   host.Now().seconds / kDaySeconds);
}

}  // namespace

std::string BareAddress(std::string_view text) {
  text::Address address;
  if (text::ParseAddress(text, &address)) return address.Spec();
  std::vector<text::Address> all = text::ParseAddresses(text);
  bool one = all.size() == 1 && all[0].valid && !all[0].domain.empty() &&
             !all[0].local_part.empty();
  return one ? all[0].Spec() : std::string();
}

std::vector<std::string_view> UserAddresses(vm::CallContext& context,
                                            bool original) {
  const mail::Envelope& envelope = context.envelope();
  std::vector<std::string_view> out;
  const auto add = [&out](std::string_view address) {
    if (!address.empty()) out.push_back(address);
  };
  add(envelope.recipient);
  add(WithoutAffixes(context));
  add(context.settings().sieve_user_email);
  if (original) add(envelope.original_recipient);
  return out;
}

std::string UserEmail(const vm::CallContext& context) {
  return std::string(
      Or(context.settings().sieve_user_email, context.envelope().recipient));
}

std::string Postmaster(const vm::Settings& settings,
                       const mail::Envelope& envelope) {
  const std::string& given = settings.postmaster_address;
  if (!given.empty()) return given;
  const std::string_view domain = text::SplitAddress(envelope.recipient).domain;
  return "postmaster@" + std::string(domain);
}

Result<std::string> SenderBy(vm::CallContext& context,
                             std::string_view policy) {
  const mail::Envelope& envelope = context.envelope();
  policy = text::Trim(policy);
  if (policy == "sender") return envelope.sender;
  if (policy == "recipient") return envelope.recipient;
  if (policy == "orig_recipient") {
    return std::string(Or(envelope.original_recipient, envelope.recipient));
  }
  if (policy == "user_email") {
    return UserEmail(context.settings(), envelope);
  }
  if (policy == "postmaster") {
    return Postmaster(context.settings(), envelope);
  }
  if (policy == "srs") return Srs(context, envelope.sender, context.host());
  if (policy == "<>") return std::string();
  if (policy.starts_with('<') && policy.ends_with('>')) {
    std::string address = BareAddress(policy);
    if (!address.empty()) return address;
  }
  return Err(Code::kRun, "\"" + std::string(policy) +
                             "\" is no envelope sender and no way to one");
}

}  // namespace trommel::stdlib
