// SPDX-License-Identifier: MIT
#include "interp/vm/body_cache.h"

#include "interp/base/limits.h"

namespace trommel::vm {

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
  std::optional<std::string>& text = texts_.at(part);
  if (!text) {
    const mail::Part& source = tree.parts()[part];
    decoded_bytes_ += source.body.size();
    if (decoded_bytes_ > limits::kDecodedBytes) {
      return Err(Code::kLimit, "more body bytes to decode than " +
                                   std::to_string(limits::kDecodedBytes));
    }
    text.emplace();
    mail::DecodePart(source, &*text);
  }
  return *text;
}

}  // namespace trommel::vm
