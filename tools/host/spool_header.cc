// SPDX-License-Identifier: MIT
// Exim's spool files ending in -H.
#include <algorithm>

#include "interp/text/ascii.h"
#include "tools/common/file.h"
#include "tools/host/handed_over.h"

namespace trommel {
namespace {

/// Items of one word or none, by their names in the file.
struct SpoolItem {
  std::string_view item;
  std::string_view variable;
};
constexpr SpoolItem kItems[] = {
    {"auth_id", "authenticated_id"},
    {"auth_sender", "authenticated_sender"},
    {"dsn_envid", "dsn_envid"},
    {"dsn_ret", "dsn_ret"},
    {"helo_name", "sender_helo_name"},
    {"host_auth", "sender_host_authenticated"},
    {"host_lookup_failed", "host_lookup_failed"},
    {"host_name", "sender_host_name"},
    {"ident", "sender_ident"},
    {"local_scan", "local_scan_data"},
    {"received_protocol", "received_protocol"},
    {"sender_host_dnssec", "sender_host_dnssec"},
    {"smtputf8", "message_smtputf8"},
    {"spam_bar", "spam_bar"},
    {"spam_score", "spam_score"},
    {"spam_score_int", "spam_score_int"},
    {"tls_certificate_verified", "tls_in_certificate_verified"},
    {"tls_cipher", "tls_in_cipher"},
    {"tls_ocsp", "tls_in_ocsp"},
    {"tls_peerdn", "tls_in_peerdn"},
    {"tls_sni", "tls_in_sni"},
    {"tls_ver", "tls_in_ver"},
};
/// Names of what is a number in the file.
constexpr std::string_view kReturns[] = {"", "FULL", "HDRS"};
struct Condition {
  size_t bit;
  std::string_view word;
};
constexpr Condition kConditions[] = {
    {2, "NEVER"}, {4, "SUCCESS"}, {8, "FAILURE"}, {16, "DELAY"}};

std::string ConditionsOf(size_t bits) {
  std::string out;
  for (const Condition& condition : kConditions) {
    if ((bits & condition.bit) == 0) continue;
    if (!out.empty()) out += ',';
    out += condition.word;
  }
  return out;
}

/// What an item without a value means.
constexpr std::string_view kSet[][2] = {{"host_lookup_failed", "1"},
                                        {"tls_in_certificate_verified", "1"},
                                        {"sender_host_dnssec", "yes"},
                                        {"message_smtputf8", "yes"}};

bool ReadNumber(std::string_view text, size_t* out) {
  constexpr size_t kMostDigits = 9;
  *out = 0;
  for (char c : text) {
    if (!text::IsDigit(c)) return false;
    *out = *out * 10 + static_cast<size_t>(c - '0');
  }
  return !text.empty() && text.size() <= kMostDigits;
}

class SpoolReader {
 public:
  SpoolReader(std::string_view bytes, HandedOver* out)
      : rest_(bytes), out_(*out) {}

  Status Read() {
    TRY(Heading());
    while (rest_.starts_with('-')) TRY(Item(TakeLine()));
    TRY(Delivered());
    TRY(Recipients());
    Compose();
    return {};
  }

 private:
  Failure Bad(std::string_view reason) const {
    return Err(Code::kUsage,
               "line " + std::to_string(line_) + ": " + std::string(reason));
  }

  std::string_view TakeLine() {
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++line_;
    return line;
  }

  void Set(std::string_view name, std::string_view value) {
    out_.variables.insert_or_assign(std::string(name), std::string(value));
  }

  std::string Get(std::string_view name) const {
    const auto found = out_.variables.find(name);
    return found == out_.variables.end() ? "" : found->second;
  }

  Status Heading() {
    std::string_view id = TakeLine();
    if (!id.ends_with("-H")) return Bad("no message id with -H behind it");
    id.remove_suffix(2);
    Set("message_id", id);
    TakeLine();  // who called Exim
    const std::string_view sender = TakeLine();
    if (!sender.starts_with('<') || !sender.ends_with('>')) {
      return Bad("no sender in angle brackets");
    }
    out_.sender = sender.substr(1, sender.size() - 2);
    const std::string_view times = TakeLine();
    Set("received_time", times.substr(0, times.find(' ')));
    return {};
  }

  /// A line that begins with -; another - says that the value is tainted, a
  /// text in parentheses for what it is quoted.
  Status Item(std::string_view line) {
    line.remove_prefix(line.starts_with("--") ? 2 : 1);
    if (line.starts_with('(')) {
      line.remove_prefix(std::min(line.find(')'), line.size() - 1) + 1);
    }
    const size_t blank = std::min(line.find(' '), line.size());
    const std::string_view name = line.substr(0, blank);
    const std::string_view value =
        line.substr(std::min(blank + 1, line.size()));
    if (name == "acl" || name == "aclc" || name == "aclm") {
      return AclVariable(name, value);
    }
    if (name == "host_address") {
      Place(value, "sender_host_address", "sender_host_port");
    } else if (name == "interface_address") {
      Place(value, "interface_address", "interface_port");
      Set("received_ip_address", Get("interface_address"));
    }
    const auto* item = std::ranges::find(kItems, name, &SpoolItem::item);
    if (item == std::end(kItems)) return {};
    Set(item->variable, value);
    size_t number = 0;
    if (name == "dsn_ret" && ReadNumber(value, &number)) {
      Set("dsn_ret", number < std::size(kReturns) ? kReturns[number] : "");
    }
    for (const auto& [variable, meaning] : kSet) {
      if (variable == item->variable && value.empty()) Set(variable, meaning);
    }
    return {};
  }

