// SPDX-License-Identifier: MIT
#include "stdlib/shared/server_lookup.h"

#include <utility>

#include "interp/text/ascii.h"
#include "interp/vm/call_context.h"
#include "stdlib/shared/answer_size.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kServers = "servers";

std::vector<std::string> Items(std::string_view list) {
  std::vector<std::string> items;
  exim::ListReader reader(list);
  while (auto item = reader.Next()) items.push_back(std::move(*item));
  return items;
}

/// `servers=a:b; select …`, the older way to name servers.
struct OldQuery {
  std::optional<std::string_view> servers;
  std::string_view query;
};

Result<OldQuery> ReadQuery(std::string_view query, const ServerKind& kind) {
  OldQuery out = {{}, text::Trim(query)};
  std::string_view rest = out.query;
  if (!rest.starts_with(kServers)) return out;
  rest = text::Trim(rest.substr(kServers.size()));
  if (!rest.starts_with('=')) {
    return Err(Code::kDefer, "missing = after \"servers\" in " +
                                 std::string(kind.name) + " lookup");
  }
  const size_t end = rest.find(';');
  if (end == std::string_view::npos) {
    return Err(Code::kDefer, "missing ; after \"servers=\" in " +
                                 std::string(kind.name) + " lookup");
  }
  out.servers = text::Trim(rest.substr(1, end - 1));
  out.query = text::Trim(rest.substr(end + 1));
  return out;
}

/// Takes what is between the brackets at the end of `*text`.
std::string TakeBracketed(char open, char close, std::string_view* text) {
  if (!text->ends_with(close)) return {};
  const size_t begin = text->find(open);
  if (begin == std::string_view::npos) return {};
  std::string inner(text->substr(begin + 1, text->size() - begin - 2));
  *text = text->substr(0, begin);
  return inner;
}

/// Cuts the part after the last slash off.
bool CutLast(std::string* text, std::string* part) {
  const size_t slash = text->rfind('/');
  if (slash == std::string::npos) return false;
  *part = text->substr(slash + 1);
  text->resize(slash);
  return true;
}

bool NeedsQuotes(std::string_view value) {
  if (value.empty() || value[0] == '"') return true;
  return value.find_first_of(" \t\n\r\v\f") != std::string_view::npos;
}

}  // namespace

HostParts ReadHost(std::string_view text) {
  HostParts parts;
  parts.group = TakeBracketed('[', ']', &text);
  parts.socket = TakeBracketed('(', ')', &text);
  const size_t colon = text.find(':');
  if (colon != std::string_view::npos) parts.port = text.substr(colon + 1);
  parts.host = text.substr(0, colon);
  return parts;
}

Result<ServerAddress> ServerSource::Address(const std::string& item,
                                            std::string_view defaults) const {
  std::string text = item;
  if (text.find('/') == std::string::npos) {
    for (std::string& known : Items(defaults)) {
      if (!known.starts_with(item + "/")) continue;
      text = std::move(known);
      break;
    }
    if (text.find('/') == std::string::npos) {
      return Err(Code::kDefer, std::string(kind_.name) + " server " +
                                   exim::InQuotes(item) + " not found in " +
                                   std::string(kind_.option));
    }
  }
  ServerAddress address;
  if (!CutLast(&text, &address.password) ||
      (kind_.has_user && !CutLast(&text, &address.user)) ||
      !CutLast(&text, &address.database)) {
    return Err(Code::kDefer, "incomplete " + std::string(kind_.in_complaint) +
                                 " server data: " + text);
  }
  address.host = std::move(text);
  return address;
}

Result<vm::LookupAnswer> ServerSource::AskOne(const ServerAddress& address,
                                              std::string_view query,
                                              const Deadline& deadline) {
  const std::string name = address.host + '/' + address.database + '/' +
                           address.user + '/' + address.password;
  if (auto open = links_.find(name); open != links_.end()) {
    // No second try: the query may have changed something.
    Result<vm::LookupAnswer> answer = open->second->Ask(query, deadline);
    if (!answer) links_.erase(open);
    return answer;
  }
  TRY_ASSIGN(auto link, connect_(address, deadline));
  Result<vm::LookupAnswer> answer = link->Ask(query, deadline);
  if (answer) links_.emplace(name, std::move(link));
  return answer;
}

Result<vm::LookupAnswer> ServerSource::Find(const vm::LookupRequest& request) {
  const vm::Settings& settings = request.context->settings();
  TRY_ASSIGN(OldQuery old, ReadQuery(request.key, kind_));
  if (old.servers && request.taint != Taint::kClean) {
    return Err(Code::kRun, "tainted server list in " + std::string(kind_.name) +
                               " lookup: use the option servers= of the type");
  }
  std::string_view list = settings.*kind_.servers;
  const std::string_view option = exim::LookupOption(request.options, kServers);
  if (!option.empty()) list = option;
  if (old.servers) list = *old.servers;
  const std::vector<std::string> items = Items(list);
  if (items.empty()) {
    return Err(Code::kDefer, "no " + std::string(kind_.name) +
                                 " servers defined (" +
                                 std::string(kind_.option) + " option)");
  }
  const Deadline all(std::chrono::seconds(settings.lookup_timeout));
  Result<vm::LookupAnswer> answer = vm::LookupAnswer();
  for (size_t i = 0; i < items.size(); ++i) {
    TRY_ASSIGN(const ServerAddress address,
               Address(items[i], settings.*kind_.servers));
    answer = AskOne(address, old.query, all.Share(items.size() - i));
    if (answer || answer.error().code != Code::kDefer) break;
  }
  return answer;
}

void ResultRows::Begin() {
  if (text_) *text_ += '\n';
}

void ResultRows::Single(std::string_view value) {
  if (!text_) text_.emplace();
  *text_ += value;
}

void ResultRows::Pair(std::string_view name, std::string_view value) {
  if (!text_) text_.emplace();
  *text_ += name;
  *text_ += '=';
  if (!NeedsQuotes(value)) {
    *text_ += value;
  } else {
    *text_ += '"';
    for (char c : value) {
      if (c == '"' || c == '\\') *text_ += '\\';
      *text_ += c;
    }
    *text_ += '"';
  }
  *text_ += ' ';
}

Result<vm::LookupAnswer> ResultRows::Take() {
  vm::LookupAnswer answer;
  answer.found = text_.has_value();
  if (!text_) return answer;
  TRY(CheckAnswerSize(*text_));
  answer.value = std::move(*text_);
  return answer;
}

Failure TimeIsUp(std::string_view what) {
  return Err(Code::kDefer, std::string(what) + ": timeout expired");
}

}  // namespace trommel::stdlib
