// SPDX-License-Identifier: MIT
// Envelope: what SMTP said about a message, with where we learnt it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace trommel::mail {

/// Addresses are bare (no angle brackets); an empty sender with
/// `has_sender` is the null sender `<>`. Owns its strings.
struct Envelope {
  std::string sender;
  bool has_sender = false;
  /// The recipient this run is for, affixes included: `user+detail@domain`.
  std::string recipient;
  /// All of the message's, where they are known and not just `recipient`.
  std::optional<std::vector<std::string>> recipients;
  /// As first given to the MTA, before aliases; empty if unknown.
  std::string original_recipient;
  std::string local_part_prefix;
  std::string local_part_suffix;
  /// What Return-path: said, where it differs from the sender (Exim tests).
  std::optional<std::string> return_path;
  /// "option", "Return-Path", "From_", "From" …: for `trommel test` to say.
  std::string sender_origin;
  std::string recipient_origin;
};

}  // namespace trommel::mail
