// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_header.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_address.h"
#include "tools/trommel/exim_message.h"

namespace trommel {
namespace {

using Fields = std::vector<std::string>;

/// Where a line is folded: behind an address that was completed.
constexpr size_t kFoldFrom = 40;

struct AddressField {
  std::string_view name;
  std::string_view QualifyDomains::*domain;
};

constexpr AddressField kAddressFields[] = {
    {"from", &QualifyDomains::sender},
    {"sender", &QualifyDomains::sender},
    {"reply-to", &QualifyDomains::sender},
    {"to", &QualifyDomains::recipient},
    {"cc", &QualifyDomains::recipient},
    {"bcc", &QualifyDomains::recipient},
    {"resent-from", &QualifyDomains::sender},
    {"resent-sender", &QualifyDomains::sender},
    {"resent-to", &QualifyDomains::recipient},
    {"resent-cc", &QualifyDomains::recipient},
    {"resent-bcc", &QualifyDomains::recipient},
};

/// A field that only delivery may add, and whether it is taken out.
struct TraceField {
  std::string_view name;
  bool vm::Settings::*removed;
};

constexpr TraceField kTraceFields[] = {
    {"return-path", &vm::Settings::return_path_remove},
    {"delivery-date", &vm::Settings::delivery_date_remove},
    {"envelope-to", &vm::Settings::envelope_to_remove}};

/// `local` without the prefix that the setting names; `*` is any text.
std::string_view WithoutPrefix(std::string_view local,
                               std::string_view prefix) {
  const bool any = prefix.starts_with('*');
  if (any) prefix.remove_prefix(1);
  if (prefix.empty()) return local;
  const size_t at = any ? local.find(prefix) : 0;
  if (at == std::string_view::npos) return local;
  if (!local.substr(at).starts_with(prefix)) return local;
  return local.substr(at + prefix.size());
}

std::string_view WithoutSuffix(std::string_view local,
                               std::string_view suffix) {
  const bool any = suffix.ends_with('*');
  if (any) suffix.remove_suffix(1);
  if (suffix.empty()) return local;
  const size_t at = local.rfind(suffix);
  if (at == std::string_view::npos) return local;
  return any || local.ends_with(suffix) ? local.substr(0, at) : local;
}

std::string_view ValueOf(std::string_view field) {
  return field.substr(field.find(':') + 1);
}

class Completion {
 public:
  Completion(const Originator& originator, Fields* fields)
      : originator_(originator), fields_(*fields) {
    resent_ = std::ranges::any_of(fields_, [](const std::string& field) {
      return text::StartsCaseless(field, "resent-");
    });
  }

  void AddId() {
    if (!originator_.remote) {
      AddInFront("Message-Id", "<" + originator_.message_id + ">");
    }
  }
  void AddDate() {
    if (!originator_.remote) AddInFront("Date", originator_.date);
  }

  // A From: that is just the login name becomes a full address.
  void NameLogin() {
    const std::string name = Name("From");
    const size_t before = fields_.size();
    std::erase_if(fields_, [&](const std::string& field) {
      if (!IsNamed(field, name)) return false;
      std::string_view value = ValueOf(field);
      while (!value.empty() && text::IsSpace(value[0])) value.remove_prefix(1);
      return text::EqualsCaseless(value, originator_.login + "\n");
    });
    for (size_t i = fields_.size(); i < before; ++i)
      Append(name, FullAddress());
  }

  void AddFrom() {
    const std::string name = Name("From");
    if (originator_.remote || originator_.sender.empty() || Find(name)) return;
    const bool bare = originator_.name.empty();
    Append(name, bare ? originator_.sender
                      : originator_.name + " <" + originator_.sender + ">");
  }

  void CheckSender() {
    if (originator_.trusted || originator_.sender_told) return;
    const std::string name = Name("Sender");
    std::erase_if(fields_, [&](const std::string& field) {
      return !originator_.keep_sender && IsNamed(field, name);
    });
    if (!originator_.check_from || IsFromOriginator()) return;
    Append(name, FullAddress());
  }

 private:
  std::string Name(std::string_view name) const {
    return (resent_ ? "Resent-" : "") + std::string(name);
  }

  const std::string* Find(std::string_view name) const {
    const auto found = std::ranges::find_if(
        fields_,
        [&](const std::string& field) { return IsNamed(field, name); });
    return found == fields_.end() ? nullptr : &*found;
  }

  void Append(std::string_view name, std::string_view value) {
    fields_.push_back(std::string(name) + ": " + std::string(value) + "\n");
  }

  // At the end, but in front of everything when the message is sent again.
  void AddInFront(std::string_view name, const std::string& value) {
    const std::string whole = Name(name);
    if (Find(whole) != nullptr) return;
    Append(whole, value);
    if (resent_) std::rotate(fields_.begin(), fields_.end() - 1, fields_.end());
  }

  std::string FullAddress() const {
    return originator_.name + " <" + originator_.address + ">";
  }

