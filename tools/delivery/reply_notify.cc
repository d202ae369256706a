// SPDX-License-Identifier: MIT
// Notifications: mail (RFC 5436), and what programs get for xmpp (RFC 5437) and
// sip (RFC 6468).
#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/notify_uri.h"
#include "stdlib/shared/sender_policy.h"
#include "tools/delivery/program.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

using stdlib::NotifyMethod;
using stdlib::NotifyUri;

struct Importance {
  std::string_view value;
  std::string_view priority;    // X-Priority
  std::string_view importance;  // Importance
  std::string_view urgency;     // SHIM header of XMPP
  std::string_view sip;         // Priority
};
constexpr Importance kImportances[] = {
    {"1", "1 (Highest)", "High", "high", "urgent"},
    {"2", "3 (Normal)", "Normal", "medium", "normal"},
    {"3", "5 (Lowest)", "Low", "low", "non-urgent"}};

const Importance& ImportanceOf(const vm::Action& action) {
  const std::string_view value = action.Field("importance").text();
  for (const Importance& row : kImportances) {
    if (row.value == value) return row;
  }
  return kImportances[1];
}

std::string Listed(const std::vector<std::string>& addresses) {
  std::string out;
  for (const std::string& address : addresses) {
    if (!out.empty()) out += ",\n ";
    out += OneLine(address);
  }
  return out;
}

// :from where it is an address; else empty.
std::string Author(const ReplyInput& in) {
  return stdlib::BareAddress(in.action.Field("from").text());
}

std::string SubjectOf(const ReplyInput& in, const NotifyUri& uri) {
  const Value message = in.action.Field("message");
  if (!message.is_nil()) return EncodeText(message.text());
  if (uri.subject) return EncodeText(*uri.subject);
  const std::string subject = ValueOf(in.original, "Subject");
  return subject.empty() ? "New message" : EncodeText(subject);
}

// RFC 5436 section 2.7.
std::string EnvelopeSender(const ReplyInput& in) {
  if (in.envelope.sender.empty()) return {};
  const Value given = in.action.Field("sender");
  if (!given.is_nil()) return std::string(given.text());
  std::string author = Author(in);
  return author.empty() ? in.envelope.recipient : author;
}

void AppendUriFields(const NotifyUri& uri, std::string* out) {
  for (const auto& [name, value] : uri.fields) {
    std::string capital = name;
    capital[0] = text::Upper(capital[0]);
    AppendField(capital, EncodeText(value), out);
  }
}

bool Has(const NotifyUri& uri, std::string_view name) {
  return std::any_of(uri.fields.begin(), uri.fields.end(), [&](const auto& f) {
    return text::EqualsCaseless(f.first, name);
  });
}

// What a notification without :message says.
std::string DefaultText(const ReplyInput& in) {
  std::string out = "New message";
  const std::string from = ValueOf(in.original, "From");
  const std::string subject = ValueOf(in.original, "Subject");
  if (!from.empty()) out += " from " + from;
  if (!subject.empty()) out += ": " + subject;
  return out;
}

std::string TextOf(const ReplyInput& in, const NotifyUri& uri) {
  const Value message = in.action.Field("message");
  if (!message.is_nil()) return std::string(message.text());
  return uri.body ? *uri.body : DefaultText(in);
}

// For XML 1.0: other control characters have no place in it.
std::string Escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        if (byte >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string Stanza(const ReplyInput& in, const NotifyUri& uri) {
  std::string author = Author(in);
  if (author.empty()) author = in.envelope.recipient;
  std::string out = "<message to='" + Escaped(uri.to[0]) + "' type='headline'>";
  if (uri.subject) out += "<subject>" + Escaped(*uri.subject) + "</subject>";
  out += "<body>" + Escaped(TextOf(in, uri)) + "</body>";
  out += "<headers xmlns='http://jabber.org/protocol/shim'>";
  const auto add = [&out](std::string_view name, std::string_view value) {
    out += "<header name='" + std::string(name) + "'>" + Escaped(value) +
           "</header>";
  };
  add("Resent-From", author);
  add("Urgency", ImportanceOf(in.action).urgency);
  return out + "</headers></message>\n";
}

std::string SipRequest(const ReplyInput& in, const NotifyUri& uri) {
  std::string out;
  AppendField("To", OneLine(uri.to[0]), &out);
  AppendField("From", OneLine(in.action.Field("from").text()), &out);
  AppendField("Priority", ImportanceOf(in.action).sip, &out);
  AppendField("Content-Type", "text/plain; charset=UTF-8", &out);
  return out + "\n" + WithLineFeeds(TextOf(in, uri));
}

}  // namespace

Result<ComposedReply> ComposeNotification(const ReplyInput& in) {
  TRY_ASSIGN(const NotifyUri uri, stdlib::ParseNotifyUri(in.action.target));
  const Importance& importance = ImportanceOf(in.action);
  ComposedReply reply;
  std::string& out = reply.bytes;
  const Value from = in.action.Field("from");
  std::string author = EncodeAddresses(from.text());
  if (author.empty()) author = EncodeAddresses(in.envelope.recipient);
  AppendStart(in.host, &out);
  AppendField("Subject", SubjectOf(in, uri), &out);
  AppendField("From", author, &out);
  AppendField("To", Listed(uri.to), &out);
  AppendField("Cc", Listed(uri.cc), &out);
  AppendField("Auto-Submitted",
              "auto-notified; owner-email=\"" +
                  OneLine(stdlib::UserEmail(in.settings, in.envelope)) + "\"",
              &out);
  if (!Has(uri, "Precedence")) AppendField("Precedence", "bulk", &out);
  if (!Has(uri, "X-Priority")) {
    AppendField("X-Priority", importance.priority, &out);
  }
  if (!Has(uri, "Importance")) {
    AppendField("Importance", importance.importance, &out);
  }
  AppendUriFields(uri, &out);
  AppendTextBody(uri.body ? *uri.body : "Notification of a new message.", &out);
  reply.sender = EnvelopeSender(in);
  reply.recipients = uri.to;
  reply.recipients.insert(reply.recipients.end(), uri.cc.begin(), uri.cc.end());
  return reply;
}

Result<NotifyCall> ComposeNotifyCall(const ReplyInput& in) {
  TRY_ASSIGN(const NotifyUri uri, stdlib::ParseNotifyUri(in.action.target));
  const bool xmpp = uri.method == NotifyMethod::kXmpp;
  NotifyCall call;
  TRY_ASSIGN(call.words,
             SplitCommand(xmpp ? in.settings.sieve_notify_xmpp_command
                               : in.settings.sieve_notify_sip_command));
  call.words.emplace_back(in.action.target);
  call.input = xmpp ? Stanza(in, uri) : SipRequest(in, uri);
  return call;
}

std::string NotifyCopy(const ReplyInput& in) {
  const Result<NotifyUri> uri = stdlib::ParseNotifyUri(in.action.target);
  std::string out;
  AppendStart(in.host, &out);
  AppendField("From", EncodeAddresses(in.envelope.recipient), &out);
  AppendField("Subject", "Fcc: " + EncodeText(ValueOf(in.original, "Subject")),
              &out);
  AppendThread(in.original, &out);
  AppendField("Auto-Submitted", "auto-generated (notification)", &out);
  AppendTextBody(uri ? TextOf(in, *uri) : DefaultText(in), &out);
  return out;
}

}  // namespace trommel::delivery
