// SPDX-License-Identifier: MIT
#include "tests/corpus/mailbox_facts.h"

#include <sstream>
#include <utility>

#include "interp/text/ascii.h"

namespace trommel::testing {
namespace {

using Pair = std::pair<std::string, std::string>;

Pair Cut(const std::string& text, char at) {
  const size_t place = text.find(at);
  if (place == std::string::npos) return {text, {}};
  return {text.substr(0, place), text.substr(place + 1)};
}

void AddMailbox(const std::string& value, vm::MemoryStore* store) {
  std::istringstream words(value);
  std::string name;
  words >> name;
  vm::MemoryStore::Mailbox& mailbox = store->mailboxes[name];
  for (std::string word; words >> word;) {
    auto [key, text] = Cut(word, '=');
    if (key == "id") mailbox.id = text;
    if (key == "use") mailbox.uses.insert(text::Lowered(text));
    if (key == "closed") mailbox.closed = true;
  }
}

void AddMetadata(const std::string& value, vm::MemoryStore* store) {
  auto [name, rest] = Cut(value, ' ');
  auto [entry, text] = Cut(rest, '=');
  store->mailboxes[name].metadata[text::Lowered(entry)] = text;
}

void AddCalendar(const std::string& value, vm::MemoryCalendars* calendars) {
  auto [uid, rest] = Cut(value, ' ');
  auto [id, text] = Cut(rest, ' ');
  for (size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;) {
    text.replace(at, 2, "\n");
  }
  calendars->objects[uid] = {id == "-" ? "" : id, text};
}

}  // namespace

bool ApplyMailboxFact(std::string_view key, const std::string& value,
                      World* world) {
  vm::MemoryStore& store = world->host.mailboxes;
  if (key == "mailbox") {
    AddMailbox(value, &store);
  } else if (key == "metadata") {
    AddMetadata(value, &store);
  } else if (key == "server") {
    auto [entry, text] = Cut(value, '=');
    store.server[text::Lowered(entry)] = text;
  } else if (key == "store") {
    store.down = value == "down";
    world->host.no_mailboxes = value == "none";
  } else if (key == "calendars") {
    world->host.no_calendars = value != "yes";
  } else if (key == "calendar") {
    world->host.no_calendars = false;
    AddCalendar(value, &world->host.calendars);
  } else if (key == "mark") {
    world->host.marks.insert(value);
  } else if (key == "imap") {
    auto [item, text] = Cut(value, '=');
    world->imap[item] = text;
  } else if (key == "flags") {
    world->flags = value;
  } else {
    return false;
  }
  return true;
}

}  // namespace trommel::testing
