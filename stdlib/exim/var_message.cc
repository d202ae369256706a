// SPDX-License-Identifier: MIT
// $message_body, $message_size, $sender_address and their like: the message.
//
// Exim specification, "Expansion variables".
// - $message_body is the first message_body_visible bytes, line ends and NULs
//   as blanks (line ends stay under message_body_newlines, but not in Exim's
//   filter test); $message_body_end the last ones.
// - When testing, the counts are those of Exim's filter test:
//   $message_linecount leaves out the body, $received_count has one more, for
//   the hop to come.
// - $message_id is what the MTA passes in the environment as MESSAGE_ID.
#include <algorithm>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_var_message;

namespace {

using vm::CallContext;

/// State of a run: values that scripts ask for again and again.
struct MessageValues {
  Value body, body_end, reply_address;
};

size_t Visible(CallContext& context) {
  return static_cast<size_t>(
      std::max<int64_t>(0, context.settings().message_body_visible));
}

Value BodyText(CallContext& context, std::string_view body) {
  std::string out(body);
  bool newlines = context.settings().message_body_newlines &&
                  context.input().arrival == nullptr;
  for (char& c : out) {
    if (c == '\0' || (c == '\n' && !newlines)) c = ' ';
  }
  return context.TaintedCopy(out);
}

Result<Value> RunBody(CallContext& context, std::span<const Value>) {
  Value& value = context.State<MessageValues>().body;
  if (value.is_nil()) {
    value =
        BodyText(context, context.message().body().substr(0, Visible(context)));
  }
  return value;
}

Result<Value> RunBodyEnd(CallContext& context, std::span<const Value>) {
  Value& value = context.State<MessageValues>().body_end;
  if (value.is_nil()) {
    std::string_view body = context.message().body();
    size_t size = std::min(body.size(), Visible(context));
    value = BodyText(context, body.substr(body.size() - size));
  }
  return value;
}

Result<Value> RunReplyAddress(CallContext& context, std::span<const Value>) {
  Value& value = context.State<MessageValues>().reply_address;
  if (value.is_nil() || context.headers().edited())
    value = exim::ReplyAddress(context);
  return value;
}

Result<Value> RunBodySize(CallContext& context, std::span<const Value>) {
  const mail::Arrival* arrival = context.input().arrival;
  if (arrival != nullptr) return exim::Decimal(context, arrival->body_size);
  return exim::Decimal(context,
                       static_cast<int64_t>(context.message().body().size()));
}

Result<Value> RunSize(CallContext& context, std::span<const Value>) {
  const mail::Arrival* arrival = context.input().arrival;
  return exim::Decimal(context,
                       arrival != nullptr
                           ? arrival->size
                           : static_cast<int64_t>(context.message().size()));
}

Result<Value> RunHeaders(CallContext& context, std::span<const Value>) {
  return context.TaintedCopy(exim::AllHeaders(context));
}

Result<Value> RunHeadersRaw(CallContext& context, std::span<const Value>) {
  return context.TaintedCopy(exim::AllHeadersRaw(context));
}

/// Number of lines, a last one without line end included.
int64_t Lines(std::string_view text) {
  bool open = !text.empty() && text.back() != '\n';
  return std::count(text.begin(), text.end(), '\n') + (open ? 1 : 0);
}

int64_t BodyLines(CallContext& context) {
  const mail::Arrival* arrival = context.input().arrival;
  if (arrival != nullptr) return arrival->body_lines;
  return Lines(context.message().body());
}

Result<Value> RunBodyLines(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, BodyLines(context));
}

Result<Value> RunLines(CallContext& context, std::span<const Value>) {
  const mail::Message& message = context.message();
  const mail::Arrival* arrival = context.input().arrival;
  if (arrival != nullptr) return exim::Decimal(context, arrival->lines);
  int64_t lines = Lines(message.header());
  if (!context.input().testing) {
    lines += BodyLines(context);
  } else if (message.size() > message.header().size()) {
    ++lines;
  }
  return exim::Decimal(context, lines);
}

Result<Value> RunZeros(CallContext& context, std::span<const Value>) {
  const mail::Arrival* arrival = context.input().arrival;
  if (arrival != nullptr) return exim::Decimal(context, arrival->zeros);
  std::string_view body = context.message().body();
  return exim::Decimal(context, std::count(body.begin(), body.end(), '\0'));
}

Result<Value> RunReceivedCount(CallContext& context, std::span<const Value>) {
  const mail::Arrival* arrival = context.input().arrival;
  if (arrival != nullptr) return exim::Decimal(context, arrival->received + 1);
  const int64_t count = std::ranges::count_if(
      context.message().fields(), [](const mail::Field& field) {
        return text::EqualsCaseless(field.name, "received");
      });
  return exim::Decimal(context, context.input().testing ? count + 1 : count);
}

