// SPDX-License-Identifier: MIT
#include "stdlib/shared/chosen_fields.h"

#include <algorithm>
#include <functional>

#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/loop_places.h"

namespace trommel::stdlib {
namespace {

// What looking at a part costs, in bytes compared; and for each byte of its
// header when fields have to be found in it.
constexpr size_t kPartWork = 512;
constexpr size_t kParseWork = 16;

/// The parts that a test is about, as [first, end) of the MIME tree.
struct Parts {
  size_t first = 0;
  size_t end = 1;
};

Parts PartsOf(vm::CallContext& context, std::span<const Value> lent) {
  Parts parts;
  const bool mime = LentTag(lent, "mime").boolean();
  parts.first = mime ? context.part().value_or(0) : ShownPart(context);
  parts.end = parts.first + 1;
  if (LentTag(lent, "anychild").boolean()) {
    parts.end = mail::EndOfPart(context.mime().parts(), parts.first);
  }
  return parts;
}

class Chooser {
 public:
  Chooser(vm::CallContext& context, Parts parts)
      : context_(context), parts_(parts) {}

  void Append(std::string_view name, std::vector<ChosenField>* out) {
    for (size_t part = parts_.first; part < parts_.end; ++part) {
      if (part == 0) {
        AppendAll(name, &context_.headers(), out);
        continue;
      }
      const std::string_view header = context_.mime().parts()[part].header;
      work::Spend(kPartWork + header.size());
      if (text::FindCaseless(header, name) == header.npos) continue;
      work::Spend(kParseWork * header.size());
      message_.Reparse(header);
      if (message_.Find(name) == nullptr) continue;
      view_.Reset(message_);
      AppendAll(name, &view_, out);
    }
  }

 private:
  void AppendAll(std::string_view name, mail::HeaderView* view,
                 std::vector<ChosenField>* out) {
    const bool lasts = view == &context_.headers();
    for (const mail::HeaderValue& value : view->Values(name)) {
      std::string_view decoded = value.decoded;
      if (!lasts && !Holds(value.raw, decoded)) {
        decoded = context_.arena().Copy(decoded);
      }
      out->push_back({name, value.raw, decoded});
    }
  }

  /// Whether `part` views `whole`: the next part ends the life of what the view
  /// has made, not of the message's bytes.
  static bool Holds(std::string_view whole, std::string_view part) {
    const std::less_equal<const char*> not_after;
    return not_after(whole.data(), part.data()) &&
           not_after(part.data(), whole.data() + whole.size());
  }

  vm::CallContext& context_;
  Parts parts_;
  mail::Message message_;
  mail::HeaderView view_;
};

void KeepIndexed(std::span<const Value> lent, std::vector<ChosenField>* all) {
  const Value index = LentTag(lent, "index");
  if (index.is_nil()) return;
  const auto number = static_cast<size_t>(index.number());
  if (number == 0 || number > all->size()) {
    all->clear();
    return;
  }
  const bool last = LentTag(lent, "last").boolean();
  *all = {(*all)[last ? all->size() - number : number - 1]};
}

}  // namespace

bool ChoosesAll(vm::CallContext& context, std::span<const Value> lent) {
  return LentTag(lent, "mime").is_nil() && LentTag(lent, "index").is_nil() &&
         ShownPart(context) == 0;
}

std::vector<ChosenField> ChooseFields(vm::CallContext& context,
                                      std::span<const Value> lent,
                                      std::span<const Value> names) {
  std::vector<ChosenField> all;
  Chooser chooser(context, PartsOf(context, lent));
  for (const Value& name : names) chooser.Append(name.text(), &all);
  KeepIndexed(lent, &all);
  return all;
}

bool HasFields(vm::CallContext& context, std::span<const Value> lent,
               std::span<const Value> names) {
  if (ChoosesAll(context, lent)) {
    return std::all_of(names.begin(), names.end(), [&](const Value& name) {
      return context.headers().Exists(name.text());
    });
  }
  Chooser chooser(context, PartsOf(context, lent));
  std::vector<ChosenField> found;
  for (const Value& name : names) {
    found.clear();
    chooser.Append(name.text(), &found);
    if (found.empty()) return false;
  }
  return true;
}

}  // namespace trommel::stdlib
