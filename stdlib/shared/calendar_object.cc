// SPDX-License-Identifier: MIT
#include "stdlib/shared/calendar_object.h"

#include <libical/ical.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "interp/text/ascii.h"
#include "stdlib/shared/client_library.h"

namespace trommel::stdlib {
namespace {

#define ICAL_FUNCTIONS(F)                   \
  F(icalparser_parse_string)                \
  F(icalcomponent_new_clone)                \
  F(icalcomponent_free)                     \
  F(icalcomponent_isa)                      \
  F(icalcomponent_as_ical_string_r)         \
  F(icalcomponent_add_component)            \
  F(icalcomponent_remove_component)         \
  F(icalcomponent_get_first_component)      \
  F(icalcomponent_get_next_component)       \
  F(icalcomponent_get_first_property)       \
  F(icalcomponent_get_next_property)        \
  F(icalcomponent_add_property)             \
  F(icalcomponent_remove_property)          \
  F(icalcomponent_count_errors)             \
  F(icalproperty_new_from_string)           \
  F(icalproperty_free)                      \
  F(icalproperty_as_ical_string_r)          \
  F(icalproperty_get_value_as_string_r)     \
  F(icalproperty_get_parameter_as_string_r) \
  F(icalproperty_set_parameter_from_string) \
  F(icalmemory_free_buffer)                 \
  F(icalerror_set_errors_are_fatal)
TROMMEL_CLIENT_LIBRARY(Ical, "libical.so.3", "libical3", ICAL_FUNCTIONS)

constexpr size_t kMostBytes = size_t{1} << 20U;
constexpr size_t kMostDepth = 8;
constexpr size_t kMostParts = 10000;
constexpr std::string_view kMailto = "mailto:";

constexpr icalcomponent_kind kItemKinds[] = {
    ICAL_VEVENT_COMPONENT, ICAL_VTODO_COMPONENT, ICAL_VJOURNAL_COMPONENT};

// Set by Parse before any object of the thread exists.
thread_local const Ical* ical = nullptr;

std::string Take(char* text) {
  if (text == nullptr) return {};
  std::string out(text);
  ical->icalmemory_free_buffer(text);
  return out;
}

// The library frees by recursion: nothing deep may reach it.
bool IsFlat(std::string_view bytes) {
  size_t depth = 0;
  size_t parts = 0;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    if (text::StartsCaseless(line, "BEGIN:")) {
      ++depth;
      ++parts;
    }
    if (text::StartsCaseless(line, "END:") && depth > 0) --depth;
    if (depth > kMostDepth || parts > kMostParts) return false;
    at = end + 1;
  }
  return true;
}

std::vector<icalproperty*> PropertiesOf(icalcomponent* item,
                                        icalproperty_kind kind) {
  std::vector<icalproperty*> out;
  for (icalproperty* at = ical->icalcomponent_get_first_property(item, kind);
       at != nullptr; at = ical->icalcomponent_get_next_property(item, kind)) {
    out.push_back(at);
  }
  return out;
}

std::vector<icalcomponent*> ComponentsOf(icalcomponent* whole,
                                         icalcomponent_kind kind) {
  std::vector<icalcomponent*> out;
  for (icalcomponent* at = ical->icalcomponent_get_first_component(whole, kind);
       at != nullptr;
       at = ical->icalcomponent_get_next_component(whole, kind)) {
    out.push_back(at);
  }
  return out;
}

std::vector<icalcomponent*> ItemsOf(icalcomponent* calendar) {
  std::vector<icalcomponent*> out;
  for (icalcomponent_kind kind : kItemKinds) {
    for (icalcomponent* item : ComponentsOf(calendar, kind)) {
      out.push_back(item);
    }
  }
  return out;
}

std::string ValueOf(icalcomponent* item, icalproperty_kind kind) {
  icalproperty* property = ical->icalcomponent_get_first_property(item, kind);
  if (property == nullptr) return {};
  return Take(ical->icalproperty_get_value_as_string_r(property));
}

std::string AddressOf(icalproperty* property) {
  const std::string uri =
      Take(ical->icalproperty_get_value_as_string_r(property));
  if (!text::StartsCaseless(uri, kMailto)) return {};
  return text::Lowered(std::string_view(uri).substr(kMailto.size()));
}

int64_t NumberOf(std::string_view text) {
  int64_t out = 0;
  for (char c : text.substr(0, 9)) {
    if (!text::IsDigit(c)) break;
    out = out * 10 + (c - '0');
  }
  return out;
}

CalendarItem Describe(icalcomponent* item) {
  CalendarItem out;
  out.uid = ValueOf(item, ICAL_UID_PROPERTY);
  out.recurrence = ValueOf(item, ICAL_RECURRENCEID_PROPERTY);
  out.sequence = NumberOf(ValueOf(item, ICAL_SEQUENCE_PROPERTY));
  out.stamp = ValueOf(item, ICAL_DTSTAMP_PROPERTY);
  for (icalproperty* one : PropertiesOf(item, ICAL_ORGANIZER_PROPERTY)) {
    out.organizer = AddressOf(one);
  }
  for (icalproperty* one : PropertiesOf(item, ICAL_ATTENDEE_PROPERTY)) {
    std::string address = AddressOf(one);
    if (!address.empty()) out.attendees.push_back(std::move(address));
  }
  return out;
}

void RemoveProperties(icalcomponent* item, icalproperty_kind kind) {
  for (icalproperty* one : PropertiesOf(item, kind)) {
    ical->icalcomponent_remove_property(item, one);
    ical->icalproperty_free(one);
  }
}

void RemoveComponent(icalcomponent* whole, icalcomponent* part) {
  ical->icalcomponent_remove_component(whole, part);
  ical->icalcomponent_free(part);
}

void AddLine(icalcomponent* item, const std::string& line) {
  icalproperty* made = ical->icalproperty_new_from_string(line.c_str());
  if (made != nullptr) ical->icalcomponent_add_property(item, made);
}

icalproperty* FindAttendee(icalcomponent* item, std::string_view address) {
  for (icalproperty* one : PropertiesOf(item, ICAL_ATTENDEE_PROPERTY)) {
    if (AddressOf(one) == address) return one;
  }
  return nullptr;
}

std::string ParameterOf(icalproperty* property, const char* name) {
  return Take(ical->icalproperty_get_parameter_as_string_r(property, name));
}

void CopyParticipation(icalproperty* from, icalproperty* to) {
  const std::string how = ParameterOf(from, "PARTSTAT");
  if (how.empty()) return;
  ical->icalproperty_set_parameter_from_string(to, "PARTSTAT", how.c_str());
}

icalcomponent* FindRecurrence(icalcomponent* calendar,
                              std::string_view recurrence) {
  for (icalcomponent* item : ItemsOf(calendar)) {
    if (ValueOf(item, ICAL_RECURRENCEID_PROPERTY) == recurrence) return item;
  }
  return nullptr;
}

}  // namespace

