// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_identity.h"

#include <algorithm>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {
namespace {

std::string InOneLine(vm::CallContext& context, std::string_view name) {
  std::string out(HeaderText(context, name, HeaderForm::kRaw).text());
  std::ranges::replace(out, '\n', ' ');
  return std::string(text::Trim(out));
}

}  // namespace

std::string PrimaryHostName(vm::CallContext& context) {
  const std::string& set = context.settings().primary_hostname;
  return set.empty() ? context.host().HostName() : set;
}

std::string QualifyDomain(vm::CallContext& context) {
  const std::string& set = context.settings().qualify_domain;
  return set.empty() ? PrimaryHostName(context) : set;
}

std::string QualifyRecipient(vm::CallContext& context) {
  const std::string& set = context.settings().qualify_recipient;
  return set.empty() ? QualifyDomain(context) : set;
}

std::string ActiveHostName(vm::CallContext& context) {
  const std::string& set = context.settings().smtp_active_hostname;
  return set.empty() ? PrimaryHostName(context) : set;
}

std::string_view LocalPart(const mail::Envelope& envelope) {
  std::string_view local = text::SplitAddress(envelope.recipient).local_part;
  if (text::StartsCaseless(local, envelope.local_part_prefix)) {
    local.remove_prefix(envelope.local_part_prefix.size());
  }
  if (text::EndsCaseless(local, envelope.local_part_suffix)) {
    local.remove_suffix(envelope.local_part_suffix.size());
  }
  return local;
}

std::string_view Domain(const mail::Envelope& envelope) {
  return text::SplitAddress(envelope.recipient).domain;
}

std::string OwnAddress(const mail::Envelope& envelope) {
  return std::string(LocalPart(envelope)) + "@" + std::string(Domain(envelope));
}

std::string_view ReturnPath(const mail::Envelope& envelope) {
  return envelope.return_path ? *envelope.return_path : envelope.sender;
}

Value ReplyAddress(vm::CallContext& context) {
  std::string_view name = "reply-to";
  std::string address = InOneLine(context, name);
  if (address.empty()) {
    name = "from";
    address = InOneLine(context, name);
  }
  return Copied(context, address, FieldsTaint(context, name));
}

}  // namespace trommel::stdlib::exim