  /// "[address]:port" or, from older Exims, "address.port".
  void Place(std::string_view text, std::string_view address,
             std::string_view port) {
    size_t end = text.rfind('.');
    std::string_view host = text.substr(0, end);
    if (text.starts_with('[')) {
      end = text.rfind(':');
      host = text.substr(1, std::min(text.find(']'), text.size()) - 1);
    }
    Set(address, host);
    if (end != std::string_view::npos) Set(port, text.substr(end + 1));
  }

  /// "_x 5" and five bytes on the lines that follow.
  Status AclVariable(std::string_view kind, std::string_view text) {
    const size_t blank = text.find(' ');
    size_t size = 0;
    if (blank == std::string_view::npos ||
        !ReadNumber(text.substr(blank + 1), &size) || size >= rest_.size() ||
        rest_[size] != '\n') {
      return Bad("an ACL variable of another length");
    }
    std::string name = "acl_" + std::string(kind.substr(3));
    size_t number = 0;
    if (kind == "acl" && ReadNumber(text.substr(0, blank), &number)) {
      name += (number < 10 ? "c" : "m") + std::to_string(number % 10);
    } else {
      name += text.substr(0, blank);
    }
    const std::string_view value = rest_.substr(0, size);
    Set(name, value);
    line_ += 1 + static_cast<size_t>(std::ranges::count(value, '\n'));
    rest_.remove_prefix(size + 1);
    return {};
  }

  /// A binary tree of addresses served already: YY, YN, NY, NN say which
  /// branches follow.
  Status Delivered() {
    size_t open = 1;
    while (open > 0) {
      const std::string_view line = TakeLine();
      if (line == "XX") return {};
      if (line.size() < 3 || line[2] != ' ') return Bad("no list of addresses");
      open += (line[0] == 'Y' ? 1U : 0U) + (line[1] == 'Y' ? 1U : 0U);
      --open;
    }
    return {};
  }

  Status Recipients() {
    size_t count = 0;
    if (!ReadNumber(TakeLine(), &count)) return Bad("no count of recipients");
    for (size_t i = 0; i < count; ++i) {
      std::string_view line = TakeLine();
      if (line.empty()) return Bad("a recipient is missing");
      // Behind it may stand whom to tell of errors, and where it came from.
      const std::string_view address = line.substr(0, line.find(' '));
      out_.recipients.emplace_back(address);
      if (count == 1) Notifications(line.substr(address.size()));
    }
    return {};
  }

  /// ` ORCPT LENGTH,BITS ERRORS_TO LENGTH,PARENT#3`, as Exim 4.96 writes it.
  void Notifications(std::string_view rest) {
    if (!rest.ends_with("#3")) return;
    const auto take_length = [&rest](size_t* second) {
      const size_t blank = rest.rfind(' ');
      if (blank == std::string_view::npos) return std::string_view::npos;
      const std::string_view pair = rest.substr(blank + 1);
      const size_t comma = std::min(pair.find(','), pair.size());
      size_t length = 0;
      const bool good = ReadNumber(pair.substr(0, comma), &length);
      ReadNumber(pair.substr(std::min(comma + 1, pair.size())), second);
      rest = rest.substr(0, blank);
      return good && length <= rest.size() ? length : std::string_view::npos;
    };
    size_t bits = 0;
    const size_t errors = take_length(&bits);
    if (errors == std::string_view::npos) return;
    rest.remove_suffix(std::min(errors + 1, rest.size()));
    const size_t original = take_length(&bits);
    if (original == std::string_view::npos) return;
    Set("dsn_orcpt", rest.substr(rest.size() - original));
    Set("dsn_notify", ConditionsOf(bits));
  }

  /// $sender_fullhost and $sender_rcvhost, of what has been read.
  void Compose() {
    const std::string address = Get("sender_host_address");
    if (address.empty()) return;
    const std::string name = Get("sender_host_name");
    const std::string helo = Get("sender_helo_name");
    const std::string ident = Get("sender_ident");
    const std::string literal = "[" + address + "]";
    std::string full = name;
    if (!helo.empty() && helo != name) {
      full += (full.empty() ? "(" : " (") + helo + ")";
    }
    Set("sender_fullhost", full + (full.empty() ? "" : " ") + literal);
    std::string said;
    if (!helo.empty() && helo != name) said += "helo=" + helo;
    if (!ident.empty()) said += (said.empty() ? "" : " ") + ("ident=" + ident);
    if (name.empty()) {
      Set("sender_rcvhost", literal + (said.empty() ? "" : " (" + said + ")"));
    } else {
      const std::string gap = said.empty() ? "" : " ";
      Set("sender_rcvhost", name + " (" + literal + gap + said + ")");
    }
  }

  std::string_view rest_;
  size_t line_ = 0;
  HandedOver& out_;
};

}  // namespace

Status ParseSpoolHeader(std::string_view bytes, HandedOver* out) {
  return SpoolReader(bytes, out).Read();
}

Status ReadSpoolHeader(const std::string& path, HandedOver* out) {
  TRY_ASSIGN(const FileBytes bytes, FileBytes::Read(path));
  Status read = ParseSpoolHeader(bytes.view(), out);
  if (read) return read;
  return Err(Code::kUsage, path + ": " + read.error().text);
}

}  // namespace trommel