struct CalendarObject::Impl {
  explicit Impl(icalcomponent* the_root) : root(the_root) {}
  ~Impl() { ical->icalcomponent_free(root); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  icalcomponent* root;
};

CalendarObject::CalendarObject(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}
CalendarObject::CalendarObject(CalendarObject&&) noexcept = default;
CalendarObject& CalendarObject::operator=(CalendarObject&&) noexcept = default;
CalendarObject::~CalendarObject() = default;

Result<CalendarObject> CalendarObject::Parse(std::string_view bytes) {
  if (bytes.size() > kMostBytes || !IsFlat(bytes) ||
      bytes.find('\0') != std::string_view::npos) {
    return Err(Code::kRun, "the calendar data are too large or too deep");
  }
  TRY_ASSIGN(ical, Ical::Get());
  ical->icalerror_set_errors_are_fatal(false);
  icalcomponent* root =
      ical->icalparser_parse_string(std::string(bytes).c_str());
  if (root == nullptr) {
    return Err(Code::kRun, "the calendar data cannot be read");
  }
  CalendarObject out(std::make_unique<Impl>(root));
  if (ical->icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT ||
      ical->icalcomponent_count_errors(root) > 0) {
    return Err(Code::kRun, "the calendar data have errors");
  }
  if (ItemsOf(root).empty()) {
    return Err(Code::kRun, "the calendar data have no event");
  }
  return out;
}

std::string CalendarObject::Method() const {
  return text::Uppered(ValueOf(impl_->root, ICAL_METHOD_PROPERTY));
}

std::vector<CalendarItem> CalendarObject::Items() const {
  std::vector<CalendarItem> out;
  for (icalcomponent* item : ItemsOf(impl_->root)) {
    out.push_back(Describe(item));
  }
  return out;
}

std::string CalendarObject::Text() const {
  return Take(ical->icalcomponent_as_ical_string_r(impl_->root));
}

std::string CalendarObject::Canonical() const {
  std::vector<std::string> lines;
  for (icalcomponent* item : ItemsOf(impl_->root)) {
    const std::string place = ValueOf(item, ICAL_RECURRENCEID_PROPERTY) + "|";
    for (icalproperty* one : PropertiesOf(item, ICAL_ANY_PROPERTY)) {
      std::string line = Take(ical->icalproperty_as_ical_string_r(one));
      if (line.starts_with("DTSTAMP") || line.starts_with("X-")) continue;
      lines.push_back(place + line);
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string out = Method() + "\n";
  for (const std::string& line : lines) out += line;
  return out;
}

void CalendarObject::PrepareToStore() {
  RemoveProperties(impl_->root, ICAL_METHOD_PROPERTY);
  for (icalcomponent* item : ItemsOf(impl_->root)) {
    for (icalcomponent* alarm : ComponentsOf(item, ICAL_VALARM_COMPONENT)) {
      RemoveComponent(item, alarm);
    }
  }
}

void CalendarObject::Update(const CalendarObject& newer) {
  icalcomponent* root = impl_->root;
  if (FindRecurrence(newer.impl_->root, {}) != nullptr) {
    for (icalcomponent* item : ItemsOf(root)) RemoveComponent(root, item);
  }
  for (icalcomponent* item : ItemsOf(newer.impl_->root)) {
    icalcomponent* old =
        FindRecurrence(root, ValueOf(item, ICAL_RECURRENCEID_PROPERTY));
    if (old != nullptr) RemoveComponent(root, old);
    ical->icalcomponent_add_component(root,
                                      ical->icalcomponent_new_clone(item));
  }
}

void CalendarObject::KeepParticipation(const CalendarObject& older,
                                       std::span<const std::string> addresses) {
  for (icalcomponent* item : ItemsOf(impl_->root)) {
    const std::string place = ValueOf(item, ICAL_RECURRENCEID_PROPERTY);
    icalcomponent* old = FindRecurrence(older.impl_->root, place);
    if (old == nullptr) old = FindRecurrence(older.impl_->root, {});
    if (old == nullptr) continue;
    for (const std::string& address : addresses) {
      icalproperty* from = FindAttendee(old, address);
      icalproperty* to = FindAttendee(item, address);
      if (from != nullptr && to != nullptr) CopyParticipation(from, to);
    }
  }
}

bool CalendarObject::Cancel(const CalendarObject& cancel, bool remove) {
  icalcomponent* root = impl_->root;
  for (icalcomponent* item : ItemsOf(cancel.impl_->root)) {
    const std::string place = ValueOf(item, ICAL_RECURRENCEID_PROPERTY);
    if (place.empty() && remove) return false;
    icalcomponent* old = FindRecurrence(root, place);
    if (!place.empty() && remove) {
      if (old != nullptr) RemoveComponent(root, old);
      if (icalcomponent* series = FindRecurrence(root, {})) {
        AddLine(series, "EXDATE:" + place);
      }
      continue;
    }
    if (old == nullptr) {
      old = ical->icalcomponent_new_clone(item);
      ical->icalcomponent_add_component(root, old);
    }
    const std::vector<icalcomponent*> hit =
        place.empty() ? ItemsOf(root) : std::vector<icalcomponent*>{old};
    for (icalcomponent* one : hit) {
      RemoveProperties(one, ICAL_STATUS_PROPERTY);
      AddLine(one, "STATUS:CANCELLED");
    }
  }
  return !ItemsOf(root).empty();
}

bool CalendarObject::TakeReply(const CalendarObject& reply) {
  for (icalcomponent* item : ItemsOf(reply.impl_->root)) {
    const std::string place = ValueOf(item, ICAL_RECURRENCEID_PROPERTY);
    icalcomponent* old = FindRecurrence(impl_->root, place);
    if (old == nullptr) old = FindRecurrence(impl_->root, {});
    if (old == nullptr) return false;
    for (icalproperty* from : PropertiesOf(item, ICAL_ATTENDEE_PROPERTY)) {
      icalproperty* to = FindAttendee(old, AddressOf(from));
      if (to == nullptr) return false;
      CopyParticipation(from, to);
    }
  }
  return true;
}

}  // namespace trommel::stdlib
