// SPDX-License-Identifier: MIT
// Which header fields a test looks at: what its tags :mime, :anychild, :index
// and :last say (RFC 5703 section 4, RFC 5260 section 6).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "interp/mail/header_view.h"
#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// One field as chosen. Views live until the message is changed.
struct ChosenField {
  std::string_view name;     ///< as the test wrote it
  std::string_view raw;      ///< as in mail::Field::value
  std::string_view decoded;  ///< as in mail::HeaderValue
};

/// Whether none of the tags above is among the lent ones and no part is shown
/// as the message (ShownPart): the test is about all fields of
/// context.headers().
bool ChoosesAll(vm::CallContext& context, std::span<const Value> lent);

/// The fields called `names`: names in the order of the list, of each name the
/// parts in document order, in each part the fields in theirs. Without :mime it
/// is ShownPart, with it and outside of foreverypart the message; :anychild
/// adds the parts below it. :index takes the one of that number, counted from
/// 1, from the end with :last. Example: `:index 2 :last` of four Received
/// fields gives the third.
std::vector<ChosenField> ChooseFields(vm::CallContext& context,
                                      std::span<const Value> lent,
                                      std::span<const Value> names);

/// Whether the parts that the tags name have each of the fields `names`.
bool HasFields(vm::CallContext& context, std::span<const Value> lent,
               std::span<const Value> names);

}  // namespace trommel::stdlib
