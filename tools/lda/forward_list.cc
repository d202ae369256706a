// SPDX-License-Identifier: MIT
#include "tools/lda/forward_list.h"

#include <utility>

#include "interp/base/limits.h"
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_address.h"
#include "tools/host/include_files.h"

namespace trommel::lda {
namespace {

using exim::RedirectEnd;
using exim::RedirectKind;
using vm::ActionKind;

std::string_view DomainOf(const mail::Envelope& envelope) {
  return text::SplitAddress(envelope.recipient).domain;
}

// The recipient without the prefix and suffix of its local part.
std::string WithoutAffixes(const mail::Envelope& envelope) {
  const auto [local, domain] = text::SplitAddress(envelope.recipient);
  std::string_view plain = local;
  if (text::StartsCaseless(plain, envelope.local_part_prefix)) {
    plain.remove_prefix(envelope.local_part_prefix.size());
  }
  if (text::EndsCaseless(plain, envelope.local_part_suffix)) {
    plain.remove_suffix(envelope.local_part_suffix.size());
  }
  return std::string(plain.empty() ? local : plain) + "@" + std::string(domain);
}

bool IsOwn(std::string_view address, const mail::Envelope& envelope) {
  return text::EqualsCaseless(address, envelope.recipient) ||
         text::EqualsCaseless(address, WithoutAffixes(envelope));
}

vm::Action MakeAction(ActionKind kind, std::string_view target) {
  vm::Action action;
  action.kind = kind;
  action.target = target;
  return action;
}

vm::Action ItemAction(const exim::RedirectItem& item,
                      const mail::Envelope& envelope) {
  switch (item.kind) {
    case RedirectKind::kAddress:
      return IsOwn(item.target, envelope)
                 ? MakeAction(ActionKind::kKeep, {})
                 : MakeAction(ActionKind::kRedirect, item.target);
    case RedirectKind::kFile:
    case RedirectKind::kDirectory:
      return MakeAction(ActionKind::kFileInto, item.target);
    case RedirectKind::kPipe:
      return MakeAction(ActionKind::kPipe, item.target);
  }
  return MakeAction(ActionKind::kKeep, {});
}

vm::Action ImplicitKeep() {
  vm::Action keep = MakeAction(ActionKind::kKeep, {});
  keep.implicit = true;
  return keep;
}

}  // namespace

void NameOwner(const vm::Settings& settings, vm::Host& host,
               mail::Envelope* envelope) {
  const std::string& origin = envelope->recipient_origin;
  if (origin == "option" || origin == "environment") return;
  std::string domain = settings.qualify_recipient;
  if (domain.empty()) domain = settings.primary_hostname;
  if (domain.empty()) domain = host.HostName();
  envelope->recipient = host.LoginName() + "@" + domain;
}

Result<exim::RedirectList> ReadForward(std::string_view bytes,
                                       const vm::Settings& settings,
                                       const mail::Envelope& envelope) {
  exim::RedirectOptions options;
  options.allow_fail = true;
  options.allow_defer = true;
  options.recipient_domain = DomainOf(envelope);
  options.rules = stdlib::exim::RulesOf(settings);
  options.qualify_recipient = settings.qualify_recipient.empty()
                                  ? options.recipient_domain
                                  : settings.qualify_recipient;
  IncludeFiles files;
  Result<exim::RedirectList> list =
      exim::ReadRedirectList(bytes, options, files);
  if (!list) return Err(Code::kTemporary, std::move(list.error().text));
  if (list->end == RedirectEnd::kNoInclude) {
    return Err(Code::kTemporary, std::move(list->text));
  }
  if (list->items.size() > limits::kForwardItems) {
    return Err(Code::kTemporary, "the list has more than " +
                                     std::to_string(limits::kForwardItems) +
                                     " destinations");
  }
  return list;
}

std::vector<vm::Action> ForwardActions(const exim::RedirectList& list,
                                       const mail::Envelope& envelope) {
  const std::string_view text = text::Trim(list.text);
  switch (list.end) {
    case RedirectEnd::kBlackhole:
      return {MakeAction(ActionKind::kDiscard, {})};
    case RedirectEnd::kFail:
      return {MakeAction(ActionKind::kFail, text)};
    case RedirectEnd::kDefer:
    case RedirectEnd::kNoInclude:
      return {MakeAction(ActionKind::kDefer, text)};
    case RedirectEnd::kDone:
      break;
  }
  std::vector<vm::Action> actions;
  for (const exim::RedirectItem& item : list.items) {
    actions.push_back(ItemAction(item, envelope));
  }
  if (actions.empty()) actions.push_back(ImplicitKeep());
  return actions;
}

}  // namespace trommel::lda
