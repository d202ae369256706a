// SPDX-License-Identifier: MIT
// Fuzzes Message and HeaderView: views must stay inside the input and the
// fields must make up the header.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "interp/mail/header_view.h"
#include "interp/mail/message.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckFields(const trommel::mail::Message& message) {
  const char* at = message.header().data();
  for (const trommel::mail::Field& field : message.fields()) {
    Require(field.raw.data() == at);
    Require(!field.name.empty() && field.name.data() == at);
    Require(field.name_hash == trommel::mail::HashName(field.name));
    Require(field.value.data() > at);
    at += field.raw.size();
    Require(field.value.data() + field.value.size() <= at);
  }
  Require(at == message.header().data() + message.header().size());
}

void CheckView(const trommel::mail::Message& message) {
  trommel::mail::HeaderView view(message);
  for (const trommel::mail::Field& field : message.fields()) {
    Require(!view.Values(field.name).empty());
    (void)view.Addresses(field.name);
  }
  view.Add("X-Added: 1");
  Require(view.Exists("x-added"));
  if (message.fields().empty()) return;
  view.Remove(message.fields().front().name);
  Require(!view.Exists(message.fields().front().name));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  trommel::mail::Message message(bytes);
  size_t gap =
      static_cast<size_t>(message.body().data() - message.header().data()) -
      message.header().size();
  Require(gap <= 2);
  Require(message.from_line().size() + message.header().size() + gap +
              message.body().size() ==
          size);
  CheckFields(message);
  CheckView(message);
  return 0;
}