  // Whether the last From: holds the originator's address and no other.
  bool IsFromOriginator() const {
    const std::string name = Name("From");
    std::string_view last;
    for (const std::string& field : fields_) {
      if (IsNamed(field, name)) last = ValueOf(field);
    }
    Result<stdlib::exim::BareAddress> address = stdlib::exim::ReadAddress(last);
    if (!address) return false;
    const std::string_view local = WithoutSuffix(
        WithoutPrefix(address->local_part, originator_.from_prefix),
        originator_.from_suffix);
    return text::EqualsCaseless(std::string(local) + "@" + address->domain,
                                originator_.address);
  }

  const Originator& originator_;
  Fields& fields_;
  bool resent_ = false;
};

void Qualify(const QualifyDomains& domains, Fields* fields) {
  for (std::string& field : *fields) {
    for (const AddressField& row : kAddressFields) {
      if (!IsNamed(field, row.name)) continue;
      field = QualifiedField(field, domains.*row.domain);
    }
  }
}

// Whether nothing is given that might be a domain; a route is.
bool LacksDomain(const stdlib::exim::ListedAddress& item) {
  const stdlib::exim::BareAddress& address = *item.address;
  const std::string_view text =
      text::Trim(item.raw.substr(address.begin, address.end - address.begin));
  return address.domain.empty() && !text.starts_with('@');
}

// Behind the comma that ends the item that reaches to `at`, and the blanks
// after it.
size_t NextItem(std::string_view field, size_t at) {
  at = std::min(field.find(',', at), field.size() - 1) + 1;
  while (at < field.size() && text::IsBlank(field[at])) ++at;
  return at;
}

}  // namespace

std::string QualifiedField(std::string_view field, std::string_view domain) {
  const auto items = stdlib::exim::ReadAddressList(ValueOf(field), true,
                                                   {.spaced_routes = true});
  if (!items) return std::string(field);
  std::string out;
  size_t copied = 0;
  size_t line = 0;  // where the last line that we began starts in out
  for (const stdlib::exim::ListedAddress& item : *items) {
    if (!item.address || !LacksDomain(item)) continue;
    const auto at = static_cast<size_t>(item.raw.data() - field.data());
    out += field.substr(copied, at + item.address->begin - copied);
    out += item.address->local_part;
    out += '@';
    out += domain;
    copied = at + item.address->end;
    const size_t next = NextItem(field, at + item.raw.size());
    if (next == field.size() || field[next] == '\n') continue;
    if (out.size() - line + next - copied <= kFoldFrom) continue;
    out += field.substr(copied, next - copied);
    out += "\n\t";
    copied = next;
    line = out.size() - 1;
  }
  return out.append(field.substr(copied));
}

std::vector<std::string> TakeTraceFields(const vm::Settings& settings,
                                         std::vector<std::string>* fields) {
  std::vector<std::string> values;
  std::erase_if(*fields, [&](const std::string& field) {
    const auto* name = std::ranges::find_if(
        kTraceFields,
        [&](const TraceField& one) { return IsNamed(field, one.name); });
    if (name == std::end(kTraceFields)) return false;
    const bool removed = settings.*name->removed;
    if (name != kTraceFields) return removed;
    // Exim counts the letters of the name and a colon, blanks or not.
    constexpr size_t kValueAt = std::string_view("Return-path:").size();
    std::string_view value =
        text::Trim(std::string_view(field).substr(kValueAt));
    if (value.starts_with('<') && value.ends_with('>')) {
      value = value.substr(1, value.size() - 2);
    }
    values.emplace_back(value);
    return removed;
  });
  return values;
}

std::vector<std::string> TakeRecipients(std::string_view domain,
                                        std::vector<std::string>* fields) {
  static constexpr std::string_view kNames[] = {"To", "Cc", "Bcc"};
  auto named = [](const std::string& field, std::string_view prefix) {
    return std::ranges::any_of(kNames, [&](std::string_view name) {
      return IsNamed(field, std::string(prefix) + std::string(name));
    });
  };
  const bool resent = std::ranges::any_of(
      *fields,
      [&](const std::string& field) { return named(field, "Resent-"); });
  const std::string prefix = resent ? "Resent-" : "";
  std::vector<std::string> out;
  for (const std::string& field : *fields) {
    if (!named(field, prefix)) continue;
    const auto items = stdlib::exim::ReadAddressList(ValueOf(field), true);
    if (!items) continue;
    for (const stdlib::exim::ListedAddress& item : *items) {
      if (!item.address) continue;
      const bool bare = item.address->domain.empty();
      out.push_back(item.address->Text() +
                    (bare ? "@" + std::string(domain) : ""));
    }
  }
  std::erase_if(*fields, [&](const std::string& field) {
    return IsNamed(field, prefix + "Bcc");
  });
  return out;
}

void CompleteHeader(const Originator& originator, const QualifyDomains* domains,
                    std::vector<std::string>* fields) {
  Completion completion(originator, fields);
  completion.NameLogin();
  completion.AddId();
  completion.AddFrom();
  completion.CheckSender();
  if (domains != nullptr) Qualify(*domains, fields);
  completion.AddDate();
}

}  // namespace trommel