Result<Value> RunLongestLine(CallContext& context, std::span<const Value>) {
  const mail::Arrival* arrival = context.input().arrival;
  if (arrival != nullptr) return exim::Decimal(context, arrival->longest_line);
  std::string_view header = context.message().header();
  size_t longest = 0;
  while (!header.empty()) {
    std::string_view line = header.substr(0, header.find('\n'));
    header.remove_prefix(std::min(line.size() + 1, header.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    longest = std::max(longest, line.size());
  }
  return exim::Decimal(context, static_cast<int64_t>(longest));
}

Result<Value> RunSender(CallContext& context, std::span<const Value>) {
  return Value::Tainted(context.envelope().sender);
}

Result<Value> RunReturnPath(CallContext& context, std::span<const Value>) {
  return Value::Tainted(exim::ReturnPath(context.envelope()));
}

Result<Value> RunSenderLocalPart(CallContext& context, std::span<const Value>) {
  return Value::Tainted(
      text::SplitAddress(context.envelope().sender).local_part);
}

Result<Value> RunSenderDomain(CallContext& context, std::span<const Value>) {
  return Value::Tainted(text::SplitAddress(context.envelope().sender).domain);
}

Result<Value> RunId(CallContext& context, std::span<const Value>) {
  return exim::Copied(
      context, context.host().Environment("MESSAGE_ID").value_or(""), false);
}

constexpr Row kRows[] = {
    {RowKind::kVariable, "message_body", "message_body",
     "the start of the body as one line", "${length_6:$message_body} => Hello,",
     nullptr, RunBody},
    {RowKind::kVariable, "message_body_end", "message_body_end",
     "the end of the body as one line",
     "${substr_-6_5:$message_body_end} => noon.", nullptr, RunBodyEnd},
    {RowKind::kVariable, "message_body_size", "message_body_size",
     "bytes of the body", "$message_body_size => 24", nullptr, RunBodySize},
    {RowKind::kVariable, "message_size", "message_size", "bytes of the message",
     "${if >{$message_size}{100}{y}{n}} => y", nullptr, RunSize},
    {RowKind::kVariable, "message_headers", "message_headers",
     "the header, decoded", "${length_5:$message_headers} => From:", nullptr,
     RunHeaders},
    {RowKind::kVariable, "message_headers_raw", "message_headers_raw",
     "the header as it stands",
     "${length_5:$message_headers_raw} => From:", nullptr, RunHeadersRaw},
    {RowKind::kVariable, "reply_address", "reply_address",
     "where an answer would go", "$reply_address => Alice <alice@example.org>",
     nullptr, RunReplyAddress},
    {RowKind::kVariable, "body_linecount", "body_linecount",
     "lines of the body", "$body_linecount => 2", nullptr, RunBodyLines},
    {RowKind::kVariable, "message_linecount", "message_linecount",
     "lines of the message", "$message_linecount => 7", nullptr, RunLines},
    {RowKind::kVariable, "body_zerocount", "body_zerocount",
     "NUL bytes of the body", "$body_zerocount => 0", nullptr, RunZeros},
    {RowKind::kVariable, "received_count", "received_count", "hops so far",
     "$received_count => 1", nullptr, RunReceivedCount},
    {RowKind::kVariable, "max_received_linelength", "max_received_linelength",
     "bytes of the longest header line", "$max_received_linelength => 37",
     nullptr, RunLongestLine},
    {RowKind::kVariable, "sender_address", "sender_address",
     "the envelope sender", "$sender_address => alice@example.org", nullptr,
     RunSender},
    {RowKind::kVariable, "return_path", "return_path", "the envelope sender",
     "$return_path => alice@example.org", nullptr, RunReturnPath},
    {RowKind::kVariable, "sender_address_local_part",
     "sender_address_local_part", "local part of the envelope sender",
     "$sender_address_local_part => alice", nullptr, RunSenderLocalPart},
    {RowKind::kVariable, "sender_address_domain", "sender_address_domain",
     "domain of the envelope sender", "$sender_address_domain => example.org",
     nullptr, RunSenderDomain},
    {RowKind::kVariable, "message_id", "message_id",
     "the MTA's name for the message", "<$message_id> => <>", nullptr, RunId},
    {RowKind::kVariable, "message_exim_id", "message_exim_id",
     "the MTA's name for the message", "<$message_exim_id> => <>", nullptr,
     RunId},
};

}  // namespace

constinit const Feature exim_var_message = {"var_message", 1, Language::kExim,
                                            "", kRows};

}  // namespace trommel::stdlib
