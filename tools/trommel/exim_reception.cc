// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_reception.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

#include "interp/text/ascii.h"
#include "interp/text/date.h"
#include "stdlib/shared/exim_words.h"
#include "tools/common/header_limits.h"
#include "tools/trommel/exim_header.h"

namespace trommel {
namespace {

/// A number in base 62 with `width` digits, as message ids are written.
std::string Base62(uint64_t number, size_t width) {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string out(width, '0');
  for (size_t i = width; i > 0; --i) {
    out[i - 1] = kDigits[number % kDigits.size()];
    number /= kDigits.size();
  }
  return out;
}

}  // namespace

void EximReception::Settle() {
  vm::Settings& settings = options_.settings;
  SetTimeZone(settings.timezone);
  settings.message_body_newlines = false;  // as in Exim's tests
  auto fill = [](std::string* text, const std::string& otherwise) {
    if (text->empty()) *text = otherwise;
  };
  if (settings.primary_hostname.empty()) {
    settings.primary_hostname = host_.HostName();
  }
  fill(&settings.qualify_domain, settings.primary_hostname);
  fill(&settings.qualify_recipient, settings.qualify_domain);
  login_ = host_.LoginName();
}

void EximReception::SettleRecipient() {
  const vm::Settings& settings = options_.settings;
  envelope_.local_part_prefix = options_.prefix.value_or("");
  envelope_.local_part_suffix = options_.suffix.value_or("");
  envelope_.recipient = envelope_.local_part_prefix +
                        options_.local_part.value_or(login_) +
                        envelope_.local_part_suffix + "@" +
                        options_.domain.value_or(settings.qualify_recipient);
}

// header_maxsize and header_line_maxsize, in Exim's words.
Status EximReception::CheckHeader(std::string_view bytes) const {
  const vm::Settings& settings = options_.settings;
  const bool small =
      static_cast<int64_t>(bytes.size()) <= settings.header_maxsize;
  if (small && settings.header_line_maxsize == 0) return {};
  const auto excess = FindHeaderExcess(mail::Message(bytes), settings);
  if (!excess) return {};
  return Err(Code::kLimit,
             std::string(excess->line ? "overlong message header line"
                                      : "ridiculously long message header") +
                 " received from " + login_ + " (more than " +
                 std::to_string(excess->limit) +
                 " characters): message abandoned");
}

// A sender with the domain of senders where it has none.
std::string EximReception::Qualified(const BareAddress& address) const {
  if (!address.domain.empty() || address.local_part.empty()) {
    return address.Text();
  }
  return address.local_part + "@" + options_.settings.qualify_domain;
}

Status EximReception::SettleSender() {
  const vm::Settings& settings = options_.settings;
  envelope_.has_sender = true;
  BareAddress sender;
  sender.local_part = login_;
  if (options_.sender) sender = *options_.sender;
  auto bad = [](const std::string& address, const char* why) {
    return Err(Code::kUsage,
               "exim: bad -f address \"" + address + "\": " + why);
  };
  if (options_.sender_dot && !settings.strip_trailing_dot) {
    return bad(sender.Text() + ".",
               "domain is malformed (trailing dot not allowed)");
  }
  if (sender.domain.starts_with('[') && !settings.allow_domain_literals) {
    return bad(sender.Text(), "domain literals not allowed");
  }
  if (options_.sender && sender.domain.empty() && !sender.local_part.empty()) {
    sender.local_part = stdlib::exim::QuoteLocalPart(sender.local_part);
  }
  envelope_.sender = Qualified(sender);
  return {};
}

void EximReception::TakeSenderOfFromLine(std::string_view told) {
  stdlib::exim::AddressRules rules = stdlib::exim::RulesOf(options_.settings);
  rules.null_path = true;
  const auto sender = stdlib::exim::ReadAddress(told, rules);
  if (!sender) return;
  notes_ += "Sender taken from \"From \" line\n";
  envelope_.sender = Qualified(*sender);
  sender_from_line_ = true;
}

Status EximReception::Receive(int descriptor, const InputWindow& window) {
  Result<EximInput> input =
      ReadEximInput(descriptor, {options_.dot_ends}, window);
  if (!input) {
    return Err(input.error().code, "trommel: " + input.error().text);
  }
  TRY(CheckHeader(*input->bytes));
  bytes_ = std::move(input->bytes);
  text_ = std::move(input->message);
  CountEvenBody(options_.settings.message_body_visible, &text_);
  for (const std::string& told : text_.from_line_senders) {
    if (!options_.sender) TakeSenderOfFromLine(told);
  }
  for (std::string& path : TakeTraceFields(options_.settings, &text_.fields)) {
    notes_ += "Return-path taken from \"Return-path:\" header line\n";
    envelope_.return_path = std::move(path);
  }
  if (text_.no_header) notes_ += "Warning: no message headers read\n";
  if (options_.header_recipients) {
    envelope_.recipients =
        TakeRecipients(options_.settings.qualify_recipient, &text_.fields);
  }
  Complete();
  for (const std::string& field : text_.fields) header_ += field;
  message_.Assemble(header_, text_.body);
  TellHost();
  if (!text_.from_line_senders.empty()) {
    matches_ = {Value::Tainted(text_.from_line_matched),
                Value::Tainted(text_.from_line_senders.back())};
  }
  return {};
}

void EximReception::Complete() {
  const text::DateTime now = host_.Now();
  id_ = Base62(static_cast<uint64_t>(now.seconds), 6) + "-" +
        Base62(static_cast<uint64_t>(::getpid()), 6) + "-00";
  const vm::Settings& settings = options_.settings;
  Originator originator;
  originator.login = login_;
  originator.address = login_ + "@" + settings.qualify_domain;
  originator.sender = envelope_.sender;
  originator.sender_told = options_.sender || sender_from_line_;
  originator.trusted = ::getuid() == 0;
  originator.check_from = settings.local_from_check;
  originator.keep_sender = settings.local_sender_retain;
  originator.from_prefix = settings.local_from_prefix;
  originator.from_suffix = settings.local_from_suffix;
  originator.remote = options_.Of(Origin::kHostAddress).has_value();
  originator.message_id = "E" + id_ + "@" + settings.primary_hostname;
  originator.date = text::FormatRfc5322(now);
  if (options_.full_name && !sender_from_line_) {
    originator.name = *options_.full_name;
  } else if (!originator.sender_told) {
    originator.name = FullName();
  }
  originator.name =
      stdlib::exim::Phrase(originator.name, settings.headers_charset);
  const QualifyDomains domains = {settings.qualify_domain,
                                  settings.qualify_recipient};
  CompleteHeader(originator, options_.qualify ? &domains : nullptr,
                 &text_.fields);
}

// The name of the account; & stands for the login name there.
std::string EximReception::FullName() const {
  const passwd* entry = ::getpwuid(::getuid());
  const std::string_view text = entry != nullptr ? entry->pw_gecos : "";
  std::string out;
  for (char c : text) {
    if (c != '&') {
      out += c;
    } else if (!login_.empty()) {
      out += text::Upper(login_[0]);
      out += login_.substr(1);
    }
  }
  return out;
}

// Facts about the message's way here, by the names that rows ask for.
void EximReception::TellHost() {
  static constexpr std::string_view kVariables[] = {
#define ORIGIN(name, flag, variable) variable,
#include "tools/trommel/exim_origin.def"
#undef ORIGIN
  };
  TellHosts();
  for (size_t i = 0; i < options_.origin.size(); ++i) {
    if (options_.origin[i]) host_.Tell(kVariables[i], *options_.origin[i]);
  }
  const bool own = !options_.sender && !sender_from_line_;
  host_.Tell("MESSAGE_ID", id_);
  host_.Tell("RECEIVED_PROTOCOL", options_.protocol);
  host_.Tell("SENDER_IDENT", login_);
  host_.Tell("AUTHENTICATED_ID", options_.sender ? "" : login_);
  host_.Tell("AUTHENTICATED_SENDER", own ? envelope_.sender : "");
}

void EximReception::TellHosts() {
  const auto& address = options_.Of(Origin::kHostAddress);
  const auto& interface = options_.Of(Origin::kInterface);
  const auto from = ReadHostPort(address.value_or(""));
  const auto to = ReadHostPort(interface.value_or(""));
  host_.Tell("SENDER_HOST_PORT", std::to_string(from ? from->port : 0));
  host_.Tell("INTERFACE_PORT", std::to_string(to ? to->port : -1));
  if (to) host_.Tell("INTERFACE_ADDRESS", to->address);
  if (!from) return;
  host_.Tell("SENDER_HOST_ADDRESS", from->address);
  if (options_.Expands()) return;  // Exim puts the rest together later
  const std::string name = options_.Of(Origin::kHostName).value_or("");
  const std::string ident = options_.Of(Origin::kIdent).value_or(login_);
  const std::string literal = "[" + from->address + "]";
  const std::string said = ident.empty() ? "" : "ident=" + ident;
  host_.Tell("SENDER_FULLHOST", name.empty() ? literal : name + " " + literal);
  const std::string gap = said.empty() ? "" : " ";
  const std::string bare = said.empty() ? "" : " (" + said + ")";
  host_.Tell("SENDER_RCVHOST", name.empty()
                                   ? literal + bare
                                   : name + " (" + literal + gap + said + ")");
}

}  // namespace trommel
