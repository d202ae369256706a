// SPDX-License-Identifier: MIT
#include "interp/vm/body_cache.h"

#include "interp/base/limits.h"

namespace trommel::vm {

Status BodyCache::Charge(size_t bytes) {
  decoded_bytes_ += bytes;
  if (decoded_bytes_ <= limits::kDecodedBytes) return {};
  return Err(Code::kLimit, "more body bytes to decode than " +
                               std::to_string(limits::kDecodedBytes));
}

void BodyCache::Reset() {
  tree_.reset();
  texts_.clear();
  decoded_bytes_ = 0;
}

const mail::MimeTree& BodyCache::Tree(const mail::Message& message) {
  if (!tree_) {
    tree_.emplace(message);
    texts_.resize(tree_->parts().size());
  }
  return *tree_;
}

Result<std::string_view> BodyCache::Text(const mail::Message& message,
                                         size_t part) {
  const mail::MimeTree& tree = Tree(message);
  PartText& made = texts_.at(part);
  if (!made.made) {
    const mail::Part& source = tree.parts()[part];
    if (mail::IsDecoded(source)) {
      made.text = source.body;
    } else {
      TRY(Charge(source.body.size()));
      mail::DecodePart(source, &made.decoded);
      made.text = made.decoded;
    }
    made.made = true;
  }
  return made.text;
}

}  // namespace trommel::vm
